import ReferModel
import Testing

@Suite("Civil dates")
struct CivilDateTests {
  @Test("days are counted one by one through four centuries and back")
  func counts() throws {
    var date = try CivilDate(iso: "1799-12-31")
    var weekday = date.weekday
    #expect(weekday == 2)
    for number in date.daysSinceEpoch...(date.daysSinceEpoch + 146_097) {
      #expect(date.daysSinceEpoch == number && date == CivilDate(daysSinceEpoch: number) && date.weekday == weekday)
      let last = date.day == CivilDate.days(inMonth: date.month, of: date.year)
      let next =
        last
        ? CivilDate(year: date.year + date.month / 12, month: date.month % 12 + 1, day: 1)
        : CivilDate(year: date.year, month: date.month, day: date.day + 1)
      date = try #require(next)
      weekday = weekday % 7 + 1
    }
  }

  @Test(
    "a month is added on the same day, or the last that there is",
    arguments: [
      ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-03-31", -1, "2026-02-28"),
      ("2026-12-15", 1, "2027-01-15"), ("2026-01-15", -1, "2025-12-15"), ("2024-02-29", 12, "2025-02-28"),
      ("2024-02-29", 48, "2028-02-29"), ("2026-05-23", Int.max, "10000-12-31"), ("2026-05-23", Int.min, "0000-01-01"),
    ])
  func addsMonths(_ start: String, _ months: Int, _ end: String) throws {
    #expect(try CivilDate(iso: start).adding(months: months).description == end)
  }

  @Test(
    "weeks are those of ISO 8601",
    arguments: [
      ("2026-01-01", 2026, 1), ("2027-01-01", 2026, 53), ("2024-12-30", 2025, 1), ("2026-05-23", 2026, 21),
    ])
  func weeks(_ text: String, _ year: Int, _ week: Int) throws {
    #expect(try CivilDate(iso: text).isoWeek == (year, week))
  }

  @Test("days that the calendar does not have are refused")
  func refuses() {
    #expect(CivilDate(year: 2025, month: 2, day: 29) == nil)
    #expect(CivilDate(year: 2025, month: 0, day: 1) == nil)
    #expect(throws: TimeTextError.notISOOrder(readings: [])) { try CivilDate(iso: "2026-05-23T00:00") }
    #expect(throws: TimeTextError.noSuchDay(year: 2026, month: 4)) { try CivilDate(iso: "2026-04-31") }
    #expect(CivilDate(daysSinceEpoch: 1).adding(days: .max).description == "10000-12-31")
  }
}
