#include <string.h>

#include "library.h"
#include "matcher.h"

/* Stack: 1 the subject, 2 the pattern, 3 the replacement, 4 what the pattern keeps, then this and the buffer. */
enum { ANSWER = 5 };

/* Adds the text from `copied` on, then the replacement string at index 3 with its captures filled in. */
static void add_filled(lh_matcher *m, luaL_Buffer *buffer, const char *copied, const char *at, const char *end) {
  size_t length;
  const char *text = lua_tolstring(m->meter.state, 3, &length), *stop = text + length, *escape;
  lh_meter_steps(&m->meter, lh_bytes_work(length));
  lh_add(buffer, copied, (size_t)(at - copied));
  while ((escape = memchr(text, '%', (size_t)(stop - text))) != NULL) {
    lh_add(buffer, text, (size_t)(escape - text));
    char c = escape + 1 < stop ? escape[1] : '\0';
    if (c == '%') lh_add(buffer, "%", 1);
    else if (c == '0') lh_add(buffer, at, (size_t)(end - at));
    else if (lh_is_digit(c)) lh_add_capture(m, buffer, c - '1', at, end);
    else luaL_error(m->meter.state, "invalid use of '%%' in replacement string");
    text = escape + 2;
  }
  lh_add(buffer, text, (size_t)(stop - text));
}

/* Adds what the table or function at index 3 answers, after the text from `copied` on; false, and nothing
   added, where the match stays as it is. */
static bool add_answer(lh_matcher *m, luaL_Buffer *buffer, const char *copied, const char *at, const char *end) {
  lua_State *L = m->meter.state;
  if (lua_type(L, 3) == LUA_TFUNCTION) {
    lua_pushvalue(L, 3);
    int count = lh_push_captures(m, at, end);
    lua_call(L, count, 1);
  } else {
    lh_push_capture(m, 0, at, end);
    lua_gettable(L, 3);
  }
  if (!lua_toboolean(L, -1)) {
    lua_pop(L, 1);
    return false;
  }
  if (!lua_isstring(L, -1)) luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
  /* The buffer must be on top while it grows: the answer waits in its slot. */
  lua_replace(L, ANSWER);
  size_t length;
  const char *text = lh_check_text(L, ANSWER, &length);
  lh_add(buffer, copied, (size_t)(at - copied));
  lh_add(buffer, text, length);
  return true;
}

int lh_string_gsub(lua_State *L) {
  size_t length, pattern_length;
  const char *text = lh_check_text(L, 1, &length);
  const char *source = lh_check_text(L, 2, &pattern_length);
  int kind = lua_type(L, 3);
  lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)length + 1);
  bool fills = kind == LUA_TSTRING || kind == LUA_TNUMBER;
  luaL_argexpected(L, fills || kind == LUA_TFUNCTION || kind == LUA_TTABLE, 3, "string/function/table");
  if (fills) lh_check_text(L, 3, NULL);
  bool anchored = pattern_length > 0 && source[0] == '^';
  lua_settop(L, 3);
  lh_pattern pattern;
  lh_matcher matcher;
  lh_pattern_read(L, &pattern, source + anchored, pattern_length - anchored);
  lua_pushnil(L);
  lh_matcher_start(&matcher, L, "string.gsub", &pattern, text, length);
  luaL_Buffer buffer;
  luaL_buffinit(L, &buffer);
  const char *copied = text, *at = text, *last_end = NULL;
  lua_Integer count = 0;
  bool changed = false;
  while (count < most) {
    const char *end = anchored ? lh_match_at(&matcher, at) : lh_match_next(&matcher, &at, last_end);
    if (end == NULL) break;
    count++;
    if (fills) add_filled(&matcher, &buffer, copied, at, end);
    if (fills || add_answer(&matcher, &buffer, copied, at, end)) {
      changed = true;
      copied = end;
    }
    at = last_end = end;
    if (anchored) break;
  }
  if (changed) {
    lh_add(&buffer, copied, (size_t)(text + length - copied));
    size_t made = luaL_bufflen(&buffer);
    luaL_pushresult(&buffer);
    lh_matcher_finish(&matcher, made);
  } else {
    lh_matcher_finish(&matcher, 0);
    lua_pushvalue(L, 1);
  }
  lua_pushinteger(L, count);
  return 2;
}
