#include "matcher.h"

/* Finds capture `index`; raises where there is none. Answers its length, or LH_CAPTURE_POSITION. */
static ptrdiff_t find_capture(lh_matcher *m, int index, const char *at, const char *end, const char **text) {
  if (index >= m->level) {
    if (index != 0) luaL_error(m->meter.state, "invalid capture index %%%d", index + 1);
    *text = at;
    return end - at;
  }
  const lh_capture *capture = &m->captures[index];
  if (capture->length == LH_CAPTURE_OPEN) luaL_error(m->meter.state, "unfinished capture");
  *text = capture->start;
  return capture->length;
}

void lh_push_capture(lh_matcher *m, int index, const char *at, const char *end) {
  const char *text;
  ptrdiff_t length = find_capture(m, index, at, end, &text);
  if (length == LH_CAPTURE_POSITION) {
    lua_pushinteger(m->meter.state, text - m->start + 1);
    return;
  }
  lh_check_result(m->meter.state, (size_t)length);
  lh_meter_steps(&m->meter, lh_bytes_work((size_t)length));
  lua_pushlstring(m->meter.state, text, (size_t)length);
}

int lh_push_captures(lh_matcher *m, const char *at, const char *end) {
  int count = m->level == 0 && at != NULL ? 1 : m->level;
  luaL_checkstack(m->meter.state, count, "too many captures");
  for (int i = 0; i < count; i++) lh_push_capture(m, i, at, end);
  return count;
}

void lh_add_capture(lh_matcher *m, luaL_Buffer *buffer, int index, const char *at, const char *end) {
  const char *text;
  ptrdiff_t length = find_capture(m, index, at, end, &text);
  char number[LH_NUMBER_TEXT];
  if (length == LH_CAPTURE_POSITION) {
    lua_State *L = m->meter.state;
    lua_pushinteger(L, text - m->start + 1);
    length = (ptrdiff_t)lh_number_text(L, -1, number);
    lua_pop(L, 1);
    text = number;
  }
  lh_add(buffer, text, (size_t)length);
}
