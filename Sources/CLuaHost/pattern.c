#include "pattern.h"

#include <string.h>

/* Where the reading of a pattern stands. */
typedef struct reader {
  const char *at, *end;
  lh_item *item;
  lh_byte_set *set;
} reader;

static void set_range(uint64_t *set, unsigned char low, unsigned char high) {
  for (unsigned byte = low; byte <= high; byte++) set[byte >> 6] |= (uint64_t)1 << (byte & 63);
}

static void set_class(uint64_t *set, char letter) {
  const uint64_t *class = lh_class(letter);
  if (class == NULL) set_range(set, (unsigned char)letter, (unsigned char)letter);
  else for (int i = 0; i < 4; i++) set[i] |= lh_is_upper(letter) ? ~class[i] : class[i];
}

static bool fault(reader *r, const char *message) {
  *r->item = (lh_item){.kind = LH_ITEM_FAULT, .fault = message};
  return false;
}

/* The end of the set whose body begins at `body`: its ']', or NULL. A ']' that comes first is a member. */
static const char *set_end(const char *body, const char *end) {
  const char *p = body;
  do {
    if (p >= end) return NULL;
    if (*p++ == '%' && p < end) p++;
  } while (p >= end || *p != ']');
  return p;
}

/* Reads "[…]" at `r->at`. */
static bool read_set(reader *r, lh_item_kind kind) {
  const char *p = r->at + 1;
  bool outside = p < r->end && *p == '^';
  p += outside;
  const char *close = set_end(p, r->end);
  if (close == NULL) return fault(r, "malformed pattern (missing ']')");
  uint64_t *set = *r->set++;
  memset(set, 0, sizeof(lh_byte_set));
  for (; p < close; p++) {
    if (*p == '%') {
      set_class(set, *++p);
    } else if (p + 2 < close && p[1] == '-') {
      set_range(set, (unsigned char)p[0], (unsigned char)p[2]);
      p += 2;
    } else {
      set_range(set, (unsigned char)*p, (unsigned char)*p);
    }
  }
  *r->item = (lh_item){.kind = (uint8_t)kind, .outside = outside, .set = set};
  r->at = close + 1;
  return true;
}

/* Reads what stands for one byte, and how often. */
static bool read_single(reader *r) {
  char c = *r->at;
  if (c == '[') {
    if (!read_set(r, LH_ITEM_SET)) return false;
  } else if (c == '%') {
    if (r->at + 1 >= r->end) return fault(r, "malformed pattern (ends with '%')");
    char letter = r->at[1];
    const uint64_t *class = lh_class(letter);
    if (class == NULL) *r->item = (lh_item){.kind = LH_ITEM_BYTE, .first = (uint8_t)letter};
    else *r->item = (lh_item){.kind = LH_ITEM_SET, .outside = lh_is_upper(letter), .set = class};
    r->at += 2;
  } else {
    *r->item = (lh_item){.kind = c == '.' ? LH_ITEM_ANY : LH_ITEM_BYTE, .first = (uint8_t)c};
    r->at += 1;
  }
  if (r->at < r->end && *r->at != '\0' && strchr("*+?-", *r->at) != NULL) r->item->repeat = (uint8_t)*r->at++;
  return true;
}

/* Reads "%b", "%f", "%1" and the like, and any other escape as a single byte. */
static bool read_escape(reader *r) {
  char c = r->at + 1 < r->end ? r->at[1] : '\0';
  if (c == 'b') {
    if (r->end - r->at < 4) return fault(r, "malformed pattern (missing arguments to '%b')");
    *r->item = (lh_item){
      .kind = LH_ITEM_BALANCE, .first = (uint8_t)r->at[2], .second = (uint8_t)r->at[3]};
    r->at += 4;
    return true;
  }
  if (c == 'f') {
    r->at += 2;
    if (r->at >= r->end || *r->at != '[') return fault(r, "missing '[' after '%f' in pattern");
    return read_set(r, LH_ITEM_FRONTIER);
  }
  if (!lh_is_digit(c)) return read_single(r);
  *r->item = (lh_item){.kind = LH_ITEM_BACK, .first = (uint8_t)c};
  r->at += 2;
  return true;
}

static bool read_item(reader *r) {
  lh_item_kind kind;
  switch (*r->at) {
  case '(': kind = r->at + 1 < r->end && r->at[1] == ')' ? LH_ITEM_POSITION : LH_ITEM_OPEN; break;
  case ')': kind = LH_ITEM_CLOSE; break;
  case '$':
    if (r->at + 1 < r->end) return read_single(r);
    kind = LH_ITEM_TAIL;
    break;
  case '%': return read_escape(r);
  default: return read_single(r);
  }
  *r->item = (lh_item){.kind = (uint8_t)kind};
  r->at += kind == LH_ITEM_POSITION ? 2 : 1;
  return true;
}

/* Nothing can be skipped before it without skipping an error too: at most one capture stands before. */
static const lh_item *find_lead(const lh_item *item) {
  if (item->kind == LH_ITEM_OPEN) item++;
  bool single = item->kind == LH_ITEM_BYTE || item->kind == LH_ITEM_SET;
  return single && (item->repeat == LH_ONCE || item->repeat == LH_GREEDY_SOME) ? item : NULL;
}

void lh_pattern_read(lua_State *L, lh_pattern *pattern, const char *text, size_t length) {
  lh_item *items = pattern->short_items;
  lh_byte_set *sets = pattern->short_sets;
  if (length < LH_SHORT_PATTERN) {
    lua_pushnil(L);
  } else {
    if (length > LH_MAX_PATTERN) luaL_error(L, "pattern too long");
    size_t most_sets = length / 3 + 1;
    sets = lua_newuserdatauv(L, most_sets * sizeof *sets + (length + 1) * sizeof *items, 0);
    items = (lh_item *)(sets + most_sets);
  }
  reader r = {.at = text, .end = text + length, .item = items, .set = sets};
  bool whole = true;
  while (r.at < r.end && (whole = read_item(&r))) r.item++;
  if (whole) *r.item = (lh_item){.kind = LH_ITEM_END};
  pattern->items = items;
  pattern->lead = find_lead(items);
}
