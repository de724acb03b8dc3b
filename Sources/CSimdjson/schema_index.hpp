#pragma once

#include "rows.h"

#include <cstdint>
#include <cstring>
#include <memory>
#include <new>

/// The fields of one schema by name.
///
/// A file writes its keys in much the same order on each line, so the field that followed this one the
/// last time is tried first; the hash table is for the rest.
class SchemaIndex {
public:
  static constexpr uint32_t most_fields = 256;
  static constexpr uint32_t longest_name = 63;  // so that a guess never reads beyond a line's padding
  static constexpr uint32_t none = UINT32_MAX;

  const rw_schema *schema = nullptr;

  /// False: memory is out, or the schema is beyond the limits.
  bool build(const rw_schema *of) {
    schema = of;
    if (of->count > most_fields) return false;
    size_t size = 16;
    while (size < of->count * 4u) size *= 2;
    mask = size - 1;
    slots.reset(new (std::nothrow) uint32_t[size]);
    successors.reset(new (std::nothrow) uint32_t[of->count + 1]);
    if (!slots || !successors) return false;
    for (size_t i = 0; i < size; i++) slots[i] = none;
    for (uint32_t i = 0; i < of->count; i++) {
      const rw_field &field = of->fields[i];
      if (field.name_length > longest_name) return false;
      size_t slot = hash(field.name, field.name_length) & mask;
      while (slots[slot] != none) slot = (slot + 1) & mask;
      slots[slot] = i;
    }
    for (uint32_t i = 0; i <= of->count; i++) successors[i] = i < of->count ? i + 1 : 0;
    return true;
  }

  /// The field expected after `previous` (`none` at the start of a record), if the key that begins at `key`
  /// and ends with a quotation mark is its name.
  uint32_t guess(uint32_t previous, const char *key) const {
    const uint32_t next = successors[previous == none ? schema->count : previous];
    if (next >= schema->count) return none;
    const rw_field &field = schema->fields[next];
    if (std::memcmp(key, field.name, field.name_length) != 0 || key[field.name_length] != '"') return none;
    return next;
  }

  uint32_t find(const char *key, size_t length) const {
    for (size_t slot = hash(key, length) & mask; slots[slot] != none; slot = (slot + 1) & mask) {
      const rw_field &field = schema->fields[slots[slot]];
      if (field.name_length == length && std::memcmp(field.name, key, length) == 0) return slots[slot];
    }
    return none;
  }

  void learn(uint32_t previous, uint32_t next) { successors[previous == none ? schema->count : previous] = next; }

private:
  size_t mask = 0;
  std::unique_ptr<uint32_t[]> slots, successors;

  static size_t hash(const char *key, size_t length) {
    uint32_t value = 2166136261u;  // FNV-1a
    for (size_t i = 0; i < length; i++) value = (value ^ static_cast<unsigned char>(key[i])) * 16777619u;
    return value ^ (value >> 15);
  }
};
