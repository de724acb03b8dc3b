/* What eats a budget: which place in the script, which library function there, and whose text it worked on.
 *
 * Work is not booked where it is charged, which would cost more than the work itself: each time some thousands
 * of units are used, all of them go to the place that runs then. The count of work decides when, so that the same
 * script and data name the same culprit on every machine. */

#include <string.h>

#include "state.h"

/* How many cells of a record are looked through for a text. */
enum { MOST_CELLS = 400 };

static int line_of_script(lua_State *L) {
  lua_Debug where;
  for (int level = 0; level < 64 && lua_getstack(L, level, &where); level++)
    if (lua_getinfo(L, "l", &where) && where.currentline > 0) return where.currentline;
  return 0;
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

/* Whatever the case: what is searched is often the text in lower case. */
static bool is_same_text(const rw_cell *cell, const char *text, size_t length) {
  if (cell->kind != RW_TEXT || cell->count != length) return false;
  for (size_t i = 0; i < length; i++)
    if (lower(cell->as.text[i]) != lower(text[i])) return false;
  return true;
}

typedef struct search {
  const lh_state *state;
  const char *text;
  size_t length;
  int left; /* cells that may still be looked at */
  lh_eater *into;
} search;

static bool find_text(search *s, uint16_t schema, const rw_cell *cells, int depth);

static bool is_in_cell(search *s, const rw_field *field, const rw_cell *cell, int depth) {
  switch (cell->kind) {
    case RW_TEXT: return is_same_text(cell, s->text, s->length);
    case RW_TEXTS:
    case RW_MAP: {
      size_t count = cell->kind == RW_MAP ? (size_t)cell->count * 2 : cell->count;
      for (size_t i = 0; i < count && s->left-- > 0; i++)
        if (is_same_text(&cell->as.cells[i], s->text, s->length)) return true;
      return false;
    }
    case RW_RECORD:
    case RW_RECORDS: {
      if (depth == 0) return false;
      uint32_t width = s->state->indexes[field->schema].schema->count;
      uint32_t count = cell->kind == RW_RECORD ? 1 : cell->count;
      for (uint32_t i = 0; i < count && s->left > 0; i++)
        if (find_text(s, field->schema, cell->as.cells + (size_t)i * width, depth - 1)) return true;
      return false;
    }
    default: return false;
  }
}

static bool find_text(search *s, uint16_t schema, const rw_cell *cells, int depth) {
  const rw_schema *shape = s->state->indexes[schema].schema;
  for (uint32_t i = 0; i < shape->count && s->left-- > 0; i++) {
    const bool is_hidden = shape->fields[i].flags & RW_HIDDEN;
    if (is_hidden || !is_in_cell(s, &shape->fields[i], &cells[i], depth)) continue;
    if (!s->into->field) {
      s->into->owner = shape->name;
      s->into->field = shape->fields[i].name;
    }
    return true;
  }
  return false;
}

/* The text that the running library function works on, where it is one of the contact's own. */
static void name_field(lua_State *L, const lh_state *state, lh_eater *eater) {
  if (!state->first) return;
  int subject = lua_type(L, 1) == LUA_TSTRING ? 1 : lua_upvalueindex(1); /* an iterator of gmatch keeps it */
  if (lua_type(L, subject) != LUA_TSTRING) return;
  search s = {.state = state, .left = MOST_CELLS, .into = eater};
  s.text = lua_tolstring(L, subject, &s.length);
  if (s.length > 0) find_text(&s, state->first_schema, state->first, 2);
}

/* The entry of this place; where there is no room, in the place of the smallest. */
static lh_eater *entry_of(lh_state *state, const char *what, int line) {
  lh_eater *smallest = &state->eaters[0];
  for (int i = 0; i < state->eater_count; i++) {
    lh_eater *eater = &state->eaters[i];
    bool is_same = eater->what == what || (eater->what && what && strcmp(eater->what, what) == 0);
    if (is_same && eater->line == line) return eater;
    if (eater->work < smallest->work) smallest = eater;
  }
  if (state->eater_count < LH_EATERS) smallest = &state->eaters[state->eater_count++];
  *smallest = (lh_eater){.what = what, .line = line};
  return smallest;
}

void lh_tally(lua_State *L, lh_state *state, const char *what) {
  int64_t work = state->used - state->tallied;
  state->tallied = state->used;
  if (work <= 0) return;
  lh_eater *eater = entry_of(state, what, line_of_script(L));
  eater->work += work;
  if (what && !eater->field) name_field(L, state, eater);
}

const lh_eater *lh_biggest_eater(const lh_state *state) {
  const lh_eater *biggest = NULL;
  for (int i = 0; i < state->eater_count; i++)
    if (!biggest || state->eaters[i].work > biggest->work) biggest = &state->eaters[i];
  return biggest;
}

/* The functions of the library that make long texts and tables, for a caller's name of them. */
static const char *const makers[] = {
  "string.byte",   "string.char",    "string.format", "string.gsub", "string.lower", "string.rep", "string.reverse",
  "string.sub",    "string.upper",   "string.match",  "string.find", "string.gmatch", "table.concat", "table.insert",
  "table.move",    "table.pack",     "table.sort",    "table.unpack", "utf8.codepoint",
};

const char *lh_running_function(lua_State *L) {
  lua_Debug where;
  if (!lua_getstack(L, 0, &where) || !lua_getinfo(L, "Sn", &where) || where.what[0] != 'C' || !where.name) return NULL;
  for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
    if (strcmp(strchr(makers[i], '.') + 1, where.name) == 0) return makers[i];
  return NULL;
}
