/// The rules of local time in one place, past and to come.
///
/// The times of change come from a file in the form of RFC 8536; after the last of them, its rule for every year holds.
/// A zone never changes once it is made, and a look-up takes O(log n) of the changes.
package struct Zone: Sendable {
  /// The name, like `Europe/Berlin`.
  package let identifier: String
  /// The seconds since 1970 at which a kind of local time begins, ascending.
  private let transitions: [Int64]
  /// For each transition, the place in ``kinds`` of what begins.
  private let kindAfter: [UInt8]
  /// Never empty; the first holds before all transitions.
  private let kinds: [LocalTime]
  private let rule: ZoneRule?

  /// What sets a local time apart: its distance from UTC and its letters.
  struct LocalTime: Hashable, Sendable {
    /// Seconds east of UTC.
    let offset: Int
    let abbreviation: String
  }

  /// A stretch of time in which the clocks are not changed; it ends before `end`.
  struct Period: Sendable {
    var start: Int64
    var end: Int64
    let time: LocalTime
  }

  /// Coordinated Universal Time, which needs no file.
  package static let utc = Zone(
    identifier: "UTC", transitions: [], kindAfter: [], kinds: [LocalTime(offset: 0, abbreviation: "UTC")], rule: nil)

  init(identifier: String, transitions: [Int64], kindAfter: [UInt8], kinds: [LocalTime], rule: ZoneRule?) {
    self.identifier = identifier
    self.transitions = transitions
    self.kindAfter = kindAfter
    self.kinds = kinds
    self.rule = rule
  }

  /// The zone of that name, from the zones that the system has.
  package init(identifier: String) throws(ZoneError) {
    self = try ZoneDatabase.system.zone(identifier)
  }

  /// The zone that the bytes of a TZif file describe.
  package init(identifier: String, file: [UInt8]) throws(ZoneError) {
    self = try ZoneFile.zone(identifier, file)
  }

  /// The stretch without a change that `seconds` since 1970 lies in.
  func period(at seconds: Int64) -> Period {
    var (low, high) = (0, transitions.count)
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] <= seconds { low = middle + 1 } else { high = middle }
    }
    let start = low > 0 ? transitions[low - 1] : .min
    if low == transitions.count, let rule {
      var period = rule.period(at: seconds)
      period.start = max(period.start, start)
      return period
    }
    let kind = low > 0 ? Int(kindAfter[low - 1]) : 0
    return Period(start: start, end: low < transitions.count ? transitions[low] : .max, time: kinds[kind])
  }
}

extension Zone: Hashable {
  package static func == (left: Zone, right: Zone) -> Bool { left.identifier == right.identifier }

  package func hash(into hasher: inout Hasher) { hasher.combine(identifier) }
}
