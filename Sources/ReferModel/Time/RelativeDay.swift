extension Zone {
  /// How many days lie between an instant and now, as people say it: `today`, `yesterday`, `3 weeks ago`, `in 2 days`.
  package func daysAway(_ instant: Instant, now: Instant) -> String {
    let days = date(at: now).daysSinceEpoch - date(at: instant).daysSinceEpoch
    switch days {
    case 0: return "today"
    case 1: return "yesterday"
    case -1: return "tomorrow"
    default:
      let (count, unit) = Self.rounded(abs(days))
      let length = count == 1 ? "1 \(unit)" : "\(count) \(unit)s"
      return days > 0 ? "\(length) ago" : "in \(length)"
    }
  }

  /// Days as the largest unit of which there are at least two: whole ones, as birthdays are counted.
  private static func rounded(_ days: Int) -> (Int, String) {
    switch days {
    case ..<14: (days, "day")
    case ..<61: (days / 7, "week")
    case ..<731: (Int(Double(days) / 30.44), "month")
    default: (Int(Double(days) / 365.25), "year")
    }
  }
}
