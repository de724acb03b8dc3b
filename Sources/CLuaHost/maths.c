#include <math.h>

#include "library.h"

#define PI 3.141592653589793238462643383279502884

/* Pushes a float without a fraction, as an integer where it fits. */
static void push_whole(lua_State *L, lua_Number number) {
  lua_Integer integer;
  if (lua_numbertointeger(number, &integer)) lua_pushinteger(L, integer);
  else lua_pushnumber(L, number);
}

static int math_abs(lua_State *L) {
  if (lua_isinteger(L, 1)) {
    lua_Integer number = lua_tointeger(L, 1);
    if (number < 0) number = (lua_Integer)(0u - (lua_Unsigned)number);
    lua_pushinteger(L, number);
  } else {
    lua_pushnumber(L, fabs(luaL_checknumber(L, 1)));
  }
  return 1;
}

static int math_floor(lua_State *L) {
  if (lua_isinteger(L, 1)) lua_settop(L, 1);
  else push_whole(L, floor(luaL_checknumber(L, 1)));
  return 1;
}

static int math_ceil(lua_State *L) {
  if (lua_isinteger(L, 1)) lua_settop(L, 1);
  else push_whole(L, ceil(luaL_checknumber(L, 1)));
  return 1;
}

static int math_fmod(lua_State *L) {
  if (!lua_isinteger(L, 1) || !lua_isinteger(L, 2)) {
    lua_Number number = luaL_checknumber(L, 1);
    lua_pushnumber(L, fmod(number, luaL_checknumber(L, 2)));
    return 1;
  }
  lua_Integer divisor = lua_tointeger(L, 2);
  luaL_argcheck(L, divisor != 0, 2, "zero");
  /* The least integer modulo -1 traps on some processors. */
  lua_pushinteger(L, divisor == -1 ? 0 : lua_tointeger(L, 1) % divisor);
  return 1;
}

static int math_modf(lua_State *L) {
  if (lua_isinteger(L, 1)) {
    lua_settop(L, 1);
    lua_pushnumber(L, 0);
    return 2;
  }
  lua_Number number = luaL_checknumber(L, 1);
  lua_Number whole = number < 0 ? ceil(number) : floor(number);
  push_whole(L, whole);
  lua_pushnumber(L, number == whole ? 0.0 : number - whole);
  return 2;
}

static int math_log(lua_State *L) {
  lua_Number number = luaL_checknumber(L, 1), result;
  if (lua_isnoneornil(L, 2)) {
    result = log(number);
  } else {
    lua_Number base = luaL_checknumber(L, 2);
    if (base == 2.0) result = log2(number);
    else if (base == 10.0) result = log10(number);
    else result = log(number) / log(base);
  }
  lua_pushnumber(L, result);
  return 1;
}

/* The least (sign -1) or greatest (sign 1) argument, as it was written. */
static int extreme(lua_State *L, int sign) {
  int count = lua_gettop(L), best = 1;
  luaL_argcheck(L, count >= 1, 1, "value expected");
  luaL_checknumber(L, 1);
  lh_charge(L, (size_t)count, sign > 0 ? "math.max" : "math.min");
  for (int i = 2; i <= count; i++) {
    luaL_checknumber(L, i);
    if (sign > 0 ? lua_compare(L, best, i, LUA_OPLT) : lua_compare(L, i, best, LUA_OPLT)) best = i;
  }
  lua_pushvalue(L, best);
  return 1;
}

static int math_max(lua_State *L) { return extreme(L, 1); }
static int math_min(lua_State *L) { return extreme(L, -1); }

static int math_tointeger(lua_State *L) {
  int fits;
  lua_Integer number = lua_tointegerx(L, 1, &fits);
  if (fits) {
    lua_pushinteger(L, number);
  } else {
    luaL_checkany(L, 1);
    luaL_pushfail(L);
  }
  return 1;
}

static int math_type(lua_State *L) {
  luaL_checkany(L, 1);
  if (lua_type(L, 1) == LUA_TNUMBER) lua_pushstring(L, lua_isinteger(L, 1) ? "integer" : "float");
  else luaL_pushfail(L);
  return 1;
}

static int math_ult(lua_State *L) {
  lua_Unsigned a = (lua_Unsigned)luaL_checkinteger(L, 1), b = (lua_Unsigned)luaL_checkinteger(L, 2);
  lua_pushboolean(L, a < b);
  return 1;
}

static int push_number(lua_State *L, lua_Number number) {
  lua_pushnumber(L, number);
  return 1;
}

static int math_acos(lua_State *L) { return push_number(L, acos(luaL_checknumber(L, 1))); }
static int math_asin(lua_State *L) { return push_number(L, asin(luaL_checknumber(L, 1))); }
static int math_atan(lua_State *L) {
  lua_Number y = luaL_checknumber(L, 1);
  return push_number(L, atan2(y, luaL_optnumber(L, 2, 1)));
}
static int math_cos(lua_State *L) { return push_number(L, cos(luaL_checknumber(L, 1))); }
static int math_deg(lua_State *L) { return push_number(L, luaL_checknumber(L, 1) * (180.0 / PI)); }
static int math_exp(lua_State *L) { return push_number(L, exp(luaL_checknumber(L, 1))); }
static int math_rad(lua_State *L) { return push_number(L, luaL_checknumber(L, 1) * (PI / 180.0)); }
static int math_sin(lua_State *L) { return push_number(L, sin(luaL_checknumber(L, 1))); }
static int math_sqrt(lua_State *L) { return push_number(L, sqrt(luaL_checknumber(L, 1))); }
static int math_tan(lua_State *L) { return push_number(L, tan(luaL_checknumber(L, 1))); }

void lh_open_math(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"abs", math_abs},   {"acos", math_acos}, {"asin", math_asin}, {"atan", math_atan},
    {"ceil", math_ceil}, {"cos", math_cos},   {"deg", math_deg},   {"exp", math_exp},
    {"floor", math_floor}, {"fmod", math_fmod}, {"log", math_log}, {"max", math_max},
    {"min", math_min},   {"modf", math_modf}, {"rad", math_rad},   {"sin", math_sin},
    {"sqrt", math_sqrt}, {"tan", math_tan},   {"tointeger", math_tointeger}, {"type", math_type},
    {"ult", math_ult},   {NULL, NULL},
  };
  luaL_newlib(L, functions);
  lua_pushnumber(L, PI);
  lua_setfield(L, -2, "pi");
  lua_pushnumber(L, HUGE_VAL);
  lua_setfield(L, -2, "huge");
  lua_pushinteger(L, LUA_MAXINTEGER);
  lua_setfield(L, -2, "maxinteger");
  lua_pushinteger(L, LUA_MININTEGER);
  lua_setfield(L, -2, "mininteger");
  lh_open_random(L);
}
