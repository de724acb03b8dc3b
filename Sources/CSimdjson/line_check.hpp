#pragma once

#include <cstddef>

/// What a line holds that no field may, found before it is parsed.
struct LineCheck {
  bool has_escapes = false;
  /// A sentence, or nullptr when all is well.
  const char *problem = nullptr;
  size_t offset = 0;
};

/// Looks for NUL characters, raw or escaped, and for halves of surrogate pairs, which simdjson lets through.
LineCheck check_line(const char *line, size_t length);

/// Where an object ends, by its brackets alone.
enum class ObjectEnd {
  early,       // something follows it
  with_line,   // only blanks follow it
  never,       // the line is cut off
  mismatched,  // a bracket closes what another kind opened
};

/// `text` begins with the object's brace. `end` becomes the place behind the object, where it has an end.
ObjectEnd find_object_end(const char *text, size_t length, size_t *end);
