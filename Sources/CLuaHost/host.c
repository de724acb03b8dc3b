/* The state: its memory, its budget, and the protected entries through which all else is reached. */

#include <stdlib.h>
#include <string.h>

#include "state.h"

/* How often the hook runs. The cost is the same for 1,000 and 100,000; see the benchmark. */
enum { HOOK_INTERVAL = 1000 };

/* The chunk name that positions in Lua's messages begin with; a rules file can't be called that. */
#define CHUNK_NAME "=\1"

static const char stop_key = 's'; /* its address: the error value of a stop */

lh_state *lh_owner(lua_State *L) { return *(lh_state **)lua_getextraspace(L); }

bool lh_buffer_append(lh_buffer *buffer, const void *bytes, size_t count) {
  if (count > buffer->capacity - buffer->count) {
    size_t capacity = buffer->capacity ? buffer->capacity : 256;
    while (capacity - buffer->count < count) {
      if (capacity > SIZE_MAX / 2) return false;
      capacity *= 2;
    }
    uint8_t *grown = realloc(buffer->bytes, capacity);
    if (!grown) return false;
    buffer->bytes = grown;
    buffer->capacity = capacity;
  }
  if (count) memcpy(buffer->bytes + buffer->count, bytes, count);
  buffer->count += count;
  return true;
}

/* ---- Memory ---- */

static bool is_planned_fault(lh_state *state) {
  if (state->fault.at == 0) return false;
  int64_t request = ++state->requests;
  if (request < state->fault.at) return false;
  return state->fault.times == 0 || request < state->fault.at + state->fault.times;
}

static void *allocate(void *context, void *block, size_t old_size, size_t new_size) {
  lh_state *state = context;
  size_t held_before = block ? old_size : 0;
  if (new_size == 0) {
    free(block);
    state->held -= (int64_t)held_before;
    return NULL;
  }
  if (new_size > held_before) {
    /* A stop is sticky for memory too: refusing here ends loops inside C that only allocate. */
    if (state->stopped != LH_OK) return NULL;
    if (new_size - held_before > (uint64_t)state->limits.memory ||
        state->held + (int64_t)(new_size - held_before) > state->limits.memory || is_planned_fault(state)) {
      lh_note_place(state);
      return NULL;
    }
  }
  void *fresh = realloc(block, new_size);
  if (!fresh) return new_size <= held_before ? block : NULL;
  state->held += (int64_t)new_size - (int64_t)held_before;
  return fresh;
}

/* ---- Budget ---- */

void lh_note_place(lh_state *state) {
  lua_Debug where;
  state->stop_line = 0;
  if (!state->L) return;
  for (int level = 0; level < 64 && lua_getstack(state->L, level, &where); level++)
    if (lua_getinfo(state->L, "l", &where) && where.currentline > 0) {
      state->stop_line = where.currentline;
      return;
    }
}

static void count_hook(lua_State *L, lua_Debug *where);

_Noreturn void lh_stop(lua_State *L, lh_status reason, const char *culprit) {
  lh_state *state = lh_owner(L);
  if (state->stopped == LH_OK) {
    state->stopped = reason;
    state->stop_culprit = culprit;
    lh_note_place(state);
    /* Whatever catches the error is stopped again at its next instruction. */
    lua_sethook(L, count_hook, LUA_MASKCOUNT, 1);
  }
  lua_pushlightuserdata(L, (void *)&stop_key);
  lua_error(L);
  abort(); /* lua_error does not return */
}

bool lh_stopped(lua_State *L) { return lh_owner(L)->stopped != LH_OK; }

static bool is_spent(lh_state *state, size_t work) {
  if (state->stopped != LH_OK) return true;
  if (work > INT64_MAX / 4) work = INT64_MAX / 4;
  if ((int64_t)work <= state->limits.instructions - state->used) {
    state->used += (int64_t)work;
    return false;
  }
  state->used = state->limits.instructions;
  return true;
}

void lh_charge(lua_State *L, size_t work, const char *what) {
  if (!is_spent(lh_owner(L), work)) return;
  lua_settop(L, 0); /* room for the error value: growing the stack could fail */
  lh_stop(L, LH_INSTRUCTIONS, what);
}

/* Here the stack is the running Lua function's own: its registers stay as they are. */
static void count_hook(lua_State *L, lua_Debug *where) {
  (void)where;
  if (is_spent(lh_owner(L), HOOK_INTERVAL)) lh_stop(L, LH_INSTRUCTIONS, NULL);
}

void lh_begin(lh_state *state, lh_limits limits) {
  state->limits = limits;
  state->used = state->printed = 0;
  state->stopped = LH_OK;
  state->stop_line = 0;
  state->stop_culprit = NULL;
  state->changed = NULL;
  lua_sethook(state->L, count_hook, LUA_MASKCOUNT, HOOK_INTERVAL);
  if (state->captured > 0) lh_restore_captured(state->L);
}

int64_t lh_used(const lh_state *state) { return state->used; }
int64_t lh_memory(const lh_state *state) { return state->held; }
const char *lh_changed_local(lh_state *state) {
  if (state->captured > 0) lh_restore_captured(state->L);
  return state->changed;
}

/* ---- Protected entries ---- */

/* Notes the place before the stack unwinds; the message stays as it is. */
static int note_error(lua_State *L) {
  lh_state *state = lh_owner(L);
  if (state->stopped == LH_OK) lh_note_place(state);
  return 1;
}

static void set_error(lh_state *state, const char *message, size_t length) {
  state->error.count = 0;
  /* Out of memory even for the message: an empty one, never a lost error. */
  if (!lh_buffer_append(&state->error, message, length)) state->error.count = 0;
}

/* "\1:12: text" → 12 and "text". */
static const char *split_position(const char *message, size_t *length, int *line) {
  if (*length < 4 || message[0] != '\1' || message[1] != ':') return message;
  size_t at = 2;
  long number = 0;
  while (at < *length && message[at] >= '0' && message[at] <= '9' && number < 100000000)
    number = number * 10 + (message[at++] - '0');
  if (at == 2 || at + 1 >= *length || message[at] != ':' || message[at + 1] != ' ') return message;
  *line = (int)number;
  *length -= at + 2;
  return message + at + 2;
}

static lh_status take_error(lh_state *state, int status) {
  lua_State *L = state->L;
  state->error_line = state->stop_line;
  state->error_reading = state->missing;
  lh_status kind = state->stopped != LH_OK  ? state->stopped
                   : status == LUA_ERRMEM    ? LH_MEMORY
                   : state->is_compiling     ? LH_SYNTAX
                                             : LH_SCRIPT;
  state->is_compiling = false;
  if (kind == LH_SYNTAX || kind == LH_SCRIPT) {
    size_t length = 0;
    /* Only a text is read: asking anything else for one could run the script again. */
    const char *message = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &length) : NULL;
    if (message) {
      message = split_position(message, &length, &state->error_line);
      set_error(state, message, length);
    } else {
      const char *type = lua_typename(L, lua_type(L, -1));
      set_error(state, "", 0);
      if (!lh_buffer_append(&state->error, "the error is no text but a ", 27) ||
          !lh_buffer_append(&state->error, type, strlen(type)))
        state->error.count = 0;
    }
  } else {
    set_error(state, "", 0);
    if (kind == LH_MEMORY && state->stopped == LH_OK) state->stopped = LH_MEMORY;
  }
  lua_settop(L, 0);
  return kind;
}

/* Neither pushing a light C function and a light userdata nor lua_pcall itself allocates or raises. */
static lh_status enter(lh_state *state, lua_CFunction body, void *context) {
  lua_State *L = state->L;
  lua_settop(L, 0);
  lua_pushcfunction(L, note_error);
  lua_pushcfunction(L, body);
  lua_pushlightuserdata(L, context);
  int status = lua_pcall(L, 1, 0, 1);
  if (status != LUA_OK) return take_error(state, status);
  lua_settop(L, 0);
  if (state->stopped != LH_OK) {
    /* The script ended as if nothing had happened: it had not. */
    state->error_line = state->stop_line;
    set_error(state, "", 0);
    return state->stopped;
  }
  return LH_OK;
}

lh_error lh_last_error(const lh_state *state) {
  return (lh_error){.message = state->error.bytes ? (const char *)state->error.bytes : "",
                    .length = state->error.count,
                    .line = state->error_line,
                    .culprit = state->stop_culprit,
                    .reading = state->error_reading};
}

/* ---- Globals ---- */

const char lh_functions_key = 'f', lh_values_key = 'v';
static const char library_key = 'l', handles_key = 'h';

/* A name that is not set: the host may know it (now, settings), or says what was meant. */
static int missing_global(lua_State *L) {
  if (lua_type(L, 2) != LUA_TSTRING) return 0;
  lua_settop(L, 2);
  lh_ask_host(L, LH_CALL_GLOBAL, 1);
  return 1;
}

static int new_global(lua_State *L) {
  lh_state *state = lh_owner(L);
  const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
  if (state->frozen)
    return luaL_error(L, "'%s' can't be set inside a rule: rules keep nothing from one contact to the next; "
                         "write local %s = …", name, name);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &library_key);
  lua_pushvalue(L, 2);
  if (lua_rawget(L, -2) != LUA_TNIL)
    return luaL_error(L, "'%s' is a word of the language; choose another name", name);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_values_key);
  lua_pushvalue(L, 2);
  lua_pushvalue(L, 3);
  lua_rawset(L, -3);
  return 0;
}

static int print_values(lua_State *L) {
  lh_state *state = lh_owner(L);
  int count = lua_gettop(L);
  for (int i = 1; i <= count; i++) {
    size_t length;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_values_key);
    lua_getfield(L, -1, "tostring");
    lua_pushvalue(L, i);
    lua_call(L, 1, 1);
    const char *text = lua_tolstring(L, -1, &length);
    if (!text) return luaL_error(L, "'tostring' must return a string to 'print'");
    state->printed += (int64_t)length + 1;
    if (state->printed > state->limits.output) lh_stop(L, LH_OUTPUT, "print");
    state->callbacks.print(state->callbacks.context, text, length);
    state->callbacks.print(state->callbacks.context, i < count ? "\t" : "\n", 1);
    lua_settop(L, count);
  }
  if (count == 0) {
    if (++state->printed > state->limits.output) lh_stop(L, LH_OUTPUT, "print");
    state->callbacks.print(state->callbacks.context, "\n", 1);
  }
  return 0;
}

/* A library table that scripts can call but not change. */
static void open_library(lua_State *L, const char *name, void (*open)(lua_State *)) {
  open(L);
  lh_stand_in(L);
  lua_setfield(L, -2, name);
}

static int build_globals(lua_State *L) {
  lh_state *state = lua_touserdata(L, 1);
  luaL_checkstack(L, 20, NULL);
  lh_open_freezer(L);
  lua_newtable(L); /* the values */
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &lh_values_key);
  lh_open_base(L);
  open_library(L, "string", lh_open_string);
  open_library(L, "table", lh_open_table);
  open_library(L, "math", lh_open_math);
  open_library(L, "utf8", lh_open_utf8);
  lh_open_lists(L);
  lua_pushcfunction(L, print_values);
  lua_setfield(L, -2, "print");

  lua_pushliteral(L, ""); /* ("x"):upper() */
  lua_createtable(L, 0, 2);
  lua_getfield(L, -3, "string");
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
  lua_pop(L, 1);

  lua_createtable(L, 0, 1); /* what the values do not know, the host may */
  lua_pushcfunction(L, missing_global);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2);

  lua_newtable(L); /* the stand-in that scripts see as their globals */
  lua_createtable(L, 0, 3);
  lua_pushvalue(L, -3);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, new_global);
  lua_setfield(L, -2, "__newindex");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
  lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);

  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &library_key);
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &lh_functions_key);
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &handles_key);
  lh_open_records(L);
  for (uint32_t i = 0; i < state->index_count; i++)
    lh_index_schema(L, &state->indexes[i], state->indexes[i].schema);
  return 0;
}

static int seal_library(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &library_key);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_values_key);
  for (lua_pushnil(L); lua_next(L, -2);) {
    lua_pop(L, 1);
    lua_pushvalue(L, -1);
    lua_pushboolean(L, 1);
    lua_rawset(L, -5);
  }
  return 0;
}

static int panic(lua_State *L) {
  (void)L;
  abort(); /* a bug of ours: something raised outside lua_pcall */
}

lh_state *lh_new(lh_limits limits, lh_callbacks callbacks, const rw_schema *schemas, uint32_t count,
                 lh_fault fault) {
  lh_state *state = calloc(1, sizeof *state);
  if (!state) return NULL;
  state->limits = limits;
  state->callbacks = callbacks;
  state->fault = fault;
  if (count > 0 && !(state->indexes = calloc(count, sizeof *state->indexes))) {
    free(state);
    return NULL;
  }
  state->index_count = count;
  for (uint32_t i = 0; i < count; i++) state->indexes[i].schema = &schemas[i];
  lua_State *L = lua_newstate(allocate, state);
  if (!L) {
    lh_close(state);
    return NULL;
  }
  *(lh_state **)lua_getextraspace(L) = state;
  state->L = L;
  lua_atpanic(L, panic);
  lua_gc(L, LUA_GCINC, 200, 200, 13);
  if (enter(state, build_globals, state) != LH_OK) {
    lh_close(state);
    return NULL;
  }
  return state;
}

void lh_close(lh_state *state) {
  if (!state) return;
  if (state->L) {
    lua_State *L = state->L;
    state->stopped = LH_OK;
    lua_close(L);
  }
  for (uint32_t i = 0; i < state->index_count; i++) free(state->indexes[i].slots);
  free(state->indexes);
  lh_buffer *buffers[] = {&state->arguments, &state->reply, &state->result, &state->text, &state->error};
  for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) free(buffers[i]->bytes);
  free(state);
}

typedef struct named {
  lh_state *state;
  const char *name;
  int32_t id;
  const uint8_t *value;
  size_t length;
} named;

static int call_host(lua_State *L) {
  lh_ask_host(L, (int32_t)lua_tointeger(L, lua_upvalueindex(1)), lua_gettop(L));
  return 1;
}

static int add_function(lua_State *L) {
  named *what = lua_touserdata(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_values_key);
  lua_pushinteger(L, what->id);
  lua_pushcclosure(L, call_host, 1);
  lua_setfield(L, -2, what->name);
  return 0;
}

lh_status lh_add_function(lh_state *state, const char *name, int32_t id) {
  named what = {state, name, id, NULL, 0};
  return enter(state, add_function, &what);
}

static int set_global(lua_State *L) {
  named *what = lua_touserdata(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_values_key);
  const uint8_t *at = what->value;
  lh_decode(L, &at, at + what->length);
  lua_setfield(L, -2, what->name);
  return 0;
}

lh_status lh_set_global(lh_state *state, const char *name, const uint8_t *value, size_t length) {
  named what = {state, name, 0, value, length};
  return enter(state, set_global, &what);
}

static int add_schema(lua_State *L) {
  named *what = lua_touserdata(L, 1);
  lh_state *state = what->state;
  schema_index *index = &state->indexes[state->index_count - 1];
  lh_index_schema(L, index, index->schema);
  return 0;
}

int32_t lh_add_schema(lh_state *state, const rw_schema *schema) {
  if (state->index_count >= LH_NO_SCHEMA) return -1;
  schema_index *grown = realloc(state->indexes, (state->index_count + 1) * sizeof *grown);
  if (!grown) return -1;
  state->indexes = grown;
  grown[state->index_count++] = (schema_index){.schema = schema};
  named what = {state, NULL, 0, NULL, 0};
  if (enter(state, add_schema, &what) == LH_OK) return (int32_t)(state->index_count - 1);
  free(state->indexes[--state->index_count].slots);
  return -1;
}

/* ---- Running ---- */

typedef struct source {
  const char *text;
  size_t length;
} source;

static int run_source(lua_State *L) {
  lh_state *state = lh_owner(L);
  const source *what = lua_touserdata(L, 1);
  seal_library(L);
  lua_settop(L, 0);
  /* Marked, because a script error and a syntax error look alike once raised. */
  state->is_compiling = true;
  if (luaL_loadbufferx(L, what->text, what->length, CHUNK_NAME, "t") != LUA_OK) return lua_error(L);
  state->is_compiling = false;
  lua_call(L, 0, LUA_MULTRET);
  int count = lua_gettop(L);
  state->result.count = 0;
  luaL_checkstack(L, 8, NULL);
  for (int i = 1; i <= count; i++) lh_encode(L, i, &state->result);
  return 0;
}

lh_status lh_run(lh_state *state, const char *text, size_t length, const uint8_t **result, size_t *result_length) {
  source what = {text, length};
  state->result.count = 0;
  state->missing = NULL;
  lh_status status = enter(state, run_source, &what);
  *result = state->result.bytes;
  *result_length = state->result.count;
  return status;
}

static int freeze(lua_State *L) {
  lh_freeze_all(L);
  return 0;
}

lh_status lh_freeze(lh_state *state) {
  lh_status status = enter(state, freeze, NULL);
  if (status == LH_OK) state->frozen = true;
  return status;
}

typedef struct call {
  lh_state *state;
  int32_t function;
  const lh_argument *arguments;
  int count;
  lh_result *result;
} call;

/* One handle a place among the arguments, made once and pointed at each record in turn. */
static void push_argument(lua_State *L, lh_state *state, const lh_argument *argument, int place) {
  if (argument->kind == LH_NUMBER) {
    lua_pushnumber(L, argument->as.number);
    return;
  }
  lua_rawgetp(L, LUA_REGISTRYINDEX, &handles_key);
  if (lua_rawgeti(L, -1, place) == LUA_TNIL) {
    lua_pop(L, 1);
    lh_push_record(L, argument->schema, argument->as.cells, state->generation);
    lua_pushvalue(L, -1);
    lua_rawseti(L, -3, place);
  }
  record_handle *handle = lua_touserdata(L, -1);
  handle->cells = argument->as.cells;
  handle->schema = argument->schema;
  handle->generation = state->generation;
  lua_remove(L, -2);
}

static int call_function(lua_State *L) {
  const call *what = lua_touserdata(L, 1);
  lh_state *state = what->state;
  lh_result *result = what->result;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_functions_key);
  lua_rawgeti(L, -1, what->function);
  int base = lua_gettop(L) - 1;
  for (int i = 0; i < what->count; i++) push_argument(L, state, &what->arguments[i], i + 1);
  lua_call(L, what->count, LUA_MULTRET);
  int values = lua_gettop(L) - base;
  result->nothing = values == 0;
  int at = base + 1;
  switch (values == 0 ? LUA_TNIL : lua_type(L, at)) {
    case LUA_TNIL: result->kind = LH_NIL; break;
    case LUA_TBOOLEAN: result->kind = lua_toboolean(L, at) ? LH_TRUE : LH_FALSE; break;
    case LUA_TNUMBER:
      result->kind = LH_NUMBER;
      result->number = lua_tonumber(L, at);
      break;
    default: {
      bool is_text = lua_type(L, at) == LUA_TSTRING;
      size_t length;
      const char *text = is_text ? lua_tolstring(L, at, &length) : luaL_typename(L, at);
      if (!is_text) length = strlen(text);
      result->kind = is_text ? LH_TEXT : LH_OTHER;
      state->text.count = 0;
      lh_append(L, &state->text, text, length);
      result->text = (const char *)state->text.bytes;
      result->length = length;
    }
  }
  return 0;
}

lh_status lh_call(lh_state *state, int32_t function, const lh_argument *arguments, int count, lh_result *result) {
  if (++state->generation == 0) state->generation = 1;
  state->first = count > 0 && arguments[0].kind == LH_RECORD ? arguments[0].as.cells : NULL;
  state->reads = 0;
  state->missing = NULL;
  memset(result, 0, sizeof *result);
  call what = {state, function, arguments, count, result};
  lh_status status = enter(state, call_function, &what);
  result->reads = state->reads;
  result->missing = state->missing;
  return status;
}

static int call_with_values(lua_State *L) {
  const named *what = lua_touserdata(L, 1);
  lh_state *state = what->state;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_functions_key);
  lua_rawgeti(L, -1, what->id);
  int base = lua_gettop(L) - 1, count = 0;
  for (const uint8_t *at = what->value, *end = at + what->length; at < end; count++) lh_decode(L, &at, end);
  lua_call(L, count, LUA_MULTRET);
  state->result.count = 0;
  luaL_checkstack(L, 8, NULL);
  for (int i = base + 1, top = lua_gettop(L); i <= top; i++) lh_encode(L, i, &state->result);
  return 0;
}

lh_status lh_call_values(lh_state *state, int32_t function, const uint8_t *arguments, size_t length,
                         const uint8_t **result, size_t *result_length) {
  named what = {state, NULL, function, arguments, length};
  state->missing = NULL;
  state->result.count = 0;
  lh_status status = enter(state, call_with_values, &what);
  *result = state->result.bytes;
  *result_length = state->result.count;
  return status;
}
