/* Decisions that begin alike, so that nothing of the contact before decides how one ends.
 *
 * What a run left behind is collected now and then, as it costs as much as all that the rules keep. So a decision begins
 * with whatever lies there. As long as memory does not run short, that makes no difference. Where it does, the decision
 * is stopped and made once more from a clean heap: one that holds what the rules keep, and a stack that nothing has run
 * on. There the collector rests until memory is short, so that the script alone tells when that is. */

#include "state.h"

static const char thread_key = 't';

/* A collection more than so many takes nothing away: it halves what a deep recursion has left. */
enum { MOST_ROUNDS = 24 };
/* How many records a call can be given. */
enum { MOST_HANDLES = 3 };

static int renew_thread(lua_State *L) {
  lh_state *state = lua_touserdata(L, 1);
  lua_State *fresh = lua_newthread(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &thread_key);
  state->fresh = fresh;
  return 0;
}

static void collect_all(lh_state *state) {
  for (int round = 0; round < MOST_ROUNDS; round++) {
    int64_t before = state->held;
    lua_gc(state->L, LUA_GCCOLLECT);
    if (state->held >= before || state->held <= state->clean) return;
  }
}

static void clean_up(lh_state *state) {
  int64_t limit = state->limits.memory;
  state->fresh = NULL;
  state->limits.memory = INT64_MAX; /* what is there now may leave no room for a stack */
  bool is_idle = state->depth == 0 && lh_enter(state, renew_thread, state) == LH_OK;
  if (is_idle && state->fresh) state->L = state->fresh;
  collect_all(state);
  state->limits.memory = limit;
  state->held_at_least = state->held_at_begin = state->held;
}

void lh_prepare_handles(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_handles_key);
  for (int place = 1; place <= MOST_HANDLES; place++) {
    lh_push_record(L, 0, NULL, 0);
    lua_rawseti(L, -2, place);
  }
  lua_pop(L, 1);
}

void lh_keep_heap(lh_state *state) {
  state->clean = 0;
  clean_up(state);
  state->clean = state->held;
}

/* What runs before left behind must not cost the one that begins. */
static void collect_left(lh_state *state) {
  int64_t made = state->held - state->held_at_begin;
  state->made_most -= state->made_most / 8;
  if (made > state->made_most) state->made_most = made;
  if (state->held > state->limits.memory - state->made_most && state->held > state->held_at_least) {
    lua_gc(state->L, LUA_GCCOLLECT);
    state->held_at_least = state->held;
  }
  state->held_at_begin = state->held;
}

void lh_begin(lh_state *state, lh_limits limits) {
  lh_begin_run(state, limits);
  collect_left(state);
}

void lh_begin_decision(lh_state *state, lh_limits limits, bool again) {
  int64_t printed = state->printed;
  /* After one for which memory was short, the next may well be such a one. */
  bool is_short = again || (state->heap == LH_HEAP_CLEAN && state->was_short);
  if (state->stack_size > LH_STACK_FREE) is_short = true;
  lh_begin_run(state, limits);
  if (again) state->printed_before = printed;
  if (state->frozen) state->heap = LH_HEAP_USED;
  if (!is_short) {
    collect_left(state);
    return;
  }
  clean_up(state);
  lua_gc(state->L, LUA_GCSTOP);
  lh_begin_hook(state);
  state->heap = LH_HEAP_CLEAN;
}

bool lh_is_in_doubt(const lh_state *state) { return state->is_in_doubt; }
