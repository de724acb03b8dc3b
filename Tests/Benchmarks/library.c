/* Compares the bounded library with the system's Lua, both in one state.
 *
 *   library PROGRAM SEED COUNT   runs library.lua with both libraries; the exit status is 1 where a result differs
 *
 * Built from the library's own files, without the host, as scripts/bench does. */

#include <stdio.h>
#include <stdlib.h>

#include "internal.h"

/* What the host gives the library: nothing is frozen here, and no budget is ever spent. */
void lh_charge(lua_State *L, size_t work, const char *what) { (void)L, (void)work, (void)what; }
void lh_charge_error(lua_State *L) { (void)L; }
void lh_push_readable(lua_State *L, int index) { lua_pushvalue(L, index); }
void lh_check_writable(lua_State *L, int index) { (void)L, (void)index; }
bool lh_stopped(lua_State *L) { return (void)L, false; }
_Noreturn void lh_stop_memory(lua_State *L) {
  lua_error(L);
  abort();
}
_Noreturn void lh_stop_pattern(lua_State *L, const char *what) {
  luaL_error(L, "%s: too many steps", what);
  abort();
}
uint64_t *lh_random_words(lua_State *L) {
  static uint64_t words[4] = {1, 2, 3, 4};
  return (void)L, words;
}

static int run(lua_State *L) {
  char **arguments = lua_touserdata(L, 1);
  luaL_openlibs(L);
  if (luaL_loadfile(L, arguments[1]) != LUA_OK) return lua_error(L);
  lua_newtable(L);
  lh_open_base(L);
  lh_open_string(L);
  lua_setfield(L, -2, "string");
  lh_open_table(L);
  lua_setfield(L, -2, "table");
  lh_open_math(L);
  lua_setfield(L, -2, "math");
  lh_open_utf8(L);
  lua_setfield(L, -2, "utf8");
  lua_pushinteger(L, atoll(arguments[2]));
  lua_pushinteger(L, atoll(arguments[3]));
  lua_call(L, 3, 1);
  return 1;
}

int main(int count, char **arguments) {
  if (count != 4) {
    fprintf(stderr, "usage: library PROGRAM SEED COUNT\n");
    return 64;
  }
  lua_State *L = luaL_newstate();
  if (L == NULL) return EXIT_FAILURE;
  lua_pushcfunction(L, run);
  lua_pushlightuserdata(L, arguments);
  bool is_equal = lua_pcall(L, 1, 1, 0) == LUA_OK && lua_toboolean(L, -1);
  if (lua_type(L, -1) == LUA_TSTRING) fprintf(stderr, "library: %s\n", lua_tostring(L, -1));
  is_equal = is_equal && lua_type(L, -1) == LUA_TBOOLEAN;
  lua_close(L);
  return is_equal ? EXIT_SUCCESS : EXIT_FAILURE;
}
