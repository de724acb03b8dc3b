import ReferModel
import ReferRules

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The time that a run takes as now, and the zone of its days.
public struct RunContext: Hashable, Sendable {
  let clock: Clock

  /// - Parameters:
  ///   - now: a date as a person writes it, "2026-05-23", "yesterday"; nil takes the system's clock.
  ///   - zone: an IANA name such as "Europe/Berlin"; nil is UTC.
  /// - Throws: ``ReferError`` for a date or a zone that is none.
  public init(now: String? = nil, zone: String? = nil) throws {
    do {
      let zone = try zone.map { try Zone(identifier: $0) } ?? .utc
      let system = Self.systemClock()
      clock = Clock(now: try now.map { try DateText.parse($0, now: system, zone: zone) } ?? system, zone: zone)
    } catch let error as ZoneError {
      throw ReferError("--tz: \(error)")
    } catch let error as TimeTextError {
      throw ReferError("--now: \(error)")
    }
  }

  /// The time, as of RFC 3339 in UTC.
  public var now: String { "\(clock.now)" }
  public var zone: String { clock.zone.identifier }

  /// Whole seconds: a time that is printed reads back as the same.
  private static func systemClock() -> Instant { Instant(seconds: Double(time(nil))) }
}
