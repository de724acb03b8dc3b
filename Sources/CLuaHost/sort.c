#include "library.h"
#include "order.h"

/* Stack: 1 the table, 2 the comparator or nil, 3 the values as they were, 4 the keys. */
enum { TABLE = 1, COMPARATOR = 2, VALUES = 3 };

/* With the script's function. */
static bool less_by_function(lh_meter *meter, const lh_key *a, const lh_key *b) {
  lua_State *L = meter->state;
  lua_pushvalue(L, COMPARATOR);
  lua_rawgeti(L, VALUES, a->place);
  lua_rawgeti(L, VALUES, b->place);
  lua_call(L, 2, 1);
  bool less = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return less;
}

/* With '<', which raises for values that have no order. Texts never go that way: there '<' asks the locale. */
static bool less_by_operator(lh_meter *meter, const lh_key *a, const lh_key *b) {
  if (a->kind == b->kind && (a->kind == LH_KEY_NUMBER || a->kind == LH_KEY_TEXT)) return lh_key_less(meter, a, b);
  lua_State *L = meter->state;
  lua_rawgeti(L, VALUES, a->place);
  lua_rawgeti(L, VALUES, b->place);
  bool less = lua_compare(L, -2, -1, LUA_OPLT);
  lua_pop(L, 2);
  return less;
}

int lh_table_sort(lua_State *L) {
  lh_check_writable(L, TABLE);
  luaL_checktype(L, TABLE, LUA_TTABLE);
  lua_Integer length = luaL_len(L, TABLE);
  if (length > 1) {
    luaL_argcheck(L, length <= LH_MAX_ELEMENTS, 1, "array too big");
    if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_settop(L, 2);
    size_t count = (size_t)length;
    lh_meter meter;
    lh_meter_start(&meter, L, "table.sort", 0);
    lh_meter_steps(&meter, count * 4);
    lua_createtable(L, (int)count, 0);
    lh_key *keys = lua_newuserdatauv(L, 2 * count * sizeof *keys, 0);
    for (size_t i = 0; i < count; i++) {
      lua_geti(L, TABLE, (lua_Integer)i + 1);
      keys[i] = lh_key_at(L, -1);
      keys[i].place = (uint32_t)i + 1;
      lua_rawseti(L, VALUES, (lua_Integer)i + 1);
    }
    lh_less less = lua_isnil(L, COMPARATOR) ? less_by_operator : less_by_function;
    lh_sort_keys(&meter, keys, keys + count, count, less);
    for (size_t i = 0; i < count; i++) {
      lua_rawgeti(L, VALUES, keys[i].place);
      lua_seti(L, TABLE, (lua_Integer)i + 1);
    }
    lh_meter_charge(&meter, 0);
  }
  return 0;
}
