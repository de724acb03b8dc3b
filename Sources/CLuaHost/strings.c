#include <limits.h>
#include <string.h>

#include "library.h"
#include "meter.h"
#include "text.h"

static lua_Integer last_place(lua_Integer position, size_t length) {
  if (position > (lua_Integer)length) return (lua_Integer)length;
  return lh_place(position, length);
}

static int string_byte(lua_State *L) {
  size_t length;
  const char *text = lh_check_text(L, 1, &length);
  lua_Integer start = luaL_optinteger(L, 2, 1), from = lh_place(start, length);
  if (from == 0) from = 1;
  lua_Integer to = last_place(luaL_optinteger(L, 3, start), length);
  if (from > to) return 0;
  if (to - from >= LH_MAX_ELEMENTS) return luaL_error(L, "string slice too long");
  int count = (int)(to - from) + 1;
  lh_charge(L, (size_t)count, "string.byte");
  luaL_checkstack(L, count, "string slice too long");
  for (int i = 0; i < count; i++) lua_pushinteger(L, (unsigned char)text[from - 1 + i]);
  return count;
}

static int string_char(lua_State *L) {
  int count = lua_gettop(L);
  lh_charge(L, (size_t)count, "string.char");
  luaL_Buffer buffer;
  char *made = luaL_buffinitsize(L, &buffer, (size_t)count);
  for (int i = 1; i <= count; i++) {
    lua_Unsigned code = (lua_Unsigned)luaL_checkinteger(L, i);
    luaL_argcheck(L, code <= UCHAR_MAX, i, "value out of range");
    made[i - 1] = (char)code;
  }
  luaL_pushresultsize(&buffer, (size_t)count);
  return 1;
}

static int string_len(lua_State *L) {
  size_t length;
  lh_check_text(L, 1, &length);
  lua_pushinteger(L, (lua_Integer)length);
  return 1;
}

/* Makes a result as long as the string that is the first argument; `*text` is that string. */
static char *start_copy(lua_State *L, const char *what, luaL_Buffer *buffer, const char **text, size_t *length) {
  *text = lh_check_text(L, 1, length);
  lh_check_result(L, *length);
  lh_charge(L, lh_bytes_work(*length), what);
  return luaL_buffinitsize(L, buffer, *length);
}

static int string_lower(lua_State *L) {
  luaL_Buffer buffer;
  size_t length;
  const char *text;
  char *made = start_copy(L, "string.lower", &buffer, &text, &length);
  for (size_t i = 0; i < length; i++) made[i] = lh_is_upper(text[i]) ? (char)(text[i] - 'A' + 'a') : text[i];
  luaL_pushresultsize(&buffer, length);
  return 1;
}

static int string_upper(lua_State *L) {
  luaL_Buffer buffer;
  size_t length;
  const char *text;
  char *made = start_copy(L, "string.upper", &buffer, &text, &length);
  for (size_t i = 0; i < length; i++) made[i] = lh_is_lower(text[i]) ? (char)(text[i] - 'a' + 'A') : text[i];
  luaL_pushresultsize(&buffer, length);
  return 1;
}

static int string_reverse(lua_State *L) {
  luaL_Buffer buffer;
  size_t length;
  const char *text;
  char *made = start_copy(L, "string.reverse", &buffer, &text, &length);
  for (size_t i = 0; i < length; i++) made[i] = text[length - 1 - i];
  luaL_pushresultsize(&buffer, length);
  return 1;
}

static int string_rep(lua_State *L) {
  size_t length, gap_length = 0;
  const char *text = lh_check_text(L, 1, &length), *gap = "";
  lua_Integer times = luaL_checkinteger(L, 2);
  if (!lua_isnoneornil(L, 3)) gap = lh_check_text(L, 3, &gap_length);
  if (times <= 0 || length + gap_length == 0) {
    lua_pushliteral(L, "");
    return 1;
  }
  size_t count = (size_t)times;
  bool fits = count - 1 <= LH_MAX_STRING && length <= LH_MAX_STRING && (count == 1 || gap_length <= LH_MAX_STRING);
  if (!fits) return luaL_error(L, "resulting string too large");
  size_t total = length * count + gap_length * (count - 1);
  lh_check_result(L, total);
  lh_charge(L, lh_bytes_work(total), "string.rep");
  luaL_Buffer buffer;
  char *made = luaL_buffinitsize(L, &buffer, total);
  size_t filled = length + gap_length < total ? length + gap_length : total;
  memcpy(made, text, length);
  memcpy(made + length, gap, filled - length);
  /* By doubling: as many short copies as there are repeats would be work that nobody counts. */
  while (filled < total) {
    size_t more = filled < total - filled ? filled : total - filled;
    memcpy(made + filled, made, more);
    filled += more;
  }
  luaL_pushresultsize(&buffer, total);
  return 1;
}

static int string_sub(lua_State *L) {
  size_t length;
  const char *text = lh_check_text(L, 1, &length);
  lua_Integer from = lh_place(luaL_checkinteger(L, 2), length);
  lua_Integer to = last_place(luaL_optinteger(L, 3, -1), length);
  if (from == 0) from = 1;
  if (from > to) {
    lua_pushliteral(L, "");
    return 1;
  }
  size_t size = (size_t)(to - from) + 1;
  lh_check_result(L, size);
  lh_charge(L, lh_bytes_work(size), "string.sub");
  lua_pushlstring(L, text + from - 1, size);
  return 1;
}

void lh_open_string(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"byte", string_byte},        {"char", string_char},
    {"find", lh_string_find},     {"format", lh_string_format},
    {"gmatch", lh_string_gmatch}, {"gsub", lh_string_gsub},
    {"len", string_len},          {"lower", string_lower},
    {"match", lh_string_match},   {"rep", string_rep},
    {"reverse", string_reverse},  {"sub", string_sub},
    {"upper", string_upper},      {NULL, NULL},
  };
  luaL_newlib(L, functions);
}
