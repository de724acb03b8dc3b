#ifndef LUA_HOST_STATE_H
#define LUA_HOST_STATE_H

#include "internal.h"
#include "lua_host.h"

/* The names of a schema's fields as Lua holds them: interned, so that their address finds the field. */
typedef struct field_slot {
  const char *name;
  uint32_t field;
} field_slot;

typedef struct schema_index {
  const rw_schema *schema;
  field_slot *slots;
  uint32_t mask;
} schema_index;

/* How many places of a script are told apart when work is tallied. */
#define LH_EATERS 64
/* What comparing the longest text of the run takes, in work for one instruction: see texts.c. */
typedef struct lh_texts {
  const uint8_t *fresh; /* the text that was made last: its bytes may not be there yet */
  size_t fresh_size;
  size_t work, kept; /* kept: what it was at the freezing */
} lh_texts;

/* How often tables are looked at: each time to each 2^(LH_PERIODS - 1)-th time. */
#define LH_PERIODS 9
/* A block that may be the places of a table. */
typedef struct lh_block {
  const uint8_t *bytes;
  size_t count;           /* of places */
  size_t filled, longest; /* when its chains were measured: how many were filled, and the longest chain */
} lh_block;
/* What keys that collide in a table take: see places.c. */
typedef struct lh_places {
  lh_block *blocks; /* of this run, by their address; capacity is a power of two */
  size_t count, capacity;
  uint64_t *inner; /* for a look: a bit for each place that is not its chain's first */
  size_t inner_count;
  size_t gone[LH_PERIODS]; /* the longest chains of tables that are gone */
  int64_t due;             /* at how much work they are looked at again */
  size_t work, kept;       /* what each instruction costs more; kept: what it was at the freezing */
  bool is_known;           /* whether this Lua lays out its things as Lua 5.4 does where pointers have 64 bits */
} lh_places;

/* What a run began with. */
typedef enum {
  LH_HEAP_ANY,  /* no decision */
  LH_HEAP_USED, /* what decisions before have left lies there */
  LH_HEAP_CLEAN
} lh_heap;

struct lh_state {
  lua_State *L; /* the thread that runs scripts */
  lua_State *fresh;
  lh_callbacks callbacks;
  lh_limits limits;
  lh_fault fault;
  int64_t requests;

  int64_t used, held, printed;
  int interval; /* of the hook, in instructions */
  int64_t owed;        /* work that the host did in a callback, until it is charged */
  int64_t host_memory; /* of `held`: bytes that the host keeps for this run alone */
  int64_t held_at_least; /* after the last collection between two runs */
  int64_t held_at_begin, made_most; /* by a run, beyond what it began with */
  lh_heap heap;
  int64_t clean;          /* what a clean heap holds */
  bool is_in_doubt;       /* memory ran short, and what lay there before may be why */
  bool was_short;         /* of a clean heap: memory had to be collected */
  const void *names;      /* Lua's places of short texts, which grow with what was there before */
  const void *stack;      /* the running thread's, and its bytes */
  size_t stack_size;
  bool awaits_stack;      /* a thread was made: the next block is its stack */
  const void *last_block; /* of no type, and its bytes: where a stack is freed, the one that takes its place */
  size_t last_size;
  int64_t printed_before; /* bytes that were shown when the decision was first made */
  lh_texts texts;
  lh_places places;
  lh_status stopped; /* sticky until lh_begin */
  int stop_line;
  const char *stop_culprit;
  int64_t refused;            /* bytes that were asked for last and not given */
  const char *refused_culprit; /* the library function that asked, or NULL */

  int64_t tallied; /* of `used`: what the eaters below were charged with */
  lh_eater eaters[LH_EATERS];
  int eater_count;

  schema_index *indexes;
  uint32_t index_count;

  uint32_t generation;  /* of records given to the running call */
  const rw_cell *first; /* the first argument's cells: its reads are recorded */
  uint16_t first_schema;
  uint64_t reads;
  const rw_field *missing;

  bool frozen;
  int captured; /* locals of the script that its functions captured */
  int freezing_line; /* of the function that is being frozen */
  const char *changed;

  size_t source_length; /* of the longest source that was compiled */
  lh_buffer sources;    /* all of them, a byte before and behind each */
  uint64_t random[4];

  int depth; /* how many entries are running: a host function may call the script again */
  lh_buffer arguments, reply, result, text, error;
  int error_line;
  const rw_field *error_reading;
  bool is_syntax; /* the error that is being raised is the compiler's */
};

typedef struct record_handle {
  const rw_cell *cells;
  uint32_t generation; /* 0: for ever */
  uint32_t place;      /* in the list that it was taken from, from 1; 0: from none */
  uint16_t schema;
} record_handle;

/* A list of records or texts; `items` follows when it does not lie in one run. */
typedef struct list_handle {
  const rw_cell *cells; /* one run, or NULL */
  uint32_t count, generation;
  uint16_t schema; /* LH_NO_SCHEMA: texts */
  const rw_cell *items[];
} list_handle;

typedef struct map_handle {
  const rw_cell *cells;
  const rw_field *field;
  uint32_t count, generation;
} map_handle;

/* What positions in Lua's messages begin with: "line:12: …" also reads well inside another message. */
#define POSITION_NAME "line"
#define CHUNK_NAME "=" POSITION_NAME

/* Addresses that name tables in the registry. */
extern const char lh_functions_key, lh_values_key, lh_handles_key;

lh_state *lh_owner(lua_State *L);

/* Ends the run for good: records the reason and raises. */
_Noreturn void lh_stop(lua_State *L, lh_status reason, const char *culprit);
/* Notes where the script is now, for the message of a stop. Does not allocate. */
void lh_note_place(lh_state *state);

/* Books the work since the last time to the place that runs now; `what` as of lh_charge, from a C function. */
void lh_tally(lua_State *L, lh_state *state, const char *what);
/* Takes work from the budget without a stop: where it is spent, whatever goes on is stopped. */
void lh_owe(lh_state *state, size_t work);
/* Memory is short: pays for a collection. False where the run is stopped instead. */
bool lh_collect_short(lh_state *state);
/* Beyond this many bytes a stack doubles from whatever the contact before has left of it. */
enum { LH_STACK_FREE = 1 << 16 };
/* What used most of the budget, or NULL. */
const lh_eater *lh_biggest_eater(const lh_state *state);
/* The name of the library function that runs now, where it makes texts or tables, or NULL. Does not allocate. */
const char *lh_running_function(lua_State *L);

/* As lh_begin; what others left stays. */
void lh_begin_run(lh_state *state, lh_limits limits);
/* Sets the hook of a run that begins. */
void lh_begin_hook(lh_state *state);
/* Has the hook run at the next instruction. */
void lh_hook_next(lh_state *state);
/* Begins a stop without raising: from where nothing may be raised. */
void lh_begin_stop(lh_state *state, lh_status reason, const char *culprit);
/* The state's allocator, as of lua_Alloc. */
void *lh_allocate(void *context, void *block, size_t old_size, size_t new_size);
/* A text of this many bytes, its header included, was made, and will be filled. */
void lh_note_text(lh_state *state, const void *block, size_t size);
/* Looks at the text that was noted last, which is whole now. */
void lh_look_at_text(lh_state *state);
/* After this the texts that are there are there in each run, and others only in the run that makes them. */
void lh_keep_texts(lh_state *state);
/* A run begins. */
void lh_forget_texts(lh_state *state);

/* A new block that may be the places of a table, or another's; false when memory is out. */
bool lh_note_block(lh_state *state, void *bytes, size_t size);
/* The block of this size is about to be freed, or to become another. */
void lh_drop_block(lh_state *state, const void *bytes, size_t size);
/* Looks whether a table is laid out as it should be; else tables are not looked at, nor instructions. */
void lh_check_layout(lua_State *L);
/* The work says that it is time to look. */
void lh_look_at_places(lh_state *state);
/* As lh_keep_texts and lh_forget_texts. */
void lh_keep_places(lh_state *state);
void lh_forget_places(lh_state *state);

/* What the instruction that runs next costs beside itself: see prices.c. */
size_t lh_price_of_next(lua_State *L, lua_Debug *where);
/* Charges what the host owes after a callback, and ends the run where it holds too much. */
void lh_settle(lua_State *L, const char *what);
/* Gives back what the host kept for the run that is over. */
void lh_forget_owed(lh_state *state);
/* Runs `body` under lua_pcall with `context` as its light userdata, and takes its error apart. */
lh_status lh_enter(lh_state *state, lua_CFunction body, void *context);
/* Fills a new state's globals. */
int lh_build_globals(lua_State *L);

/* Values and bytes. */
void lh_encode(lua_State *L, int index, lh_buffer *into);
/* Pushes the value at `*at`, and moves on. */
void lh_decode(lua_State *L, const uint8_t **at, const uint8_t *end);
void lh_append(lua_State *L, lh_buffer *buffer, const void *bytes, size_t count);
/* Calls back with the `count` values on top of the stack, and replaces them by the answer; raises its message.
   `bundle` is the one whose function asks: an upvalue of it, or LH_NO_BUNDLE; nothing else tells who asks. */
void lh_ask_host(lua_State *L, int32_t id, int bundle, int count);
/* The upvalue of a function that asks the host in which the number of its bundle stands. */
enum { LH_BUNDLE_UPVALUE = 2 };
/* The bundle of the function that runs, which has that upvalue. */
int lh_running_bundle(lua_State *L);

/* Records, lists and maps. `generation` 0: valid for ever. */
void lh_open_records(lua_State *L);
void lh_index_schema(lua_State *L, schema_index *index, const rw_schema *schema);
void lh_push_record(lua_State *L, uint16_t schema, const rw_cell *cells, uint32_t generation);
list_handle *lh_push_list(lua_State *L, uint16_t schema, const rw_cell *cells, uint32_t count, uint32_t generation,
                          bool scattered);
void lh_push_object(lua_State *L, int32_t id);
/* A whole number as one, so that it prints as 8 and not as 8.0. */
void lh_push_number(lua_State *L, double number);
record_handle *lh_test_record(lua_State *L, int index);
list_handle *lh_test_list(lua_State *L, int index);
bool lh_test_object(lua_State *L, int index, int32_t *id);
/* Raises when a handle of this generation belongs to a call that is over: its cells may be gone. */
void lh_check_alive(lua_State *L, uint32_t generation);
const rw_cell *lh_list_item(const list_handle *list, uint32_t place, const schema_index *indexes);

/* count, sum, where, sort_by, group_by. */
void lh_open_lists(lua_State *L);

/* Whether the function at `index` keeps nothing from call to call, as an iterator of the library does. */
bool lh_keeps_nothing(lua_State *L, int index);

/* Gives another meaning to a global's name to the host alone. */
void lh_seal_name(lua_State *L, const char *name);

/* Keeps a source for what messages may quote. */
void lh_note_source(lh_state *state, const char *text, size_t length);
/* The key at `index` as a message may quote it, or NULL. */
const char *lh_own_key(lua_State *L, int index);

/* Files that scripts may require. */
void lh_open_modules(lua_State *L);
/* Takes the main function on top of the stack as the module of that name; NULL: the first file of its bundle. */
void lh_keep_module(lua_State *L, int bundle, const char *name);
/* Whether it is require, or what loads a bundle. */
bool lh_loads_modules(lua_CFunction function);
/* Whether it is what loads a bundle. */
bool lh_loads_bundles(lua_CFunction function);
/* Freezes what modules have returned and set. */
void lh_freeze_modules(lua_State *L);
/* Freezes what the table at `index` holds. */
void lh_freeze_contents(lua_State *L, int index);
/* Pushes the values of new globals, which are those of the library, and the table that scripts see as them. What asks
   the host is a function of the bundle's own. */
void lh_push_new_globals(lua_State *L, int bundle);
/* Sets a name in the globals of each bundle but the script's own to the value on top, which stays there. */
void lh_set_in_bundles(lua_State *L, const char *name);

/* What stays after loading is all that a clean heap holds. */
void lh_keep_heap(lh_state *state);
/* Makes the handles that calls point at records. */
void lh_prepare_handles(lua_State *L);

/* Freezing. */
void lh_open_freezer(lua_State *L);
/* Replaces the table on top by a read-only stand-in. */
void lh_stand_in(lua_State *L);
void lh_freeze_all(lua_State *L);
void lh_restore_captured(lua_State *L);

#endif
