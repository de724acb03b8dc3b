#include "order.h"

#include <math.h>
#include <string.h>

lh_key lh_key_at(lua_State *L, int index) {
  lh_key key = {.kind = LH_KEY_OTHER};
  switch (lua_type(L, index)) {
  case LUA_TNUMBER:
    key.kind = LH_KEY_NUMBER;
    key.is_integer = lua_isinteger(L, index);
    if (key.is_integer) key.integer = lua_tointeger(L, index);
    else key.number = lua_tonumber(L, index);
    break;
  case LUA_TSTRING:
    key.kind = LH_KEY_TEXT;
    key.text = lua_tolstring(L, index, &key.length);
    break;
  case LUA_TBOOLEAN:
    key.kind = LH_KEY_BOOLEAN;
    key.integer = lua_toboolean(L, index);
    break;
  }
  return key;
}

/* Exact: an integer is not rounded to a float first. */
static bool integer_less_than_float(lua_Integer a, lua_Number b) {
  if (isnan(b)) return false;
  if (b >= 9223372036854775808.0) return true;
  return b >= -9223372036854775808.0 && a < (lua_Integer)ceil(b);
}

static bool float_less_than_integer(lua_Number a, lua_Integer b) {
  if (isnan(a)) return false;
  if (a < -9223372036854775808.0) return true;
  return a < 9223372036854775808.0 && (lua_Integer)floor(a) < b;
}

static bool number_less(const lh_key *a, const lh_key *b) {
  if (a->is_integer) {
    return b->is_integer ? a->integer < b->integer : integer_less_than_float(a->integer, b->number);
  }
  return b->is_integer ? float_less_than_integer(a->number, b->integer) : a->number < b->number;
}

static bool text_less(lh_meter *meter, const lh_key *a, const lh_key *b) {
  size_t shared = a->length < b->length ? a->length : b->length;
  if (meter) lh_meter_steps(meter, lh_bytes_work(shared) / 4);
  int order = memcmp(a->text, b->text, shared);
  return order < 0 || (order == 0 && a->length < b->length);
}

bool lh_key_less(lh_meter *meter, const lh_key *a, const lh_key *b) {
  if (a->kind != b->kind) return a->kind < b->kind;
  switch (a->kind) {
  case LH_KEY_NUMBER: return number_less(a, b);
  case LH_KEY_TEXT: return text_less(meter, a, b);
  default: return a->integer < b->integer;
  }
}

/* Merges from[0, middle) and from[middle, end) into `to`. */
static void merge(
  lh_meter *meter, const lh_key *from, size_t middle, size_t end, lh_key *to, lh_less less) {
  size_t left = 0, right = middle;
  if (meter) lh_meter_step(meter);
  /* Runs that already follow each other are common: a sorted list costs one comparison a run. */
  if (middle >= end || !less(meter, &from[middle], &from[middle - 1])) {
    memcpy(to, from, end * sizeof *to);
    return;
  }
  while (left < middle && right < end) {
    if (meter) lh_meter_step(meter);
    *to++ = less(meter, &from[right], &from[left]) ? from[right++] : from[left++];
  }
  memcpy(to, from + left, (middle - left) * sizeof *to);
  memcpy(to + (middle - left), from + right, (end - right) * sizeof *to);
}

void lh_sort_keys(lh_meter *meter, lh_key *keys, lh_key *spare, size_t count, lh_less less) {
  lh_key *from = keys, *to = spare;
  for (size_t width = 1; width < count; width *= 2) {
    for (size_t start = 0; start < count; start += 2 * width) {
      size_t left = count - start;
      size_t middle = width < left ? width : left, end = 2 * width < left ? 2 * width : left;
      merge(meter, from + start, middle, end, to + start, less);
    }
    lh_key *sorted = to;
    to = from;
    from = sorted;
  }
  if (from != keys) memcpy(keys, from, count * sizeof *keys);
}
