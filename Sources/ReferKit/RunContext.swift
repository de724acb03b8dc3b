import ReferModel
import ReferReports
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
  /// The book is read as it was known then; nil is as it is.
  let asOf: Instant?

  /// - Parameters:
  ///   - now: a date as a person writes it, "2026-05-23", "yesterday"; nil takes `asOf`, else the system's clock.
  ///   - asOf: what was known then counts, of a book; a date as a person writes it.
  ///   - zone: an IANA name such as "Europe/Berlin"; nil is UTC.
  /// - Throws: ``ReferError`` for a date or a zone that is none.
  public init(now: String? = nil, asOf: String? = nil, zone: String? = nil) throws {
    try self.init(now: now, asOf: asOf, zone: zone, of: "--tz")
  }

  /// - Parameter source: where the zone was said, for a message about one that is none.
  init(now: String? = nil, asOf: String? = nil, zone: String?, of source: String) throws {
    do {
      let zone = try zone.map { try Zone(identifier: $0) } ?? .utc
      let system = Self.systemClock()
      let past = try asOf.map { try Self.moment($0, of: "--as-of", system, zone) }
      let now = try now.map { try Self.moment($0, of: "--now", system, zone) }
      self.asOf = past
      clock = Clock(now: now ?? past ?? system, zone: zone)
    } catch let error as ZoneError {
      throw ReferError(TerminalText.escaped("\(source): \(error)"))
    }
  }

  private static func moment(_ text: String, of option: String, _ now: Instant, _ zone: Zone) throws -> Instant {
    do {
      return try DateText.parse(text, now: now, zone: zone)
    } catch {
      throw ReferError(TerminalText.escaped("\(option): \(error)"))
    }
  }

  /// The time, as of RFC 3339 in UTC.
  public var now: String { "\(clock.now)" }
  public var zone: String { clock.zone.identifier }

  /// Whole seconds: a time that is printed reads back as the same.
  private static func systemClock() -> Instant { Instant(seconds: Double(time(nil))) }
}
