/* The budget: memory, instructions with the work inside C, and the sticky stop when one of them is spent. */

#include <stdlib.h>

#include "state.h"

/* How often the hook runs. The cost is the same for 1,000 and 100,000; see the benchmark. */
enum { HOOK_INTERVAL = 1000 };
/* After this much work the hook looks at the instruction that it meets, too, and its interval changes now and then: it
   meets all instructions of a loop, as no loop of that length comes round to the same one. */
enum { PRICED_FROM = 1 << 20, INTERVAL_CHANGES = 1 << 15 };
static const int intervals[] = {997, 1009, 991, 1013};
/* How much work is booked at once: a fiftieth of a decision's budget. */
enum { TALLY_INTERVAL = 4000 };
/* How many arguments of one function are very many, how far up the hook looks for them, and what one costs. */
enum { WIDE = 256, WIDE_LEVELS = 32, WIDE_WORK = 64 };

/* A text or block at least this long costs work when it is made: a concatenation is one instruction, however long,
   and so is the assignment that makes a table build its places anew. */
enum { LONG_TEXT = 256, LARGE_BLOCK = 4096, BYTES_PER_WORK = 16 };
/* Making a closure looks for each local that it captures among all that are captured: their square, by this. */
enum { CAPTURED_PER_WORK = 16 };
/* What a full collection costs when memory is short, in bytes held for one instruction; and how many a decision can pay
   for at least. */
enum { COLLECTED_PER_WORK = 16, COLLECTIONS = 8 };
/* How many places for short texts a new state has, and what putting back a captured local costs beyond the first. */
enum { FIRST_NAMES = 128, RESTORE_FREE = 128, RESTORE_WORK = 8 };

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

/* Takes `work` from the budget as far as it goes; false when it is more than is left. */
static bool pay(lh_state *state, size_t work) {
  if (work == 0) return true;
  int64_t left = state->limits.instructions - state->used;
  bool is_enough = left > 0 && work <= (uint64_t)left;
  if (is_enough) state->used += (int64_t)work;
  else if (left > 0) state->used = state->limits.instructions;
  return is_enough;
}

void lh_owe(lh_state *state, size_t work) { pay(state, work); }

/* Collections that free a little each time would be work that nobody counts. */
bool lh_collect_short(lh_state *state) {
  size_t work = (size_t)state->held / COLLECTED_PER_WORK, most = (size_t)(state->limits.instructions / COLLECTIONS);
  state->is_in_doubt = state->heap == LH_HEAP_USED;
  state->was_short = true;
  if (state->heap == LH_HEAP_CLEAN && work > most) work = most;
  if (state->is_in_doubt || !pay(state, work)) lh_begin_stop(state, LH_MEMORY, NULL);
  return state->stopped == LH_OK;
}

/* Whether `more` bytes are refused. What is refused is tried once more, after a full collection. */
static bool is_refused(lh_state *state, size_t more) {
  /* A stop is sticky for memory too: refusing here ends loops inside C that only lh_allocate. */
  if (state->stopped != LH_OK) return true;
  int64_t room = state->limits.memory - state->held;
  bool fits = room >= 0 && more <= (uint64_t)room;
  if (fits && !is_planned_fault(state)) return false;
  note_refusal(state, more);
  if (!fits) lh_collect_short(state);
  return true;
}

/* What making a block of this size costs beside the instruction. Without a block `old_size` is a type. Not what
   growing costs: how often the stack and the table of short texts grow depends on when they were collected. */
static size_t work_of_block(const void *block, size_t old_size, size_t size) {
  const size_t empty = 4 * sizeof(void *); /* a closure that captures nothing */
  /* A list that is given the size that it has: its table was built anew. */
  if (block) return old_size == size && size >= LARGE_BLOCK ? size / BYTES_PER_WORK : 0;
  if (old_size == LUA_TFUNCTION && size > empty) {
    size_t captured = (size - empty) / sizeof(void *);
    return captured * captured / CAPTURED_PER_WORK;
  }
  size_t least = old_size == LUA_TSTRING ? LONG_TEXT : LARGE_BLOCK;
  return size >= least ? size / BYTES_PER_WORK : 0;
}

/* A stack grows into a new block. From how much it grows is not to depend on the contact before. */
static void note_stack(lh_state *state) {
  state->stack = state->last_block;
  state->stack_size = state->last_size;
  if (state->heap != LH_HEAP_USED || state->stack_size <= LH_STACK_FREE || state->depth == 0) return;
  if (state->stopped != LH_OK) return;
  state->is_in_doubt = state->was_short = true;
  lh_begin_stop(state, LH_MEMORY, NULL);
}

void *lh_allocate(void *context, void *block, size_t old_size, size_t new_size) {
  lh_state *state = context;
  size_t held_before = block ? old_size : 0;
  bool is_names = block && block == state->names;
  lh_look_at_text(state);
  if (block) lh_drop_block(state, block, old_size);
  if (new_size == 0) {
    free(block);
    state->held -= (int64_t)held_before;
    if (block && block == state->stack) note_stack(state);
    return NULL;
  }
  /* Without a block the old size tells what is being made. */
  bool is_text = !block && old_size == LUA_TSTRING;
  bool may_fail = new_size > held_before && !is_finalizing(state);
  bool is_counted = !(is_names && state->frozen);
  if (may_fail && is_refused(state, is_counted ? new_size - held_before : 0)) return NULL;
  if (!pay(state, work_of_block(block, old_size, new_size)) && may_fail) {
    const char *maker = state->L ? lh_running_function(state->L) : NULL;
    if (state->L) lh_tally(state->L, state, maker);
    lh_begin_stop(state, LH_INSTRUCTIONS, maker);
    return NULL;
  }
  void *fresh = realloc(block, new_size);
  /* Lua tells the places of a table apart neither from lists nor from the library's buffers. */
  if (fresh && !block && old_size == 0 && !lh_note_block(state, fresh, new_size)) {
    free(fresh);
    fresh = NULL;
  }
  if (!fresh) {
    if (new_size <= held_before) return block;
    note_refusal(state, new_size - held_before);
    return NULL;
  }
  if (is_counted) state->held += (int64_t)new_size - (int64_t)held_before;
  /* The first block of this size belongs to them. */
  bool is_first = !state->L && !state->names && !block && old_size == 0 && new_size == FIRST_NAMES * sizeof(void *);
  if (is_names || is_first) state->names = fresh;
  if (!block && old_size == 0) {
    state->last_block = fresh;
    state->last_size = new_size;
    if (state->awaits_stack) {
      state->stack = fresh;
      state->stack_size = new_size;
    }
    state->awaits_stack = false;
  }
  if (!block && old_size == LUA_TTHREAD) state->awaits_stack = true;
  if (is_text) lh_note_text(state, fresh, new_size);
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
  state->stop_line = state->freezing_line;
}

static void count_hook(lua_State *L, lua_Debug *where);

static void set_hook(lh_state *state, int interval) {
  state->interval = interval;
  if (state->L) lua_sethook(state->L, count_hook, LUA_MASKCOUNT, interval);
}

void lh_hook_next(lh_state *state) { set_hook(state, 1); }

void lh_begin_stop(lh_state *state, lh_status reason, const char *culprit) {
  if (state->stopped != LH_OK) return;
  state->stopped = reason;
  state->stop_culprit = culprit;
  /* Where memory ran out was noted when it did. */
  if (reason == LH_MEMORY) state->stop_culprit = state->refused_culprit;
  else lh_note_place(state);
  /* Whatever catches the error is stopped again at its next instruction. */
  lh_hook_next(state);
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
  if (state->used >= state->places.due) lh_look_at_places(state);
  size_t each = 1 + state->places.work, most = INT64_MAX / 4;
  work = work > most / each ? most : work * each;
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
  lh_state *state = lh_owner(L);
  lh_look_at_text(state);
  size_t each = 1 + state->texts.work;
  bool is_priced = state->used >= PRICED_FROM && state->places.is_known;
  size_t work = each + (is_priced ? lh_price_of_next(L, where) : 0);
  bool spent = is_spent(state, (size_t)state->interval * work) || is_spent(state, work_of_arguments(L));
  if (spent || state->used - state->tallied >= TALLY_INTERVAL) lh_tally(L, state, NULL);
  if (spent) lh_stop(L, LH_INSTRUCTIONS, NULL);
  int most = is_priced ? intervals[state->used / INTERVAL_CHANGES % 4] : HOOK_INTERVAL;
  int interval = each < HOOK_INTERVAL ? most / (int)each : 1;
  if (interval != state->interval) set_hook(state, interval);
}

void lh_begin_hook(lh_state *state) {
  if (state->limits.instructions == INT64_MAX) lua_sethook(state->L, NULL, 0, 0);
  else set_hook(state, HOOK_INTERVAL);
}

/* Putting back what the run before changed is work too. */
static void restore(lh_state *state) {
  if (state->captured > 0) lh_restore_captured(state->L);
  if (state->captured > RESTORE_FREE) state->used = (int64_t)(state->captured - RESTORE_FREE) * RESTORE_WORK;
  state->changed = NULL;
}

void lh_begin_run(lh_state *state, lh_limits limits) {
  state->limits = limits;
  state->used = state->printed = state->tallied = 0;
  state->eater_count = 0;
  state->stopped = LH_OK;
  state->stop_line = 0;
  state->stop_culprit = state->refused_culprit = NULL;
  state->refused = 0;
  lh_seed_random(state->random);
  if (state->heap == LH_HEAP_CLEAN) lua_gc(state->L, LUA_GCRESTART);
  state->heap = LH_HEAP_ANY;
  state->is_in_doubt = state->was_short = false;
  state->printed_before = 0;
  lh_begin_hook(state);
  restore(state);
  lh_forget_owed(state);
  lh_forget_texts(state);
  lh_forget_places(state);
}

int64_t lh_used(const lh_state *state) { return state->used; }
int64_t lh_memory(const lh_state *state) { return state->held; }
const char *lh_changed_local(lh_state *state) {
  if (state->captured > 0) lh_restore_captured(state->L);
  return state->changed;
}
