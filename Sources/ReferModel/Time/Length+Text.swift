extension Length: CustomStringConvertible {
  /// The length that `text` gives: `45m`, `2h`, `7d`, `2w`, `3mo`, `1y`, or in words, `90 days`, `1.5 hours`.
  package static func parse(_ text: String) throws(TimeTextError) -> Length {
    try Reading(text).length
  }

  /// What a person wrote as a length, in their unit.
  struct Reading {
    let length: Length
    /// It counts whole days or more, so that the time of day does not matter to it.
    let isOfDays: Bool

    init(_ text: String) throws(TimeTextError) {
      self = try TextCursor.read(text) { (cursor) throws(TimeTextError) in try Reading(&cursor) }
    }

    private init(_ cursor: inout TextCursor) throws(TimeTextError) {
      Self.skipSpaces(&cursor)
      if cursor.next == UInt8(ascii: "-") || cursor.next == UInt8(ascii: "+") { throw .signedLength }
      guard let number = try Number(&cursor) else { throw .notALength }
      Self.skipSpaces(&cursor)
      let word = cursor.takeLetters()
      Self.skipSpaces(&cursor)
      guard !word.isEmpty, cursor.isAtEnd else { throw .notALength }
      guard word != "M" else { throw .minutesOrMonths }
      guard let unit = Unit.named(word.lowercased()) else {
        throw word.utf8.count <= 16 ? .unknownUnit(word) : .notALength
      }
      length = try number.times(unit)
      isOfDays = unit.isOfDays && number.isWhole
    }

    private static func skipSpaces(_ cursor: inout TextCursor) {
      _ = cursor.takeWhile { $0 == 32 }
    }
  }

  /// A number with a decimal part, kept as whole numbers so that 1.1h is 3960 seconds exactly.
  private struct Number {
    private let value: Int
    private let scale: Int

    var isWhole: Bool { value % scale == 0 }

    /// Takes digits and perhaps a point and more of them; nil if none come.
    init?(_ cursor: inout TextCursor) throws(TimeTextError) {
      guard let digits = cursor.next, 48...57 ~= digits else { return nil }
      guard let whole = cursor.takeNumber(most: 9)?.value else { throw .tooLong }
      if cursor.next == UInt8(ascii: ",") { throw .decimalComma }
      guard cursor.take(".") else {
        (value, scale) = (whole, 1)
        return
      }
      guard let part = cursor.takeNumber(most: 6) else { return nil }
      scale = (0..<part.digits).reduce(1) { scale, _ in scale * 10 }
      value = whole * scale + part.value
    }

    func times(_ unit: Unit) throws(TimeTextError) -> Length {
      if unit.months > 0, !isWhole { throw .partOfMonth }
      let length = Length(
        months: value / scale * unit.months, seconds: Double(value) * unit.seconds / Double(scale))
      guard length.months <= 12_000, length.seconds <= 365_250 * Length.day else { throw .tooLong }
      return length
    }
  }

  /// What lengths are measured in.
  private enum Unit {
    case minute, hour, day, week, month, year

    static func named(_ word: String) -> Unit? {
      switch word {
      case "m", "min", "mins", "minute", "minutes": .minute
      case "h", "hr", "hrs", "hour", "hours": .hour
      case "d", "day", "days": .day
      case "w", "wk", "wks", "week", "weeks": .week
      case "mo", "mos", "month", "months": .month
      case "y", "yr", "yrs", "year", "years": .year
      default: nil
      }
    }

    var months: Int {
      switch self {
      case .month: 1
      case .year: 12
      case .minute, .hour, .day, .week: 0
      }
    }

    var seconds: Double {
      switch self {
      case .minute: 60
      case .hour: 3600
      case .day: Length.day
      case .week: 7 * Length.day
      case .month, .year: 0
      }
    }

    var isOfDays: Bool {
      switch self {
      case .minute, .hour: false
      case .day, .week, .month, .year: true
      }
    }
  }
}

extension Length {
  /// The exact length in words: `3 months`, `90 days`, `90 minutes`.
  package var description: String {
    var parts: [String] = []
    if months != 0 {
      parts.append(months % 12 == 0 ? Self.count(months / 12, "year") : Self.count(months, "month"))
    }
    if seconds != 0 || months == 0 { parts.append(Self.exactly(seconds)) }
    return parts.joined(separator: " and ")
  }

  /// About how long `seconds` are, forwards or back: `40 minutes`, `2 hours`, `11 days`.
  package static func described(seconds: Double) -> String {
    let length = abs(seconds)
    guard length < 1e15 else { return "more than a lifetime" }
    let (minutes, hours) = ((length / 60).rounded(), (length / 3600).rounded())
    if minutes < 60 { return count(Int(minutes), "minute") }
    if hours < 48, hours != 24 { return count(Int(hours), "hour") }
    return count(Int((length / day).rounded()), "day")
  }

  private static func exactly(_ seconds: Double) -> String {
    guard abs(seconds) < 1e15 else { return described(seconds: seconds) }
    for (size, name) in [(day, "day"), (3600, "hour"), (60, "minute"), (1, "second")]
    where seconds.truncatingRemainder(dividingBy: size) == 0 {
      return count(Int(seconds / size), name)
    }
    return "\(seconds) seconds"
  }

  private static func count(_ number: Int, _ unit: String) -> String {
    abs(number) == 1 ? "\(number) \(unit)" : "\(number) \(unit)s"
  }
}
