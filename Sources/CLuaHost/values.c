/* Values to bytes and back, for what crosses the boundary rarely: declarations, settings, results. */

#include <string.h>

#include "state.h"

/* How deep tables may nest, and what a call of the host costs beside its values. */
enum { MAX_DEPTH = 60, HOST_CALL_WORK = 20 };
/* What a message of the host costs the script that catches it: to find what was meant, it looks at many names. */
enum { REFUSAL_WORK = 2500 };

void lh_append(lua_State *L, lh_buffer *buffer, const void *bytes, size_t count) {
  /* What crosses counts too: a small table whose parts are shared can be very large written out. */
  bool fits = buffer->count + count <= (uint64_t)lh_owner(L)->limits.memory;
  if (!fits || !lh_buffer_append(buffer, bytes, count)) lh_stop_memory(L);
}

static void append_tag(lua_State *L, lh_buffer *into, uint8_t tag) { lh_append(L, into, &tag, 1); }

static void append_sized(lua_State *L, lh_buffer *into, uint8_t tag, const char *text, size_t length) {
  uint32_t size = (uint32_t)length;
  append_tag(L, into, tag);
  lh_append(L, into, &size, sizeof size);
  lh_append(L, into, text, length);
}

static void encode(lua_State *L, int index, lh_buffer *into, int depth);

static void encode_table(lua_State *L, int index, lh_buffer *into, int depth) {
  luaL_checkstack(L, 12, "a value is nested too deep");
  lh_push_readable(L, index);
  append_tag(L, into, LH_TABLE);
  size_t count_at = into->count;
  uint32_t count = 0;
  lh_append(L, into, &count, sizeof count);
  int table = lua_gettop(L);
  for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
    if (lua_type(L, -2) >= LUA_TTABLE)
      luaL_error(L, "only numbers, texts and yes/no can be keys here, not a %s", luaL_typename(L, -2));
    encode(L, lua_gettop(L) - 1, into, depth + 1);
    encode(L, lua_gettop(L), into, depth + 1);
    count++;
  }
  memcpy(into->bytes + count_at, &count, sizeof count);
  lua_settop(L, table - 1);
}

static void append_name(lua_State *L, lh_buffer *into, const char *type) {
  append_sized(L, into, LH_OTHER, type, strlen(type));
}

static void encode_function(lua_State *L, int index, lh_buffer *into) {
  lua_Debug about;
  luaL_checkstack(L, 8, NULL);
  lua_pushvalue(L, index);
  lua_getinfo(L, ">S", &about);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_functions_key);
  lua_pushvalue(L, index);
  lua_rawget(L, -2); /* beside the functions: which number each has */
  int32_t place = (int32_t)lua_tointeger(L, -1), line = about.linedefined;
  lua_pop(L, 1);
  /* A number would outlast the decision. */
  if (place == 0 && lh_owner(L)->frozen) {
    lua_pop(L, 1);
    append_name(L, into, "function");
    return;
  }
  if (place == 0) {
    place = (int32_t)lua_rawlen(L, -1) + 1;
    lua_pushvalue(L, index);
    lua_rawseti(L, -2, place);
    lua_pushvalue(L, index);
    lua_pushinteger(L, place);
    lua_rawset(L, -3);
  }
  lua_pop(L, 1);
  append_tag(L, into, LH_FUNCTION);
  lh_append(L, into, &place, sizeof place);
  lh_append(L, into, &line, sizeof line);
}

static void encode_list(lua_State *L, const list_handle *list, lh_buffer *into) {
  lh_check_alive(L, list->generation);
  append_tag(L, into, LH_LIST);
  lh_append(L, into, &list->schema, sizeof list->schema);
  lh_append(L, into, &list->count, sizeof list->count);
  for (uint32_t i = 0; i < list->count; i++) {
    const rw_cell *item = lh_list_item(list, i, lh_owner(L)->indexes);
    lh_append(L, into, &item, sizeof item);
  }
}

static void encode_userdata(lua_State *L, int index, lh_buffer *into) {
  int32_t id;
  record_handle *record = lh_test_record(L, index);
  list_handle *list = lh_test_list(L, index);
  if (lh_test_object(L, index, &id)) {
    append_tag(L, into, LH_OBJECT);
    lh_append(L, into, &id, sizeof id);
  } else if (record) {
    lh_check_alive(L, record->generation);
    append_tag(L, into, LH_RECORD);
    lh_append(L, into, &record->schema, sizeof record->schema);
    lh_append(L, into, &record->cells, sizeof record->cells);
  } else if (list) {
    encode_list(L, list, into);
  } else {
    append_name(L, into, "map");
  }
}

static void encode(lua_State *L, int index, lh_buffer *into, int depth) {
  lh_charge(L, 2, NULL);
  if (depth > MAX_DEPTH) luaL_error(L, "a value is nested more than %d deep, or holds itself", MAX_DEPTH);
  switch (lua_type(L, index)) {
    case LUA_TNONE:
    case LUA_TNIL: append_tag(L, into, LH_NIL); break;
    case LUA_TBOOLEAN: append_tag(L, into, lua_toboolean(L, index) ? LH_TRUE : LH_FALSE); break;
    case LUA_TNUMBER:
      if (lua_isinteger(L, index)) {
        int64_t whole = lua_tointeger(L, index);
        append_tag(L, into, LH_INTEGER);
        lh_append(L, into, &whole, sizeof whole);
      } else {
        double number = lua_tonumber(L, index);
        append_tag(L, into, LH_NUMBER);
        lh_append(L, into, &number, sizeof number);
      }
      break;
    case LUA_TSTRING: {
      size_t length;
      const char *text = lua_tolstring(L, index, &length);
      lh_charge(L, length / 8, NULL);
      append_sized(L, into, LH_TEXT, text, length);
      break;
    }
    case LUA_TTABLE: encode_table(L, index, into, depth); break;
    case LUA_TFUNCTION: encode_function(L, index, into); break;
    case LUA_TUSERDATA: encode_userdata(L, index, into); break;
    default: append_name(L, into, luaL_typename(L, index));
  }
}

void lh_encode(lua_State *L, int index, lh_buffer *into) { encode(L, lua_absindex(L, index), into, 0); }

/* ---- Back ---- */

static void take(lua_State *L, const uint8_t **at, const uint8_t *end, void *into, size_t count) {
  if ((size_t)(end - *at) < count) luaL_error(L, "the host gave a broken value");
  memcpy(into, *at, count);
  *at += count;
}

static void decode_list(lua_State *L, const uint8_t **at, const uint8_t *end) {
  uint16_t schema;
  uint32_t count;
  take(L, at, end, &schema, sizeof schema);
  take(L, at, end, &count, sizeof count);
  list_handle *list = lh_push_list(L, schema, NULL, count, 0, true);
  for (uint32_t i = 0; i < count; i++) take(L, at, end, &list->items[i], sizeof list->items[i]);
}

void lh_decode(lua_State *L, const uint8_t **at, const uint8_t *end) {
  uint8_t tag;
  luaL_checkstack(L, 8, "a value is nested too deep");
  take(L, at, end, &tag, 1);
  switch (tag) {
    case LH_FALSE:
    case LH_TRUE: lua_pushboolean(L, tag == LH_TRUE); break;
    case LH_INTEGER: {
      int64_t whole;
      take(L, at, end, &whole, sizeof whole);
      lua_pushinteger(L, whole);
      break;
    }
    case LH_NUMBER: {
      double number;
      take(L, at, end, &number, sizeof number);
      lua_pushnumber(L, number);
      break;
    }
    case LH_TEXT: {
      uint32_t length;
      take(L, at, end, &length, sizeof length);
      if ((size_t)(end - *at) < length) luaL_error(L, "the host gave a broken value");
      lua_pushlstring(L, (const char *)*at, length);
      *at += length;
      break;
    }
    case LH_TABLE: {
      uint32_t count;
      take(L, at, end, &count, sizeof count);
      lua_newtable(L);
      for (uint32_t i = 0; i < count; i++) {
        lh_decode(L, at, end);
        lh_decode(L, at, end);
        lua_rawset(L, -3);
      }
      break;
    }
    case LH_FUNCTION: {
      int32_t place, line;
      take(L, at, end, &place, sizeof place);
      take(L, at, end, &line, sizeof line);
      lua_rawgetp(L, LUA_REGISTRYINDEX, &lh_functions_key);
      lua_rawgeti(L, -1, place);
      lua_remove(L, -2);
      break;
    }
    case LH_OBJECT: {
      int32_t id;
      take(L, at, end, &id, sizeof id);
      lh_push_object(L, id);
      break;
    }
    case LH_RECORD: {
      uint16_t schema;
      const rw_cell *cells;
      take(L, at, end, &schema, sizeof schema);
      take(L, at, end, &cells, sizeof cells);
      lh_push_record(L, schema, cells, 0);
      break;
    }
    case LH_LIST: decode_list(L, at, end); break;
    default: lua_pushnil(L);
  }
}

/* The level of the stack at which Lua's own code runs, and its line; calls of C that are nested are few. */
static int find_line(lua_State *L, int *line) {
  lua_Debug caller;
  int level = 1;
  for (; lua_getstack(L, level, &caller); level++)
    if (lua_getinfo(L, "l", &caller) && caller.currentline > 0) {
      *line = caller.currentline;
      break;
    }
  return level;
}

void lh_ask_host(lua_State *L, int32_t id, int bundle, int count) {
  lh_state *state = lh_owner(L);
  int line = 0, first = lua_gettop(L) - count + 1, level = find_line(L, &line);
  lh_charge(L, HOST_CALL_WORK + (size_t)level * (size_t)level / 4, NULL); /* each level is found from the first */
  state->arguments.count = 0;
  state->reply.count = 0;
  for (int i = 0; i < count; i++) lh_encode(L, first + i, &state->arguments);
  lh_caller caller = {.bundle = bundle, .line = line};
  int failed = state->callbacks.call(state->callbacks.context, id, state->arguments.bytes, state->arguments.count,
                                     caller, &state->reply);
  lua_settop(L, first - 1);
  lh_settle(L, NULL);
  if (failed) {
    lh_owe(state, REFUSAL_WORK);
    luaL_where(L, level);
    lua_pushlstring(L, (const char *)state->reply.bytes, state->reply.count);
    lua_concat(L, 2);
    lua_error(L);
  }
  const uint8_t *at = state->reply.bytes;
  if (state->reply.count > 0 && *at == LH_TEXT) lh_charge(L, state->reply.count, NULL);
  if (state->reply.count == 0) lua_pushnil(L);
  else lh_decode(L, &at, at + state->reply.count);
}
