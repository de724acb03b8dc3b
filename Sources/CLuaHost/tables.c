#include "library.h"
#include "text.h"

/* An argument to read from: a table, a stand-in, or a list of the host. */
static void check_readable(lua_State *L, int arg) {
  lh_see_through(L, arg);
  if (lua_istable(L, arg)) return;
  if (!lua_isuserdata(L, arg) || luaL_getmetafield(L, arg, "__len") == LUA_TNIL) {
    luaL_checktype(L, arg, LUA_TTABLE);
  }
  lua_pop(L, 1);
}

static void check_writable(lua_State *L, int arg) {
  lh_check_writable(L, arg);
  luaL_checktype(L, arg, LUA_TTABLE);
}

/* Charges work on the elements `from` … `to` before any of it is done; false when there are none. */
static bool charge_elements(lua_State *L, lua_Integer from, lua_Integer to, const char *what) {
  if (from > to) return false;
  lua_Unsigned count = (lua_Unsigned)to - (lua_Unsigned)from;
  if (count >= LH_MAX_ELEMENTS) luaL_error(L, "%s: more than %d elements", what, LH_MAX_ELEMENTS);
  lh_charge(L, ((size_t)count + 1) * 4, what);
  return true;
}

/* Adds element `place`. A number's text is made beside the buffer, so that nothing stands on top of it. */
static void add_element(lua_State *L, luaL_Buffer *buffer, lua_Integer place, int spare) {
  size_t length;
  lua_geti(L, 1, place);
  if (!lua_isstring(L, -1)) {
    luaL_error(L, "invalid value (%s) at index %I in table for 'concat'", luaL_typename(L, -1), (LUAI_UACINT)place);
  }
  lua_replace(L, spare);
  const char *text = lh_check_text(L, spare, &length);
  lh_add(buffer, text, length);
}

static int table_concat(lua_State *L) {
  check_readable(L, 1);
  lua_Integer last = luaL_len(L, 1);
  size_t gap_length = 0;
  const char *gap = lua_isnoneornil(L, 2) ? "" : lh_check_text(L, 2, &gap_length);
  lua_Integer from = luaL_optinteger(L, 3, 1), to = luaL_optinteger(L, 4, last);
  lua_settop(L, 3);
  luaL_Buffer buffer;
  luaL_buffinit(L, &buffer);
  if (charge_elements(L, from, to, "table.concat")) {
    for (lua_Integer place = from; place < to; place++) {
      add_element(L, &buffer, place, 3);
      lh_add(&buffer, gap, gap_length);
    }
    add_element(L, &buffer, to, 3);
  }
  size_t made = luaL_bufflen(&buffer);
  luaL_pushresult(&buffer);
  lh_charge(L, made / 8, "table.concat");
  return 1;
}

static int table_insert(lua_State *L) {
  check_writable(L, 1);
  lua_Integer end = (lua_Integer)((lua_Unsigned)luaL_len(L, 1) + 1);
  lua_Integer place = end;
  switch (lua_gettop(L)) {
  case 2: break;
  case 3:
    place = luaL_checkinteger(L, 2);
    luaL_argcheck(L, (lua_Unsigned)place - 1u < (lua_Unsigned)end, 2, "position out of bounds");
    charge_elements(L, place, end, "table.insert");
    for (lua_Integer i = end; i > place; i--) {
      lua_geti(L, 1, i - 1);
      lua_seti(L, 1, i);
    }
    break;
  default: return luaL_error(L, "wrong number of arguments to 'insert'");
  }
  lua_seti(L, 1, place);
  return 0;
}

static int table_remove(lua_State *L) {
  check_writable(L, 1);
  lua_Integer length = luaL_len(L, 1), place = luaL_optinteger(L, 2, length);
  if (place != length) {
    luaL_argcheck(L, (lua_Unsigned)place - 1u <= (lua_Unsigned)length, 2, "position out of bounds");
  }
  charge_elements(L, place, length, "table.remove");
  lua_geti(L, 1, place);
  for (; place < length; place++) {
    lua_geti(L, 1, place + 1);
    lua_seti(L, 1, place);
  }
  lua_pushnil(L);
  lua_seti(L, 1, place);
  return 1;
}

static int table_move(lua_State *L) {
  lua_Integer from = luaL_checkinteger(L, 2), to = luaL_checkinteger(L, 3), into = luaL_checkinteger(L, 4);
  int target = lua_isnoneornil(L, 5) ? 1 : 5;
  check_writable(L, target);
  check_readable(L, 1);
  if (to >= from) {
    luaL_argcheck(L, from > 0 || to < LUA_MAXINTEGER + from, 3, "too many elements to move");
    lua_Integer count = to - from + 1;
    luaL_argcheck(L, into <= LUA_MAXINTEGER - count + 1, 4, "destination wrap around");
    charge_elements(L, from, to, "table.move");
    bool overlaps = into > from && into <= to && (target == 1 || lua_rawequal(L, 1, target));
    for (lua_Integer done = 0; done < count; done++) {
      lua_Integer offset = overlaps ? count - 1 - done : done;
      lua_geti(L, 1, from + offset);
      lua_seti(L, target, into + offset);
    }
  }
  lua_pushvalue(L, target);
  return 1;
}

static int table_pack(lua_State *L) {
  int count = lua_gettop(L);
  lh_charge(L, (size_t)count * 4, "table.pack");
  lua_createtable(L, count, 1);
  lua_insert(L, 1);
  for (int i = count; i >= 1; i--) lua_rawseti(L, 1, i);
  lua_pushinteger(L, count);
  lua_setfield(L, 1, "n");
  return 1;
}

static int table_unpack(lua_State *L) {
  lua_Integer from = luaL_optinteger(L, 2, 1);
  check_readable(L, 1);
  lua_Integer to = lua_isnoneornil(L, 3) ? luaL_len(L, 1) : luaL_checkinteger(L, 3);
  if (from > to) return 0;
  lua_Unsigned count = (lua_Unsigned)to - (lua_Unsigned)from;
  if (count >= LH_MAX_ELEMENTS) return luaL_error(L, "too many results to unpack");
  charge_elements(L, from, to, "table.unpack");
  if (!lua_checkstack(L, (int)count + 1)) return luaL_error(L, "too many results to unpack");
  for (lua_Unsigned i = 0; i <= count; i++) lua_geti(L, 1, (lua_Integer)((lua_Unsigned)from + i));
  return (int)count + 1;
}

void lh_open_table(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"concat", table_concat}, {"insert", table_insert}, {"move", table_move},   {"pack", table_pack},
    {"remove", table_remove}, {"sort", lh_table_sort},  {"unpack", table_unpack}, {NULL, NULL},
  };
  luaL_newlib(L, functions);
}
