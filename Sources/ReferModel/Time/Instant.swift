/// A point on the time line: seconds since 1970 in UTC, without leap seconds.
///
/// It always lies in the years 0001 to 9999, so that every instant can be written down and no arithmetic overflows.
package struct Instant: Hashable, Comparable, Sendable {
  package let seconds: Double

  package static let earliest = Instant(seconds: -62_135_596_800)
  package static let latest = Instant(seconds: 253_402_300_799.999)

  /// The instant `seconds` after 1970; what lies beyond ``earliest`` or ``latest`` sticks there, as does what is no
  /// number at ``earliest``.
  package init(seconds: Double) {
    self.seconds = seconds >= -62_135_596_800 ? Swift.min(seconds, 253_402_300_799.999) : -62_135_596_800
  }

  /// The instant `seconds` after 1970; nil for what lies beyond the years 0001 to 9999, or is no number.
  package init?(exactly seconds: Double) {
    self.init(seconds: seconds)
    guard self.seconds == seconds else { return nil }
  }

  package static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }

  package static func + (start: Instant, seconds: Double) -> Instant { Instant(seconds: start.seconds + seconds) }

  package static func - (start: Instant, seconds: Double) -> Instant { Instant(seconds: start.seconds - seconds) }

  /// The seconds from `start` to `end`.
  package static func - (end: Instant, start: Instant) -> Double { end.seconds - start.seconds }

  /// The last whole second that is not after this instant.
  var wholeSeconds: Int64 { Int64(seconds.rounded(.down)) }
}
