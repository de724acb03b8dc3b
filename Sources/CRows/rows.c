#include "rows.h"

#include <stdlib.h>
#include <string.h>

int rw_holds(const unsigned char *text, size_t count, const unsigned char *part, size_t length) {
  if (!length) return 1;
  if (count < length) return 0;
  const unsigned char *last = text + (count - length);
  for (const unsigned char *place = text; place <= last; place++) {
    place = memchr(place, part[0], (size_t)(last - place) + 1);
    if (!place) return 0;
    if (!memcmp(place, part, length)) return 1;
  }
  return 0;
}

typedef struct block {
  struct block *next;
  size_t size, used;
} block;

struct rw_arena {
  block *first, *current;
};

enum { BLOCK_SIZE = 64 * 1024, BLOCK_HEADER = (sizeof(block) + 15) & ~(size_t)15 };

rw_arena *rw_arena_new(void) { return calloc(1, sizeof(rw_arena)); }

void rw_arena_free(rw_arena *arena) {
  if (!arena) return;
  for (block *b = arena->first; b;) {
    block *next = b->next;
    free(b);
    b = next;
  }
  free(arena);
}

void rw_arena_reset(rw_arena *arena) {
  for (block *b = arena->first; b; b = b->next) b->used = 0;
  arena->current = arena->first;
}

void *rw_arena_take(rw_arena *arena, size_t size) {
  if (size > SIZE_MAX / 2) return NULL;
  size = (size + 15) & ~(size_t)15;
  while (arena->current && arena->current->size - arena->current->used < size && arena->current->next)
    arena->current = arena->current->next;
  block *b = arena->current;
  if (!b || b->size - b->used < size) {
    size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;
    block *fresh = malloc(BLOCK_HEADER + room);
    if (!fresh) return NULL;
    fresh->next = NULL;
    fresh->size = room;
    fresh->used = 0;
    if (b) b->next = fresh; else arena->first = fresh;
    arena->current = b = fresh;
  }
  void *place = (char *)b + BLOCK_HEADER + b->used;
  b->used += size;
  return place;
}

static bool copy_cell(rw_arena *arena, const rw_schema *schemas, uint16_t schema, rw_cell *cell);

static const rw_cell *copy_cells(rw_arena *arena, const rw_schema *schemas, const rw_field *fields,
                                 uint32_t width, uint32_t records, const rw_cell *from) {
  size_t total = (size_t)width * records;
  rw_cell *to = rw_arena_take(arena, (total ? total : 1) * sizeof(rw_cell));
  if (!to) return NULL;
  if (total) memcpy(to, from, total * sizeof(rw_cell));
  for (size_t i = 0; i < total; i++)
    if (!copy_cell(arena, schemas, fields ? fields[i % width].schema : 0, &to[i])) return NULL;
  return to;
}

static bool copy_cell(rw_arena *arena, const rw_schema *schemas, uint16_t schema, rw_cell *cell) {
  switch (cell->kind) {
    case RW_TEXT: {
      char *text = rw_arena_take(arena, cell->count ? cell->count : 1);
      if (!text) return false;
      if (cell->count) memcpy(text, cell->as.text, cell->count);
      cell->as.text = text;
      return true;
    }
    case RW_TEXTS:
      cell->as.cells = copy_cells(arena, schemas, NULL, 1, cell->count, cell->as.cells);
      return cell->as.cells != NULL;
    case RW_MAP:
      cell->as.cells = copy_cells(arena, schemas, NULL, 2, cell->count, cell->as.cells);
      return cell->as.cells != NULL;
    case RW_RECORD:
    case RW_RECORDS: {
      const rw_schema *of = &schemas[schema];
      uint32_t records = cell->kind == RW_RECORD ? 1 : cell->count;
      cell->as.cells = copy_cells(arena, schemas, of->fields, of->count, records, cell->as.cells);
      return cell->as.cells != NULL;
    }
    default: return true;
  }
}

const rw_cell *rw_copy(rw_arena *arena, const rw_schema *schemas, uint32_t schema, const rw_cell *record) {
  return copy_cells(arena, schemas, schemas[schema].fields, schemas[schema].count, 1, record);
}
