/* A script in several files: require runs one of those that the host gave, once, and keeps what it returned. */

#include "state.h"

/* In the registry: main functions by name; by name too, what they returned, or the mark of one that still runs. */
static const char modules_key = 'o', loaded_key = 'd', running_mark = 'g';

static void new_table(lua_State *L, const char *key) {
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, key);
}

void lh_open_modules(lua_State *L) {
  new_table(L, &modules_key);
  new_table(L, &loaded_key);
}

void lh_push_loaded(lua_State *L) { lua_rawgetp(L, LUA_REGISTRYINDEX, &loaded_key); }

static void set_loaded(lua_State *L) {
  lh_push_loaded(L);
  lua_pushvalue(L, 1);
  lua_pushvalue(L, -3);
  lua_rawset(L, -3);
  lua_pop(L, 1);
}

static int require_module(lua_State *L) {
  luaL_checktype(L, 1, LUA_TSTRING);
  lua_settop(L, 1);
  lh_push_loaded(L);
  lua_pushvalue(L, 1);
  if (lua_rawget(L, 2) != LUA_TNIL) {
    if (lua_touserdata(L, -1) == &running_mark)
      return luaL_error(L, "'%s' is required while it is still being loaded: two files can't require each other",
                        lua_tostring(L, 1));
    return 1;
  }
  lua_rawgetp(L, LUA_REGISTRYINDEX, &modules_key);
  lua_pushvalue(L, 1);
  if (lua_rawget(L, -2) != LUA_TFUNCTION) {
    lua_settop(L, 1);
    lh_ask_host(L, LH_CALL_MODULE, 1);
    return luaL_error(L, "there is no module '%s'", lua_tostring(L, 1));
  }
  if (lh_owner(L)->frozen) return luaL_error(L, "'require' stands at the file's own level, not inside a rule's function");
  lua_pushlightuserdata(L, (void *)&running_mark);
  set_loaded(L);
  lua_pop(L, 1);
  lua_pushvalue(L, 1);
  lua_call(L, 1, 1);
  if (lua_isnil(L, -1)) { /* as Lua's own: it was loaded, and has nothing to give */
    lua_pop(L, 1);
    lua_pushboolean(L, 1);
  }
  set_loaded(L);
  return 1;
}

void lh_keep_module(lua_State *L, const char *name) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &modules_key);
  lua_pushvalue(L, -2);
  lua_setfield(L, -2, name);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_values_key);
  lua_pushcfunction(L, require_module);
  lua_setfield(L, -2, "require");
  lh_seal_name(L, "require");
}
