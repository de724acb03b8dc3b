import ReferModel
import Testing

@Suite("Printed dates")
struct DateFormatTests {
  @Test(
    "each letter prints what strftime prints",
    arguments: [
      ("%Y %y %m %d %e|%j", "2026 26 02 03  3|034"), ("%B %b %A %a", "February Feb Tuesday Tue"),
      ("%H:%M:%S %I %p", "14:05:09 02 PM"), ("%F %T %Z %z", "2026-02-03 14:05:09 CET +0100"), ("100%% %%Y", "100% %Y"),
      ("", ""), ("né le %d", "né le 03"),
    ])
  func prints(_ pattern: String, _ text: String) throws {
    let instant = try Instant(rfc3339: "2026-02-03T13:05:09.9Z")
    #expect(try DateFormat(pattern).string(from: instant, in: try ZoneFixture.zone("Europe/Berlin")) == text)
  }

  @Test("noon and midnight are twelve, and the west is behind")
  func twelve() throws {
    let format = try DateFormat("%I %p %z")
    let newYork = try ZoneFixture.zone("America/New_York")
    #expect(format.string(from: try Instant(rfc3339: "2026-01-01T05:00:00Z"), in: newYork) == "12 AM -0500")
    #expect(format.string(from: try Instant(rfc3339: "2026-01-01T17:00:00Z"), in: newYork) == "12 PM -0500")
  }

  @Test("an unknown letter is named", arguments: ["Q", "D", "é", "-", "E"])
  func unknownLetter(_ letter: Character) {
    #expect(throws: TimeTextError.unknownFormatLetter(letter)) { try DateFormat("%d %\(letter)") }
  }

  @Test("a single % at the end is an error")
  func lonePercent() {
    #expect(throws: TimeTextError.formatEndsInPercent) { try DateFormat("50%") }
  }
}
