#include "library.h"
#include "order.h"

/* Walking a table in the one order: see order.h. */

static lh_key check_key(lua_State *L, int index, const char *what) {
  lh_key key = lh_key_at(L, index);
  if (key.kind == LH_KEY_OTHER) luaL_error(L, "%s: only numbers, texts and yes/no can be keys here", what);
  return key;
}

/* What comparing a key once takes at most. */
static size_t work_of_key(const lh_key *key) {
  return 1 + (key->kind == LH_KEY_TEXT ? lh_bytes_work(key->length) / 4 : 0);
}

/* Counts the keys and charges for putting them in order: for all comparisons that it may take, since the order in
   which Lua has them, and with it how many it does take, is another in each process. */
static size_t count_keys(lua_State *L, int table, lh_meter *meter) {
  size_t count = 0, work = 0, rounds = 1;
  for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
    lh_key key = check_key(L, -2, "pairs");
    count++;
    work += work_of_key(&key);
  }
  while (rounds < 64 && (count >> rounds) != 0) rounds++;
  lh_meter_steps(meter, count * 6 + work * rounds);
  return count;
}

/* Pushes a list of the keys of the table at `table`, in order. */
static size_t push_keys(lua_State *L, int table) {
  lh_meter meter;
  lh_meter_start(&meter, L, "pairs", 0);
  size_t count = count_keys(L, table, &meter);
  if (count > INT32_MAX) luaL_error(L, "pairs: too many keys");
  lua_createtable(L, (int)count, 0);
  int list = lua_gettop(L);
  lh_key *keys = lua_newuserdatauv(L, (2 * count + 1) * sizeof *keys, 0);
  bool in_order = true;
  size_t place = 0;
  for (lua_pushnil(L); lua_next(L, table) && place < count; lua_pop(L, 1)) {
    keys[place] = check_key(L, -2, "pairs");
    in_order = in_order && (place == 0 || lh_key_less(NULL, &keys[place - 1], &keys[place]));
    keys[place].place = (uint32_t)place + 1;
    lua_pushvalue(L, -2);
    lua_rawseti(L, list, (lua_Integer)++place);
  }
  if (!in_order) {
    lua_createtable(L, (int)count, 0);
    lh_sort_keys(NULL, keys, keys + count, count, lh_key_less);
    for (size_t i = 0; i < count; i++) {
      lua_rawgeti(L, list, keys[i].place);
      lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_replace(L, list);
  }
  lua_settop(L, list);
  lh_meter_charge(&meter, 0);
  return count;
}

/* Upvalues: the table, its keys, how many were given out. Keys whose value went away meanwhile are left out. */
static int next_pair(lua_State *L) {
  lua_Integer place = lua_tointeger(L, lua_upvalueindex(3));
  for (;;) {
    int type = lua_rawgeti(L, lua_upvalueindex(2), ++place);
    if (type == LUA_TNIL) return 1;
    lua_pushvalue(L, -1);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) break;
    lua_pop(L, 2);
  }
  lua_pushinteger(L, place);
  lua_replace(L, lua_upvalueindex(3));
  return 2;
}

int lh_pairs(lua_State *L) {
  luaL_checkany(L, 1);
  lua_settop(L, 1);
  if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
    lua_pushvalue(L, 1);
    lua_call(L, 1, 3);
    return 3;
  }
  lh_push_readable(L, 1);
  luaL_argexpected(L, lua_istable(L, 2), 1, "table");
  lua_pushvalue(L, 2);
  push_keys(L, 2);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_pair, 3);
  lua_pushvalue(L, 1);
  lua_pushnil(L);
  return 3;
}

/* The least key after the given one. No walk is remembered: each call looks at every key, and is charged so. */
int lh_next(lua_State *L) {
  lua_settop(L, 2);
  lh_see_through(L, 1);
  luaL_checktype(L, 1, LUA_TTABLE);
  bool is_first = lua_isnil(L, 2), found = false;
  lh_key after = {0}, best = {0};
  if (!is_first) after = check_key(L, 2, "next");
  lh_meter meter;
  lh_meter_start(&meter, L, "next", 0);
  lua_pushnil(L); /* 3: the best key so far */
  for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
    lh_key key = check_key(L, -2, "next");
    /* For two comparisons, whether the order of Lua's own needs them or not. */
    lh_meter_steps(&meter, 1 + 2 * work_of_key(&key));
    if (!is_first && !lh_key_less(NULL, &after, &key)) continue;
    if (found && !lh_key_less(NULL, &key, &best)) continue;
    best = key;
    found = true;
    lua_pushvalue(L, -2);
    lua_replace(L, 3);
  }
  lh_meter_charge(&meter, 0);
  if (!found) {
    lua_pushnil(L);
    return 1;
  }
  lua_pushvalue(L, 3);
  lua_rawget(L, 1);
  return 2;
}

static int next_element(lua_State *L) {
  lua_Integer place = luaL_checkinteger(L, 2);
  place = (lua_Integer)((lua_Unsigned)place + 1);
  lua_pushinteger(L, place);
  return lua_geti(L, 1, place) == LUA_TNIL ? 1 : 2;
}

int lh_ipairs(lua_State *L) {
  luaL_checkany(L, 1);
  lua_pushcfunction(L, next_element);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  return 3;
}
