#include "line_check.hpp"

#include <cstdint>
#include <cstring>

namespace {

/// The code unit of the four hexadecimal digits at `text`, or -1.
int32_t code_unit(const char *text, const char *end) {
  if (end - text < 4) return -1;
  int32_t value = 0;
  for (int i = 0; i < 4; i++) {
    const char c = text[i];
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

bool is_high(int32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low(int32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

}  // namespace

LineCheck check_line(const char *line, size_t length) {
  LineCheck check;
  const char *end = line + length;
  if (const void *nul = std::memchr(line, 0, length)) {
    check.problem = "the line holds a NUL character";
    check.offset = static_cast<size_t>(static_cast<const char *>(nul) - line);
    return check;
  }
  const char *at = line;
  while (at < end) {
    at = static_cast<const char *>(std::memchr(at, '\\', static_cast<size_t>(end - at)));
    if (!at) break;
    check.has_escapes = true;
    const char *escape = at;
    at += 2;
    if (at > end || escape[1] != 'u') continue;
    const int32_t unit = code_unit(at, end);
    if (unit < 0) continue;  // the parser says what is wrong with it
    at += 4;
    check.offset = static_cast<size_t>(escape - line);
    if (unit == 0) {
      check.problem = "a text holds a NUL character";
    } else if (is_high(unit) && end - at >= 6 && at[0] == '\\' && at[1] == 'u' && is_low(code_unit(at + 2, end))) {
      at += 6;
    } else if (is_high(unit) || is_low(unit)) {
      check.problem = "a text holds half of a surrogate pair, which is no character";
    }
    if (check.problem) break;
  }
  return check;
}

ObjectEnd find_object_end(const char *text, size_t length, size_t *end) {
  size_t depth = 0;
  uint64_t lists = 0;  // a bit for each open bracket, the innermost last; enough for what the reader takes
  bool in_text = false;
  for (size_t i = 0; i < length; i++) {
    const char c = text[i];
    if (in_text) {
      if (c == '\\') i++;
      else if (c == '"') in_text = false;
    } else if (c == '"') {
      in_text = true;
    } else if (c == '{' || c == '[') {
      lists = lists << 1 | (c == '[');
      depth++;
    } else if (c == '}' || c == ']') {
      if ((lists & 1) != (c == ']')) return ObjectEnd::mismatched;
      lists >>= 1;
      if (--depth > 0) continue;
      *end = i + 1;
      for (size_t k = i + 1; k < length; k++)
        if (text[k] != ' ' && text[k] != '\t' && text[k] != '\r') return ObjectEnd::early;
      return ObjectEnd::with_line;
    }
  }
  return ObjectEnd::never;
}
