#pragma once

#include <cstddef>

/// A point in time as a file writes it.
struct Moment {
  double seconds;
  /// No offset was given: the seconds are those of the local clock as if it were UTC.
  bool local;
};

/// Reads RFC 3339, or a date with or without a time of day and without an offset.
bool read_moment(const char *text, size_t length, Moment *moment);
