#ifndef LUA_HOST_METER_H
#define LUA_HOST_METER_H

#include "internal.h"

/* How much work is done before it is charged: small, so that a spent budget stops in the middle. */
#define LH_METER_BATCH 512

/* Counts the work of one call and charges it in batches: a step costs one decrement. */
typedef struct lh_meter {
  lua_State *state;
  const char *what;
  size_t credit; /* what is left of this batch, never 0 */
  size_t total;  /* what was charged so far */
  size_t limit;  /* the most that this call may take, or 0 */
} lh_meter;

static inline void lh_meter_start(lh_meter *meter, lua_State *L, const char *what, size_t limit) {
  *meter = (lh_meter){.state = L, .what = what, .credit = LH_METER_BATCH, .limit = limit};
}

/* Charges what the open batch holds and `more`, and opens a new batch. */
void lh_meter_charge(lh_meter *meter, size_t more);

static inline void lh_meter_step(lh_meter *meter) {
  if (meter->credit == 1) lh_meter_charge(meter, 1);
  else meter->credit -= 1;
}

static inline void lh_meter_steps(lh_meter *meter, size_t count) {
  if (count >= meter->credit) lh_meter_charge(meter, count);
  else meter->credit -= count;
}

/* The price of copying or comparing `bytes` bytes. */
static inline size_t lh_bytes_work(size_t bytes) { return bytes / 8; }

#endif
