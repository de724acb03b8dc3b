#include <string.h>

#include "library.h"
#include "matcher.h"

/* Whether `needle` stands at `at`; the work grows with what is really compared. */
static bool stands_at(lh_meter *meter, const char *at, const char *needle, size_t length) {
  const size_t block = 64;
  for (size_t done = 0; done < length; done += block) {
    size_t size = length - done < block ? length - done : block;
    lh_meter_steps(meter, lh_bytes_work(size));
    if (memcmp(at + done, needle + done, size) != 0) return false;
  }
  return true;
}

/* The first place from `at` on where `needle` stands, or NULL. Not memmem: its price differs between systems. */
static const char *find_plain(lh_meter *meter, const char *at, const char *end, const char *needle, size_t length) {
  if (length == 0) return at;
  const char *last = needle + length - 1;
  while ((size_t)(end - at) >= length) {
    const char *first = memchr(at, needle[0], (size_t)(end - at) - length + 1);
    lh_meter_steps(meter, lh_bytes_work((size_t)((first == NULL ? end : first) - at)));
    if (first == NULL) return NULL;
    lh_meter_step(meter);
    if (first[length - 1] == *last && stands_at(meter, first, needle, length)) return first;
    at = first + 1;
  }
  return NULL;
}

static bool is_plain(const char *pattern, size_t length) {
  for (size_t i = 0; i < length; i++) {
    if (pattern[i] != '\0' && strchr("^$*+?.([%-", pattern[i]) != NULL) return false;
  }
  return true;
}

/* find and match: they differ only in what they answer. */
static int search(lua_State *L, const char *what, bool finds) {
  size_t length, pattern_length;
  const char *text = lh_check_text(L, 1, &length);
  const char *source = lh_check_text(L, 2, &pattern_length);
  size_t start = lh_search_start(luaL_optinteger(L, 3, 1), length);
  if (start > length) {
    luaL_pushfail(L);
    return 1;
  }
  if (finds && (lua_toboolean(L, 4) || is_plain(source, pattern_length))) {
    lh_meter meter;
    lh_meter_start(&meter, L, what, LH_MAX_PATTERN_STEPS);
    const char *found = find_plain(&meter, text + start, text + length, source, pattern_length);
    lh_meter_charge(&meter, 0);
    if (found == NULL) {
      luaL_pushfail(L);
      return 1;
    }
    lua_pushinteger(L, found - text + 1);
    lua_pushinteger(L, found - text + (lua_Integer)pattern_length);
    return 2;
  }
  bool anchored = pattern_length > 0 && source[0] == '^';
  lh_pattern pattern;
  lh_matcher matcher;
  lh_pattern_read(L, &pattern, source + anchored, pattern_length - anchored);
  lh_matcher_start(&matcher, L, what, &pattern, text, length);
  const char *at = text + start;
  const char *end = anchored ? lh_match_at(&matcher, at) : lh_match_next(&matcher, &at, NULL);
  int count = 1;
  if (end == NULL) {
    luaL_pushfail(L);
  } else if (finds) {
    lua_pushinteger(L, at - text + 1);
    lua_pushinteger(L, end - text);
    count = 2 + lh_push_captures(&matcher, NULL, NULL);
  } else {
    count = lh_push_captures(&matcher, at, end);
  }
  lh_matcher_finish(&matcher, 0);
  return count;
}

int lh_string_find(lua_State *L) { return search(L, "string.find", true); }

int lh_string_match(lua_State *L) { return search(L, "string.match", false); }

/* What a gmatch iterator remembers between its calls. */
typedef struct walk {
  lh_pattern pattern;
  size_t length; /* of the subject */
  size_t at;     /* over `length` when done */
  const char *last_end;
} walk;

/* Upvalues: the subject, the walk, what the pattern keeps. */
static int next_match(lua_State *L) {
  const char *text = lua_tostring(L, lua_upvalueindex(1));
  walk *w = lua_touserdata(L, lua_upvalueindex(2));
  if (w->at > w->length) return 0;
  lh_matcher matcher;
  lh_matcher_start(&matcher, L, "string.gmatch", &w->pattern, text, w->length);
  const char *at = text + w->at;
  const char *end = lh_match_next(&matcher, &at, w->last_end);
  int count = 0;
  if (end == NULL) {
    w->at = w->length + 1;
  } else {
    w->at = (size_t)(end - text);
    w->last_end = end;
    count = lh_push_captures(&matcher, at, end);
  }
  lh_matcher_finish(&matcher, 0);
  return count;
}

int lh_string_gmatch(lua_State *L) {
  size_t length, pattern_length;
  lh_check_text(L, 1, &length);
  const char *source = lh_check_text(L, 2, &pattern_length);
  size_t start = lh_search_start(luaL_optinteger(L, 3, 1), length);
  lua_settop(L, 2);
  lua_pushvalue(L, 1);
  walk *w = lua_newuserdatauv(L, sizeof *w, 0);
  w->length = length;
  w->at = start;
  w->last_end = NULL;
  lh_pattern_read(L, &w->pattern, source, pattern_length);
  lua_pushcclosure(L, next_match, 3);
  return 1;
}
