#include "text.h"

#include <math.h>
#include <stdio.h>

/* Bytes over 127 are in no class: the C locale. */
static const lh_byte_set CONTROL = {0x00000000ffffffff, 0x8000000000000000};
static const lh_byte_set SPACE = {0x0000000100003e00, 0};
static const lh_byte_set DIGIT = {0x03ff000000000000, 0};
static const lh_byte_set HEX = {0x03ff000000000000, 0x0000007e0000007e};
static const lh_byte_set UPPER = {0, 0x0000000007fffffe};
static const lh_byte_set LOWER = {0, 0x07fffffe00000000};
static const lh_byte_set LETTER = {0, 0x07fffffe07fffffe};
static const lh_byte_set WORD = {0x03ff000000000000, 0x07fffffe07fffffe};
static const lh_byte_set PUNCTUATION = {0xfc00fffe00000000, 0x78000001f8000001};
static const lh_byte_set GRAPHIC = {0xfffffffe00000000, 0x7fffffffffffffff};
static const lh_byte_set ZERO = {1, 0};

const uint64_t *lh_class(char letter) {
  switch (lh_is_upper(letter) ? letter - 'A' + 'a' : letter) {
  case 'a': return LETTER;
  case 'c': return CONTROL;
  case 'd': return DIGIT;
  case 'g': return GRAPHIC;
  case 'l': return LOWER;
  case 'p': return PUNCTUATION;
  case 's': return SPACE;
  case 'u': return UPPER;
  case 'w': return WORD;
  case 'x': return HEX;
  case 'z': return ZERO;
  default: return NULL;
  }
}

size_t lh_mend_point(char *text, size_t length) {
  size_t kept = 0;
  bool in_point = false;
  for (size_t i = 0; i < length; i++) {
    char c = text[i];
    bool plain = lh_set_holds(WORD, (unsigned char)c) || c == '+' || c == '-' || c == ' ' || c == '.';
    if (plain) text[kept++] = c;
    else if (!in_point) text[kept++] = '.';
    in_point = !plain;
  }
  text[kept] = '\0';
  return kept;
}

size_t lh_number_text(lua_State *L, int index, char text[LH_NUMBER_TEXT]) {
  const double exact = 9007199254740992.0; /* 2^53 */
  if (lua_isinteger(L, index)) {
    return (size_t)snprintf(text, LH_NUMBER_TEXT, "%lld", (long long)lua_tointeger(L, index));
  }
  double number = lua_tonumber(L, index);
  /* The sign of a NaN differs between processors. */
  if (isnan(number)) return (size_t)snprintf(text, LH_NUMBER_TEXT, "nan");
  if (fabs(number) <= exact && floor(number) == number) {
    return (size_t)snprintf(text, LH_NUMBER_TEXT, "%lld", (long long)number);
  }
  size_t length = (size_t)snprintf(text, LH_NUMBER_TEXT, "%.14g", number);
  lh_charge(L, length * LH_DIGIT_WORK, "tostring");
  return lh_mend_point(text, length);
}

/* Only the host can set a metatable, so that what it says about a value's text holds. */
static bool push_host_text(lua_State *L, int index) {
  if (!lua_istable(L, index) && !lua_isuserdata(L, index)) return false;
  if (luaL_callmeta(L, index, "__tostring")) {
    if (!lua_isstring(L, -1)) luaL_error(L, "'__tostring' must return a string");
    return true;
  }
  int type = luaL_getmetafield(L, index, "__name");
  if (type == LUA_TSTRING) return true;
  if (type != LUA_TNIL) lua_pop(L, 1);
  return false;
}

const char *lh_push_text(lua_State *L, int index, size_t *length) {
  char number[LH_NUMBER_TEXT];
  index = lua_absindex(L, index);
  switch (lua_type(L, index)) {
  case LUA_TSTRING: lua_pushvalue(L, index); break;
  case LUA_TNUMBER: lua_pushlstring(L, number, lh_number_text(L, index, number)); break;
  case LUA_TBOOLEAN: lua_pushstring(L, lua_toboolean(L, index) ? "true" : "false"); break;
  default:
    if (!push_host_text(L, index)) lua_pushstring(L, luaL_typename(L, index));
  }
  return lua_tolstring(L, -1, length);
}

const char *lh_check_text(lua_State *L, int arg, size_t *length) {
  int type = lua_type(L, arg);
  if (type == LUA_TSTRING) return lua_tolstring(L, arg, length);
  if (type == LUA_TNUMBER) {
    lh_push_text(L, arg, NULL);
    lua_replace(L, arg);
  }
  return luaL_checklstring(L, arg, length);
}

void lh_check_result(lua_State *L, size_t length) {
  if (length > LH_MAX_STRING) luaL_error(L, "resulting string too large");
}

void lh_add(luaL_Buffer *buffer, const char *text, size_t length) {
  if (length > LH_MAX_STRING - luaL_bufflen(buffer)) luaL_error(buffer->L, "resulting string too large");
  luaL_addlstring(buffer, text, length);
}
