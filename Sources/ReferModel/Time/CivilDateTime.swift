/// What calendar and clock on the wall show, in whole seconds and with no zone.
package struct CivilDateTime: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let date: CivilDate
  package let hour: Int
  package let minute: Int
  package let second: Int

  /// That time of day; nil if no day has it.
  package init?(date: CivilDate, hour: Int, minute: Int, second: Int = 0) {
    guard 0...23 ~= hour, 0...59 ~= minute, 0...59 ~= second else { return nil }
    self.date = date
    (self.hour, self.minute, self.second) = (hour, minute, second)
  }

  /// 00:00 of `date`.
  package init(startOf date: CivilDate) {
    self.date = date
    (hour, minute, second) = (0, 0, 0)
  }

  /// What a clock shows that has counted `seconds` since 1970-01-01 00:00 without a change.
  init(secondsSinceEpoch seconds: Int64) {
    let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let rest = Int(seconds - days * 86_400)
    date = CivilDate(daysSinceEpoch: Int(days))
    (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
  }

  var secondsSinceEpoch: Int64 { Int64(date.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + second) }

  /// The same time of day on another day.
  package func on(_ date: CivilDate) -> CivilDateTime {
    CivilDateTime(secondsSinceEpoch: Int64(date.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + second))
  }

  /// Like 2026-05-23 14:05:00.
  package var description: String {
    String(unsafeUninitializedCapacity: 32) { buffer in
      var writer = DigitWriter(buffer)
      writer.write(date)
      writer.write(" ")
      writer.write(hour, digits: 2)
      writer.write(":")
      writer.write(minute, digits: 2)
      writer.write(":")
      writer.write(second, digits: 2)
      return writer.count
    }
  }

  package static func < (left: CivilDateTime, right: CivilDateTime) -> Bool {
    left.secondsSinceEpoch < right.secondsSinceEpoch
  }
}
