/* After loading, what the script has set stays as it is: tables that its globals and functions reach are
 * replaced by read-only stand-ins, and locals that its functions captured are put back before each decision. */

#include <string.h>

#include "state.h"

/* In a stand-in's metatable: the table it stands for. In the registry: made stand-ins, captured locals. */
static const char real_key = 'r', made_key = 'm', captured_key = 'c', seen_key = 's';

void lh_push_readable(lua_State *L, int index) {
  index = lua_absindex(L, index);
  if (lua_type(L, index) == LUA_TTABLE && lua_getmetatable(L, index)) {
    lua_rawgetp(L, -1, &real_key);
    lua_remove(L, -2);
    if (lua_type(L, -1) == LUA_TTABLE) return;
    lua_pop(L, 1);
  }
  lua_pushvalue(L, index);
}

void lh_check_writable(lua_State *L, int index) {
  if (lua_type(L, index) == LUA_TUSERDATA) luaL_error(L, "this list can't be changed by a rule: it is read-only");
  if (lua_type(L, index) != LUA_TTABLE || !lua_getmetatable(L, index)) return;
  luaL_error(L, "a table that was made outside the rule can't be changed inside it: it is read-only");
}

static int refuse_write(lua_State *L) {
  const char *own = lh_own_key(L, 2);
  if (own)
    return luaL_error(L, "a table that was made outside the rule can't be changed inside it: '%s' is read-only", own);
  return luaL_error(L, "a table that was made outside the rule can't be changed inside it: it is read-only");
}

static int real_length(lua_State *L) {
  lh_push_readable(L, 1);
  lua_pushinteger(L, (lua_Integer)lua_rawlen(L, -1));
  return 1;
}

static void freeze_value(lua_State *L, int index, int depth);

void lh_stand_in(lua_State *L) {
  lua_newtable(L);
  lua_createtable(L, 0, 5);
  lua_pushvalue(L, -3);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, refuse_write);
  lua_setfield(L, -2, "__newindex");
  lua_pushcfunction(L, real_length);
  lua_setfield(L, -2, "__len");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pushvalue(L, -3);
  lua_rawsetp(L, -2, &real_key);
  lua_setmetatable(L, -2);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &made_key);
  lua_pushvalue(L, -3);
  lua_pushvalue(L, -3);
  lua_rawset(L, -3);
  lua_pop(L, 1);
  lua_remove(L, -2);
}

/* Freezes what the table at `index` holds, in place. */
static void freeze_contents(lua_State *L, int index, int depth) {
  luaL_checkstack(L, 12, "tables are nested too deep");
  for (lua_pushnil(L); lua_next(L, index);) {
    int type = lua_type(L, -1);
    lh_charge(L, 1, NULL);
    /* A rule would look it up by its stand-in, and find nothing. */
    if (lua_type(L, -2) == LUA_TTABLE)
      luaL_error(L, "a table is a key in a table that the rules keep: use a text or a number as the key");
    if (type == LUA_TTABLE || type == LUA_TFUNCTION) {
      freeze_value(L, lua_gettop(L), depth + 1);
      lua_pushvalue(L, -2);
      lua_pushvalue(L, -2);
      lua_rawset(L, index); /* an existing key: the walk goes on */
    }
    lua_pop(L, 1);
  }
}

/* Putting them back is work for each decision. */
enum { MOST_CAPTURED = 10000 };

static int line_of(lua_State *L, int function) {
  lua_Debug about;
  lua_pushvalue(L, function);
  return lua_getinfo(L, ">S", &about) ? about.linedefined : 0;
}

static void remember_local(lua_State *L, int function, int number) {
  lh_state *state = lh_owner(L);
  if (state->captured == MOST_CAPTURED) {
    lua_pushfstring(L, POSITION_NAME ":%d: the functions of rules keep at most %d locals: put them in a table",
                    line_of(L, function), MOST_CAPTURED);
    lua_error(L);
  }
  lua_rawgetp(L, LUA_REGISTRYINDEX, &captured_key);
  int place = state->captured * 3;
  lua_pushvalue(L, function);
  lua_rawseti(L, -2, place + 1);
  lua_pushinteger(L, number);
  lua_rawseti(L, -2, place + 2);
  if (!lua_getupvalue(L, function, number)) lua_pushnil(L);
  lua_rawseti(L, -2, place + 3);
  lua_pop(L, 1);
  state->captured++;
}

static void freeze_captured(lua_State *L, int function, int depth) {
  luaL_checkstack(L, 12, "functions are nested too deep");
  if (lua_iscfunction(L, function)) return;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &seen_key);
  int seen = lua_gettop(L);
  for (int number = 1; lua_getupvalue(L, function, number); number++) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    bool is_globals = lua_rawequal(L, -1, -2);
    lua_pop(L, 1);
    bool is_seen = lua_rawgetp(L, seen, lua_upvalueid(L, function, number)) != LUA_TNIL;
    lua_pop(L, 1);
    if (!is_seen) {
      lua_pushboolean(L, 1);
      lua_rawsetp(L, seen, lua_upvalueid(L, function, number));
      /* The globals are read-only already, but _ENV is a local like any other: it can be given another table. */
      if (!is_globals) freeze_value(L, lua_gettop(L), depth + 1);
      lua_pushvalue(L, -1);
      lua_setupvalue(L, function, number);
      remember_local(L, function, number);
    }
    lua_pop(L, 1);
  }
  lua_settop(L, seen - 1);
}

/* Freezes the value at `index`, which may be replaced by its stand-in. */
static void freeze_value(lua_State *L, int index, int depth) {
  if (depth > 190) luaL_error(L, "tables and functions are nested too deep");
  luaL_checkstack(L, 12, "tables and functions are nested too deep");
  lh_charge(L, 4, NULL);
  int type = lua_type(L, index);
  if (type != LUA_TTABLE && type != LUA_TFUNCTION) return;
  if (type == LUA_TFUNCTION && !lh_keeps_nothing(L, index))
    luaL_error(L, "an iterator can't be kept for a rule: call pairs or gmatch inside it");
  lua_rawgetp(L, LUA_REGISTRYINDEX, &made_key);
  lua_pushvalue(L, index);
  lua_rawget(L, -2);
  lua_remove(L, -2);
  if (lua_type(L, -1) == LUA_TTABLE) { /* met before */
    lua_replace(L, index);
    return;
  }
  bool is_known = lua_toboolean(L, -1);
  lua_pop(L, 1);
  if (is_known || (type == LUA_TTABLE && lua_getmetatable(L, index))) {
    if (!is_known) lua_pop(L, 1);
    return; /* a function met before, or a stand-in */
  }
  if (type == LUA_TFUNCTION && !lua_iscfunction(L, index)) lh_owner(L)->freezing_line = line_of(L, index);
  if (type == LUA_TTABLE) {
    lua_pushvalue(L, index);
    lh_stand_in(L);
    freeze_contents(L, index, depth);
    lua_replace(L, index);
    return;
  }
  lua_rawgetp(L, LUA_REGISTRYINDEX, &made_key);
  lua_pushvalue(L, index);
  lua_pushboolean(L, 1);
  lua_rawset(L, -3);
  lua_pop(L, 1);
  freeze_captured(L, index, depth);
}

static void new_registry_table(lua_State *L, const char *key) {
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, key);
}

void lh_open_freezer(lua_State *L) {
  new_registry_table(L, &made_key);
  new_registry_table(L, &captured_key);
  new_registry_table(L, &seen_key);
}

void lh_freeze_all(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_values_key);
  freeze_contents(L, lua_gettop(L), 0);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_functions_key);
  freeze_contents(L, lua_gettop(L), 0);
  lh_freeze_modules(L);
  lua_settop(L, 0);
}

void lh_freeze_contents(lua_State *L, int index) { freeze_contents(L, index, 0); }

/* Like lua_rawequal, but a NaN is itself, 1 is not 1.0, and 0.0 not -0.0. */
static bool is_same(lua_State *L, int a, int b) {
  if (lua_type(L, a) != LUA_TNUMBER || lua_type(L, b) != LUA_TNUMBER) return lua_rawequal(L, a, b);
  if (lua_isinteger(L, a) != lua_isinteger(L, b)) return false;
  if (lua_isinteger(L, a)) return lua_tointeger(L, a) == lua_tointeger(L, b);
  lua_Number first = lua_tonumber(L, a), second = lua_tonumber(L, b);
  /* By its bits: 0 and -0 are equal, and a rule can tell them apart. */
  return memcmp(&first, &second, sizeof first) == 0;
}

/* Outside lua_pcall too: only calls that the manual marks with '–', and room for them is there. */
void lh_restore_captured(lua_State *L) {
  lh_state *state = lh_owner(L);
  int top = lua_gettop(L);
  if (!lua_checkstack(L, 5)) return;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &captured_key);
  int captured = top + 1;
  for (int place = 0; place < state->captured * 3; place += 3) {
    lua_rawgeti(L, captured, place + 1);
    lua_rawgeti(L, captured, place + 2);
    int number = (int)lua_tointeger(L, -1);
    lua_pop(L, 1);
    lua_rawgeti(L, captured, place + 3);
    const char *name = lua_getupvalue(L, captured + 1, number);
    if (name && !is_same(L, -1, -2)) {
      state->changed = name;
      lua_pop(L, 1);
      lua_setupvalue(L, captured + 1, number);
    }
    lua_settop(L, captured);
  }
  lua_settop(L, top);
}
