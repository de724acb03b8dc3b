internal import ReferModel

/// The order in which a table writes day, month and year as numbers.
package enum DateOrder: String, CaseIterable, Sendable { case dmy, mdy, ymd }

/// A date as exporters write it: 2021-03-12, 12 Mar 2021, March 12, 2021, 12.03.2021, 03/12/2021, --12-01.
///
/// Numbers with points stand day first, as they do in every country that writes them; with strokes, their order must
/// be known, or follow from a number beyond 12.
struct TableDate: Equatable {
  /// Nil where the year is not told.
  let year: Int?
  let month: Int
  let day: Int
  /// Seconds since midnight, and what offset from UTC follows; nil where no time does.
  var seconds: Double?
  var offset: Int?

  /// What can be said of a date of three numbers without knowing their order.
  enum Reading: Equatable {
    case date(TableDate)
    /// The first two numbers of "03/04/2021", either may be the month.
    case ambiguous
    case none
  }

  init?(year: Int?, month: Int, day: Int) {
    // A leap year stands for the unknown one.
    guard year != 0, CivilDate(year: year ?? 2000, month: month, day: day) != nil else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// "1980-04-16", or "--04-16".
  var text: String {
    let digits = year.map(String.init) ?? ""
    let start = year == nil ? "--" : String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "-"
    return start + (month < 10 ? "0" : "") + "\(month)-" + (day < 10 ? "0" : "") + "\(day)"
  }

  /// Which of day and month comes first, by this text alone: nil where it is no date with strokes, or cannot tell.
  static func proof(_ text: UnsafeRawBufferPointer) -> DateOrder? {
    var cursor = ByteCursor(text)
    guard let (first, _) = cursor.number(), cursor.take("/") || cursor.take("-"), let (second, _) = cursor.number(),
      cursor.take("/") || cursor.take("-"), let (_, digits) = cursor.number(), digits == 4
    else { return nil }
    if first > 12, first <= 31, second <= 12 { return .dmy }
    return second > 12 && second <= 31 && first <= 12 ? .mdy : nil
  }

  /// Whether it is what Outlook writes for no date: "0.0.00", "0/0/00", "00/00/0000".
  static func isNone(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.first == 0x30, text.allSatisfy({ $0 == 0x30 || "./-: ".utf8.contains($0) }) else { return false }
    return text.count { "./-".utf8.contains($0) } == 2 && text.last == 0x30
  }

  /// Reads all of `text`.
  static func read(_ text: UnsafeRawBufferPointer, order: DateOrder?) -> Reading {
    var cursor = ByteCursor(text)
    let reading = date(&cursor, order)
    guard case .date(var date) = reading else { return reading == .ambiguous ? .ambiguous : .none }
    if !cursor.isAtEnd {
      guard date.year != nil, let (seconds, offset) = time(&cursor), cursor.isAtEnd else { return .none }
      (date.seconds, date.offset) = (seconds, offset)
    }
    return .date(date)
  }

  private static func date(_ cursor: inout ByteCursor, _ order: DateOrder?) -> Reading {
    if cursor.take("-"), cursor.take("-") {
      guard let (month, _) = cursor.number() else { return .none }
      _ = cursor.take("-")
      guard let (day, _) = cursor.number() else { return .none }
      return reading(nil, month, day)
    }
    if let month = cursor.month() {
      cursor.skipSpace()
      guard let (day, _) = cursor.number() else { return .none }
      cursor.skip(",. ")
      guard let (year, digits) = cursor.number(), digits == 4 else { return .none }
      return reading(year, month, day)
    }
    guard let (first, digits) = cursor.number() else { return .none }
    if digits == 4 {
      guard let joint = cursor.takeJoint(), let (month, _) = cursor.number(), cursor.take(joint),
        let (day, _) = cursor.number()
      else { return .none }
      return reading(first, month, day)
    }
    guard digits <= 2 else { return .none }
    if let joint = cursor.takeJoint() {
      if joint != UInt8(ascii: ".") || !cursor.isAtSpace {
        if let (second, _) = cursor.number() {
          guard cursor.take(joint), let (year, length) = cursor.number(), length == 4 else { return .none }
          return numbers(first, second, year, joint == UInt8(ascii: ".") ? .dmy : order)
        }
      }
    }
    // 12 Mar 2021, 12-Mar-2021, 12. März 2021, 12 de marzo de 2021.
    cursor.skip(". -")
    cursor.skipWord("de")
    guard let month = cursor.month() else { return .none }
    cursor.skip(".,- ")
    cursor.skipWord("de")
    guard let (year, length) = cursor.number(), length == 4 else { return .none }
    return reading(year, month, first)
  }

  private static func numbers(_ first: Int, _ second: Int, _ year: Int, _ order: DateOrder?) -> Reading {
    switch order {
    case .dmy: return reading(year, second, first)
    case .mdy: return reading(year, first, second)
    default: break
    }
    let readings = [
      TableDate(year: year, month: second, day: first), TableDate(year: year, month: first, day: second),
    ].compactMap(\.self)
    guard let date = readings.first else { return .none }
    return readings.count == 1 || readings[0] == readings[1] ? .date(date) : .ambiguous
  }

  private static func reading(_ year: Int?, _ month: Int, _ day: Int) -> Reading {
    TableDate(year: year, month: month, day: day).map(Reading.date) ?? .none
  }

  /// " 14:05", "T14:05:09.5+02:00", ", 2:05 PM": seconds since midnight, and the offset.
  private static func time(_ cursor: inout ByteCursor) -> (Double, Int?)? {
    if !cursor.take("T") { cursor.skip(", ") }
    guard let (hour, _) = cursor.number(), cursor.take(":"), let (minute, _) = cursor.number() else { return nil }
    var (hours, second, fraction) = (hour, 0, 0.0)
    if cursor.take(":") {
      guard let (digits, _) = cursor.number() else { return nil }
      second = digits
      if cursor.take(".") {
        guard let (value, digits) = cursor.number() else { return nil }
        fraction = Double(value)
        for _ in 0..<digits { fraction /= 10 }
      }
    }
    cursor.skipSpace()
    if cursor.takeWord("am") || cursor.takeWord("pm") {
      guard 1...12 ~= hour else { return nil }
      hours = hour % 12 + (cursor.lastIs("p") ? 12 : 0)
    }
    guard hours < 24, minute < 60, second < 60 else { return nil }
    let seconds = Double(hours * 3600 + minute * 60 + second) + fraction
    if cursor.isAtEnd { return (seconds, nil) }
    if cursor.take("Z") || cursor.takeWord("utc") || cursor.takeWord("gmt") { return (seconds, 0) }
    let isWest = cursor.take("-")
    guard isWest || cursor.take("+"), let (east, digits) = cursor.number() else { return nil }
    var offset = digits == 4 ? east / 100 * 3600 + east % 100 * 60 : east * 3600
    if digits <= 2, cursor.take(":") {
      guard let (minutes, _) = cursor.number() else { return nil }
      offset += minutes * 60
    }
    return offset < 86_400 ? (seconds, isWest ? -offset : offset) : nil
  }
}
