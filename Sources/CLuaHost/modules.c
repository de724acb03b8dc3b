/* A script in several files: require runs one of those that the host gave, once, and keeps what it returned. Files of
 * another bundle have globals of their own. */

#include "state.h"

/* In the registry: main functions by bundle and name; in the same way what they returned, or the mark of one that still
   runs; the globals of bundles, and the values behind them. */
static const char modules_key = 'o', loaded_key = 'd', globals_key = 'g', values_key = 'b', running_mark = 'r';

static void new_table(lua_State *L, const char *key) {
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, key);
}

void lh_open_modules(lua_State *L) {
  const char *keys[] = {&modules_key, &loaded_key, &globals_key, &values_key};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) new_table(L, keys[i]);
}

void lh_freeze_modules(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &loaded_key);
  lh_freeze_contents(L, lua_gettop(L));
  lua_rawgetp(L, LUA_REGISTRYINDEX, &values_key);
  int values = lua_gettop(L);
  for (lua_Integer i = 1; lua_rawgeti(L, values, i) != LUA_TNIL; i++) {
    lh_freeze_contents(L, values + 1);
    lua_settop(L, values);
  }
}

/* Pops a value, and keeps it as what the module, whose key is at 2, has returned. */
static void set_loaded(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &loaded_key);
  lua_pushvalue(L, 2);
  lua_pushvalue(L, -3);
  lua_rawset(L, -3);
  lua_pop(L, 2);
}

/* Pushes the table's value for the module's key at 2. */
static int get(lua_State *L, const char *table) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, table);
  lua_pushvalue(L, 2);
  int type = lua_rawget(L, -2);
  lua_remove(L, -2);
  return type;
}

/* The name that the script gave is at 1, the module's key at 2, its main function on top. */
static int run(lua_State *L, const char *what) {
  if (lh_owner(L)->frozen)
    return luaL_error(L, "'%s' stands at the file's own level, not inside a rule's function", what);
  lua_pushlightuserdata(L, (void *)&running_mark);
  set_loaded(L);
  lua_pushvalue(L, 1);
  lua_call(L, 1, 1);
  if (lua_isnil(L, -1)) { /* as Lua's own: it was loaded, and has nothing to give */
    lua_pop(L, 1);
    lua_pushboolean(L, 1);
  }
  lua_pushvalue(L, -1);
  set_loaded(L);
  return 1;
}

/* Whether what the module has returned is on top; raises where it still runs. */
static bool is_loaded(lua_State *L) {
  if (get(L, &loaded_key) == LUA_TNIL) {
    lua_pop(L, 1);
    return false;
  }
  if (lua_touserdata(L, -1) == &running_mark)
    luaL_error(L, "'%s' is needed while it is still being loaded: two files can't need each other", lua_tostring(L, 1));
  return true;
}

static int require_module(lua_State *L) {
  luaL_checktype(L, 1, LUA_TSTRING);
  lua_settop(L, 1);
  lua_pushfstring(L, "%d:", (int)lua_tointeger(L, lua_upvalueindex(1)));
  lua_pushvalue(L, 1);
  lua_concat(L, 2);
  if (is_loaded(L)) return 1;
  if (get(L, &modules_key) == LUA_TFUNCTION) return run(L, "require");
  lua_settop(L, 1);
  lh_ask_host(L, LH_CALL_MODULE, (int)lua_tointeger(L, lua_upvalueindex(1)), 1);
  return luaL_error(L, "there is no such module");
}

static int load_bundle(lua_State *L) {
  luaL_checktype(L, 1, LUA_TSTRING);
  lua_settop(L, 1);
  lua_pushvalue(L, 1);
  lh_ask_host(L, LH_CALL_BUNDLE, lh_running_bundle(L), 1);
  lua_pushfstring(L, "%d", (int)lua_tointeger(L, 2));
  lua_replace(L, 2);
  if (!is_loaded(L)) {
    if (get(L, &modules_key) != LUA_TFUNCTION) return luaL_error(L, "there is no '%s'", lua_tostring(L, 1));
    run(L, lua_tostring(L, lua_upvalueindex(1)));
  }
  lua_pushboolean(L, 1); /* what it returned is its own */
  return 1;
}

bool lh_loads_modules(lua_CFunction function) { return function == require_module || function == load_bundle; }

bool lh_loads_bundles(lua_CFunction function) { return function == load_bundle; }

void lh_set_in_bundles(lua_State *L, const char *name) {
  int value = lua_gettop(L);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &values_key);
  for (lua_Integer i = 1; lua_rawgeti(L, value + 1, i) != LUA_TNIL; i++) {
    lua_pushvalue(L, value);
    lua_setfield(L, value + 2, name);
    lua_settop(L, value + 1);
  }
  lua_settop(L, value);
}

/* Pushes the globals of a bundle, which are made when they are needed first. */
static void push_globals(lua_State *L, int bundle) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &globals_key);
  int all = lua_gettop(L);
  if (lua_rawgeti(L, all, bundle) == LUA_TNIL) {
    lua_pop(L, 1);
    lh_push_new_globals(L, bundle);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &values_key);
    lua_pushvalue(L, all + 1);
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
    lua_pop(L, 1);
    lua_pushinteger(L, bundle);
    lua_pushcclosure(L, require_module, 1);
    lua_setfield(L, all + 1, "require");
    lua_pushvalue(L, -1);
    lua_rawseti(L, all, bundle);
    lua_replace(L, all + 1);
  }
  lua_replace(L, all);
  lua_settop(L, all);
}

void lh_keep_module(lua_State *L, int bundle, const char *name) {
  int function = lua_gettop(L);
  if (bundle > 0) {
    push_globals(L, bundle);
    lua_setupvalue(L, function, 1);
  } else {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_values_key);
    lua_pushinteger(L, bundle);
    lua_pushcclosure(L, require_module, 1);
    lua_setfield(L, -2, "require");
  }
  lh_seal_name(L, "require");
  lua_rawgetp(L, LUA_REGISTRYINDEX, &modules_key);
  if (name) lua_pushfstring(L, "%d:%s", bundle, name);
  else lua_pushfstring(L, "%d", bundle);
  lua_pushvalue(L, function);
  lua_rawset(L, -3);
}

static int add_loader(lua_State *L) {
  const char *name = lua_touserdata(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_values_key);
  lua_pushstring(L, name);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, load_bundle, 2);
  lua_setfield(L, -2, name);
  lh_seal_name(L, name);
  return 0;
}

lh_status lh_add_loader(lh_state *state, const char *name) { return lh_enter(state, add_loader, (void *)name); }
