import ReferModel
import Testing

@Suite("A day of every year")
struct PartialDateTests {
  @Test(
    "these are days",
    arguments: [
      ("1980-04-16", 1980, 4, 16), ("--04-16", nil, 4, 16), ("--02-29", nil, 2, 29), ("2000-02-29", 2000, 2, 29),
    ] as [(String, Int?, Int, Int)])
  func days(text: String, year: Int?, month: Int, day: Int) throws {
    let date = try #require(PartialDate(text))
    #expect(date.year == year)
    #expect(date.month == month)
    #expect(date.day == day)
  }

  @Test(
    "these are none",
    arguments: ["", "--", "--4-16", "--13-01", "--04-31", "--02-30", "--04-16-1", "1980", "in May", "--٠٤-16"])
  func none(text: String) { #expect(PartialDate(text) == nil) }

  @Test("the 29th of February is the 28th where a year has none")
  func leapDay() throws {
    let date = try #require(PartialDate("--02-29"))
    #expect(date.date(in: 2027) == CivilDate(year: 2027, month: 2, day: 28))
    #expect(date.date(in: 2028) == CivilDate(year: 2028, month: 2, day: 29))
    #expect(date.date(in: 20_000) == nil)
  }
}

@Suite("What the user said of themselves")
struct ProfileTests {
  @Test("fields are kept by name; what is no field, and what is nothing, is left out")
  func fields() throws {
    let profile = Profile(["name": "Kim", "pitch": " \n", "zone": "UTC", "currency": "EUR", "stories": "One.\n\nTwo."])
    #expect(profile["name"] == "Kim")
    #expect(profile["pitch"] == nil)
    #expect(profile["zone"] == nil)
    #expect(profile.currency == "EUR")
    let arena = try #require(RowArena())
    defer { withExtendedLifetime(arena) {} }
    let row = try #require(profile.row(in: arena))
    func cell(_ name: String) throws -> CellLayout { row[try #require(Schema.me.index[name])] }
    #expect(try cell("name").text == "Kim")
    #expect(try cell("pitch").isMissing)
    #expect(try cell("stories").nested?.compactMap(\.text) == ["One.", "Two."])
  }
}
