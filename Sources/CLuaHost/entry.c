/* The protected entries: everything that may raise is reached through lh_enter, and ends here. */

#include <string.h>

#include "state.h"

/* Notes the place before the stack unwinds; the message stays as it is. */
static int note_error(lua_State *L) {
  lh_state *state = lh_owner(L);
  if (state->stopped == LH_OK) lh_note_place(state);
  return 1;
}

static void set_error(lh_state *state, const char *message, size_t length) {
  state->error.count = 0;
  /* Out of memory even for the message: an empty one, never a lost error. */
  if (!lh_buffer_append(&state->error, message, length)) state->error.count = 0;
}

/* "line:12: text" → 12 and "text". */
static const char *split_position(const char *message, size_t *length, int *line) {
  const size_t start = sizeof POSITION_NAME; /* with its ':' */
  if (*length < start || memcmp(message, POSITION_NAME ":", start) != 0) return message;
  size_t at = start;
  long number = 0;
  while (at < *length && message[at] >= '0' && message[at] <= '9' && number < 100000000)
    number = number * 10 + (message[at++] - '0');
  if (at == start || at + 1 >= *length || message[at] != ':' || message[at + 1] != ' ') return message;
  *line = (int)number;
  *length -= at + 2;
  return message + at + 2;
}

/* Reads the error on top of the stack. */
static lh_status take_error(lh_state *state, int status) {
  lua_State *L = state->L;
  state->error_line = state->stop_line;
  state->error_reading = state->missing;
  lh_status kind = state->stopped != LH_OK  ? state->stopped
                   : status == LUA_ERRMEM    ? LH_MEMORY
                   : state->is_syntax        ? LH_SYNTAX
                                             : LH_SCRIPT;
  if (kind == LH_SYNTAX || kind == LH_SCRIPT) {
    size_t length = 0;
    /* Only a text is read: asking anything else for one could run the script again. */
    const char *message = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &length) : NULL;
    if (message) {
      message = split_position(message, &length, &state->error_line);
      set_error(state, message, length);
    } else {
      const char *type = lua_typename(L, lua_type(L, -1));
      set_error(state, "", 0);
      if (!lh_buffer_append(&state->error, "the error is no text but a ", 27) ||
          !lh_buffer_append(&state->error, type, strlen(type)))
        state->error.count = 0;
    }
  } else {
    set_error(state, "", 0);
    lh_begin_stop(state, kind, NULL);
  }
  return kind;
}

/* Neither pushing a light C function and a light userdata nor lua_pcall itself allocates or raises. The stack
   is not empty when a host function that the script called comes back in. */
lh_status lh_enter(lh_state *state, lua_CFunction body, void *context) {
  lua_State *L = state->L;
  int base = lua_gettop(L);
  state->is_syntax = false;
  if (!lua_checkstack(L, 4)) {
    lh_begin_stop(state, LH_MEMORY, NULL);
    state->error_line = state->stop_line;
    set_error(state, "", 0);
    return state->stopped;
  }
  state->depth++;
  lua_pushcfunction(L, note_error);
  lua_pushcfunction(L, body);
  lua_pushlightuserdata(L, context);
  int status = lua_pcall(L, 1, 0, base + 1);
  state->depth--;
  lh_status kind = LH_OK;
  if (status != LUA_OK) {
    kind = take_error(state, status);
  } else if (state->stopped != LH_OK) {
    /* The script ended as if nothing had happened: it had not. */
    kind = state->stopped;
    state->error_line = state->stop_line;
    state->error_reading = state->missing;
    set_error(state, "", 0);
  }
  lua_settop(L, base);
  return kind;
}

lh_error lh_last_error(const lh_state *state) {
  bool has_eater = state->stopped == LH_INSTRUCTIONS || state->stopped == LH_PATTERN;
  const lh_eater *eater = has_eater ? lh_biggest_eater(state) : NULL;
  return (lh_error){.message = state->error.bytes ? (const char *)state->error.bytes : "",
                    .length = state->error.count,
                    .line = state->error_line,
                    .culprit = state->stop_culprit,
                    .reading = state->error_reading,
                    .eater = eater ? *eater : (lh_eater){0},
                    .asked = state->stopped == LH_MEMORY ? state->refused : 0};
}
