#include "csv_reader.h"

#include <stdlib.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

struct csv_scanner {
  csv_cell *cells;
  uint32_t count, capacity;
  char separator;
  /* Where the row stands, so that more bytes continue it: offsets, since the bytes may move. */
  enum { AT_CELL, IN_QUOTES, IN_TEXT } state;
  bool has_quotes;
  size_t begin, position;
  uint32_t lines;
};

csv_scanner *csv_new(void) {
  csv_scanner *s = calloc(1, sizeof *s);
  if (s) s->separator = ',';
  return s;
}

void csv_free(csv_scanner *s) {
  if (!s) return;
  free(s->cells);
  free(s);
}

static void restart(csv_scanner *s) {
  s->count = 0;
  s->state = AT_CELL;
  s->has_quotes = false;
  s->begin = s->position = 0;
  s->lines = 0;
}

void csv_reset(csv_scanner *s, char separator) {
  s->separator = separator;
  restart(s);
}

bool csv_in_quotes(const csv_scanner *s) { return s->state == IN_QUOTES; }

static inline bool ends_text(char c, char separator) { return c == separator || c == '\n' || c == '\r'; }

/* The first separator or line end from `p` on. */
static const char *find_end(const char *p, const char *end, char separator) {
#if defined(__SSE2__)
  const __m128i separators = _mm_set1_epi8(separator), feeds = _mm_set1_epi8('\n'), returns = _mm_set1_epi8('\r');
  for (; end - p >= 16; p += 16) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i found = _mm_or_si128(
        _mm_cmpeq_epi8(bytes, separators), _mm_or_si128(_mm_cmpeq_epi8(bytes, feeds), _mm_cmpeq_epi8(bytes, returns)));
    int mask = _mm_movemask_epi8(found);
    if (mask) return p + __builtin_ctz((unsigned)mask);
  }
#endif
  while (p < end && !ends_text(*p, separator)) p++;
  return p;
}

static uint32_t count_lines(const char *p, const char *end) {
  uint32_t lines = 0;
  for (; p < end; p++) lines += *p == '\n' || (*p == '\r' && (p + 1 == end || p[1] != '\n'));
  return lines;
}

static bool add_cell(csv_scanner *s, size_t stop) {
  if (s->count == s->capacity) {
    uint32_t capacity = s->capacity ? s->capacity * 2 : 64;
    csv_cell *cells = realloc(s->cells, capacity * sizeof *cells);
    if (!cells) return false;
    s->cells = cells;
    s->capacity = capacity;
  }
  /* The offset stands in for the pointer until the row is whole. */
  s->cells[s->count++] =
      (csv_cell){(const char *)(uintptr_t)s->begin, (uint32_t)(stop - s->begin), s->has_quotes ? 1u : 0u};
  return true;
}

static int finish(csv_scanner *s, const char *text, size_t size, csv_row *row) {
  for (uint32_t i = 0; i < s->count; i++) s->cells[i].text = text + (uintptr_t)s->cells[i].text;
  *row = (csv_row){s->cells, s->count, size, s->lines};
  int status = s->count > CSV_MOST_CELLS ? CSV_TOO_MANY : CSV_ROW;
  restart(s);
  return status;
}

int csv_next(csv_scanner *s, const char *text, size_t length, bool is_last, csv_row *row) {
  const char *p = text + s->position, *end = text + length;
  for (;;) {
    if (s->state == AT_CELL) {
      s->begin = (size_t)(p - text);
      s->has_quotes = false;
      if (p == end) {
        s->position = s->begin;
        if (!is_last) return CSV_MORE;
        if (s->count <= CSV_MOST_CELLS && !add_cell(s, s->begin)) return CSV_MEMORY;
        return finish(s, text, length, row);
      }
      s->has_quotes = *p == '"';
      s->state = s->has_quotes ? IN_QUOTES : IN_TEXT;
      if (s->has_quotes) p++;
    }
    if (s->state == IN_QUOTES) {
      const char *from = p;
      const char *quote = p < end ? memchr(p, '"', (size_t)(end - p)) : NULL;
      while (quote && quote + 1 < end && quote[1] == '"')
        quote = quote + 2 < end ? memchr(quote + 2, '"', (size_t)(end - quote - 2)) : NULL;
      if (!quote || (quote + 1 == end && !is_last)) {
        if (is_last) {
          restart(s);
          return CSV_UNCLOSED;
        }
        /* Every quote before `stop` was one of a pair; a quote or a CR at the end may be half of something. */
        const char *stop = quote ? quote : end;
        if (!quote && stop > from && stop[-1] == '\r') stop--;
        s->lines += count_lines(from, stop);
        s->position = (size_t)(stop - text);
        return CSV_MORE;
      }
      s->lines += count_lines(from, quote);
      p = quote + 1;
      s->state = IN_TEXT;
    }
    p = find_end(p, end, s->separator);
    if (p == end && !is_last) {
      s->position = (size_t)(p - text);
      return CSV_MORE;
    }
    if (p < end && *p == '\r' && p + 1 == end && !is_last) {
      s->position = (size_t)(p - text);
      return CSV_MORE;
    }
    if (s->count <= CSV_MOST_CELLS && !add_cell(s, (size_t)(p - text))) return CSV_MEMORY;
    s->state = AT_CELL;
    if (p == end) return finish(s, text, length, row);
    if (*p == s->separator) {
      p++;
      continue;
    }
    p += *p == '\r' && p + 1 < end && p[1] == '\n' ? 2 : 1;
    s->lines++;
    return finish(s, text, (size_t)(p - text), row);
  }
}

void csv_unquote(csv_row *row, char *text) {
  for (uint32_t i = 0; i < row->count; i++) {
    csv_cell *cell = &row->cells[i];
    if (!cell->has_quotes) continue;
    cell->has_quotes = 0;
    size_t start = (size_t)(cell->text - text) + 1, stop = start + cell->length - 1;
    cell->text = text + start;
    char *quote = memchr(text + start, '"', stop - start);
    if (quote && quote + 1 == text + stop) {
      cell->length = (uint32_t)(stop - start - 1);
      continue;
    }
    char *to = quote, *from = quote, *end = text + stop;
    while (from && from < end) {
      if (*from != '"') {
        *to++ = *from++;
      } else if (from + 1 < end && from[1] == '"') {
        *to++ = '"';
        from += 2;
      } else {
        /* The closing quote: the rest of the cell, quotes too, is as it is. */
        from++;
        memmove(to, from, (size_t)(end - from));
        to += end - from;
        break;
      }
    }
    if (to) cell->length = (uint32_t)(to - (text + start));
  }
}

static size_t sequence(const unsigned char *p, size_t room) {
  if (p[0] < 0x80) return 1;
  if (p[0] < 0xC2 || room < 2 || (p[1] & 0xC0) != 0x80) return 0;
  if (p[0] < 0xE0) return 2;
  if (room < 3 || (p[2] & 0xC0) != 0x80) return 0;
  if (p[0] < 0xF0) return (p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) ? 0 : 3;
  if (p[0] > 0xF4 || room < 4 || (p[3] & 0xC0) != 0x80) return 0;
  return (p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F) ? 0 : 4;
}

size_t csv_valid_utf8(const char *text, size_t length) {
  const unsigned char *bytes = (const unsigned char *)text;
  size_t place = 0;
  while (place < length) {
#if defined(__SSE2__)
    while (length - place >= 16 && !_mm_movemask_epi8(_mm_loadu_si128((const __m128i *)(const void *)(bytes + place))))
      place += 16;
    if (place == length) break;
#endif
    uint64_t eight;
    if (length - place >= 8 && (memcpy(&eight, bytes + place, 8), !(eight & UINT64_C(0x8080808080808080)))) {
      place += 8;
      continue;
    }
    size_t step = sequence(bytes + place, length - place);
    if (!step) return place;
    place += step;
  }
  return place;
}
