#include "library.h"
#include "text.h"

static int base_error(lua_State *L) {
  int level = (int)luaL_optinteger(L, 2, 1);
  lua_settop(L, 1);
  if (lua_type(L, 1) == LUA_TSTRING && level > 0) {
    luaL_where(L, level);
    lua_pushvalue(L, 1);
    lua_concat(L, 2);
  }
  return lua_error(L);
}

static int base_assert(lua_State *L) {
  if (lua_toboolean(L, 1)) return lua_gettop(L);
  luaL_checkany(L, 1);
  lua_remove(L, 1);
  lua_pushliteral(L, "assertion failed!");
  lua_settop(L, 1);
  return base_error(L);
}

static int base_pcall(lua_State *L) {
  luaL_checkany(L, 1);
  int status = lua_pcall(L, lua_gettop(L) - 1, LUA_MULTRET, 0);
  if (status == LUA_OK) {
    lua_pushboolean(L, 1);
    lua_insert(L, 1);
    return lua_gettop(L);
  }
  /* A stop is no error that a script may handle. */
  if (lh_stopped(L)) return lua_error(L);
  if (status == LUA_ERRMEM) lh_stop_memory(L);
  lh_charge_error(L);
  lua_pushboolean(L, 0);
  lua_insert(L, -2);
  return 2;
}

static int base_select(lua_State *L) {
  int count = lua_gettop(L);
  if (lua_type(L, 1) == LUA_TSTRING && lua_tostring(L, 1)[0] == '#') {
    lua_pushinteger(L, count - 1);
    return 1;
  }
  lua_Integer first = luaL_checkinteger(L, 1);
  if (first < 0) first = count + first;
  else if (first > count) first = count;
  luaL_argcheck(L, first >= 1, 1, "index out of range");
  return count - (int)first;
}

/* The number that `text` writes in `base`; false when it is none. */
static bool read_in_base(const char *text, size_t length, int base, lua_Integer *number) {
  const uint64_t *space = lh_class('s');
  const char *p = text, *end = text + length;
  while (p < end && lh_set_holds(space, (unsigned char)*p)) p++;
  while (end > p && lh_set_holds(space, (unsigned char)end[-1])) end--;
  bool negative = p < end && *p == '-';
  if (p < end && (*p == '-' || *p == '+')) p++;
  if (p == end) return false;
  lua_Unsigned value = 0;
  for (; p < end; p++) {
    int digit = lh_is_digit(*p) ? *p - '0' : lh_is_lower(*p) ? *p - 'a' + 10 : lh_is_upper(*p) ? *p - 'A' + 10 : base;
    if (digit >= base) return false;
    value = value * (lua_Unsigned)base + (lua_Unsigned)digit;
  }
  *number = (lua_Integer)(negative ? 0u - value : value);
  return true;
}

/* Stock Lua takes the locale's decimal point as well; here only '.' is one. */
static bool may_be_number(const char *text, size_t length) {
  const uint64_t *word = lh_class('w'), *space = lh_class('s');
  for (size_t i = 0; i < length; i++) {
    unsigned char c = (unsigned char)text[i];
    if (!lh_set_holds(word, c) && !lh_set_holds(space, c) && c != '.' && c != '+' && c != '-') return false;
  }
  return true;
}

static int base_tonumber(lua_State *L) {
  if (lua_isnoneornil(L, 2)) {
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    if (lua_type(L, 1) == LUA_TNUMBER) return 1;
    if (lua_type(L, 1) == LUA_TSTRING) {
      size_t length;
      const char *text = lua_tolstring(L, 1, &length);
      lh_charge(L, length / 8, "tonumber");
      if (may_be_number(text, length) && lua_stringtonumber(L, text) == length + 1) return 1;
    }
  } else {
    lua_Integer base = luaL_checkinteger(L, 2), number;
    luaL_checktype(L, 1, LUA_TSTRING);
    size_t length;
    const char *text = lua_tolstring(L, 1, &length);
    luaL_argcheck(L, base >= 2 && base <= 36, 2, "base out of range");
    lh_charge(L, length / 8, "tonumber");
    if (read_in_base(text, length, (int)base, &number)) {
      lua_pushinteger(L, number);
      return 1;
    }
  }
  luaL_pushfail(L);
  return 1;
}

static int base_tostring(lua_State *L) {
  luaL_checkany(L, 1);
  lh_push_text(L, 1, NULL);
  return 1;
}

static int base_type(lua_State *L) {
  luaL_argcheck(L, lua_type(L, 1) != LUA_TNONE, 1, "value expected");
  lua_pushstring(L, luaL_typename(L, 1));
  return 1;
}

static int base_rawequal(lua_State *L) {
  luaL_checkany(L, 1);
  luaL_checkany(L, 2);
  lua_pushboolean(L, lua_rawequal(L, 1, 2));
  return 1;
}

static int base_rawlen(lua_State *L) {
  luaL_argexpected(L, lua_istable(L, 1) || lua_type(L, 1) == LUA_TSTRING, 1, "table or string");
  lh_push_readable(L, 1);
  lua_pushinteger(L, (lua_Integer)lua_rawlen(L, -1));
  return 1;
}

static int base_rawget(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checkany(L, 2);
  lua_settop(L, 2);
  lh_see_through(L, 1);
  lua_rawget(L, 1);
  return 1;
}

void lh_open_base(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"assert", base_assert},     {"error", base_error},   {"ipairs", lh_ipairs},     {"next", lh_next},
    {"pairs", lh_pairs},         {"pcall", base_pcall},   {"rawequal", base_rawequal}, {"rawget", base_rawget},
    {"rawlen", base_rawlen},     {"select", base_select}, {"tonumber", base_tonumber}, {"tostring", base_tostring},
    {"type", base_type},         {NULL, NULL},
  };
  luaL_setfuncs(L, functions, 0);
}
