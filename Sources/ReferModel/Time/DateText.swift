/// The one way in which dates are written on the command line and in rules.
///
/// `2026-05-23`, `2026-05-23 14:05`, RFC 3339, `today`, `yesterday`, `tomorrow`, `now`, `2 weeks ago`, `in 3 days`.
/// What names a day, and a length counted in days or more does, means its first instant in the user's zone.
package enum DateText {
  /// What a text of a date means: callers for whom a range ends with a day need to know that it is one.
  package enum Reading: Hashable, Sendable {
    case day(CivilDate)
    case moment(Instant)
  }

  /// The instant that `text` gives; a day is its first instant.
  package static func parse(_ text: String, now: Instant, zone: Zone) throws(TimeTextError) -> Instant {
    switch try read(text, now: now, zone: zone) {
    case .day(let date): zone.localMidnight(of: date)
    case .moment(let instant): instant
    }
  }

  /// The day or the instant that `text` gives.
  package static func read(_ text: String, now: Instant, zone: Zone) throws(TimeTextError) -> Reading {
    guard text.utf8.count <= 64 else { throw .notADate }
    // Not in small letters as a whole: "3M ago" must be refused, not be three minutes.
    let words = text.split(whereSeparator: \.isWhitespace)
    let today = zone.date(at: now)
    switch (words.first?.lowercased(), words.last?.lowercased(), words.count) {
    case ("now", _, 1): return .moment(now)
    case ("today", _, 1): return .day(today)
    case ("yesterday", _, 1): return .day(today.adding(days: -1))
    case ("tomorrow", _, 1): return .day(today.adding(days: 1))
    case (_, "ago", 2...): return away(try Length.Reading(join(words.dropLast())), back: true, now, zone)
    case ("in", _, 2...): return away(try Length.Reading(join(words.dropFirst())), back: false, now, zone)
    default: return try written(words.joined(separator: " "), zone)
    }
  }

  private static func join(_ words: ArraySlice<Substring>) -> String { words.joined(separator: " ") }

  private static func away(_ reading: Length.Reading, back: Bool, _ now: Instant, _ zone: Zone) -> Reading {
    let instant = zone.instant(now, addingWallClock: back ? -reading.length : reading.length)
    guard reading.isOfDays, let days = reading.length.wholeDays else { return .moment(instant) }
    let (months, sign) = (reading.length.months, back ? -1 : 1)
    return .day(zone.date(at: now).adding(months: sign * months).adding(days: sign * days))
  }

  private static func written(_ text: String, _ zone: Zone) throws(TimeTextError) -> Reading {
    if let readings = readingsInOtherOrder(text) { throw .notISOOrder(readings: readings) }
    do throws(TimeTextError) {
      return try TextCursor.read(text) { (cursor) throws(TimeTextError) in
        let parts = try Timestamp(&cursor)
        guard cursor.isAtEnd else { throw .notADate }
        guard let time = parts.time else { return .day(parts.date) }
        guard let offset = parts.offset else { return .moment(zone.instant(of: time) + parts.fraction) }
        return .moment(try parts.instant(offset: offset))
      }
    } catch .notATimestamp {
      throw isLength(text) ? .lengthWithoutDirection : .notADate
    }
  }

  private static func isLength(_ text: String) -> Bool {
    (try? Length.parse(text)) != nil
  }

  /// What three numbers joined by `/`, `.` or `-` may mean, if that is all the text and it is not the form of ISO 8601.
  private static func readingsInOtherOrder(_ text: String) -> [CivilDate]? {
    guard let joint = text.first(where: { !$0.isNumber }), "/.-".contains(joint) else { return nil }
    let parts = text.split(separator: joint, omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in
      part.utf8.allSatisfy { 48...57 ~= $0 } && 1...4 ~= part.utf8.count ? Int(part) : nil
    }
    guard parts.count == 3, numbers.count == 3 else { return nil }
    guard joint != "-" || parts.map(\.utf8.count) != [4, 2, 2] else { return nil }
    var readings: [CivilDate?] = []
    if parts[0].utf8.count == 4 {
      readings = [CivilDate(year: numbers[0], month: numbers[1], day: numbers[2])]
    } else if parts[2].utf8.count == 4 {
      readings = [
        CivilDate(year: numbers[2], month: numbers[1], day: numbers[0]),
        CivilDate(year: numbers[2], month: numbers[0], day: numbers[1]),
      ]
    }
    let known = readings.compactMap(\.self)
    return known.first == known.last ? Array(known.prefix(1)) : known
  }
}
