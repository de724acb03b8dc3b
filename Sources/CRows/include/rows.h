#ifndef REFER_ROWS_H
#define REFER_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Rows: how a record travels from a reader to the rules without becoming an object on the way.
 *
 * A record is an array of 16-byte cells, one a field of its schema, in the schema's order. Texts and
 * nested records are pointers into memory that the reader owns; they stay valid until the reader
 * moves on to the next row, or as long as the arena they were copied into lives. */

#ifdef __cplusplus
extern "C" {
#endif

/* What a cell holds. A missing value is RW_NONE, whatever its field's kind. */
enum {
  RW_NONE = 0,
  RW_BOOL = 1,    /* number: 0 or 1 */
  RW_NUMBER = 2,  /* number */
  RW_TEXT = 3,    /* text, count bytes of valid UTF-8, not terminated */
  RW_TEXTS = 4,   /* cells: count text cells */
  RW_RECORD = 5,  /* cells: the fields of one record of the field's schema */
  RW_RECORDS = 6, /* cells: count records, one behind the other */
  RW_MAP = 7,     /* cells: count pairs of a text key and a value (text, number or bool) */
  RW_TIME = 8,    /* as a field's kind only: the cell is RW_NUMBER, seconds since 1970 UTC */
  RW_DAY = 9      /* a date without a time, as read: number is local midnight as if in UTC;
                     a reader's owner turns it into RW_NUMBER with the zone before use */
};

typedef struct rw_cell {
  uint8_t kind;
  uint8_t reserved[3];
  uint32_t count;
  union {
    double number;
    const char *text;
    const struct rw_cell *cells;
  } as;
} rw_cell;

/* A missing value of a fact makes a condition unknown; a missing record of one's own means none. */
enum { RW_FACT = 1, RW_HIDDEN = 2 /* read from files, not visible to rules */ };

typedef struct rw_field {
  const char *name;
  uint32_t name_length;
  uint8_t kind;    /* what a present value is */
  uint8_t flags;   /* RW_FACT, RW_HIDDEN */
  uint16_t schema; /* of RW_RECORD and RW_RECORDS: an index into the schema table */
} rw_field;

typedef struct rw_schema {
  const char *name;
  const rw_field *fields;
  uint32_t count;
  uint32_t name_field; /* the field that a plain text in place of the record stands for */
} rw_schema;

/* An arena: memory that is given out piece by piece and taken back all at once. */
typedef struct rw_arena rw_arena;

rw_arena *rw_arena_new(void);
void rw_arena_free(rw_arena *arena);
/* Takes back all that was given out, and keeps the memory for the next row. */
void rw_arena_reset(rw_arena *arena);
/* `size` bytes, aligned for a cell, or NULL when memory is out. */
void *rw_arena_take(rw_arena *arena, size_t size);

/* Whether `part` stands anywhere in `text`, byte by byte; what is empty does. */
int rw_holds(const unsigned char *text, size_t count, const unsigned char *part, size_t length);

/* Copies a record of `schemas[schema]` with all that it points to into `arena`; NULL: out of memory. */
const rw_cell *rw_copy(rw_arena *arena, const rw_schema *schemas, uint32_t schema, const rw_cell *record);

#ifdef __cplusplus
}
#endif
#endif
