#include <math.h>
#include <stdio.h>
#include <string.h>

#include "library.h"
#include "text.h"

/* What stands between a '%' and its letter: "%-5.2f". */
typedef struct conversion {
  char source[32]; /* as written, '%' and letter included */
  char letter;
} conversion;

/* Reads the conversion after a '%'; answers what follows it. */
static const char *read_conversion(lua_State *L, const char *at, conversion *c) {
  size_t length = strspn(at, "-+ #0123456789.") + 1;
  if (length > 22) luaL_error(L, "invalid format (too long)");
  c->source[0] = '%';
  memcpy(c->source + 1, at, length);
  c->source[length + 1] = '\0';
  c->letter = c->source[length];
  return at + length;
}

static const char *skip_two_digits(const char *p) {
  for (int i = 0; i < 2 && lh_is_digit(*p); i++) p++;
  return p;
}

/* Refuses flags that the letter does not take, and widths of more than two digits. */
static void check_conversion(lua_State *L, const conversion *c, const char *flags, bool takes_precision) {
  const char *p = c->source + 1;
  p += strspn(p, flags);
  if (*p != '0') {
    p = skip_two_digits(p);
    if (*p == '.' && takes_precision) p = skip_two_digits(p + 1);
  }
  if (!lh_is_upper(*p) && !lh_is_lower(*p)) {
    luaL_error(L, "invalid conversion specification: '%s'", c->source);
  }
}

static void add_integer(lua_State *L, luaL_Buffer *buffer, conversion *c, int arg, const char *flags) {
  char text[LH_NUMBER_TEXT];
  long long number = luaL_checkinteger(L, arg);
  check_conversion(L, c, flags, true);
  size_t end = strlen(c->source) - 1;
  memcpy(c->source + end, (char[]){'l', 'l', c->letter, '\0'}, 4);
  lh_add(buffer, text, (size_t)snprintf(text, sizeof text, c->source, number));
}

static void add_float(lua_State *L, luaL_Buffer *buffer, conversion *c, int arg) {
  char text[LH_NUMBER_TEXT];
  bool is_hex = c->letter == 'a' || c->letter == 'A';
  /* Which of two mistakes is named first is as in the stock library, here and below. */
  if (is_hex) check_conversion(L, c, "-+ #0", true);
  double number = luaL_checknumber(L, arg);
  if (!is_hex) check_conversion(L, c, "-+ #0", true);
  /* The sign of a NaN differs between processors. */
  if (isnan(number)) number = copysign(number, 1.0);
  size_t length = (size_t)snprintf(text, sizeof text, c->source, number);
  lh_charge(L, length * LH_DIGIT_WORK, "string.format");
  lh_add(buffer, text, lh_mend_point(text, length));
}

static void add_character(lua_State *L, luaL_Buffer *buffer, conversion *c, int arg) {
  char text[LH_NUMBER_TEXT];
  check_conversion(L, c, "-", false);
  int character = (int)luaL_checkinteger(L, arg);
  lh_add(buffer, text, (size_t)snprintf(text, sizeof text, c->source, character));
}

/* Keeps the text of `arg` in its place on the stack, below the buffer. */
static void add_text(lua_State *L, luaL_Buffer *buffer, conversion *c, int arg) {
  size_t length;
  const char *text = lh_push_text(L, arg, &length);
  lua_replace(L, arg);
  if (c->source[2] == '\0') {
    lh_add(buffer, text, length);
    return;
  }
  luaL_argcheck(L, length == strlen(text), arg, "string contains zeros");
  check_conversion(L, c, "-", true);
  if (strchr(c->source, '.') == NULL && length >= 100) {
    lh_add(buffer, text, length);
    return;
  }
  char padded[LH_NUMBER_TEXT];
  lh_add(buffer, padded, (size_t)snprintf(padded, sizeof padded, c->source, text));
}

static void add_quoted_text(luaL_Buffer *buffer, const char *text, size_t length) {
  lh_add(buffer, "\"", 1);
  for (size_t i = 0; i < length; i++) {
    char c = text[i], code[8];
    if (c == '"' || c == '\\' || c == '\n') {
      lh_add(buffer, (char[]){'\\', c}, 2);
    } else if (lh_set_holds(lh_class('c'), (unsigned char)c)) {
      bool digit_follows = i + 1 < length && lh_is_digit(text[i + 1]);
      int size = snprintf(code, sizeof code, digit_follows ? "\\%03d" : "\\%d", c);
      lh_add(buffer, code, (size_t)size);
    } else {
      lh_add(buffer, &c, 1);
    }
  }
  lh_add(buffer, "\"", 1);
}

static void add_quoted_number(lua_State *L, luaL_Buffer *buffer, int arg) {
  char text[LH_NUMBER_TEXT];
  size_t size;
  if (lua_isinteger(L, arg)) {
    long long number = lua_tointeger(L, arg);
    const char *format = number == LUA_MININTEGER ? "0x%llx" : "%lld";
    size = (size_t)snprintf(text, sizeof text, format, number);
  } else {
    double number = lua_tonumber(L, arg);
    if (isnan(number)) size = (size_t)snprintf(text, sizeof text, "(0/0)");
    else if (isinf(number)) size = (size_t)snprintf(text, sizeof text, number > 0 ? "1e9999" : "-1e9999");
    else size = lh_mend_point(text, (size_t)snprintf(text, sizeof text, "%a", number));
  }
  lh_add(buffer, text, size);
}

static void add_quoted(lua_State *L, luaL_Buffer *buffer, const conversion *c, int arg) {
  if (c->source[2] != '\0') luaL_error(L, "specifier '%%q' cannot have modifiers");
  size_t length;
  const char *text;
  switch (lua_type(L, arg)) {
  case LUA_TSTRING:
    text = lua_tolstring(L, arg, &length);
    add_quoted_text(buffer, text, length);
    break;
  case LUA_TNUMBER: add_quoted_number(L, buffer, arg); break;
  case LUA_TNIL: lh_add(buffer, "nil", 3); break;
  case LUA_TBOOLEAN: lh_add(buffer, lua_toboolean(L, arg) ? "true" : "false", lua_toboolean(L, arg) ? 4 : 5); break;
  default: luaL_argerror(L, arg, "value has no literal form");
  }
}

static void add_conversion(lua_State *L, luaL_Buffer *buffer, conversion *c, int arg) {
  switch (c->letter) {
  case 'c': add_character(L, buffer, c, arg); break;
  case 'd':
  case 'i': add_integer(L, buffer, c, arg, "-+0 "); break;
  case 'u': add_integer(L, buffer, c, arg, "-0"); break;
  case 'o':
  case 'x':
  case 'X': add_integer(L, buffer, c, arg, "-#0"); break;
  case 'a':
  case 'A':
  case 'e':
  case 'E':
  case 'f':
  case 'g':
  case 'G': add_float(L, buffer, c, arg); break;
  case 'q': add_quoted(L, buffer, c, arg); break;
  case 's': add_text(L, buffer, c, arg); break;
  default: luaL_error(L, "invalid conversion '%s' to 'format'", c->source);
  }
}

int lh_string_format(lua_State *L) {
  int top = lua_gettop(L), arg = 1;
  size_t length;
  const char *text = lh_check_text(L, 1, &length), *end = text + length;
  luaL_Buffer buffer;
  luaL_buffinit(L, &buffer);
  while (text < end) {
    const char *escape = memchr(text, '%', (size_t)(end - text));
    lh_add(&buffer, text, (size_t)((escape == NULL ? end : escape) - text));
    if (escape == NULL) break;
    text = escape + 1;
    if (text < end && *text == '%') {
      lh_add(&buffer, text++, 1);
      continue;
    }
    conversion c;
    if (++arg > top) return luaL_argerror(L, arg, "no value");
    text = read_conversion(L, text, &c);
    add_conversion(L, &buffer, &c, arg);
  }
  size_t made = luaL_bufflen(&buffer);
  luaL_pushresult(&buffer);
  lh_charge(L, (size_t)top * 4 + (length + made) / 8, "string.format");
  return 1;
}
