#ifndef LUA_HOST_INTERNAL_H
#define LUA_HOST_INTERNAL_H

/* What the files of this target share. Everything here may raise and so runs under lua_pcall. */

#if __has_include(<lua5.4/lua.h>)
#include <lua5.4/lauxlib.h>
#include <lua5.4/lua.h>
#include <lua5.4/lualib.h>
#else
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#endif
#if LUA_VERSION_NUM != 504
#error "LuaHost needs Lua 5.4"
#endif

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lua_host.h"

/* The longest string that a script may make. */
#define LH_MAX_STRING ((size_t)1 << 20)
/* Charges `work` to the running budget, in instructions; raises when it is spent.
   `what` names the culprit in the message, "string.find" say. */
void lh_charge(lua_State *L, size_t work, const char *what);

/* Charges for an error that a script caught: to name a value, Lua reads the code of the function that failed. */
void lh_charge_error(lua_State *L);

/* If the value at `index` is a frozen table (a read-only stand-in made by the host), pushes the real
   table behind it, else pushes the value itself. For reading only. */
void lh_push_readable(lua_State *L, int index);

/* Raises "… is read-only" when the value at `index` is frozen or belongs to the host. */
void lh_check_writable(lua_State *L, int index);

/* Ends the run for good because memory is out, and raises. */
_Noreturn void lh_stop_memory(lua_State *L);

/* Ends the run for good because one call of `what`, a pattern function, took too many steps, and raises. */
_Noreturn void lh_stop_pattern(lua_State *L, const char *what);

/* The state of math.random: one sequence a run. */
uint64_t *lh_random_words(lua_State *L);
void lh_seed_random(uint64_t words[4]);

/* True while the sticky stop is set: nothing that a script does may go on. */
bool lh_stopped(lua_State *L);

/* The bounded library: each pushes one new table (base: adds its functions to the table on top). */
void lh_open_base(lua_State *L);
void lh_open_string(lua_State *L);
void lh_open_table(lua_State *L);
void lh_open_math(lua_State *L);
void lh_open_utf8(lua_State *L);

#endif
