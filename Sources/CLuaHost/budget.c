/* The budget: memory, instructions with the work inside C, and the sticky stop when one of them is spent. */

#include <stdlib.h>

#include "state.h"

/* How often the hook runs. The cost is the same for 1,000 and 100,000; see the benchmark. */
enum { HOOK_INTERVAL = 1000 };
/* How much work is booked at once: a fiftieth of a decision's budget. */
enum { TALLY_INTERVAL = 4000 };
/* How many arguments of one function are very many, how far up the hook looks for them, and what one costs. */
enum { WIDE = 256, WIDE_LEVELS = 32, WIDE_WORK = 64 };

/* A text at least this long costs work when it is made: a concatenation is one instruction, however long. */
enum { LONG_TEXT = 256, LONG_TEXT_WORK = 16 };

static const char stop_key = 's'; /* its address: the error value of a stop */

static bool is_planned_fault(lh_state *state) {
  if (state->fault.at == 0) return false;
  int64_t request = ++state->requests;
  if (request < state->fault.at) return false;
  return state->fault.times == 0 || request < state->fault.at + state->fault.times;
}

/* While the collector runs a finalizer (only the library's buffers have one), it must not fail: they would leak. */
static bool is_finalizing(lh_state *state) { return state->L && lua_gc(state->L, LUA_GCISRUNNING) < 0; }

/* For the message, should the script end here. */
static void note_refusal(lh_state *state, size_t more) {
  lh_note_place(state);
  state->refused = more > INT64_MAX ? INT64_MAX : (int64_t)more;
  state->refused_culprit = state->L ? lh_running_function(state->L) : NULL;
}

/* Whether `more` bytes are refused. What is refused is tried once more, after a full collection. */
static bool is_refused(lh_state *state, size_t more) {
  /* A stop is sticky for memory too: refusing here ends loops inside C that only lh_allocate. */
  if (state->stopped != LH_OK) return true;
  int64_t left = state->limits.memory - state->held;
  if (left >= 0 && more <= (uint64_t)left && !is_planned_fault(state)) return false;
  note_refusal(state, more);
  return true;
}

/* For a new text: false when the budget is spent, which stops the run. */
static bool pay_for_text(lh_state *state, size_t size) {
  int64_t left = state->limits.instructions - state->used, work = (int64_t)(size / LONG_TEXT_WORK);
  if (left <= 0) {
    const char *maker = lh_running_function(state->L);
    lh_tally(state->L, state, maker);
    lh_begin_stop(state, LH_INSTRUCTIONS, maker);
    return false;
  }
  state->used += work < left ? work : left;
  return true;
}

void *lh_allocate(void *context, void *block, size_t old_size, size_t new_size) {
  lh_state *state = context;
  size_t held_before = block ? old_size : 0;
  if (new_size == 0) {
    free(block);
    state->held -= (int64_t)held_before;
    return NULL;
  }
  if (new_size > held_before) {
    if (is_refused(state, new_size - held_before) && !is_finalizing(state)) return NULL;
    /* Without a block the old size tells what is being made. */
    if (!block && old_size == LUA_TSTRING && new_size >= LONG_TEXT && !pay_for_text(state, new_size)) return NULL;
  }
  void *fresh = realloc(block, new_size);
  if (!fresh) {
    if (new_size <= held_before) return block;
    note_refusal(state, new_size - held_before);
    return NULL;
  }
  state->held += (int64_t)new_size - (int64_t)held_before;
  return fresh;
}

void lh_note_place(lh_state *state) {
  lua_Debug where;
  state->stop_line = 0;
  if (!state->L) return;
  for (int level = 0; level < 64 && lua_getstack(state->L, level, &where); level++)
    if (lua_getinfo(state->L, "l", &where) && where.currentline > 0) {
      state->stop_line = where.currentline;
      return;
    }
}

static void count_hook(lua_State *L, lua_Debug *where);

void lh_begin_stop(lh_state *state, lh_status reason, const char *culprit) {
  if (state->stopped != LH_OK) return;
  state->stopped = reason;
  state->stop_culprit = culprit;
  /* Where memory ran out was noted when it did. */
  if (reason == LH_MEMORY) state->stop_culprit = state->refused_culprit;
  else lh_note_place(state);
  /* Whatever catches the error is stopped again at its next instruction. */
  if (state->L) lua_sethook(state->L, count_hook, LUA_MASKCOUNT, 1);
}

_Noreturn void lh_stop(lua_State *L, lh_status reason, const char *culprit) {
  lh_begin_stop(lh_owner(L), reason, culprit);
  /* No room is made for it first: that could fail, and a few slots are always spare. */
  lua_pushlightuserdata(L, (void *)&stop_key);
  lua_error(L);
  abort(); /* lua_error does not return */
}

_Noreturn void lh_stop_memory(lua_State *L) { lh_stop(L, LH_MEMORY, NULL); }

_Noreturn void lh_stop_pattern(lua_State *L, const char *what) {
  lh_tally(L, lh_owner(L), what);
  lh_stop(L, LH_PATTERN, what);
}

bool lh_stopped(lua_State *L) { return lh_owner(L)->stopped != LH_OK; }

static bool is_spent(lh_state *state, size_t work) {
  if (state->stopped != LH_OK) return true;
  if (work > INT64_MAX / 4) work = INT64_MAX / 4;
  if ((int64_t)work <= state->limits.instructions - state->used) {
    state->used += (int64_t)work;
    return false;
  }
  state->used = state->limits.instructions;
  return true;
}

void lh_charge(lua_State *L, size_t work, const char *what) {
  lh_state *state = lh_owner(L);
  bool spent = is_spent(state, work);
  if (spent || state->used - state->tallied >= TALLY_INTERVAL) lh_tally(L, state, what);
  if (spent) lh_stop(L, LH_INSTRUCTIONS, what);
}

void lh_charge_error(lua_State *L) { lh_charge(L, 16 + lh_owner(L)->source_length / 8, "pcall"); }

uint64_t *lh_random_words(lua_State *L) { return lh_owner(L)->random; }

/* Handing on arguments takes one instruction, however many they are: holding very many is charged instead. */
static size_t work_of_arguments(lua_State *L) {
  lua_Debug frame;
  size_t work = 0;
  for (int level = 0; level < WIDE_LEVELS && lua_getstack(L, level, &frame); level++) {
    int count = WIDE;
    for (; lua_getlocal(L, &frame, -count); count *= 2) lua_pop(L, 1);
    if (count > WIDE) work += (size_t)count * WIDE_WORK;
  }
  return work;
}

/* Here the stack is the running Lua function's own: its registers stay as they are. */
static void count_hook(lua_State *L, lua_Debug *where) {
  (void)where;
  lh_state *state = lh_owner(L);
  bool spent = is_spent(state, HOOK_INTERVAL) || is_spent(state, work_of_arguments(L));
  if (spent || state->used - state->tallied >= TALLY_INTERVAL) lh_tally(L, state, NULL);
  if (spent) lh_stop(L, LH_INSTRUCTIONS, NULL);
}

void lh_begin(lh_state *state, lh_limits limits) {
  state->limits = limits;
  state->used = state->printed = state->tallied = 0;
  state->eater_count = 0;
  state->stopped = LH_OK;
  state->stop_line = 0;
  state->stop_culprit = state->refused_culprit = NULL;
  state->refused = 0;
  lh_seed_random(state->random);
  lua_sethook(state->L, count_hook, limits.instructions == INT64_MAX ? 0 : LUA_MASKCOUNT, HOOK_INTERVAL);
  if (state->captured > 0) lh_restore_captured(state->L);
  state->changed = NULL;
}

int64_t lh_used(const lh_state *state) { return state->used; }
int64_t lh_memory(const lh_state *state) { return state->held; }
const char *lh_changed_local(lh_state *state) {
  if (state->captured > 0) lh_restore_captured(state->L);
  return state->changed;
}
