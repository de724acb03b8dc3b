#ifndef LUA_HOST_H
#define LUA_HOST_H

#include <rows.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A sandboxed Lua 5.4: everything that may raise a Lua error happens behind these functions, under
 * lua_pcall. None of them raises, so that no longjmp ever crosses a frame of the caller. A callback
 * answers a status; the error is raised here, after it has returned.
 *
 * A state belongs to one thread at a time. */

typedef struct lh_state lh_state;

typedef enum {
  LH_OK = 0,
  LH_SYNTAX = 1,       /* the source is no Lua */
  LH_SCRIPT = 2,       /* the script failed: see lh_error */
  LH_INSTRUCTIONS = 3, /* the budget of instructions, work inside C included, is spent */
  LH_MEMORY = 4,       /* the memory limit, or the machine's */
  LH_OUTPUT = 5,       /* more printed than allowed */
  LH_PATTERN = 6       /* one call of a pattern function took more steps than one may */
} lh_status;

/* The most steps that one call of a pattern function may take, whatever the budget. */
#define LH_MAX_PATTERN_STEPS 1000000

/* What one run may use. Only deterministic counts: no wall time. */
typedef struct lh_limits {
  int64_t instructions; /* VM instructions plus charged work inside C; INT64_MAX: not counted, for measuring only */
  int64_t memory;       /* bytes held by the state */
  int64_t output;       /* bytes printed */
} lh_limits;

/* For tests: the allocator answers NULL at the `at`-th request (from 1), `times` times in a row
   (0: for ever). at 0: never. */
typedef struct lh_fault {
  int64_t at, times;
} lh_fault;

/* A growing run of bytes. Made by lh_buffer_append, kept by its state. */
typedef struct lh_buffer {
  uint8_t *bytes;
  size_t count, capacity;
} lh_buffer;
/* False when memory is out; the buffer is then as before. */
bool lh_buffer_append(lh_buffer *buffer, const void *bytes, size_t count);

/* Values cross as bytes, in pre-order: a tag, then its payload in host byte order. */
enum {
  LH_NIL = 0,
  LH_FALSE = 1,
  LH_TRUE = 2,
  LH_INTEGER = 3,  /* int64 */
  LH_NUMBER = 4,   /* double */
  LH_TEXT = 5,     /* uint32 length, bytes */
  LH_TABLE = 6,    /* uint32 pairs, then key, value, key, value … */
  LH_FUNCTION = 7, /* int32 reference, int32 line of its definition */
  LH_OBJECT = 8,   /* int32: a number that the host chose */
  LH_RECORD = 9,   /* uint16 schema, pointer to its cells */
  LH_LIST = 10,    /* uint16 schema (LH_NO_SCHEMA: texts), uint32 count, pointers to cells */
  LH_OTHER = 11    /* uint32 length, its type's name */
};
#define LH_NO_SCHEMA 0xFFFF

/* Who calls the host, and where. */
typedef struct lh_caller {
  int bundle; /* whose function was called: each bundle has its own. LH_NO_BUNDLE where all have the same */
  int line;   /* that runs, of whatever file, for messages alone; 0: none is known */
} lh_caller;
#define LH_NO_BUNDLE (-1)

typedef struct lh_callbacks {
  void *context;
  /* Host function `id` was called with `length` bytes of arguments (a run of values).
     Answers 0 and one value in `reply`, or 1 and a message's bytes in `reply` for a script error. */
  int (*call)(void *context, int32_t id, const uint8_t *arguments, size_t length, lh_caller caller, lh_buffer *reply);
  /* Does object `id`, used as a condition, hold for this record? 0 no, 1 yes, 2 not known, -1 no condition. */
  int (*test)(void *context, int32_t object, uint16_t schema, const rw_cell *cells);
  /* The script printed this, or one of a bundle. */
  void (*print)(void *context, int bundle, const char *bytes, size_t count);
} lh_callbacks;

/* Host function ids that the state itself calls. */
enum {
  LH_CALL_GLOBAL = -1, /* (name): the value of a global that is not set, or a message */
  LH_CALL_FIELD = -2,  /* (schema name, field, schema): a message for a field that does not exist; (object, field) */
  LH_CALL_OBJECT = -3, /* (object, arguments …): an object of the host was called */
  LH_CALL_COMPARE = -4, /* (one, other, "<", "<=" or "=="): whether it holds; one of them is an object */
  LH_CALL_MODULE = -5,  /* (name): a message for a module that is not there */
  LH_CALL_BUNDLE = -6   /* (name): the number of a bundle that may be loaded, or a message */
};

/* A new state with the bounded library and nothing else, or NULL when memory is out.
   `schemas` must outlive it. */
lh_state *lh_new(lh_limits limits, lh_callbacks callbacks, const rw_schema *schemas, uint32_t count, lh_fault fault);
void lh_close(lh_state *state);

/* Starts a budget of its own: counters at zero, the sticky stop lifted, captured locals put back, and the sequence
   of random numbers at its beginning. */
void lh_begin(lh_state *state, lh_limits limits);
/* As lh_begin, for a decision: what it gives is not to depend on those before. Once it is over, and lh_is_in_doubt says so,
   it has to be made `again`, and ends for certain. */
void lh_begin_decision(lh_state *state, lh_limits limits, bool again);
bool lh_is_in_doubt(const lh_state *state);
/* From a callback: what the host did for the script costs this work, and it keeps this many bytes: until the next
   lh_begin, or, before lh_freeze, for good. The script is stopped after the callback where that is too much. */
void lh_add_cost(lh_state *state, int64_t work, int64_t bytes);
/* Instructions and charged work since lh_begin, and bytes held now. */
int64_t lh_used(const lh_state *state);
int64_t lh_memory(const lh_state *state);

/* A global function that calls back. */
lh_status lh_add_function(lh_state *state, const char *name, int32_t id);
/* A global function that multiplies one number by `factor` without calling back; anything else than one number
   goes to host function `id`, which says what is wrong. */
lh_status lh_add_multiple(lh_state *state, const char *name, double factor, int32_t id);
/* A global with a plain value: one encoded value. */
lh_status lh_set_global(lh_state *state, const char *name, const uint8_t *value, size_t length);
/* A schema beside those given to lh_new; answers its number, or -1 when memory is out. */
int32_t lh_add_schema(lh_state *state, const rw_schema *schema);

/* Compiles text (never bytecode) and runs it; what it returns is encoded in *result, valid until the next call. */
lh_status lh_run(lh_state *state, const char *source, size_t length, const uint8_t **result, size_t *result_length);
/* One more file of a script. Bundle 0 is the script's own; the files of another have globals of their own, and see
   nothing of those of others. */
typedef struct lh_module {
  int bundle;
  const char *name; /* NULL: the first file of a bundle */
  int first_line;   /* its lines are counted from here, so that a line tells the file */
} lh_module;

/* Compiles text (never bytecode) as a module: `require "name"` of its bundle runs it once, and answers what it
   returned. */
lh_status lh_add_module(lh_state *state, lh_module module, const char *source, size_t length);
/* A global function that runs, once, the first file of the bundle that the host knows under a name. */
lh_status lh_add_loader(lh_state *state, const char *name);
/* Whether a text stands in a source as a word or a text of its own: only then may a message about a rule quote it. */
bool lh_is_own_word(const lh_state *state, const char *word, size_t length);
/* After this nothing that the script set can be changed: globals, their tables, captured locals. */
lh_status lh_freeze(lh_state *state);
/* The name of a captured local that the rules changed since the last lh_begin, or NULL. */
const char *lh_changed_local(lh_state *state);

/* One argument of a call. */
typedef struct lh_argument {
  uint8_t kind; /* LH_RECORD or LH_NUMBER */
  uint16_t schema;
  union {
    double number;
    const rw_cell *cells;
  } as;
} lh_argument;

typedef struct lh_result {
  int kind;     /* LH_NIL … LH_TEXT, or LH_OTHER */
  bool nothing; /* the function fell off its end: no value at all */
  double number;
  const char *text; /* of LH_TEXT, LH_OTHER (the type's name): valid until the next call */
  size_t length;
  uint64_t reads;          /* fields of the first argument that were read, a bit each, the first 64 */
  const rw_field *missing; /* the last fact that was read and missing, or NULL */
} lh_result;

/* Calls a function by its reference. Records given stay valid for the script until the next lh_call. */
lh_status lh_call(lh_state *state, int32_t function, const lh_argument *arguments, int count, lh_result *result);

/* Calls a function with any values: a run of encoded ones in, a run out, valid until the next call. */
lh_status lh_call_values(lh_state *state, int32_t function, const uint8_t *arguments, size_t length,
                         const uint8_t **result, size_t *result_length);

/* What a part of a run's instructions and work was used for. */
typedef struct lh_eater {
  const char *what;  /* the library function, "string.find"; NULL: the script's own instructions */
  int line;          /* 0: unknown */
  int64_t work;
  const char *owner; /* with `field`: whose text the function worked on, "contact" and "notes", or NULL */
  const char *field;
} lh_eater;

/* What went wrong last. */
typedef struct lh_error {
  const char *message; /* without position; never NULL */
  size_t length;
  int line;               /* 0: unknown */
  const char *culprit;    /* of a spent budget: the library function inside which it was, or NULL */
  const rw_field *reading; /* the last missing fact that was read, or NULL */
  lh_eater eater;         /* of spent instructions and patterns: what used most; its work is 0 where nothing is known */
  int64_t asked;          /* of memory: the bytes that were asked for and refused */
} lh_error;
lh_error lh_last_error(const lh_state *state);

#endif
