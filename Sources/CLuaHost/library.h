#ifndef LUA_HOST_LIBRARY_H
#define LUA_HOST_LIBRARY_H

#include "internal.h"

/* The functions of the bounded library that have a file of their own. */

int lh_string_find(lua_State *L);
int lh_string_format(lua_State *L);
int lh_string_gmatch(lua_State *L);
int lh_string_gsub(lua_State *L);
int lh_string_match(lua_State *L);
int lh_table_sort(lua_State *L);
int lh_ipairs(lua_State *L);
int lh_next(lua_State *L);
int lh_pairs(lua_State *L);

/* Adds math.random to the table on top. */
void lh_open_random(lua_State *L);

/* The most elements that one call of a table function handles. */
#define LH_MAX_ELEMENTS 1000000

/* Lets the functions that only read see through a stand-in: replaces the argument by what it stands for. */
static inline void lh_see_through(lua_State *L, int arg) {
  lh_push_readable(L, arg);
  lua_replace(L, arg);
}

/* A position in a string of `length` bytes: a negative one counts from the end; 0 where it is before the start. */
static inline lua_Integer lh_place(lua_Integer position, size_t length) {
  if (position >= 0) return position;
  return 0u - (size_t)position > length ? 0 : (lua_Integer)length + position + 1;
}

/* Where a search starts, from 0; over `length` when there is nothing to search. */
static inline size_t lh_search_start(lua_Integer position, size_t length) {
  lua_Integer place = lh_place(position, length);
  return place > 0 ? (size_t)place - 1 : 0;
}

#endif
