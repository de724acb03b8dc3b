/* Records, lists and maps as scripts see them: read-only userdata over rows, answered field by field.
 *
 * A handle of a running call dies with the call: its generation is checked at every read, so that
 * nothing that a rule smuggles out of one contact can be read in the next. */

#include <stdlib.h>
#include <string.h>

#include "state.h"

static const char record_key = 'r', list_key = 'l', map_key = 'm', object_key = 'o';

static size_t slot_of(const char *name, uint32_t mask) { return ((uintptr_t)name >> 4) * 0x9E3779B1u & mask; }

void lh_index_schema(lua_State *L, schema_index *index, const rw_schema *schema) {
  uint32_t size = 8;
  while (size < schema->count * 4) size *= 2;
  free(index->slots);
  index->slots = calloc(size, sizeof *index->slots);
  if (!index->slots) lh_stop_memory(L);
  index->mask = size - 1;
  lua_createtable(L, (int)schema->count, 0); /* keeps the names where they are */
  for (uint32_t i = 0; i < schema->count; i++) {
    if (schema->fields[i].flags & RW_HIDDEN) continue;
    const char *name = lua_pushlstring(L, schema->fields[i].name, schema->fields[i].name_length);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
    size_t slot = slot_of(name, index->mask);
    while (index->slots[slot].name) slot = (slot + 1) & index->mask;
    index->slots[slot] = (field_slot){name, i};
  }
  lua_rawsetp(L, LUA_REGISTRYINDEX, index->slots);
}

static void set_kind(lua_State *L, const char *key) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, key);
  lua_setmetatable(L, -2);
}

static bool has_kind(lua_State *L, int index, const char *key) {
  if (!lua_getmetatable(L, index)) return false;
  lua_rawgetp(L, LUA_REGISTRYINDEX, key);
  bool same = lua_rawequal(L, -1, -2);
  lua_pop(L, 2);
  return same;
}

record_handle *lh_test_record(lua_State *L, int index) {
  return lua_type(L, index) == LUA_TUSERDATA && has_kind(L, index, &record_key) ? lua_touserdata(L, index) : NULL;
}

list_handle *lh_test_list(lua_State *L, int index) {
  return lua_type(L, index) == LUA_TUSERDATA && has_kind(L, index, &list_key) ? lua_touserdata(L, index) : NULL;
}

bool lh_test_object(lua_State *L, int index, int32_t *id) {
  if (lua_type(L, index) != LUA_TUSERDATA || !has_kind(L, index, &object_key)) return false;
  *id = *(int32_t *)lua_touserdata(L, index);
  return true;
}

void lh_push_object(lua_State *L, int32_t id) {
  int32_t *object = lua_newuserdatauv(L, sizeof *object, 0);
  *object = id;
  set_kind(L, &object_key);
}

void lh_push_record(lua_State *L, uint16_t schema, const rw_cell *cells, uint32_t generation) {
  record_handle *record = lua_newuserdatauv(L, sizeof *record, 0);
  *record = (record_handle){.cells = cells, .generation = generation, .schema = schema};
  set_kind(L, &record_key);
}

list_handle *lh_push_list(lua_State *L, uint16_t schema, const rw_cell *cells, uint32_t count, uint32_t generation,
                          bool scattered) {
  size_t items = scattered ? count * sizeof(const rw_cell *) : 0;
  list_handle *list = lua_newuserdatauv(L, sizeof *list + items, 0);
  list->cells = scattered ? NULL : cells;
  list->count = count;
  list->generation = generation;
  list->schema = schema;
  if (items) memset(list->items, 0, items);
  set_kind(L, &list_key);
  return list;
}

const rw_cell *lh_list_item(const list_handle *list, uint32_t place, const schema_index *indexes) {
  if (!list->cells) return list->items[place];
  uint32_t width = list->schema == LH_NO_SCHEMA ? 1 : indexes[list->schema].schema->count;
  return list->cells + (size_t)width * place;
}

void lh_check_alive(lua_State *L, uint32_t generation) {
  if (generation != 0 && generation != lh_owner(L)->generation)
    luaL_error(L, "what belongs to one contact can't be kept for the next");
}

void lh_push_number(lua_State *L, double number) {
  if (number >= -9007199254740992.0 && number <= 9007199254740992.0 && (double)(lua_Integer)number == number)
    lua_pushinteger(L, (lua_Integer)number);
  else
    lua_pushnumber(L, number);
}

static void push_map(lua_State *L, const rw_field *field, const rw_cell *cell, uint32_t generation) {
  map_handle *map = lua_newuserdatauv(L, sizeof *map, 0);
  bool present = cell->kind == RW_MAP;
  *map = (map_handle){present ? cell->as.cells : NULL, field, present ? cell->count : 0, generation};
  set_kind(L, &map_key);
}

static int push_missing(lua_State *L, lh_state *state, const rw_field *field, uint32_t generation) {
  switch (field->kind) {
    case RW_TEXTS: lh_push_list(L, LH_NO_SCHEMA, NULL, 0, generation, false); return 1;
    case RW_RECORDS: lh_push_list(L, field->schema, NULL, 0, generation, false); return 1;
    default: break;
  }
  if (field->flags & RW_FACT) state->missing = field;
  if (field->kind == RW_BOOL && !(field->flags & RW_FACT)) lua_pushboolean(L, 0);
  else lua_pushnil(L);
  return 1;
}

static int push_field(lua_State *L, lh_state *state, const rw_field *field, const rw_cell *cell, uint32_t generation) {
  if (field->kind == RW_MAP) {
    push_map(L, field, cell, generation);
    return 1;
  }
  switch (cell->kind) {
    case RW_TEXT: lua_pushlstring(L, cell->as.text, cell->count); return 1;
    case RW_NUMBER: lh_push_number(L, cell->as.number); return 1;
    case RW_BOOL: lua_pushboolean(L, cell->as.number != 0); return 1;
    case RW_TEXTS: lh_push_list(L, LH_NO_SCHEMA, cell->as.cells, cell->count, generation, false); return 1;
    case RW_RECORDS: lh_push_list(L, field->schema, cell->as.cells, cell->count, generation, false); return 1;
    case RW_RECORD: lh_push_record(L, field->schema, cell->as.cells, generation); return 1;
    default: return push_missing(L, state, field, generation);
  }
}

static int unknown_field(lua_State *L, uint16_t schema) {
  lua_pushstring(L, lh_owner(L)->indexes[schema].schema->name);
  if (lua_type(L, 2) == LUA_TSTRING) lua_pushvalue(L, 2);
  else lua_pushstring(L, luaL_typename(L, 2));
  lua_pushinteger(L, schema);
  lh_ask_host(L, LH_CALL_FIELD, LH_NO_BUNDLE, 3);
  return luaL_error(L, "no such field");
}

static int record_index(lua_State *L) {
  lh_state *state = lh_owner(L);
  const record_handle *record = lua_touserdata(L, 1);
  lh_check_alive(L, record->generation);
  const schema_index *index = &state->indexes[record->schema];
  if (lua_type(L, 2) != LUA_TSTRING) return unknown_field(L, record->schema);
  const char *name = lua_tostring(L, 2);
  for (size_t slot = slot_of(name, index->mask);; slot = (slot + 1) & index->mask) {
    if (!index->slots[slot].name) return unknown_field(L, record->schema);
    if (index->slots[slot].name != name) continue;
    uint32_t place = index->slots[slot].field;
    if (record->cells == state->first && place < 64) state->reads |= (uint64_t)1 << place;
    return push_field(L, state, &index->schema->fields[place], &record->cells[place], record->generation);
  }
}

static int record_equal(lua_State *L) {
  const record_handle *a = lh_test_record(L, 1), *b = lh_test_record(L, 2);
  lua_pushboolean(L, a && b && a->cells == b->cells);
  return 1;
}

static int push_item(lua_State *L, const list_handle *list, uint32_t place) {
  const rw_cell *item = lh_list_item(list, place, lh_owner(L)->indexes);
  if (list->schema == LH_NO_SCHEMA) {
    lua_pushlstring(L, item->as.text, item->count);
    return 1;
  }
  lh_push_record(L, list->schema, item, list->generation);
  ((record_handle *)lua_touserdata(L, -1))->place = place + 1;
  return 1;
}

static int list_index(lua_State *L) {
  const list_handle *list = lua_touserdata(L, 1);
  lh_check_alive(L, list->generation);
  if (lua_type(L, 2) == LUA_TSTRING) {
    const char *own = lh_own_key(L, 2);
    return luaL_error(L, "a list has no field %s%s%s: go through it with for, count it with #, or take list[1]",
                      own ? "'" : "", own ? own : "of that name", own ? "'" : "");
  }
  int whole;
  lua_Integer place = lua_tointegerx(L, 2, &whole);
  if (!whole || place < 1 || place > list->count) return 0;
  return push_item(L, list, (uint32_t)place - 1);
}

static int list_length(lua_State *L) {
  const list_handle *list = lua_touserdata(L, 1);
  lh_check_alive(L, list->generation);
  lua_pushinteger(L, list->count);
  return 1;
}

/* Where the walk stands, told by the value that the loop had last. */
static uint32_t place_after(lua_State *L, const list_handle *list, int index) {
  if (lua_isnoneornil(L, index)) return 0;
  const record_handle *record = lh_test_record(L, index);
  if (record) return record->place;
  size_t length;
  const char *text = lua_type(L, index) == LUA_TSTRING ? lua_tolstring(L, index, &length) : NULL;
  if (text && list->schema == LH_NO_SCHEMA)
    for (uint32_t i = 0; i < list->count; i++) {
      const rw_cell *item = lh_list_item(list, i, lh_owner(L)->indexes);
      if (item->count == length && memcmp(item->as.text, text, length) == 0) return i + 1;
    }
  luaL_error(L, "a list is no function: write for x in list do, or list[1]");
  return 0;
}

/* for x in list do: a list is its own iterator; it keeps no state. Equal texts count once. */
static int list_call(lua_State *L) {
  const list_handle *list = lua_touserdata(L, 1);
  lh_check_alive(L, list->generation);
  uint32_t place = place_after(L, list, 3);
  lh_charge(L, 1 + (list->schema == LH_NO_SCHEMA ? place / 4 : 0), "for");
  for (; place < list->count; place++) {
    if (list->schema != LH_NO_SCHEMA) return push_item(L, list, place);
    const rw_cell *item = lh_list_item(list, place, lh_owner(L)->indexes);
    lh_charge(L, place / 4, "for");
    bool seen = false;
    for (uint32_t i = 0; i < place && !seen; i++) {
      const rw_cell *before = lh_list_item(list, i, lh_owner(L)->indexes);
      seen = before->count == item->count && memcmp(before->as.text, item->as.text, item->count) == 0;
    }
    if (!seen) return push_item(L, list, place);
  }
  return 0;
}

/* Handed to scripts by pairs, so that anything may come as its argument. */
static int list_step(lua_State *L) {
  const list_handle *list = lh_test_list(L, 1);
  if (!list) return luaL_typeerror(L, 1, "list");
  lh_check_alive(L, list->generation);
  lua_Integer place = luaL_checkinteger(L, 2);
  if (place < 0 || place >= list->count) return 0;
  lua_pushinteger(L, place + 1);
  push_item(L, list, (uint32_t)place);
  return 2;
}

static int list_pairs(lua_State *L) {
  lh_check_alive(L, ((const list_handle *)lua_touserdata(L, 1))->generation);
  lua_pushcfunction(L, list_step);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  return 3;
}

static int push_value(lua_State *L, const rw_cell *cell) {
  if (cell->kind == RW_TEXT) lua_pushlstring(L, cell->as.text, cell->count);
  else if (cell->kind == RW_BOOL) lua_pushboolean(L, cell->as.number != 0);
  else lh_push_number(L, cell->as.number);
  return 1;
}

static int map_index(lua_State *L) {
  lh_state *state = lh_owner(L);
  const map_handle *map = lua_touserdata(L, 1);
  lh_check_alive(L, map->generation);
  size_t length;
  const char *key = lua_type(L, 2) == LUA_TSTRING ? lua_tolstring(L, 2, &length) : NULL;
  lh_charge(L, 1 + map->count / 8, "custom");
  for (uint32_t i = 0; key && i < map->count; i++) {
    const rw_cell *pair = &map->cells[(size_t)i * 2];
    if (pair->count == length && memcmp(pair->as.text, key, length) == 0) return push_value(L, pair + 1);
  }
  if (map->field->flags & RW_FACT) state->missing = map->field;
  return 0;
}

static int map_step(lua_State *L) {
  const map_handle *map = lua_touserdata(L, lua_upvalueindex(1));
  uint32_t at = (uint32_t)lua_tointeger(L, lua_upvalueindex(2));
  lh_check_alive(L, map->generation);
  if (at >= map->count) return 0;
  lua_pushinteger(L, (lua_Integer)at + 1);
  lua_replace(L, lua_upvalueindex(2));
  const rw_cell *pair = &map->cells[(size_t)at * 2];
  lua_pushlstring(L, pair->as.text, pair->count);
  push_value(L, pair + 1);
  return 2;
}

static int map_pairs(lua_State *L) {
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, map_step, 2);
  return 1;
}

static int map_length(lua_State *L) {
  const map_handle *map = lua_touserdata(L, 1);
  lh_check_alive(L, map->generation);
  lua_pushinteger(L, map->count);
  return 1;
}

static int read_only(lua_State *L) {
  const char *kind = lua_tostring(L, lua_upvalueindex(1));
  const char *own = lh_own_key(L, 2);
  if (own) return luaL_error(L, "a %s can't be changed by a rule: '%s' is read-only", kind, own);
  return luaL_error(L, "a %s can't be changed by a rule: it is read-only", kind);
}

/* "a contact", "an interaction"; a name in the plural has no article. */
static int record_read_only(lua_State *L) {
  const record_handle *record = lua_touserdata(L, 1);
  const char *name = lh_owner(L)->indexes[record->schema].schema->name;
  size_t length = strlen(name);
  const char *article = length > 0 && name[length - 1] == 's' ? "" : strchr("aeiou", name[0]) ? "an " : "a ";
  const char *own = lh_own_key(L, 2);
  if (own) return luaL_error(L, "%s%s can't be changed by a rule: '%s' is read-only", article, name, own);
  return luaL_error(L, "%s%s can't be changed by a rule: it is read-only", article, name);
}

/* The host knows what its objects hold: settings.name. */
static int object_index(lua_State *L) {
  lua_settop(L, 2);
  lh_ask_host(L, LH_CALL_FIELD, LH_NO_BUNDLE, 2);
  return 1;
}

static int call_object(lua_State *L) {
  lh_ask_host(L, LH_CALL_OBJECT, LH_NO_BUNDLE, lua_gettop(L));
  return 1;
}

/* The host knows what its objects are worth: money(5, "USD") < money(6, "USD"). */
static int compare_objects(lua_State *L, const char *sign) {
  lua_settop(L, 2);
  lua_pushstring(L, sign);
  lh_ask_host(L, LH_CALL_COMPARE, LH_NO_BUNDLE, 3);
  return 1;
}

static int object_less(lua_State *L) { return compare_objects(L, "<"); }
static int object_at_most(lua_State *L) { return compare_objects(L, "<="); }
static int object_equal(lua_State *L) { return compare_objects(L, "=="); }

static void add_kind(lua_State *L, const char *key, const char *name, const luaL_Reg *methods) {
  lua_newtable(L);
  lua_pushstring(L, name);
  lua_pushcclosure(L, read_only, 1);
  lua_setfield(L, -2, "__newindex");
  luaL_setfuncs(L, methods, 0);
  lua_pushstring(L, name);
  lua_setfield(L, -2, "__name");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_rawsetp(L, LUA_REGISTRYINDEX, key);
}

void lh_open_records(lua_State *L) {
  static const luaL_Reg record[] = {{"__index", record_index}, {"__eq", record_equal},
                                    {"__newindex", record_read_only}, {NULL, NULL}};
  static const luaL_Reg list[] = {{"__index", list_index}, {"__len", list_length},
                                  {"__call", list_call},   {"__pairs", list_pairs},
                                  {NULL, NULL}};
  static const luaL_Reg map[] = {{"__index", map_index}, {"__len", map_length}, {"__pairs", map_pairs}, {NULL, NULL}};
  static const luaL_Reg object[] = {{"__index", object_index}, {"__call", call_object}, {"__lt", object_less},
                                    {"__le", object_at_most}, {"__eq", object_equal}, {NULL, NULL}};
  add_kind(L, &record_key, "record", record);
  add_kind(L, &list_key, "list", list);
  add_kind(L, &map_key, "map", map);
  add_kind(L, &object_key, "condition", object);
}
