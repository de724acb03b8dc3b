/* Calls of a script's functions: with records in place, contact after contact, or with copied values. */

#include <string.h>

#include "state.h"

typedef struct call {
  lh_state *state;
  int32_t function;
  const lh_argument *arguments;
  int count;
  lh_result *result;
} call;

/* Once nothing can be kept from call to call: one handle a place among the arguments, made once and pointed
   at each record in turn. */
static void push_argument(lua_State *L, lh_state *state, const lh_argument *argument, int place) {
  if (argument->kind == LH_NUMBER) {
    lua_pushnumber(L, argument->as.number);
    return;
  }
  if (argument->kind == LH_NIL) {
    lua_pushnil(L);
    return;
  }
  if (!state->frozen || state->depth > 1) {
    lh_push_record(L, argument->schema, argument->as.cells, state->generation);
    return;
  }
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_handles_key);
  if (lua_rawgeti(L, -1, place) == LUA_TNIL) {
    lua_pop(L, 1);
    lh_push_record(L, argument->schema, argument->as.cells, state->generation);
    lua_pushvalue(L, -1);
    lua_rawseti(L, -3, place);
  }
  record_handle *handle = lua_touserdata(L, -1);
  handle->cells = argument->as.cells;
  handle->schema = argument->schema;
  handle->generation = state->generation;
  lua_remove(L, -2);
}

static int call_function(lua_State *L) {
  const call *what = lua_touserdata(L, 1);
  lh_state *state = what->state;
  lh_result *result = what->result;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_functions_key);
  lua_rawgeti(L, -1, what->function);
  int base = lua_gettop(L) - 1;
  for (int i = 0; i < what->count; i++) push_argument(L, state, &what->arguments[i], i + 1);
  lua_call(L, what->count, LUA_MULTRET);
  int values = lua_gettop(L) - base;
  result->nothing = values == 0;
  int at = base + 1;
  switch (values == 0 ? LUA_TNIL : lua_type(L, at)) {
    case LUA_TNIL: result->kind = LH_NIL; break;
    case LUA_TBOOLEAN: result->kind = lua_toboolean(L, at) ? LH_TRUE : LH_FALSE; break;
    case LUA_TNUMBER:
      result->kind = LH_NUMBER;
      result->number = lua_tonumber(L, at);
      break;
    default: {
      bool is_text = lua_type(L, at) == LUA_TSTRING;
      size_t length;
      const char *text = is_text ? lua_tolstring(L, at, &length) : luaL_typename(L, at);
      if (!is_text) length = strlen(text);
      result->kind = is_text ? LH_TEXT : LH_OTHER;
      state->text.count = 0;
      lh_append(L, &state->text, text, length);
      result->text = (const char *)state->text.bytes;
      result->length = length;
    }
  }
  return 0;
}

lh_status lh_call(lh_state *state, int32_t function, const lh_argument *arguments, int count, lh_result *result) {
  bool is_outer = state->depth == 0;
  if (is_outer && ++state->generation == 0) state->generation = 1;
  const rw_cell *outer_first = state->first;
  uint16_t outer_schema = state->first_schema;
  const rw_field *outer_missing = state->missing;
  uint64_t outer_reads = state->reads;
  state->first = count > 0 && arguments[0].kind == LH_RECORD ? arguments[0].as.cells : NULL;
  state->first_schema = state->first ? arguments[0].schema : 0;
  state->reads = 0;
  state->missing = NULL;
  memset(result, 0, sizeof *result);
  call what = {state, function, arguments, count, result};
  lh_status status = lh_enter(state, call_function, &what);
  result->reads = state->reads;
  result->missing = state->missing;
  /* Its cells may be gone by the next call. */
  state->first = outer_first;
  state->first_schema = outer_schema;
  if (!is_outer) {
    state->missing = outer_missing;
    state->reads = outer_reads;
  }
  return status;
}

typedef struct values_call {
  lh_state *state;
  int32_t function;
  const uint8_t *arguments;
  size_t length;
} values_call;

static int call_with_values(lua_State *L) {
  const values_call *what = lua_touserdata(L, 1);
  lh_state *state = what->state;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_functions_key);
  lua_rawgeti(L, -1, what->function);
  int base = lua_gettop(L) - 1, count = 0;
  for (const uint8_t *at = what->arguments, *end = at + what->length; at < end; count++) lh_decode(L, &at, end);
  lua_call(L, count, LUA_MULTRET);
  state->result.count = 0;
  luaL_checkstack(L, 8, NULL);
  for (int i = base + 1, top = lua_gettop(L); i <= top; i++) lh_encode(L, i, &state->result);
  return 0;
}

lh_status lh_call_values(lh_state *state, int32_t function, const uint8_t *arguments, size_t length,
                         const uint8_t **result, size_t *result_length) {
  values_call what = {state, function, arguments, length};
  state->missing = NULL;
  state->result.count = 0;
  lh_status status = lh_enter(state, call_with_values, &what);
  *result = state->result.bytes;
  *result_length = state->result.count;
  return status;
}
