/* What the host does for a script and keeps for it: work and bytes that Lua's own functions never see. */

#include "state.h"

void lh_add_cost(lh_state *state, int64_t work, int64_t bytes) {
  const int64_t most = INT64_MAX / 4;
  if (work > 0) state->owed = work > most - state->owed ? most : state->owed + work;
  if (bytes <= 0) return;
  if (bytes > most - state->held) bytes = most - state->held;
  state->held += bytes;
  if (state->frozen) state->host_memory += bytes;
}

void lh_settle(lua_State *L, const char *what) {
  lh_state *state = lh_owner(L);
  int64_t work = state->owed;
  state->owed = 0;
  if (work > 0) lh_charge(L, (size_t)work, what);
  if (state->held <= state->limits.memory) return;
  /* Much of it may be garbage. */
  lh_note_place(state);
  state->refused = state->held - state->limits.memory;
  state->refused_culprit = NULL;
  if (!lh_collect_short(state)) lh_stop_memory(L);
  lua_gc(L, LUA_GCCOLLECT);
  if (state->held > state->limits.memory) lh_stop_memory(L);
}

void lh_forget_owed(lh_state *state) {
  state->owed = 0;
  state->held -= state->host_memory;
  state->host_memory = 0;
}
