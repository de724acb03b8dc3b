import Foundation
import ReferModel
import Testing

@Suite("Instants")
struct InstantTests {
  @Test(
    "RFC 3339 is read and printed in UTC",
    arguments: [
      ("2026-05-23T14:05:00Z", "2026-05-23T14:05:00Z"),
      ("2026-05-23t14:05:00z", "2026-05-23T14:05:00Z"),
      ("2026-05-23 14:05:00+02:00", "2026-05-23T12:05:00Z"),
      ("2026-01-01T00:30:00+05:45", "2025-12-31T18:45:00Z"),
      ("2026-05-23T14:05:00.5Z", "2026-05-23T14:05:00.5Z"),
      ("2026-05-23T14:05:00.120Z", "2026-05-23T14:05:00.12Z"),
      ("2026-05-23T14:05:00.123456789123Z", "2026-05-23T14:05:00.123Z"),
      ("2026-05-23T14:05:59.9996Z", "2026-05-23T14:06:00Z"),
      ("2026-05-23T14:05:00.000Z", "2026-05-23T14:05:00Z"),
      ("1969-12-31T23:59:59.25Z", "1969-12-31T23:59:59.25Z"),
      ("1990-12-31T15:59:60-08:00", "1990-12-31T23:59:59Z"),
      ("2000-02-29T00:00:00-00:00", "2000-02-29T00:00:00Z"),
      ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
      ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
    ])
  func reads(_ text: String, _ printed: String) throws {
    #expect(try Instant(rfc3339: text).description == printed)
  }

  @Test(
    "what is not a whole time of RFC 3339 is refused",
    arguments: [
      ("", .notATimestamp), ("2026-05-23", .notATimestamp), ("2026-05-23T14:05Z", .notATimestamp),
      ("2026-05-23T14:05:00", .notATimestamp), ("2026-05-23T14:05:00+0200", .notATimestamp),
      ("2026-05-23T14:05:00Z ", .notATimestamp), ("2026-05-23T14:05:00.Z", .notATimestamp),
      ("２026-05-23T14:05:00Z", .notATimestamp), ("+2026-05-23T14:05:00Z", .notATimestamp),
      ("2026-02-29T00:00:00Z", .noSuchDay(year: 2026, month: 2)),
      ("1900-02-29T00:00:00Z", .noSuchDay(year: 1900, month: 2)),
      ("2026-13-01T00:00:00Z", .noSuchDay(year: 2026, month: 13)),
      ("2026-05-23T24:00:00Z", .noSuchTimeOfDay), ("2026-05-23T14:60:00Z", .noSuchTimeOfDay),
      ("2026-05-23T14:05:60Z", .noSuchTimeOfDay), ("2026-05-23T14:05:61Z", .noSuchTimeOfDay),
      ("2026-05-23T14:05:00+24:00", .noSuchTimeOfDay), ("0000-01-01T00:00:00Z", .outOfRange),
      ("0001-01-01T00:00:00+01:00", .outOfRange), ("9999-12-31T23:59:59-01:00", .outOfRange),
    ] as [(String, TimeTextError)])
  func refuses(_ text: String, _ error: TimeTextError) {
    #expect(throws: error) { try Instant(rfc3339: text) }
  }

  @Test("numbers beyond the calendar stick at its ends")
  func ends() {
    #expect(Instant(seconds: .infinity) == .latest)
    #expect(Instant(seconds: -1e300) == .earliest)
    #expect(Instant(seconds: .nan) == .earliest)
    #expect(Instant(exactly: .nan) == nil)
    #expect(Instant(exactly: 1e300) == nil)
    #expect(Instant(exactly: 12.5)?.seconds == 12.5)
  }

  @Test("an instant in JSON is its text")
  func coding() throws {
    let instant = try Instant(rfc3339: "2026-05-23T14:05:00.25Z")
    let data = try JSONEncoder().encode([instant])
    #expect(String(decoding: data, as: UTF8.self) == #"["2026-05-23T14:05:00.25Z"]"#)
    #expect(try JSONDecoder().decode([Instant].self, from: data) == [instant])
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([Instant].self, from: Data(#"["soon"]"#.utf8)) }
  }

  @Test("every printed millisecond is read back as itself")
  func roundTrip() throws {
    var seconds = -62_135_596_800.0
    while seconds < 253_402_300_000 {
      let text = Instant(seconds: seconds).description
      #expect(try Instant(rfc3339: text).description == text)
      seconds += 12_345_678.877
    }
  }
}
