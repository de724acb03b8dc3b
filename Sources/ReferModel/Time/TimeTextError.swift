/// Why a text is no time, date, length or format of dates.
///
/// It says what to write and never repeats what was read: a date in a file may be somebody's birthday. Two cases
/// do show a part: a date whose order needs a decision, as it should be written, and the unknown unit of a length.
package enum TimeTextError: Error, Hashable, Sendable, CustomStringConvertible {
  case notATimestamp
  case notADate
  /// A length stands where a date should, without "ago" or "in".
  case lengthWithoutDirection
  /// The day and month may stand either way round, or not in the order of ISO 8601: how it could be written.
  case notISOOrder(readings: [CivilDate])
  case noSuchDay(year: Int, month: Int)
  case noSuchTimeOfDay
  case outOfRange

  case notALength
  case unknownUnit(String)
  /// `3M`: minutes or months?
  case minutesOrMonths
  case partOfMonth
  case decimalComma
  case signedLength
  case tooLong

  case unknownFormatLetter(Character)
  case formatEndsInPercent

  package var description: String {
    switch self {
    case .notATimestamp: "no such form of time; write it like 2026-05-23T14:05:00Z or 2026-05-23T14:05:00+02:00"
    case .notADate:
      "no such form of date; write it like 2026-05-23, \"2026-05-23 14:05\", today, yesterday, tomorrow, now, "
        + "\"2 weeks ago\" or \"in 3 days\""
    case .lengthWithoutDirection: "a length is no date; write \"2 weeks ago\" or \"in 2 weeks\""
    case .notISOOrder(let readings): Self.order(readings)
    case .noSuchDay(let year, let month): Self.noDay(year, month)
    case .noSuchTimeOfDay: "no such time of day; hours are 00 to 23, minutes and seconds 00 to 59"
    case .outOfRange: "dates are from the year 0001 to 9999"
    case .notALength: "no such form of length; \(Self.lengths)"
    case .unknownUnit(let unit): "no length is measured in '\(unit)'; \(Self.lengths)"
    case .minutesOrMonths: "'M' may be minutes or months; write m for minutes or mo for months"
    case .partOfMonth: "months and years are whole numbers; write 18mo for a year and a half"
    case .decimalComma: "a part is written with a point, like 1.5h"
    case .signedLength: "a length has no sign; \(Self.lengths)"
    case .tooLong: "a length is at most 1000 years"
    case .unknownFormatLetter("D"): "a date has no %D, which reads differently from country to country; write %F"
    case .unknownFormatLetter(let letter): "a date has no %\(letter); \(Self.letters)"
    case .formatEndsInPercent: "the form of a date ends in a single %; write %% for a percent sign"
    }
  }

  private static let lengths = "write it like 45m, 2h, 7d, 2w, 3mo or 1y, or \"90 days\""
  private static let letters = "it knows \(DateFormat.letters.map { "%\($0)" }.joined(separator: " "))"

  private static func order(_ readings: [CivilDate]) -> String {
    let forms = readings.map(\.description).joined(separator: " or ")
    return switch readings.count {
    case 0: "a date is year, month, day; write it like 2021-04-03"
    case 1: "a date is year, month, day; write \(forms)"
    default: "day and month can be read two ways; write \(forms)"
    }
  }

  private static func noDay(_ year: Int, _ month: Int) -> String {
    guard 1...12 ~= month else { return "no such day; months are 01 to 12" }
    return "no such day; \(DateFormat.months[month - 1]) \(year) has "
      + "\(CivilDate.days(inMonth: month, of: year)) days"
  }
}
