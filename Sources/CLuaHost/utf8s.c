#include "library.h"
#include "meter.h"
#include "text.h"

#define LAST_UNICODE 0x10ffffu
#define LAST_CODE 0x7fffffffu

static bool is_continuation(char byte) { return ((unsigned char)byte & 0xc0) == 0x80; }

/* The code that starts at `at`, and where the next starts; NULL when it is malformed. */
static const char *read_code(const char *at, const char *end, uint32_t *code, bool strict) {
  static const uint32_t least[] = {0, 0x80, 0x800, 0x10000, 0x200000, 0x4000000};
  unsigned char first = (unsigned char)*at++;
  int more = 0;
  if (first >= 0x80) {
    if (first < 0xc0 || first >= 0xfe) return NULL;
    for (unsigned bit = 0x40; first & bit; bit >>= 1) more++;
  }
  uint32_t value = more == 0 ? first : first & (0x3fu >> more);
  for (int i = 0; i < more; i++) {
    if (at >= end || !is_continuation(*at)) return NULL;
    value = value << 6 | ((unsigned char)*at++ & 0x3f);
  }
  if (value < least[more]) return NULL;
  if (strict && (value > LAST_UNICODE || (value >= 0xd800 && value <= 0xdfff))) return NULL;
  *code = value;
  return at;
}

/* Writes `code`, and answers how many bytes that took. */
static size_t write_code(char bytes[6], uint32_t code) {
  if (code < 0x80) {
    bytes[0] = (char)code;
    return 1;
  }
  static const uint32_t most[] = {0x7ff, 0xffff, 0x1fffff, 0x3ffffff};
  size_t size = 2;
  while (size < 6 && code > most[size - 2]) size++;
  for (size_t i = size - 1; i > 0; i--, code >>= 6) bytes[i] = (char)(0x80 | (code & 0x3f));
  bytes[0] = (char)((0xff00u >> size & 0xff) | code);
  return size;
}

static int utf8_len(lua_State *L) {
  size_t length;
  const char *text = lh_check_text(L, 1, &length);
  lua_Integer at = lh_place(luaL_optinteger(L, 2, 1), length);
  lua_Integer last = lh_place(luaL_optinteger(L, 3, -1), length);
  bool lax = lua_toboolean(L, 4);
  luaL_argcheck(L, at >= 1 && at - 1 <= (lua_Integer)length, 2, "initial position out of bounds");
  luaL_argcheck(L, last - 1 < (lua_Integer)length, 3, "final position out of bounds");
  if (last >= at) lh_charge(L, lh_bytes_work((size_t)(last - at)) * 4, "utf8.len");
  lua_Integer count = 0;
  for (at--; at < last; count++) {
    uint32_t code;
    const char *next = read_code(text + at, text + length, &code, !lax);
    if (next == NULL) {
      luaL_pushfail(L);
      lua_pushinteger(L, at + 1);
      return 2;
    }
    at = next - text;
  }
  lua_pushinteger(L, count);
  return 1;
}

static int utf8_codepoint(lua_State *L) {
  size_t length;
  const char *text = lh_check_text(L, 1, &length);
  lua_Integer from = lh_place(luaL_optinteger(L, 2, 1), length);
  lua_Integer to = lh_place(luaL_optinteger(L, 3, from), length);
  bool lax = lua_toboolean(L, 4);
  luaL_argcheck(L, from >= 1, 2, "out of bounds");
  luaL_argcheck(L, to <= (lua_Integer)length, 3, "out of bounds");
  if (from > to) return 0;
  if (to - from >= LH_MAX_ELEMENTS) return luaL_error(L, "string slice too long");
  lh_charge(L, (size_t)(to - from) + 1, "utf8.codepoint");
  luaL_checkstack(L, (int)(to - from) + 1, "string slice too long");
  int count = 0;
  for (const char *p = text + from - 1, *stop = text + to; p < stop; count++) {
    uint32_t code;
    p = read_code(p, text + length, &code, !lax);
    if (p == NULL) return luaL_error(L, "invalid UTF-8 code");
    lua_pushinteger(L, code);
  }
  return count;
}

static int utf8_char(lua_State *L) {
  int count = lua_gettop(L);
  lh_charge(L, (size_t)count, "utf8.char");
  luaL_Buffer buffer;
  luaL_buffinit(L, &buffer);
  for (int i = 1; i <= count; i++) {
    lua_Unsigned code = (lua_Unsigned)luaL_checkinteger(L, i);
    luaL_argcheck(L, code <= LAST_CODE, i, "value out of range");
    char bytes[6];
    lh_add(&buffer, bytes, write_code(bytes, (uint32_t)code));
  }
  luaL_pushresult(&buffer);
  return 1;
}

static int utf8_offset(lua_State *L) {
  size_t size;
  const char *text = lh_check_text(L, 1, &size);
  lua_Integer length = (lua_Integer)size, count = luaL_checkinteger(L, 2);
  lua_Integer at = lh_place(luaL_optinteger(L, 3, count >= 0 ? 1 : length + 1), size) - 1;
  luaL_argcheck(L, at >= 0 && at <= length, 3, "position out of bounds");
  lh_meter meter;
  lh_meter_start(&meter, L, "utf8.offset", 0);
  if (count == 0) {
    for (; at > 0 && at < length && is_continuation(text[at]); at--) lh_meter_step(&meter);
  } else {
    if (at < length && is_continuation(text[at])) return luaL_error(L, "initial position is a continuation byte");
    for (; count < 0 && at > 0; count++) {
      do lh_meter_step(&meter), at--;
      while (at > 0 && is_continuation(text[at]));
    }
    if (count > 0) count--; /* it stands on the first already */
    for (; count > 0 && at < length; count--) {
      do lh_meter_step(&meter), at++;
      while (at < length && is_continuation(text[at]));
    }
  }
  lh_meter_charge(&meter, 0);
  if (count == 0) lua_pushinteger(L, at + 1);
  else luaL_pushfail(L);
  return 1;
}

static int next_code(lua_State *L, bool strict) {
  size_t length;
  const char *text = luaL_checklstring(L, 1, &length);
  size_t at = (size_t)lua_tointeger(L, 2);
  size_t from = at;
  while (at < length && is_continuation(text[at])) at++;
  if (at > from) lh_charge(L, lh_bytes_work(at - from), "utf8.codes");
  if (at >= length) return 0;
  uint32_t code;
  if (read_code(text + at, text + length, &code, strict) == NULL) return luaL_error(L, "invalid UTF-8 code");
  lua_pushinteger(L, (lua_Integer)at + 1);
  lua_pushinteger(L, code);
  return 2;
}

static int next_strict(lua_State *L) { return next_code(L, true); }
static int next_lax(lua_State *L) { return next_code(L, false); }

static int utf8_codes(lua_State *L) {
  lh_check_text(L, 1, NULL);
  lua_pushcfunction(L, lua_toboolean(L, 2) ? next_lax : next_strict);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  return 3;
}

void lh_open_utf8(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"char", utf8_char}, {"codepoint", utf8_codepoint}, {"codes", utf8_codes},
    {"len", utf8_len},   {"offset", utf8_offset},       {NULL, NULL},
  };
  luaL_newlib(L, functions);
  lua_pushlstring(L, "[\0-\x7F\xC2-\xFD][\x80-\xBF]*", 14);
  lua_setfield(L, -2, "charpattern");
}
