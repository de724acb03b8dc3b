/* count, sum, where, sort_by and group_by: over lists of the host and plain tables alike. */

#include <math.h>
#include <string.h>

#include "state.h"

/* A list argument: the host's, or a table with values 1 … n. */
static lua_Integer check_list(lua_State *L, int index) {
  lh_push_readable(L, index);
  lua_replace(L, index);
  if (!lh_test_list(L, index) && lua_type(L, index) != LUA_TTABLE)
    luaL_typeerror(L, index, "list");
  return luaL_len(L, index);
}

/* Does the item on top hold? Pops it. */
static bool holds(lua_State *L, int test, const char *name) {
  int32_t id;
  if (lua_type(L, test) == LUA_TFUNCTION) {
    lua_pushvalue(L, test);
    lua_insert(L, -2);
    lua_call(L, 1, 1);
    bool yes = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return yes;
  }
  if (!lh_test_object(L, test, &id)) return luaL_argerror(L, test, "a condition or a function is needed");
  const record_handle *record = lh_test_record(L, -1);
  if (!record) return luaL_error(L, "'%s': a condition can only be asked of records", name);
  lh_check_alive(L, record->generation);
  lh_state *state = lh_owner(L);
  int answer = state->callbacks.test(state->callbacks.context, id, record->schema, record->cells);
  lh_settle(L, name);
  if (answer < 0) return luaL_argerror(L, test, "this is no condition for these records");
  lua_pop(L, 1);
  return answer == 1;
}

static int list_count(lua_State *L) {
  lua_settop(L, 2);
  lua_Integer length = check_list(L, 1), found = 0;
  if (lua_isnil(L, 2)) {
    lua_pushinteger(L, length);
    return 1;
  }
  for (lua_Integer i = 1; i <= length; i++) {
    lh_charge(L, 4, "count");
    lua_geti(L, 1, i);
    found += holds(L, 2, "count");
  }
  lua_pushinteger(L, found);
  return 1;
}

/* Pushes what `key` (a field's name or a function) says of the item on top, in its place. */
static void apply_key(lua_State *L, int key) {
  if (lua_type(L, key) == LUA_TFUNCTION) {
    lua_pushvalue(L, key);
    lua_insert(L, -2);
    lua_call(L, 1, 1);
    return;
  }
  luaL_checktype(L, key, LUA_TSTRING);
  lua_pushvalue(L, key);
  lua_gettable(L, -2);
  lua_remove(L, -2);
}

static int list_sum(lua_State *L) {
  lua_settop(L, 2);
  lua_Integer length = check_list(L, 1);
  lua_pushinteger(L, 0);
  for (lua_Integer i = 1; i <= length; i++) {
    lh_charge(L, 4, "sum");
    lua_geti(L, 1, i);
    if (!lua_isnil(L, 2)) apply_key(L, 2);
    if (lua_isnil(L, -1)) {
      lua_pop(L, 1);
      continue;
    }
    if (lua_type(L, -1) != LUA_TNUMBER) return luaL_error(L, "'sum' needs numbers, here is a %s", luaL_typename(L, -1));
    lua_arith(L, LUA_OPADD);
  }
  return 1;
}

static int list_where(lua_State *L) {
  lua_settop(L, 2);
  lua_Integer length = check_list(L, 1), kept = 0;
  const list_handle *list = lh_test_list(L, 1);
  luaL_argcheck(L, !lua_isnil(L, 2), 2, "a condition or a function is needed");
  if (list) {
    lh_charge(L, (size_t)list->count / 4, "where");
    /* Room for all; what is not used is given back with the list. */
    list_handle *chosen = lh_push_list(L, list->schema, NULL, list->count, list->generation, true);
    for (lua_Integer i = 1; i <= length; i++) {
      lh_charge(L, 4, "where");
      lua_geti(L, 1, i);
      if (holds(L, 2, "where")) chosen->items[kept++] = lh_list_item(list, (uint32_t)i - 1, lh_owner(L)->indexes);
    }
    chosen->count = (uint32_t)kept;
    return 1;
  }
  lua_newtable(L);
  for (lua_Integer i = 1; i <= length; i++) {
    lh_charge(L, 4, "where");
    lua_geti(L, 1, i);
    lua_pushvalue(L, -1);
    if (holds(L, 2, "where")) lua_rawseti(L, 3, ++kept);
    else lua_pop(L, 1);
  }
  return 1;
}

/* Numbers before texts before the rest; missing last. Bytes, never the locale. */
static int rank_of(int type) { return type == LUA_TNUMBER ? 0 : type == LUA_TSTRING ? 1 : type == LUA_TNIL ? 3 : 2; }

static int compare_keys(lua_State *L, int a, int b) {
  int first = lua_type(L, a), second = lua_type(L, b);
  if (first != second) return rank_of(first) - rank_of(second);
  if (first == LUA_TNUMBER) {
    if (lua_compare(L, a, b, LUA_OPLT)) return -1;
    return lua_compare(L, b, a, LUA_OPLT);
  }
  if (first == LUA_TBOOLEAN) return lua_toboolean(L, a) - lua_toboolean(L, b);
  if (first != LUA_TSTRING) return 0;
  size_t length, other;
  const char *text = lua_tolstring(L, a, &length), *against = lua_tolstring(L, b, &other);
  lh_charge(L, (length < other ? length : other) / 8, "sort_by");
  int order = memcmp(text, against, length < other ? length : other);
  return order ? order : (length > other) - (length < other);
}

/* Merges places[from, middle) and places[middle, to) by their keys: stable. */
static void merge(lua_State *L, int keys, uint32_t *places, uint32_t *spare, lua_Integer from, lua_Integer middle,
                  lua_Integer to, bool descending) {
  lua_Integer left = from, right = middle, at = from;
  while (left < middle && right < to) {
    lh_charge(L, 4, "sort_by");
    lua_rawgeti(L, keys, places[left]);
    lua_rawgeti(L, keys, places[right]);
    bool is_missing = lua_isnil(L, -1) || lua_isnil(L, -2);
    int order = compare_keys(L, -2, -1);
    if (descending && !is_missing) order = -order;
    lua_pop(L, 2);
    spare[at++] = order <= 0 ? places[left++] : places[right++];
  }
  while (left < middle) spare[at++] = places[left++];
  while (right < to) spare[at++] = places[right++];
  memcpy(places + from, spare + from, (size_t)(to - from) * sizeof *places);
}

static int list_sort_by(lua_State *L) {
  static const char *const orders[] = {"up", "down", NULL};
  lua_settop(L, 3);
  lua_Integer length = check_list(L, 1);
  /* Lua's own message would quote what is given, which may be a text of the contact's. */
  const char *order = lua_type(L, 3) == LUA_TSTRING ? lua_tostring(L, 3) : "up";
  bool is_order = strcmp(order, orders[0]) == 0 || strcmp(order, orders[1]) == 0;
  luaL_argcheck(L, is_order || lh_own_key(L, 3), 3, "an order is up or down");
  bool descending = luaL_checkoption(L, 3, "up", orders) == 1;
  luaL_argcheck(L, length <= 10000000, 1, "the list is too long");
  lh_charge(L, (size_t)length * 4, "sort_by");
  lua_createtable(L, (int)length, 0); /* 4: keys */
  for (lua_Integer i = 1; i <= length; i++) {
    lua_geti(L, 1, i);
    apply_key(L, 2);
    lua_rawseti(L, 4, i);
  }
  uint32_t *places = lua_newuserdatauv(L, ((size_t)length + 1) * 2 * sizeof *places, 0), *spare = places + length + 1;
  for (lua_Integer i = 0; i < length; i++) places[i] = (uint32_t)i + 1;
  for (lua_Integer width = 1; width < length; width *= 2)
    for (lua_Integer from = 0; from + width < length; from += 2 * width)
      merge(L, 4, places, spare, from, from + width, from + 2 * width < length ? from + 2 * width : length, descending);
  const list_handle *list = lh_test_list(L, 1);
  if (list) {
    list_handle *sorted = lh_push_list(L, list->schema, NULL, list->count, list->generation, true);
    for (lua_Integer i = 0; i < length; i++)
      sorted->items[i] = lh_list_item(list, places[i] - 1, lh_owner(L)->indexes);
    return 1;
  }
  lua_createtable(L, (int)length, 0);
  for (lua_Integer i = 0; i < length; i++) {
    lua_geti(L, 1, places[i]);
    lua_rawseti(L, -2, i + 1);
  }
  return 1;
}

/* group_by(list, key) → a table from each key to the list of its items; a missing key is "unknown". */
static int list_group_by(lua_State *L) {
  lua_settop(L, 2);
  lua_Integer length = check_list(L, 1);
  const list_handle *list = lh_test_list(L, 1);
  lua_newtable(L); /* 3: places by key */
  for (lua_Integer i = 1; i <= length; i++) {
    lh_charge(L, 8, "group_by");
    lua_geti(L, 1, i);
    apply_key(L, 2);
    if (lua_isnil(L, -1) || (lua_type(L, -1) == LUA_TNUMBER && isnan(lua_tonumber(L, -1)))) {
      lua_pop(L, 1);
      lua_pushliteral(L, "unknown");
    }
    /* An equal text that was met before is compared with it. */
    if (lua_type(L, -1) == LUA_TSTRING) lh_charge(L, (size_t)lua_rawlen(L, -1) / 8, "group_by");
    lua_pushvalue(L, -1);
    if (lua_rawget(L, 3) == LUA_TNIL) {
      lua_pop(L, 1);
      lua_newtable(L);
      lua_pushvalue(L, -2);
      lua_pushvalue(L, -2);
      lua_rawset(L, 3);
    }
    lua_pushinteger(L, i);
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
    lua_settop(L, 3);
  }
  lua_newtable(L); /* 4: the groups */
  for (lua_pushnil(L); lua_next(L, 3); lua_settop(L, 5)) {
    lua_Integer count = (lua_Integer)lua_rawlen(L, 6);
    lua_pushvalue(L, 5);
    list_handle *group = list ? lh_push_list(L, list->schema, NULL, (uint32_t)count, list->generation, true) : NULL;
    if (!group) lua_createtable(L, (int)count, 0);
    for (lua_Integer i = 1; i <= count; i++) {
      lua_rawgeti(L, 6, i);
      lua_Integer place = lua_tointeger(L, -1);
      lua_pop(L, 1);
      if (group) {
        group->items[i - 1] = lh_list_item(list, (uint32_t)place - 1, lh_owner(L)->indexes);
      } else {
        lua_geti(L, 1, place);
        lua_rawseti(L, -2, i);
      }
    }
    lua_rawset(L, 4);
  }
  lua_settop(L, 4);
  return 1;
}

void lh_open_lists(lua_State *L) {
  static const luaL_Reg functions[] = {{"count", list_count},       {"sum", list_sum},
                                       {"where", list_where},       {"sort_by", list_sort_by},
                                       {"group_by", list_group_by}, {NULL, NULL}};
  luaL_setfuncs(L, functions, 0);
}
