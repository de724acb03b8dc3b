/// A date as it is written down, with what follows it: a time of day, and how far from UTC.
///
/// Each part is checked: a month has only the days that it has.
struct Timestamp {
  let date: CivilDate
  /// Nil for a date alone.
  let time: CivilDateTime?
  let hasSeconds: Bool
  let fraction: Double
  /// Seconds east of UTC; nil where the text does not say.
  let offset: Int?

  /// Takes `2026-05-23`, and then `T14:05`, `:00`, `.5` and `Z` or `+02:00`, as far as they come.
  init(_ cursor: inout TextCursor) throws(TimeTextError) {
    guard let date = try Self.date(&cursor) else { throw .notATimestamp }
    self.date = date
    guard cursor.take("T") || cursor.take("t") || cursor.take(" ") else {
      (time, hasSeconds, fraction, offset) = (nil, false, 0, nil)
      return
    }
    guard let hour = cursor.takeDigits(2), cursor.take(":"), let minute = cursor.takeDigits(2) else {
      throw .notATimestamp
    }
    var second = 0
    hasSeconds = cursor.take(":")
    if hasSeconds {
      guard let digits = cursor.takeDigits(2) else { throw .notATimestamp }
      second = digits
    }
    fraction = hasSeconds && cursor.take(".") ? try Self.fraction(&cursor) : 0
    offset = try Self.offset(&cursor)
    if second == 60, let offset, (hour * 60 + minute - offset / 60 + 2880) % 1440 == 1439 {
      // A leap second, which our time line does not have: the second before it stands for it.
      second = 59
    }
    time = CivilDateTime(date: date, hour: hour, minute: minute, second: second)
    if time == nil { throw .noSuchTimeOfDay }
  }

  /// The instant, with the time of day `offset` seconds ahead of UTC.
  func instant(offset: Int) throws(TimeTextError) -> Instant {
    let civil = time ?? CivilDateTime(startOf: date)
    guard let instant = Instant(exactly: Double(civil.secondsSinceEpoch - Int64(offset)) + fraction) else {
      throw .outOfRange
    }
    return instant
  }

  /// Takes `2026-05-23`; nil if something else comes.
  static func date(_ cursor: inout TextCursor) throws(TimeTextError) -> CivilDate? {
    guard let year = cursor.takeDigits(4), cursor.take("-"), let month = cursor.takeDigits(2), cursor.take("-"),
      let day = cursor.takeDigits(2)
    else { return nil }
    guard year > 0 else { throw .outOfRange }
    guard let date = CivilDate(year: year, month: month, day: day) else {
      throw .noSuchDay(year: year, month: month)
    }
    return date
  }

  private static func fraction(_ cursor: inout TextCursor) throws(TimeTextError) -> Double {
    let digits = cursor.takeWhile { 48...57 ~= $0 }
    guard !digits.isEmpty else { throw .notATimestamp }
    // Nine digits are more than a Double keeps beside the seconds; the rest changes nothing.
    var (value, scale) = (0.0, 1.0)
    for digit in digits.prefix(9) {
      value = value * 10 + Double(digit - 48)
      scale *= 10
    }
    return value / scale
  }

  private static func offset(_ cursor: inout TextCursor) throws(TimeTextError) -> Int? {
    if cursor.take("Z") || cursor.take("z") { return 0 }
    let isWest = cursor.take("-")
    guard isWest || cursor.take("+") else { return nil }
    guard let hours = cursor.takeDigits(2), cursor.take(":"), let minutes = cursor.takeDigits(2) else {
      throw .notATimestamp
    }
    guard hours < 24, minutes < 60 else { throw .noSuchTimeOfDay }
    return (hours * 60 + minutes) * (isWest ? -60 : 60)
  }
}
