#include "moment.hpp"

#include <cstdint>

namespace {

/// Reads digits and marks from left to right, and remembers that one was not as expected.
struct Scanner {
  const char *next, *end;
  bool sound = true;

  int number(int digits) {
    if (end - next < digits) {
      sound = false;
      return 0;
    }
    int value = 0;
    for (int i = 0; i < digits; i++) {
      const unsigned digit = static_cast<unsigned char>(*next++) - '0';
      if (digit > 9) sound = false;
      value = value * 10 + static_cast<int>(digit % 10);
    }
    return value;
  }
  bool take(char mark) {
    if (next == end || *next != mark) return false;
    next++;
    return true;
  }
  void expect(char mark) {
    if (!take(mark)) sound = false;
  }
};

bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in(int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/// Days since 1970-01-01. The year begins in March, so that the leap day is its last.
int64_t day_number(int year, int month, int day) {
  const int64_t y = month > 2 ? year : year - 1;
  const int64_t era = (y >= 0 ? y : y - 399) / 400;
  const int64_t year_of_era = y - era * 400;
  const int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

/// Digits behind the point. Those beyond the ninth are read and do not count.
double fraction(Scanner &scan) {
  int64_t value = 0, unit = 1;
  const char *first = scan.next;
  for (; scan.next != scan.end && *scan.next >= '0' && *scan.next <= '9'; scan.next++) {
    if (unit == 1000000000) continue;
    value = value * 10 + (*scan.next - '0');
    unit *= 10;
  }
  if (scan.next == first) scan.sound = false;
  return static_cast<double>(value) / static_cast<double>(unit);
}

/// Seconds east of Greenwich; false when none is written.
bool offset(Scanner &scan, int *seconds) {
  *seconds = 0;
  if (scan.take('Z') || scan.take('z')) return true;
  const bool west = scan.take('-');
  if (!west && !scan.take('+')) return false;
  const int hours = scan.number(2);
  scan.take(':');
  const int minutes = scan.number(2);
  if (hours > 23 || minutes > 59) scan.sound = false;
  *seconds = (hours * 3600 + minutes * 60) * (west ? -1 : 1);
  return true;
}

}  // namespace

bool read_moment(const char *text, size_t length, Moment *moment) {
  Scanner scan{text, text + length};
  const int year = scan.number(4);
  scan.expect('-');
  const int month = scan.number(2);
  scan.expect('-');
  const int day = scan.number(2);
  if (!scan.sound || month < 1 || month > 12 || day < 1 || day > days_in(year, month)) return false;

  double seconds = static_cast<double>(day_number(year, month, day)) * 86400;
  moment->local = true;
  if (scan.next != scan.end) {
    if (!scan.take('T') && !scan.take('t')) scan.expect(' ');
    const int hour = scan.number(2);
    scan.expect(':');
    const int minute = scan.number(2);
    int second = 0;
    double part = 0;
    if (scan.take(':')) {
      second = scan.number(2);
      if (scan.take('.')) part = fraction(scan);
    }
    // RFC 3339, 5.6: 60 is a leap second, which this count of seconds runs into the next minute.
    if (hour > 23 || minute > 59 || second > 60) return false;
    int east;
    if (offset(scan, &east)) {
      moment->local = false;
      seconds -= east;
    }
    seconds += hour * 3600 + minute * 60 + second + part;
  }
  moment->seconds = seconds;
  return scan.sound && scan.next == scan.end;
}
