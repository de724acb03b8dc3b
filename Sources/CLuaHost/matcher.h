#ifndef LUA_HOST_MATCHER_H
#define LUA_HOST_MATCHER_H

#include "meter.h"
#include "pattern.h"

#define LH_MAX_CAPTURES 32
/* How deep captures and repeats may nest while matching, as in the stock library. */
#define LH_MAX_MATCH_DEPTH 200

/* What stands in a capture's length while it is no length. */
#define LH_CAPTURE_OPEN ((ptrdiff_t)-1)
#define LH_CAPTURE_POSITION ((ptrdiff_t)-2)

/* What a pair of parentheses caught. */
typedef struct lh_capture {
  const char *start;
  ptrdiff_t length;
} lh_capture;

/* One pattern on one subject; counts its steps, and raises when they are too many. */
typedef struct lh_matcher {
  lh_meter meter;
  const lh_pattern *pattern;
  const char *start, *end;
  int depth_left;
  int level; /* how many captures hold something */
  lh_capture captures[LH_MAX_CAPTURES];
} lh_matcher;

void lh_matcher_start(
  lh_matcher *matcher, lua_State *L, const char *what, const lh_pattern *pattern, const char *text, size_t length);

/* The end of the match that begins at `at`, or NULL. */
const char *lh_match_at(lh_matcher *matcher, const char *at);

/* Moves `*at` on to the first match that does not end at `avoid`, and answers its end, or NULL. */
const char *lh_match_next(lh_matcher *matcher, const char **at, const char *avoid);

/* Pushes all captures of the match from `at` to `end`; the whole match where there are none and `at` is not
   NULL. Answers how many. */
int lh_push_captures(lh_matcher *matcher, const char *at, const char *end);

/* Pushes capture `index`, from 0; the whole match for 0 where there are none. */
void lh_push_capture(lh_matcher *matcher, int index, const char *at, const char *end);

/* Adds capture `index` to a buffer without making a string of it, where it is not a position. */
void lh_add_capture(lh_matcher *matcher, luaL_Buffer *buffer, int index, const char *at, const char *end);

/* Charges what is still open; `made` is the number of bytes that the call produced. */
void lh_matcher_finish(lh_matcher *matcher, size_t made);

#endif
