#include "reader.hpp"

#include "line_check.hpp"

#include <cstdio>

namespace {

/// Writes text into a buffer of a fixed size, and leaves out what does not fit.
struct Writer {
  char *next, *end;  // `end` is the last place, kept for the NUL

  Writer(char *buffer, size_t size) : next(buffer), end(buffer + size - 1) { *next = 0; }

  void write(std::string_view text) {
    for (const char c : text) {
      if (next == end) break;
      *next++ = c;
    }
    *next = 0;
  }
  /// A key comes from the file: no control characters on a terminal, and not without end.
  void write_key(std::string_view key) {
    const size_t most = 60;
    size_t length = key.size();
    if (length > most) {
      length = most;
      while (length > 0 && (key[length] & 0xC0) == 0x80) length--;
    }
    for (size_t i = 0; i < length && next != end; i++) {
      const auto c = static_cast<unsigned char>(key[i]);
      const bool c1 = c == 0xC2 && i + 1 < length && static_cast<unsigned char>(key[i + 1]) < 0xA0;
      if (c1) i++;
      *next++ = c < 0x20 || c == 0x7F || c1 ? '?' : key[i];
    }
    *next = 0;
    if (length < key.size()) write("…");
  }
  void write_path(const Place &place) {
    if (place.parent) {
      write_path(*place.parent);
      write(".");
    }
    write_key(place.field);
    if (place.number == 0) return;
    char number[16];
    std::snprintf(number, sizeof number, "[%u]", place.number);
    write(number);
  }
};

const char *here_it_is(ondemand::value value) {
  switch (*value.raw_json_token().data()) {
    case '"': return "text";
    case '{': return "an object";
    case '[': return "a list";
    case 't':
    case 'f': return "true or false";
    default: return "a number";
  }
}

}  // namespace

void *ndjson_reader::take(size_t size, const Place *place) {
  taken += size;
  if (taken > most_memory) {
    fail(NDJSON_TOO_MUCH, place, NDJSON_NOWHERE, "the line holds more records and values than one contact may have");
    return nullptr;
  }
  void *memory = rw_arena_take(arena, size);
  if (!memory) fail(NDJSON_MEMORY, nullptr, NDJSON_NOWHERE, "there is not enough memory for this line");
  return memory;
}

rw_cell *ndjson_reader::append(CellList *list, uint32_t width, const Place *place) {
  if (list->count == list->room) {
    const uint32_t room = list->room ? list->room * 2 : 4;
    auto *larger = static_cast<rw_cell *>(take(size_t(room) * width * sizeof(rw_cell), place));
    if (!larger) return nullptr;
    if (list->count) std::memcpy(larger, list->cells, size_t(list->count) * width * sizeof(rw_cell));
    list->cells = larger;
    list->room = room;
  }
  return list->cells + size_t(list->count++) * width;
}

bool ndjson_reader::fail(int code, const Place *place, size_t offset, const char *message) {
  problem->code = code;
  problem->offset = offset;
  problem->field = nullptr;
  Writer words(message_text, sizeof message_text);
  if (place) {
    Writer(field_text, sizeof field_text).write_path(*place);
    problem->field = field_text;
    words.write("'");
    words.write(field_text);
    words.write(code == NDJSON_WRONG_TYPE ? "' " : "': ");
  }
  words.write(message);
  problem->message = message_text;
  return false;
}

bool ndjson_reader::fail(simdjson::error_code error, const Place *place) {
  const size_t nowhere = NDJSON_NOWHERE;
  size_t end = 0;
  switch (error) {
    case simdjson::UTF8_ERROR:
      return fail(NDJSON_ENCODING, nullptr, nowhere, "the line is not valid UTF-8; save the file as UTF-8");
    case simdjson::UNESCAPED_CHARS:
      return fail(NDJSON_SYNTAX, nullptr, nowhere, "a text holds a raw tab or another control character; write \\t");
    case simdjson::UNCLOSED_STRING:
      return fail(NDJSON_TRUNCATED, nullptr, nowhere, "a text has no closing quotation mark; is the line cut off?");
    case simdjson::STRING_ERROR:
      return fail(NDJSON_SYNTAX, place, nowhere, "a text holds an escape that JSON does not have");
    case simdjson::NUMBER_ERROR:
    case simdjson::INCORRECT_TYPE:
      return fail(NDJSON_SYNTAX, place, nowhere, "this is not a number as JSON writes one, or too large");
    case simdjson::T_ATOM_ERROR:
    case simdjson::F_ATOM_ERROR:
    case simdjson::N_ATOM_ERROR:
      return fail(NDJSON_SYNTAX, place, nowhere, "this is none of true, false and null");
    case simdjson::DEPTH_ERROR:
      return fail(NDJSON_TOO_DEEP, nullptr, nowhere, "objects and lists are nested more than 64 deep");
    case simdjson::MEMALLOC:
    case simdjson::CAPACITY:
      return fail(NDJSON_MEMORY, nullptr, nowhere, "there is not enough memory for this line");
    default: break;
  }
  // An error in the structure: the brackets tell a cut or a second object from a slip.
  const size_t first = line.find('{');
  const ObjectEnd found = find_object_end(line.data() + first, line.size() - first, &end);
  if (found == ObjectEnd::early && error == simdjson::INCOMPLETE_ARRAY_OR_OBJECT)
    return fail(NDJSON_TRAILING, nullptr, first + end, "something follows the object; a line holds one contact");
  if (found == ObjectEnd::never)
    return fail(NDJSON_TRUNCATED, nullptr, nowhere, "the object has no closing brace; is the line cut off?");
  return fail(NDJSON_SYNTAX, place, nowhere,
              "this is not valid JSON: a comma, colon, quotation mark or bracket is missing or too many");
}

bool ndjson_reader::wrong_type(ondemand::value value, const Place &place, const char *expected) {
  const char *found = here_it_is(value);
  char words[160];
  std::snprintf(words, sizeof words, "must be %s, here it is %s", expected, found);
  return fail(NDJSON_WRONG_TYPE, &place, offset_of(value.raw_json_token().data()), words);
}

bool ndjson_reader::twice(std::string_view key, const Place *place) {
  const Place twice{place, key, 0};
  char path[sizeof field_text];
  Writer(path, sizeof path).write_path(twice);
  char words[sizeof path + 32];
  std::snprintf(words, sizeof words, "the key '%s' stands twice", path);
  fail(NDJSON_TWICE, nullptr, NDJSON_NOWHERE, words);
  std::memcpy(field_text, path, sizeof path);
  problem->field = field_text;
  return false;
}
