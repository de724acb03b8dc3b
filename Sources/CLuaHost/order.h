#ifndef LUA_HOST_ORDER_H
#define LUA_HOST_ORDER_H

#include "meter.h"

/* The one order of values: numbers ascending, then texts by their bytes, then false and true. The same on
   every machine and in every run. */

typedef enum lh_key_kind { LH_KEY_NUMBER, LH_KEY_TEXT, LH_KEY_BOOLEAN, LH_KEY_OTHER } lh_key_kind;

/* A value in the order. A text's bytes belong to the Lua string, which must stay alive. */
typedef struct lh_key {
  uint8_t kind;
  bool is_integer;
  uint32_t place; /* where the value came from: the caller's */
  union {
    lua_Integer integer;
    lua_Number number;
    const char *text;
  };
  size_t length;
} lh_key;

/* The value at `index`; of kind LH_KEY_OTHER when it has no place in the order. */
lh_key lh_key_at(lua_State *L, int index);

/* Whether `a` comes before `b`; neither may be of kind LH_KEY_OTHER. Never true for a NaN. Without a meter nothing is
   charged: the caller has. */
bool lh_key_less(lh_meter *meter, const lh_key *a, const lh_key *b);

typedef bool (*lh_less)(lh_meter *meter, const lh_key *a, const lh_key *b);

/* Sorts `keys`, keeping equal ones as they stand; `spare` has room for `count` more. Ends after a bounded
   number of comparisons, whatever `less` answers. */
void lh_sort_keys(lh_meter *meter, lh_key *keys, lh_key *spare, size_t count, lh_less less);

#endif
