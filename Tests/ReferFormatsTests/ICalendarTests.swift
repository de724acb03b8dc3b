import ReferModel
import Testing

@testable import ReferFormats

@Suite struct ICalendarTests {
  private let stamp = Instant(seconds: 1_768_478_400)

  private func written(_ item: CalendarItem) -> [String] {
    let writer = ICalendarWriter(stamp: stamp, name: "refer", product: "-//refer//refer 0//EN")
    var bytes: [UInt8] = []
    writer.write(item, to: &bytes)
    return String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map(String.init)
  }

  @Test func `a todo has its start, its due time, its state and an alarm before it is due`() {
    var item = CalendarItem(uid: "abc@refer", kind: .todo, summary: "Write to Ada; coffee, soon")
    item.details = "first\nsecond \\ third"
    item.start = .moment(stamp + 3600)
    item.end = .moment(stamp + 7200)
    item.priority = 1
    item.categories = ["after we met", "a,b"]
    item.alarm = 86_400
    #expect(
      written(item) == [
        "BEGIN:VTODO", "UID:abc@refer", "DTSTAMP:20260115T120000Z", "SEQUENCE:0",
        "SUMMARY:Write to Ada\\; coffee\\, soon", "DESCRIPTION:first\\nsecond \\\\ third",
        "DTSTART:20260115T130000Z", "DUE:20260115T140000Z", "PRIORITY:1", "STATUS:NEEDS-ACTION",
        "CATEGORIES:after we met,a\\,b", "BEGIN:VALARM", "ACTION:DISPLAY",
        "DESCRIPTION:Write to Ada\\; coffee\\, soon", "TRIGGER;RELATED=END:-PT1440M", "END:VALARM", "END:VTODO",
      ])
  }

  @Test func `what is done says when, and rings no more`() {
    var item = CalendarItem(uid: "abc", kind: .todo, summary: "Call")
    item.alarm = 60
    item.status = .done(stamp)
    item.sequence = 2
    let lines = written(item)
    #expect(lines.contains("STATUS:COMPLETED"))
    #expect(lines.contains("COMPLETED:20260115T120000Z"))
    #expect(lines.contains("SEQUENCE:2"))
    #expect(!lines.contains("BEGIN:VALARM"))
  }

  @Test func `an event may be a whole day, and takes no time`() throws {
    var item = CalendarItem(uid: "b", kind: .event, summary: "Birthday")
    let day = try CivilDate(iso: "2026-02-28")
    item.start = .day(day)
    item.end = .day(day.adding(days: 1))
    let lines = written(item)
    #expect(lines.contains("DTSTART;VALUE=DATE:20260228"))
    #expect(lines.contains("DTEND;VALUE=DATE:20260301"))
    #expect(lines.contains("TRANSP:TRANSPARENT"))
  }

  @Test(arguments: 1...200)
  func `lines are folded at 75 bytes and never inside a character`(length: Int) {
    let text = String(repeating: "é€😀x", count: length)
    let writer = ICalendarWriter(stamp: stamp, name: "refer", product: "p")
    var bytes: [UInt8] = []
    writer.write(CalendarItem(uid: "a", kind: .todo, summary: text), to: &bytes)
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
    #expect(lines.allSatisfy { $0.utf8.count <= 75 && !$0.unicodeScalars.contains("\u{FFFD}") })
    let whole = String(decoding: bytes, as: UTF8.self).replacing("\r\n ", with: "")
    #expect(whole.contains("SUMMARY:\(text)\r\n"))
  }

  @Test func `controls of a text never reach a calendar`() {
    let lines = written(CalendarItem(uid: "a", kind: .todo, summary: "a\u{1B}[31mb\u{0}\rEND:VTODO\u{7F}"))
    #expect(lines.contains("SUMMARY:a[31mb\\nEND:VTODO"))
  }
}
