#ifndef LUA_HOST_PATTERN_H
#define LUA_HOST_PATTERN_H

#include "text.h"

/* A Lua pattern, read once into items, so that trying it at many places stays cheap. */

/* The longest pattern that is read; plain finds have no such limit. */
#define LH_MAX_PATTERN ((size_t)16 * 1024)

typedef enum lh_item_kind {
  LH_ITEM_END,
  LH_ITEM_ANY,
  LH_ITEM_BYTE,
  LH_ITEM_SET,
  LH_ITEM_OPEN,
  LH_ITEM_POSITION,
  LH_ITEM_CLOSE,
  LH_ITEM_TAIL,
  LH_ITEM_BALANCE,
  LH_ITEM_FRONTIER,
  LH_ITEM_BACK,
  LH_ITEM_FAULT, /* raised only when a match gets there, as the stock library does */
} lh_item_kind;

/* How often a single-byte item may repeat: the character after it, or 0 for exactly once. */
typedef enum lh_repeat {
  LH_ONCE = 0,
  LH_MAYBE = '?',
  LH_GREEDY = '*',
  LH_GREEDY_SOME = '+',
  LH_LAZY = '-',
} lh_repeat;

/* One step of a pattern. */
typedef struct lh_item {
  uint8_t kind;
  uint8_t repeat;
  uint8_t first;  /* the byte; the opening one of a balance; the digit of a back reference */
  uint8_t second; /* the closing byte of a balance */
  bool outside;   /* a set: holds what is not in it */
  union {
    const uint64_t *set;
    const char *fault;
  };
} lh_item;

#define LH_SHORT_PATTERN 32

/* A pattern that was read. Points into itself: never copy one. */
typedef struct lh_pattern {
  const lh_item *items;
  const lh_item *lead; /* the single-byte item that every match begins with, or NULL */
  lh_item short_items[LH_SHORT_PATTERN];
  lh_byte_set short_sets[LH_SHORT_PATTERN / 3 + 1];
} lh_pattern;

/* Reads `text` into `pattern` and pushes one value that must stay on the stack (or be kept) as long
   as the pattern is used. `text` itself is not needed afterwards. */
void lh_pattern_read(lua_State *L, lh_pattern *pattern, const char *text, size_t length);

static inline bool lh_item_holds(const lh_item *item, unsigned char byte) {
  if (item->kind == LH_ITEM_BYTE) return item->first == byte;
  return item->kind == LH_ITEM_ANY || lh_set_holds(item->set, byte) != item->outside;
}

#endif
