/// A length of time: calendar months, whose days differ, and seconds, which are exact.
///
/// Weeks, days and hours are seconds; `3mo` and `1y` are months. A negative length goes back.
package struct Length: Hashable, Sendable {
  package var months: Int
  package var seconds: Double

  package init(months: Int = 0, seconds: Double = 0) {
    self.months = months
    self.seconds = seconds
  }

  package init(days: Int) {
    self.init(seconds: Double(days) * Self.day)
  }

  package static let zero = Length()

  static let day = 86_400.0

  package static prefix func - (length: Length) -> Length {
    Length(months: -length.months, seconds: -length.seconds)
  }

  /// The days, where the seconds are a whole number of them, and so few that a calendar has them.
  var wholeDays: Int? {
    guard abs(seconds) < 4_000_000 * Self.day, seconds.truncatingRemainder(dividingBy: Self.day) == 0 else {
      return nil
    }
    return Int(seconds / Self.day)
  }
}

extension Zone {
  /// `length` after `start`: months at the same time of day, on the last day of a month that is too short, and then
  /// seconds as they pass.
  package func instant(_ start: Instant, adding length: Length) -> Instant {
    sameTime(start, length) { $0.adding(months: length.months) } + length.seconds
  }

  /// `length` after `start`, where days too, if they are whole, keep the time of day when clocks are changed.
  package func instant(_ start: Instant, addingWallClock length: Length) -> Instant {
    guard let days = length.wholeDays else { return instant(start, adding: length) }
    return sameTime(start, length) { $0.adding(months: length.months).adding(days: days) }
  }

  private func sameTime(_ start: Instant, _ length: Length, _ move: (CivilDate) -> CivilDate) -> Instant {
    let shown = civil(at: start)
    let date = move(shown.date)
    // Unmoved, the later of two equal times must not become the earlier.
    guard date != shown.date else { return start }
    return instant(of: shown.on(date)) + (start.seconds - Double(start.wholeSeconds))
  }
}
