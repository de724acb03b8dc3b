/// How the clocks are changed in every year to come, as the POSIX variable TZ has it: `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// The last line of a TZif file is one; the hours go from -167 to 167, as RFC 8536 allows.
struct ZoneRule: Sendable {
  private let standard: Zone.LocalTime
  private let summer: Summer?

  /// The part of each year with another time, which may run over the end of it.
  private struct Summer: Sendable {
    let time: Zone.LocalTime
    let start: Change
    let end: Change
  }

  /// A day in each year, and the second of it on the clock that is about to be changed.
  fileprivate struct Change: Sendable {
    let day: Day
    let seconds: Int
  }

  fileprivate enum Day: Sendable {
    /// 1 to 365; the 29th of February is never counted.
    case counted(Int)
    /// 0 to 365, with the 29th of February.
    case numbered(Int)
    /// A weekday, Sunday 0, in the week of a month; 5 is the last.
    case weekday(Int, week: Int, month: Int)
  }

  /// The stretch without a change that `seconds` since 1970 lies in.
  func period(at seconds: Int64) -> Zone.Period {
    guard let summer else { return Zone.Period(start: .min, end: .max, time: standard) }
    let year = CivilDateTime(secondsSinceEpoch: seconds + Int64(standard.offset)).date.year
    var (start, end, time) = (Int64.min, Int64.max, standard)
    func meet(_ change: Int64, _ after: Zone.LocalTime) {
      if change > seconds {
        end = min(end, change)
      } else if change >= start {
        (start, time) = (change, after)
      }
    }
    for year in max(year - 1, 0)...min(year + 1, 10_000) {
      let begins = summer.start.instant(in: year, offset: standard.offset)
      let ends = summer.end.instant(in: year, offset: summer.time.offset)
      // Of two changes at once the later met counts: in a summer time that never ends, summer begins again.
      if begins < ends { meet(begins, summer.time) }
      meet(ends, standard)
      if begins >= ends { meet(begins, summer.time) }
    }
    return Zone.Period(start: start, end: end, time: time)
  }
}

extension ZoneRule.Change {
  fileprivate func instant(in year: Int, offset: Int) -> Int64 {
    let days =
      switch day {
      case .counted(let count):
        CivilDate.days(year: year, month: 1, day: 1) + count - 1 + (count >= 60 && CivilDate.isLeap(year) ? 1 : 0)
      case .numbered(let number): CivilDate.days(year: year, month: 1, day: 1) + number
      case .weekday(let weekday, let week, let month): Self.day(weekday, week, month, year)
      }
    return Int64(days) * 86_400 + Int64(seconds - offset)
  }

  private static func day(_ weekday: Int, _ week: Int, _ month: Int, _ year: Int) -> Int {
    let first = CivilDate.days(year: year, month: month, day: 1)
    let sundays = CivilDate(daysSinceEpoch: first).weekday % 7
    let day = (weekday - sundays + 7) % 7 + (week - 1) * 7
    return first + (day < CivilDate.days(inMonth: month, of: year) ? day : day - 7)
  }
}

extension ZoneRule {
  /// The rule that `text` writes; nil if it is none.
  init?(_ text: UnsafeBufferPointer<UInt8>) {
    var cursor = TextCursor(text)
    guard let name = Self.name(&cursor), let west = Self.seconds(&cursor, hours: 24) else { return nil }
    standard = Zone.LocalTime(offset: -west, abbreviation: name)
    guard !cursor.isAtEnd else {
      summer = nil
      return
    }
    guard let summerName = Self.name(&cursor) else { return nil }
    var offset = standard.offset + 3600
    if cursor.next != UInt8(ascii: ",") {
      guard let west = Self.seconds(&cursor, hours: 24) else { return nil }
      offset = -west
    }
    guard cursor.take(","), let start = Self.change(&cursor), cursor.take(","), let end = Self.change(&cursor),
      cursor.isAtEnd
    else { return nil }
    summer = Summer(time: Zone.LocalTime(offset: offset, abbreviation: summerName), start: start, end: end)
  }

  private static func name(_ cursor: inout TextCursor) -> String? {
    var name = ""
    if cursor.take("<") {
      let bytes = cursor.takeWhile { 48...57 ~= $0 || 65...90 ~= $0 || 97...122 ~= $0 || $0 == 43 || $0 == 45 }
      name = String(decoding: bytes, as: UTF8.self)
      guard cursor.take(">") else { return nil }
    } else {
      name = cursor.takeLetters()
    }
    return 3...16 ~= name.utf8.count ? name : nil
  }

  /// Takes `[+-]h[:mm[:ss]]`.
  private static func seconds(_ cursor: inout TextCursor, hours most: Int) -> Int? {
    let isNegative = cursor.take("-")
    if !isNegative { _ = cursor.take("+") }
    guard let hours = cursor.takeNumber(most: 3)?.value, hours <= most else { return nil }
    var (seconds, unit) = (hours * 3600, 60)
    while unit > 0, cursor.take(":") {
      guard let part = cursor.takeDigits(2), part < 60 else { return nil }
      seconds += part * unit
      unit /= 60
    }
    return isNegative ? -seconds : seconds
  }

  private static func change(_ cursor: inout TextCursor) -> Change? {
    guard let day = day(&cursor) else { return nil }
    guard cursor.take("/") else { return Change(day: day, seconds: 7200) }
    return seconds(&cursor, hours: 167).map { Change(day: day, seconds: $0) }
  }

  private static func day(_ cursor: inout TextCursor) -> Day? {
    func number(_ range: ClosedRange<Int>) -> Int? {
      cursor.takeNumber(most: 3).flatMap { range.contains($0.value) ? $0.value : nil }
    }
    if cursor.take("J") { return number(1...365).map(Day.counted) }
    guard cursor.take("M") else { return number(0...365).map(Day.numbered) }
    guard let month = number(1...12), cursor.take("."), let week = number(1...5), cursor.take("."),
      let weekday = number(0...6)
    else { return nil }
    return .weekday(weekday, week: week, month: month)
  }
}
