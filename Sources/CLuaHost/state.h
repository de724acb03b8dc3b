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

struct lh_state {
  lua_State *L;
  lh_callbacks callbacks;
  lh_limits limits;
  lh_fault fault;
  int64_t requests;

  int64_t used, held, printed;
  lh_status stopped; /* sticky until lh_begin */
  int stop_line;
  const char *stop_culprit;

  schema_index *indexes;
  uint32_t index_count;

  uint32_t generation;  /* of records given to the running call */
  const rw_cell *first; /* the first argument's cells: its reads are recorded */
  uint64_t reads;
  const rw_field *missing;

  bool frozen;
  int captured; /* locals of the script that its functions captured */
  const char *changed;

  lh_buffer arguments, reply, result, text, error;
  int error_line;
  const rw_field *error_reading;
  bool is_compiling;
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

/* Addresses that name tables in the registry. */
extern const char lh_functions_key, lh_values_key;

lh_state *lh_owner(lua_State *L);

/* Ends the run for good: records the reason and raises. */
_Noreturn void lh_stop(lua_State *L, lh_status reason, const char *culprit);
/* Notes where the script is now, for the message of a stop. Does not allocate. */
void lh_note_place(lh_state *state);

/* Values and bytes. */
void lh_encode(lua_State *L, int index, lh_buffer *into);
/* Pushes the value at `*at`, and moves on. */
void lh_decode(lua_State *L, const uint8_t **at, const uint8_t *end);
void lh_append(lua_State *L, lh_buffer *buffer, const void *bytes, size_t count);
/* Calls back with the `count` values on top of the stack, and replaces them by the answer; raises its message. */
void lh_ask_host(lua_State *L, int32_t id, int count);

/* Records, lists and maps. */
void lh_open_records(lua_State *L);
void lh_index_schema(lua_State *L, schema_index *index, const rw_schema *schema);
void lh_push_record(lua_State *L, uint16_t schema, const rw_cell *cells, uint32_t generation);
list_handle *lh_push_list(lua_State *L, uint16_t schema, const rw_cell *cells, uint32_t count, uint32_t generation,
                          bool scattered);
void lh_push_object(lua_State *L, int32_t id);
record_handle *lh_test_record(lua_State *L, int index);
list_handle *lh_test_list(lua_State *L, int index);
bool lh_test_object(lua_State *L, int index, int32_t *id);
const rw_cell *lh_list_item(const list_handle *list, uint32_t place, const schema_index *indexes);

/* count, sum, where, sort_by, group_by. */
void lh_open_lists(lua_State *L);

/* Freezing. */
void lh_open_freezer(lua_State *L);
/* Replaces the table on top by a read-only stand-in. */
void lh_stand_in(lua_State *L);
void lh_freeze_all(lua_State *L);
void lh_restore_captured(lua_State *L);

#endif
