/// A day of the Gregorian calendar, which is carried on before 1582 as if it had always held.
///
/// Its years are 0000 to 10000, one beyond what an ``Instant`` reaches in UTC, so that each has a day in every zone;
/// what is counted beyond them sticks at the first or last day.
package struct CivilDate: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let year: Int
  package let month: Int
  package let day: Int

  private static let firstDay = days(year: 0, month: 1, day: 1)
  private static let lastDay = days(year: 10_000, month: 12, day: 31)

  /// That day; nil if the month does not have it.
  package init?(year: Int, month: Int, day: Int) {
    guard 0...10_000 ~= year, 1...12 ~= month, 1...Self.days(inMonth: month, of: year) ~= day else { return nil }
    self.init(unchecked: year, month, day)
  }

  private init(unchecked year: Int, _ month: Int, _ day: Int) {
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The day that `text` gives, like 2026-05-23.
  package init(iso text: String) throws(TimeTextError) {
    self = try TextCursor.read(text) { (cursor) throws(TimeTextError) in
      guard let date = try Timestamp.date(&cursor), cursor.isAtEnd else { throw .notISOOrder(readings: []) }
      return date
    }
  }

  package var description: String {
    String(unsafeUninitializedCapacity: 16) { buffer in
      var writer = DigitWriter(buffer)
      writer.write(self)
      return writer.count
    }
  }

  package static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

extension CivilDate {
  /// The day that is `days` after 1970-01-01.
  package init(daysSinceEpoch days: Int) {
    // The years are counted from March, so that the leap day is the last of its year.
    let shifted = min(max(days, Self.firstDay), Self.lastDay) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    self.init(unchecked: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  package var daysSinceEpoch: Int { Self.days(year: year, month: month, day: day) }

  /// The days from 1970-01-01 to a day that the calendar has.
  static func days(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  package static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// How many days `month`, 1 to 12, has.
  package static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension CivilDate {
  /// Monday is 1 and Sunday 7, as in ISO 8601.
  package var weekday: Int {
    // 1970-01-01 was a Thursday.
    let days = (daysSinceEpoch + 3) % 7
    return (days < 0 ? days + 7 : days) + 1
  }

  /// The first of January is 1.
  package var dayOfYear: Int { daysSinceEpoch - Self.days(year: year, month: 1, day: 1) + 1 }

  /// The week of ISO 8601, which starts on a Monday and belongs to the year of its Thursday.
  package var isoWeek: (year: Int, week: Int) {
    let thursday = adding(days: 4 - weekday)
    return (thursday.year, (thursday.dayOfYear - 1) / 7 + 1)
  }

  package func adding(days: Int) -> CivilDate {
    CivilDate(daysSinceEpoch: daysSinceEpoch + min(max(days, -4_000_000), 4_000_000))
  }

  /// The same day `months` later; the last of the month where that has no such day.
  package func adding(months: Int) -> CivilDate {
    let count = year * 12 + month - 1 + min(max(months, -130_000), 130_000)
    guard count >= 0 else { return CivilDate(daysSinceEpoch: Self.firstDay) }
    guard count < 10_001 * 12 else { return CivilDate(daysSinceEpoch: Self.lastDay) }
    let (year, month) = (count / 12, count % 12 + 1)
    return CivilDate(unchecked: year, month, min(day, Self.days(inMonth: month, of: year)))
  }
}

extension CivilDate: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do throws(TimeTextError) {
      try self.init(iso: text)
    } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
