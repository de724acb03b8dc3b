/* What scripts find as their globals: a list of names that is built from nothing, and what the host adds. */

#include <stdlib.h>

#include "state.h"

const char lh_functions_key = 'f', lh_values_key = 'v', lh_handles_key = 'h';
static const char library_key = 'l', pinned_key = 'p';

/* A name that is not set: the host may know it (now, settings), or says what was meant. */
static int missing_global(lua_State *L) {
  if (lua_type(L, 2) != LUA_TSTRING) return 0;
  lua_settop(L, 2);
  lh_ask_host(L, LH_CALL_GLOBAL, (int)lua_tointeger(L, lua_upvalueindex(1)), 1);
  return 1;
}

/* What the values on top do not know, the host may: what it says can depend on whose they are. */
static void ask_for_missing(lua_State *L, int bundle) {
  lua_createtable(L, 0, 1);
  lua_pushinteger(L, bundle);
  lua_pushcclosure(L, missing_global, 1);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2);
}

static int new_global(lua_State *L) {
  lh_state *state = lh_owner(L);
  const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
  if (state->frozen) {
    const char *own = lh_own_key(L, 2);
    return luaL_error(L, "%s%s%s can't be set inside a rule: rules keep nothing from one contact to the next; "
                         "write local %s = …", own ? "'" : "", own ? own : "a global", own ? "'" : "",
                      own ? own : "name");
  }
  lua_rawgetp(L, LUA_REGISTRYINDEX, &library_key);
  lua_pushvalue(L, 2);
  if (lua_rawget(L, -2) != LUA_TNIL)
    return luaL_error(L, "'%s' is a word of the language; choose another name", name);
  lua_settop(L, 3);
  lua_rawset(L, lua_upvalueindex(1));
  return 0;
}

/* Pushes what scripts see as their globals; the values are on top of the stack. */
static void push_stand_in(lua_State *L) {
  int values = lua_gettop(L);
  lua_newtable(L);
  lua_createtable(L, 0, 3);
  lua_pushvalue(L, values);
  lua_setfield(L, -2, "__index");
  lua_pushvalue(L, values);
  lua_pushcclosure(L, new_global, 1);
  lua_setfield(L, -2, "__newindex");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
}

static int call_host(lua_State *L);
static int multiply(lua_State *L);
static int print_values(lua_State *L);

int lh_running_bundle(lua_State *L) { return (int)lua_tointeger(L, lua_upvalueindex(LH_BUNDLE_UPVALUE)); }

/* Whether a function holds in its upvalues what it asks or tells the host, and for which bundle, and nothing else. */
static bool is_bound(lua_CFunction function) {
  return function == call_host || function == multiply || function == print_values;
}

/* Replaces the value on top, where it is a function that asks or tells the host, by one that does so for the bundle. */
static void bind_to(lua_State *L, int bundle) {
  lua_CFunction function = lua_tocfunction(L, -1);
  if (!is_bound(function) && !(function && lh_loads_bundles(function))) return;
  int at = lua_gettop(L), count = 0;
  while (lua_getupvalue(L, at, count + 1)) count++;
  lua_pushinteger(L, bundle);
  lua_replace(L, at + LH_BUNDLE_UPVALUE);
  lua_pushcclosure(L, function, count);
  lua_replace(L, at);
}

void lh_push_new_globals(lua_State *L, int bundle) {
  lua_newtable(L);
  int values = lua_gettop(L);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_values_key);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &library_key);
  for (lua_pushnil(L); lua_next(L, -2);) {
    lua_pop(L, 1);
    lua_pushvalue(L, -1);
    lua_pushvalue(L, -1);
    lua_rawget(L, values + 1);
    bind_to(L, bundle);
    lua_rawset(L, values);
  }
  lua_settop(L, values);
  ask_for_missing(L, bundle);
  push_stand_in(L);
}

/* A decision that is made again has shown the beginning already. */
static void show(lh_state *state, int bundle, const char *text, size_t length) {
  size_t before = (size_t)state->printed_before < length ? (size_t)state->printed_before : length;
  state->printed_before -= (int64_t)before;
  if (length > before) state->callbacks.print(state->callbacks.context, bundle, text + before, length - before);
}

static int print_values(lua_State *L) {
  lh_state *state = lh_owner(L);
  int count = lua_gettop(L), bundle = lh_running_bundle(L);
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
    show(state, bundle, text, length);
    show(state, bundle, i < count ? "\t" : "\n", 1);
    lua_settop(L, count);
  }
  if (count == 0) {
    if (++state->printed > state->limits.output) lh_stop(L, LH_OUTPUT, "print");
    show(state, bundle, "\n", 1);
  }
  return 0;
}

/* Keeps the functions of the table on top where Lua looks for the name of one that was called without: by pcall, say. */
static void name_functions(lua_State *L, const char *library) {
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  lua_newtable(L);
  for (lua_pushnil(L); lua_next(L, -4); lua_pop(L, 1)) {
    if (!lua_iscfunction(L, -1)) continue;
    lua_pushvalue(L, -2);
    lua_pushvalue(L, -2);
    lua_rawset(L, -5);
  }
  lua_setfield(L, -2, library);
  lua_pop(L, 1);
}

/* A library table that scripts can call but not change. */
static void open_library(lua_State *L, const char *name, void (*open)(lua_State *)) {
  open(L);
  name_functions(L, name);
  lh_stand_in(L);
  lua_setfield(L, -2, name);
}

/* From now on scripts can't give another meaning to the names that are set. */
static void seal_library(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &library_key);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_values_key);
  for (lua_pushnil(L); lua_next(L, -2);) {
    lua_pop(L, 1);
    lua_pushvalue(L, -1);
    lua_pushboolean(L, 1);
    lua_rawset(L, -5);
  }
  lua_pop(L, 2);
}

void lh_seal_name(lua_State *L, const char *name) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &library_key);
  lua_pushboolean(L, 1);
  lua_setfield(L, -2, name);
  lua_pop(L, 1);
}

/* The library makes the kind of its long buffers when it needs one first: here, and not in a decision. */
static void prepare_buffers(lua_State *L) {
  luaL_Buffer buffer;
  luaL_buffinitsize(L, &buffer, LUAL_BUFFERSIZE * 2);
  luaL_pushresultsize(&buffer, 0);
  lua_pop(L, 1);
}

int lh_build_globals(lua_State *L) {
  lh_state *state = lua_touserdata(L, 1);
  luaL_checkstack(L, 20, NULL);
  /* Lua makes this text where it can't handle a failure to; as long as it exists, it is not made again. */
  lua_pushliteral(L, "error in error handling");
  lua_rawsetp(L, LUA_REGISTRYINDEX, &pinned_key);
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
  for (int i = 0; i < LH_BUNDLE_UPVALUE; i++) lua_pushinteger(L, 0);
  lua_pushcclosure(L, print_values, LH_BUNDLE_UPVALUE);
  lua_setfield(L, -2, "print");
  name_functions(L, LUA_GNAME);

  lua_pushliteral(L, ""); /* ("x"):upper() */
  lua_createtable(L, 0, 2);
  lua_getfield(L, -3, "string");
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
  lua_pop(L, 1);

  ask_for_missing(L, 0);
  push_stand_in(L);
  lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);

  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &library_key);
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &lh_functions_key);
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &lh_handles_key);
  lh_open_modules(L);
  lh_open_records(L);
  for (uint32_t i = 0; i < state->index_count; i++)
    lh_index_schema(L, &state->indexes[i], state->indexes[i].schema);
  seal_library(L);
  lh_check_layout(L);
  prepare_buffers(L);
  return 0;
}
typedef struct named {
  lh_state *state;
  const char *name;
  int32_t id;
  const uint8_t *value;
  size_t length;
  double factor;
} named;

static int call_host(lua_State *L) {
  lh_ask_host(L, (int32_t)lua_tointeger(L, lua_upvalueindex(1)), lh_running_bundle(L), lua_gettop(L));
  return 1;
}

static int multiply(lua_State *L) {
  if (lua_gettop(L) == 1 && lua_type(L, 1) == LUA_TNUMBER) {
    double product = lua_tonumber(L, 1) * lua_tonumber(L, lua_upvalueindex(3));
    if (product >= -1e15 && product <= 1e15) {
      lh_push_number(L, product);
      return 1;
    }
  }
  return call_host(L);
}

bool lh_keeps_nothing(lua_State *L, int index) {
  lua_CFunction function = lua_tocfunction(L, index);
  bool is_library = !function || is_bound(function) || lh_loads_modules(function);
  if (is_library || !lua_getupvalue(L, index, 1)) return true;
  lua_pop(L, 1);
  return false;
}

static int add_function(lua_State *L) {
  named *what = lua_touserdata(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_values_key);
  lua_pushinteger(L, what->id);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, call_host, 2);
  lua_setfield(L, -2, what->name);
  lh_seal_name(L, what->name);
  return 0;
}

lh_status lh_add_function(lh_state *state, const char *name, int32_t id) {
  named what = {.state = state, .name = name, .id = id};
  return lh_enter(state, add_function, &what);
}

static int add_multiple(lua_State *L) {
  named *what = lua_touserdata(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_values_key);
  lua_pushinteger(L, what->id);
  lua_pushinteger(L, 0);
  lua_pushnumber(L, what->factor);
  lua_pushcclosure(L, multiply, 3);
  lua_setfield(L, -2, what->name);
  lh_seal_name(L, what->name);
  return 0;
}

lh_status lh_add_multiple(lh_state *state, const char *name, double factor, int32_t id) {
  named what = {.state = state, .name = name, .id = id, .factor = factor};
  return lh_enter(state, add_multiple, &what);
}

static int set_global(lua_State *L) {
  named *what = lua_touserdata(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_values_key);
  const uint8_t *at = what->value;
  lh_decode(L, &at, at + what->length);
  lh_set_in_bundles(L, what->name);
  lua_setfield(L, -2, what->name);
  lh_seal_name(L, what->name);
  return 0;
}

lh_status lh_set_global(lh_state *state, const char *name, const uint8_t *value, size_t length) {
  named what = {.state = state, .name = name, .value = value, .length = length};
  return lh_enter(state, set_global, &what);
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
  named what = {.state = state};
  if (lh_enter(state, add_schema, &what) == LH_OK) return (int32_t)(state->index_count - 1);
  free(state->indexes[--state->index_count].slots);
  return -1;
}
