#ifndef REFER_SIMDJSON_READER_H
#define REFER_SIMDJSON_READER_H

#include "rows.h"

#include <stddef.h>
#include <stdint.h>

/* Contacts as NDJSON, one object a line, into rows. No C++ exception and no C++ type leaves.
 *
 * What a line may hold, by the kind of the field:
 *   text     a text; of `id`, `parent` and `referral` a number too, which becomes its text
 *   number   a number
 *   bool     true or false
 *   time     RFC 3339 text with its offset, a number of seconds since 1970, or text without an offset
 *            ("2026-01-15", "2026-01-15T09:30", "2026-01-15T09:30:00"), which is a day
 *   texts    a list of texts, or one text
 *   record   an object, or a text: its name
 *   records  a list of objects and texts
 *   map      an object of texts, numbers and bools; a list or object in it becomes its JSON as text.
 *            In `custom` all values become text. In `answers` an object {"value":4,"at":"2026-01-02"}
 *            becomes two entries: the key with the value, and the key, a NUL and "at" with the time.
 * null and "" are missing. An unknown key of a contact goes into `custom`; one of a nested record is
 * checked as JSON and dropped. A key that stands twice is an error.
 *
 * What a contact gets from its other fields, unless the line gives it: `name` from first and last name,
 * `email` and `emails` from each other (`phone` and `phones` too, where the schema has both),
 * `last_interaction_at` (see ndjson_set_one_sided), and `referrals_received` and `referrals_given` from `referrals` by their
 * direction. Interactions are put in order of time, those without one first. */

#ifdef __cplusplus
extern "C" {
#endif

/* Bytes that must be readable behind a line. The first must be no closing brace: behind one, the parser
   looks for other errors than elsewhere. */
#define NDJSON_PADDING 64
/* The column of a problem whose place in the line is not known. */
#define NDJSON_NOWHERE SIZE_MAX

enum {
  NDJSON_OK = 0,
  NDJSON_NOT_AN_OBJECT = 1,
  NDJSON_TRUNCATED = 2,
  NDJSON_TRAILING = 3,
  NDJSON_SYNTAX = 4,
  NDJSON_ENCODING = 5, /* not UTF-8, half a surrogate pair, or a NUL */
  NDJSON_TOO_DEEP = 6,
  NDJSON_WRONG_TYPE = 7,
  NDJSON_TWICE = 8,
  NDJSON_TOO_MUCH = 9,
  NDJSON_MEMORY = 10
};

/* What is wrong with a line. The texts never hold a value of the line, and stay until the next line. */
typedef struct ndjson_problem {
  int code;
  const char *field;   /* "trust", "interactions[2].at", or NULL */
  const char *message; /* a sentence without a full stop */
  size_t offset;       /* bytes before the place, or NDJSON_NOWHERE */
} ndjson_problem;

typedef struct ndjson_reader ndjson_reader;

/* The moment of `seconds`, counted on the local clock as if it were UTC. */
typedef double (*ndjson_zone)(void *context, double seconds);

/* `schemas[0]` is the contact; the table must outlive the reader. NULL: memory is out, or a schema has
   more than 256 fields or a name of more than 63 bytes. */
ndjson_reader *ndjson_new(const rw_schema *schemas, uint32_t schema_count);
void ndjson_free(ndjson_reader *reader);

/* With a zone, days become times as they are read, before anything is put in order by time. Without
   one they stay RW_DAY. */
void ndjson_set_zone(ndjson_reader *reader, ndjson_zone zone, void *context);

/* Kinds of interaction that do not say when two people last spoke: newsletters and the like. The texts end in NUL and
   must outlive the reader. */
void ndjson_set_one_sided(ndjson_reader *reader, const char *const *kinds, uint32_t count);

/* Reads one line into a row of `schemas[0]`. The row points into `line`, `arena` and the reader, and is
   good until the next line or until one of them changes. NULL: see `problem`. */
const rw_cell *ndjson_parse_line(
  ndjson_reader *reader, const char *line, size_t length /* NDJSON_PADDING bytes readable behind */,
  rw_arena *arena, ndjson_problem *problem);

/* Whether the last line held a date without a zone. */
bool ndjson_saw_day(const ndjson_reader *reader);

#ifdef __cplusplus
}
#endif
#endif
