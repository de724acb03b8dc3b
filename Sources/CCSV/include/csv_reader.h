#ifndef REFER_CSV_READER_H
#define REFER_CSV_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Rows of separated values (RFC 4180, and what is written in its name), found in bytes.
 *
 * A quote opens a cell only as its first byte; any other is a character like the rest, and what follows a closing
 * quote up to the separator belongs to the cell. A row ends at CR LF, LF or CR outside quotes, or with the file. So
 * reads Python's csv, too. Bytes are not decoded here: a separator is one byte of ASCII. */

#ifdef __cplusplus
extern "C" {
#endif

/* A row of more cells than this is no row. */
#define CSV_MOST_CELLS 65536

typedef struct csv_cell {
  const char *text;
  uint32_t length;
  uint32_t has_quotes; /* inside the scanner: the text holds quotes that stand for none or for one */
} csv_cell;

enum {
  CSV_ROW = 0,
  CSV_MORE = 1,     /* the bytes end before the row does */
  CSV_UNCLOSED = 2, /* the file ends inside quotes */
  CSV_TOO_MANY = 3, /* a row of more than CSV_MOST_CELLS cells: `size` goes to the end of its line */
  CSV_MEMORY = 4
};

typedef struct csv_row {
  csv_cell *cells;
  uint32_t count;
  size_t size;    /* of the row with its line end */
  uint32_t lines; /* line ends in it */
} csv_row;

typedef struct csv_scanner csv_scanner;

csv_scanner *csv_new(void);
void csv_free(csv_scanner *scanner);
/* Begins anew, with this separator. */
void csv_reset(csv_scanner *scanner, char separator);
/* True between a CSV_MORE and the end of its row, where that row stands inside quotes. */
bool csv_in_quotes(const csv_scanner *scanner);
/* Finds the row that begins at `text`. After CSV_MORE call again with the same bytes, perhaps moved, and more behind
 * them. The cells point into `text`, quotes and all, until csv_unquote. */
int csv_next(csv_scanner *scanner, const char *text, size_t length, bool is_last, csv_row *row);
/* Takes away the quotes of a row in place. */
void csv_unquote(csv_row *row, char *text);

/* How many of the first bytes are whole, valid UTF-8. */
size_t csv_valid_utf8(const char *text, size_t length);

#ifdef __cplusplus
}
#endif
#endif
