import ReferModel
import Testing

@Suite("Dates as people write them")
struct DateTextTests {
  private let now: Instant
  private let berlin: Zone

  init() throws {
    now = try Instant(rfc3339: "2026-05-23T22:30:00Z")  // 00:30 on the 24th in Berlin
    berlin = try ZoneFixture.zone("Europe/Berlin")
  }

  @Test(
    "each form means its instant in the user's zone",
    arguments: [
      ("2026-05-23", "2026-05-22T22:00:00Z"), ("2026-01-15", "2026-01-14T23:00:00Z"),
      ("2026-05-23 14:05", "2026-05-23T12:05:00Z"), ("2026-05-23T14:05:30.5", "2026-05-23T12:05:30.5Z"),
      ("2026-05-23T14:05:00Z", "2026-05-23T14:05:00Z"), ("2026-05-23 14:05-04:00", "2026-05-23T18:05:00Z"),
      ("now", "2026-05-23T22:30:00Z"), ("today", "2026-05-23T22:00:00Z"), ("Yesterday", "2026-05-22T22:00:00Z"),
      (" tomorrow ", "2026-05-24T22:00:00Z"), ("2 weeks ago", "2026-05-09T22:00:00Z"),
      ("2w ago", "2026-05-09T22:00:00Z"),
      ("in 3 days", "2026-05-26T22:00:00Z"), ("3 months ago", "2026-02-23T23:00:00Z"),
      ("In 1 year", "2027-05-23T22:00:00Z"),
      ("48 hours ago", "2026-05-21T22:30:00Z"), ("in 45m", "2026-05-23T23:15:00Z"),
      ("1.5 days ago", "2026-05-22T10:30:00Z"), ("2026-03-29 02:30", "2026-03-29T01:30:00Z"),
    ])
  func reads(_ text: String, _ utc: String) throws {
    #expect(try DateText.parse(text, now: now, zone: berlin).description == utc)
  }

  @Test("a day is told from an instant")
  func dayOrMoment() throws {
    let day = try CivilDate(iso: "2026-05-21")
    #expect(try DateText.read("3 days ago", now: now, zone: berlin) == .day(day))
    #expect(try DateText.read("2026-05-21", now: now, zone: berlin) == .day(day))
    #expect(try DateText.read("now", now: now, zone: berlin) == .moment(now))
  }

  @Test(
    "other orders of day and month are refused with what to write",
    arguments: [
      ("03/04/2021", "day and month can be read two ways; write 2021-04-03 or 2021-03-04"),
      ("3.4.2021", "day and month can be read two ways; write 2021-04-03 or 2021-03-04"),
      ("23/05/2021", "a date is year, month, day; write 2021-05-23"),
      ("05-23-2021", "a date is year, month, day; write 2021-05-23"),
      ("04/04/2021", "a date is year, month, day; write 2021-04-04"),
      ("2021/5/3", "a date is year, month, day; write 2021-05-03"),
      ("03/04/21", "a date is year, month, day; write it like 2021-04-03"),
      ("99/99/2021", "a date is year, month, day; write it like 2021-04-03"),
    ])
  func otherOrder(_ text: String, _ message: String) throws {
    let error = try #require(throws: TimeTextError.self) { try DateText.parse(text, now: now, zone: berlin) }
    #expect(error.description == message)
  }

  @Test(
    "what is no date says so, and does not repeat it",
    arguments: [
      ("", .notADate), ("soon", .notADate), ("2026-05", .notADate), ("2026-05-23 14", .notADate),
      ("2026-05-23 14:05 x", .notADate), ("today 14:05", .notADate), (String(repeating: "9", count: 100), .notADate),
      ("2 weeks", .lengthWithoutDirection), ("3M ago", .minutesOrMonths), ("2 moons ago", .unknownUnit("moons")),
      ("2026-02-30", .noSuchDay(year: 2026, month: 2)), ("2026-05-23 25:00", .noSuchTimeOfDay),
      ("0000-01-01", .outOfRange),
    ] as [(String, TimeTextError)])
  func refuses(_ text: String, _ error: TimeTextError) {
    #expect(throws: error) { try DateText.parse(text, now: now, zone: berlin) }
  }
}
