/* The state: made, closed, and given source to run. */

#include <stdlib.h>
#include <string.h>

#include "state.h"

lh_state *lh_owner(lua_State *L) { return *(lh_state **)lua_getextraspace(L); }

bool lh_buffer_append(lh_buffer *buffer, const void *bytes, size_t count) {
  if (count > buffer->capacity - buffer->count) {
    size_t capacity = buffer->capacity ? buffer->capacity : 256;
    while (capacity - buffer->count < count) {
      if (capacity > SIZE_MAX / 2) return false;
      capacity *= 2;
    }
    uint8_t *grown = realloc(buffer->bytes, capacity);
    if (!grown) return false;
    buffer->bytes = grown;
    buffer->capacity = capacity;
  }
  if (count) memcpy(buffer->bytes + buffer->count, bytes, count);
  buffer->count += count;
  return true;
}
static int panic(lua_State *L) {
  (void)L;
  abort(); /* a bug of ours: something raised outside lua_pcall */
}

lh_state *lh_new(lh_limits limits, lh_callbacks callbacks, const rw_schema *schemas, uint32_t count,
                 lh_fault fault) {
  lh_state *state = calloc(1, sizeof *state);
  if (!state) return NULL;
  state->limits = limits;
  state->callbacks = callbacks;
  state->fault = fault;
  if (count > 0 && !(state->indexes = calloc(count, sizeof *state->indexes))) {
    free(state);
    return NULL;
  }
  state->index_count = count;
  for (uint32_t i = 0; i < count; i++) state->indexes[i].schema = &schemas[i];
  lua_State *L = lua_newstate(lh_allocate, state);
  if (!L) {
    lh_close(state);
    return NULL;
  }
  *(lh_state **)lua_getextraspace(L) = state;
  state->L = L;
  lua_atpanic(L, panic);
  lua_gc(L, LUA_GCINC, 200, 200, 13);
  /* What it takes to begin with is no script's work. */
  state->limits.instructions = INT64_MAX;
  if (lh_enter(state, lh_build_globals, state) != LH_OK) {
    lh_close(state);
    return NULL;
  }
  state->limits.instructions = limits.instructions;
  state->used = 0;
  return state;
}

void lh_close(lh_state *state) {
  if (!state) return;
  if (state->L) {
    lua_rawgeti(state->L, LUA_REGISTRYINDEX, LUA_RIDX_MAINTHREAD);
    lua_State *L = state->L = lua_tothread(state->L, -1);
    /* Closing may have to lh_allocate in order to free. */
    state->stopped = LH_OK;
    state->fault.at = 0;
    state->limits.memory = state->limits.instructions = INT64_MAX;
    lua_close(L);
  }
  for (uint32_t i = 0; i < state->index_count; i++) free(state->indexes[i].slots);
  free(state->indexes);
  free(state->places.blocks);
  free(state->places.inner);
  lh_buffer *buffers[] = {&state->arguments, &state->reply, &state->result,
                          &state->text,      &state->error, &state->sources};
  for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) free(buffers[i]->bytes);
  free(state);
}
/* One file of a script. Its lines are counted on from those of the files before it. */
typedef struct source {
  const char *text;
  size_t length, read;
  int before; /* lines of other files that are still to be counted */
  int line;   /* that was read last */
  const lh_module *module;
} source;

/* Line by line, because Lua names no place where it fails for another reason than the text's own. */
static const char *read_line(lua_State *L, void *context, size_t *length) {
  /* The blank keeps the last end of line apart from a carriage return with which the file may begin. */
  static const char empty[] = "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n ";
  (void)L;
  source *what = context;
  if (what->before > 0) {
    int count = what->before < 32 ? what->before : 32;
    what->before -= count;
    what->line += count;
    *length = (size_t)count + 1;
    return empty + 32 - count;
  }
  size_t left = what->length - what->read;
  if (left == 0) return NULL;
  const char *line = what->text + what->read, *end = memchr(line, '\n', left);
  *length = end ? (size_t)(end - line) + 1 : left;
  what->read += *length;
  what->line++;
  return line;
}

/* Pushes the script's main function; raises with its place what is wrong with the source. */
static void compile(lua_State *L, source *what) {
  lh_state *state = lh_owner(L);
  int status = lua_load(L, read_line, what, CHUNK_NAME, "t");
  if (status == LUA_OK) return;
  if (status == LUA_ERRMEM) {
    state->stop_line = what->line;
    lh_stop_memory(L);
  }
  /* Marked, because a script error and a syntax error look alike once raised. */
  state->is_syntax = true;
  if (status != LUA_ERRSYNTAX) lua_pushfstring(L, POSITION_NAME ":%d: this is nested too deep", what->line);
  lua_error(L);
}

static int run_source(lua_State *L) {
  lh_state *state = lh_owner(L);
  compile(L, lua_touserdata(L, 1));
  lua_remove(L, 1);
  lua_call(L, 0, LUA_MULTRET);
  int count = lua_gettop(L);
  state->result.count = 0;
  luaL_checkstack(L, 8, NULL);
  for (int i = 1; i <= count; i++) lh_encode(L, i, &state->result);
  return 0;
}

lh_status lh_run(lh_state *state, const char *text, size_t length, const uint8_t **result, size_t *result_length) {
  source what = {.text = text, .length = length};
  lh_note_source(state, text, length);
  if (state->source_length < length) state->source_length = length;
  state->result.count = 0;
  state->missing = NULL;
  lh_status status = lh_enter(state, run_source, &what);
  *result = state->result.bytes;
  *result_length = state->result.count;
  return status;
}

static int add_module(lua_State *L) {
  source *what = lua_touserdata(L, 1);
  compile(L, what);
  lh_keep_module(L, what->module->bundle, what->module->name);
  return 0;
}

lh_status lh_add_module(lh_state *state, lh_module module, const char *text, size_t length) {
  source what = {.text = text, .length = length, .before = module.first_line - 1, .module = &module};
  lh_note_source(state, text, length);
  if (state->source_length < length) state->source_length = length;
  state->missing = NULL;
  return lh_enter(state, add_module, &what);
}

static int freeze(lua_State *L) {
  lh_freeze_all(L);
  lh_prepare_handles(L);
  return 0;
}

lh_status lh_freeze(lh_state *state) {
  lh_status status = lh_enter(state, freeze, NULL);
  state->freezing_line = 0;
  if (status != LH_OK) return status;
  lh_keep_texts(state);
  lh_keep_places(state);
  state->frozen = true;
  lh_keep_heap(state);
  return status;
}
