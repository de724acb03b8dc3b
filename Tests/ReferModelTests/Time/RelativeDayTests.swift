import ReferModel
import Testing

struct RelativeDayTests {
  @Test(
    arguments: [
      ("2026-01-15", "today"), ("2026-01-14", "yesterday"), ("2026-01-16", "tomorrow"), ("2026-01-02", "13 days ago"),
      ("2026-01-01", "2 weeks ago"), ("2025-12-25", "3 weeks ago"), ("2025-11-15", "2 months ago"),
      ("2025-01-15", "11 months ago"), ("2023-01-15", "3 years ago"), ("2026-01-26", "in 11 days"),
      ("2026-03-15", "in 8 weeks"),
    ])
  func `a day is as far away as people say it`(_ day: String, _ text: String) throws {
    let now = try DateText.parse("2026-01-15 23:59", now: .earliest, zone: .utc)
    let instant = try DateText.parse(day, now: .earliest, zone: .utc)
    #expect(Zone.utc.daysAway(instant, now: now) == text)
  }
}
