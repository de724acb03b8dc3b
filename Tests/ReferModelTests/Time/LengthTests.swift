import ReferModel
import Testing

@Suite("Lengths")
struct LengthTests {
  @Test(
    "lengths are read with their unit, short or in words",
    arguments: [
      ("45m", 0, 2700), ("2h", 0, 7200), ("7d", 0, 604_800), ("2w", 0, 1_209_600), ("3mo", 3, 0), ("1y", 12, 0),
      ("90 days", 0, 7_776_000), ("3 Months", 3, 0), ("48 hours", 0, 172_800), ("1.5h", 0, 5400), ("1.1h", 0, 3960),
      ("0d", 0, 0), (" 2  weeks ", 0, 1_209_600), ("1 minute", 0, 60), ("2.0mo", 2, 0), ("1000y", 12_000, 0),
    ] as [(String, Int, Double)])
  func reads(_ text: String, _ months: Int, _ seconds: Double) throws {
    #expect(try Length.parse(text) == Length(months: months, seconds: seconds))
  }

  @Test(
    "what is no length says what to write",
    arguments: [
      ("", .notALength), ("d", .notALength), ("7", .notALength), ("7 d x", .notALength), (".5h", .notALength),
      ("1.h", .notALength), ("1h30m", .notALength), ("-7d", .signedLength), ("+7d", .signedLength),
      ("1,5h", .decimalComma), ("3M", .minutesOrMonths), ("1.5mo", .partOfMonth), ("0.5y", .partOfMonth),
      ("5 moons", .unknownUnit("moons")), ("10s", .unknownUnit("s")), ("1001y", .tooLong), ("400000d", .tooLong),
      ("99999999999d", .tooLong),
    ] as [(String, TimeTextError)])
  func refuses(_ text: String, _ error: TimeTextError) {
    #expect(throws: error) { try Length.parse(text) }
  }

  @Test(
    "a length reads back in words",
    arguments: [
      ("3mo", "3 months"), ("1y", "1 year"), ("18mo", "18 months"), ("1d", "1 day"), ("2w", "14 days"),
      ("36h", "36 hours"),
      ("1.5h", "90 minutes"), ("0d", "0 days"), ("0.01m", "0.6 seconds"),
    ])
  func words(_ text: String, _ words: String) throws {
    #expect(try Length.parse(text).description == words)
  }

  @Test(
    "about how long is said in minutes, hours or days",
    arguments: [
      (0, "0 minutes"), (50, "1 minute"), (3540, "59 minutes"), (3590, "1 hour"), (7200, "2 hours"), (86_400, "1 day"),
      (100_000, "28 hours"), (172_000, "2 days"), (950_400, "11 days"), (-950_400, "11 days"), (8_640_000, "100 days"),
      (.infinity, "more than a lifetime"),
    ] as [(Double, String)])
  func rounded(_ seconds: Double, _ words: String) {
    #expect(Length.described(seconds: seconds) == words)
  }

  @Test(
    "days keep the time of day across a change of clocks only where that is asked for",
    arguments: [
      ("1d", "2026-03-29T10:00:00Z", "2026-03-29T09:00:00Z"), ("36h", "2026-03-29T22:00:00Z", "2026-03-29T22:00:00Z"),
      ("1mo", "2026-04-28T09:00:00Z", "2026-04-28T09:00:00Z"), ("1h", "2026-03-28T11:00:00Z", "2026-03-28T11:00:00Z"),
    ])
  func addsAcrossChange(_ text: String, _ exact: String, _ wallClock: String) throws {
    let berlin = try ZoneFixture.zone("Europe/Berlin")
    let start = try Instant(rfc3339: "2026-03-28T10:00:00Z")
    let length = try Length.parse(text)
    #expect(berlin.instant(start, adding: length).description == exact)
    #expect(berlin.instant(start, addingWallClock: length).description == wallClock)
  }

  @Test("months end on the last day, keep parts of a second, and go back")
  func addsMonths() throws {
    let start = try Instant(rfc3339: "2026-01-31T12:00:00.5Z")
    #expect(Zone.utc.instant(start, adding: Length(months: 1)).description == "2026-02-28T12:00:00.5Z")
    #expect(Zone.utc.instant(start, adding: -Length(months: 2)).description == "2025-11-30T12:00:00.5Z")
  }

  @Test("adding nothing to the second of two equal times stays there")
  func addsNothing() throws {
    let berlin = try ZoneFixture.zone("Europe/Berlin")
    let second = try Instant(rfc3339: "2026-10-25T01:30:00Z")
    #expect(berlin.instant(second, addingWallClock: .zero) == second)
    #expect(berlin.instant(second, adding: Length(seconds: 60)) == second + 60)
  }
}
