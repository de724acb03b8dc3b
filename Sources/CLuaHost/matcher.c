#include "matcher.h"

#include <string.h>

void lh_matcher_start(
  lh_matcher *m, lua_State *L, const char *what, const lh_pattern *pattern, const char *text, size_t length) {
  lh_meter_start(&m->meter, L, what, LH_MAX_PATTERN_STEPS);
  m->pattern = pattern;
  m->start = text;
  m->end = text + length;
  m->level = 0;
}

void lh_matcher_finish(lh_matcher *m, size_t made) { lh_meter_charge(&m->meter, lh_bytes_work(made)); }

static const char *run(lh_matcher *m, const char *s, const lh_item *item);

/* How far a repeated item reaches from `s`. */
static const char *reach(lh_matcher *m, const char *s, const lh_item *item) {
  const char *p = s;
  if (item->kind == LH_ITEM_ANY) p = m->end;
  else if (item->kind == LH_ITEM_BYTE) while (p < m->end && (uint8_t)*p == item->first) p++;
  else while (p < m->end && lh_set_holds(item->set, (unsigned char)*p) != item->outside) p++;
  lh_meter_steps(&m->meter, (size_t)(p - s));
  return p;
}

/* False where the rest certainly fails at `s`, without the price of trying. At the last depth trying must
   not be saved: there it is an error. */
static inline bool may_go_on(const lh_matcher *m, const char *s, const lh_item *item) {
  if (item->kind != LH_ITEM_BYTE || item->repeat != LH_ONCE || m->depth_left == 0) return true;
  return s < m->end && (uint8_t)*s == item->first;
}

static const char *run_greedy(lh_matcher *m, const char *s, const lh_item *item) {
  const char *p = reach(m, s, item);
  if (item[1].kind == LH_ITEM_END && m->depth_left > 0) return p;
  for (;; p--) {
    if (may_go_on(m, p, item + 1)) {
      const char *end = run(m, p, item + 1);
      if (end != NULL) return end;
    } else {
      lh_meter_step(&m->meter);
    }
    if (p == s) return NULL;
  }
}

static const char *run_lazy(lh_matcher *m, const char *s, const lh_item *item) {
  for (;; s++) {
    lh_meter_step(&m->meter);
    if (may_go_on(m, s, item + 1)) {
      const char *end = run(m, s, item + 1);
      if (end != NULL) return end;
    }
    if (s >= m->end || !lh_item_holds(item, (unsigned char)*s)) return NULL;
  }
}

static const char *run_open(lh_matcher *m, const char *s, const lh_item *item) {
  if (m->level >= LH_MAX_CAPTURES) luaL_error(m->meter.state, "too many captures");
  ptrdiff_t length = item->kind == LH_ITEM_OPEN ? LH_CAPTURE_OPEN : LH_CAPTURE_POSITION;
  m->captures[m->level++] = (lh_capture){.start = s, .length = length};
  const char *end = run(m, s, item + 1);
  if (end == NULL) m->level--;
  return end;
}

static const char *run_close(lh_matcher *m, const char *s, const lh_item *item) {
  int index = m->level - 1;
  while (index >= 0 && m->captures[index].length != LH_CAPTURE_OPEN) index--;
  if (index < 0) luaL_error(m->meter.state, "invalid pattern capture");
  m->captures[index].length = s - m->captures[index].start;
  const char *end = run(m, s, item + 1);
  if (end == NULL) m->captures[index].length = LH_CAPTURE_OPEN;
  return end;
}

static const char *pass_balance(lh_matcher *m, const char *s, const lh_item *item) {
  if (s >= m->end || (uint8_t)*s != item->first) return NULL;
  size_t open = 1;
  for (const char *p = s + 1; p < m->end; p++) {
    lh_meter_step(&m->meter);
    /* Where both are the same byte, it closes. */
    if ((uint8_t)*p == item->second) {
      if (--open == 0) return p + 1;
    } else if ((uint8_t)*p == item->first) {
      open++;
    }
  }
  return NULL;
}

static const char *pass_frontier(const lh_matcher *m, const char *s, const lh_item *item) {
  unsigned char before = s == m->start ? 0 : (unsigned char)s[-1];
  unsigned char after = s == m->end ? 0 : (unsigned char)*s;
  bool was = lh_set_holds(item->set, before) != item->outside;
  bool is = lh_set_holds(item->set, after) != item->outside;
  return !was && is ? s : NULL;
}

static const char *pass_back(lh_matcher *m, const char *s, const lh_item *item) {
  int index = item->first - '1';
  if (index < 0 || index >= m->level || m->captures[index].length == LH_CAPTURE_OPEN) {
    luaL_error(m->meter.state, "invalid capture index %%%d", index + 1);
  }
  const lh_capture *capture = &m->captures[index];
  if (capture->length < 0 || m->end - s < capture->length) return NULL;
  size_t length = (size_t)capture->length;
  lh_meter_steps(&m->meter, lh_bytes_work(length));
  return memcmp(capture->start, s, length) == 0 ? s + length : NULL;
}

/* The end of what `item` and all after it match at `s`, or NULL. */
static const char *run_items(lh_matcher *m, const char *s, const lh_item *item) {
  for (;; item++) {
    lh_meter_step(&m->meter);
    switch ((lh_item_kind)item->kind) {
    case LH_ITEM_END: return s;
    case LH_ITEM_TAIL: return s == m->end ? s : NULL;
    case LH_ITEM_OPEN:
    case LH_ITEM_POSITION: return run_open(m, s, item);
    case LH_ITEM_CLOSE: return run_close(m, s, item);
    case LH_ITEM_BALANCE: s = pass_balance(m, s, item); break;
    case LH_ITEM_FRONTIER: s = pass_frontier(m, s, item); break;
    case LH_ITEM_BACK: s = pass_back(m, s, item); break;
    case LH_ITEM_FAULT: luaL_error(m->meter.state, "%s", item->fault); break;
    case LH_ITEM_ANY:
    case LH_ITEM_BYTE:
    case LH_ITEM_SET:
      if (s >= m->end || !lh_item_holds(item, (unsigned char)*s)) {
        if (item->repeat == LH_ONCE || item->repeat == LH_GREEDY_SOME) return NULL;
        continue;
      }
      switch ((lh_repeat)item->repeat) {
      case LH_ONCE: s++; continue;
      case LH_GREEDY_SOME: return run_greedy(m, s + 1, item);
      case LH_GREEDY: return run_greedy(m, s, item);
      case LH_LAZY: return run_lazy(m, s, item);
      case LH_MAYBE: {
        const char *end = run(m, s + 1, item + 1);
        if (end != NULL) return end;
        continue;
      }
      }
    }
    if (s == NULL) return NULL;
  }
}

static const char *run(lh_matcher *m, const char *s, const lh_item *item) {
  if (m->depth_left-- == 0) luaL_error(m->meter.state, "pattern too complex");
  const char *end = run_items(m, s, item);
  m->depth_left++;
  return end;
}

const char *lh_match_at(lh_matcher *m, const char *at) {
  m->level = 0;
  m->depth_left = LH_MAX_MATCH_DEPTH;
  return run(m, at, m->pattern->items);
}

/* The first place from `at` on where the pattern's first item holds, or NULL. */
static const char *next_lead(lh_matcher *m, const char *at, const lh_item *lead) {
  const char *p = at;
  if (lead->kind == LH_ITEM_BYTE) {
    p = at < m->end ? memchr(at, lead->first, (size_t)(m->end - at)) : NULL;
    lh_meter_steps(&m->meter, lh_bytes_work((size_t)((p == NULL ? m->end : p) - at)));
    return p;
  }
  while (p < m->end && lh_set_holds(lead->set, (unsigned char)*p) == lead->outside) p++;
  lh_meter_steps(&m->meter, (size_t)(p - at));
  return p < m->end ? p : NULL;
}

const char *lh_match_next(lh_matcher *m, const char **at, const char *avoid) {
  const lh_item *lead = m->pattern->lead;
  for (const char *p = *at; p <= m->end; p++) {
    if (lead != NULL && (p = next_lead(m, p, lead)) == NULL) return NULL;
    const char *end = lh_match_at(m, p);
    if (end != NULL && end != avoid) {
      *at = p;
      return end;
    }
  }
  return NULL;
}
