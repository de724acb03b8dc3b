import ReferFormats
import ReferModel

/// Any text as a length, a date, a format of dates and a number: what is read is written so that it reads the same.
enum TimesTarget {
  private static let now = Instant(seconds: 1_768_478_400)
  private static let zones = ["Europe/Berlin", "America/New_York", "Asia/Kathmandu"].compactMap {
    try? Zone(identifier: $0)
  }

  static func run(_ bytes: UnsafeRawBufferPointer) throws {
    let text = String(decoding: bytes, as: UTF8.self)
    if let length = try? Length.parse(text) {
      Fuzz.expect(length.months >= 0 && length.seconds >= 0, "a length below nothing: \(length)")
      // Parts of a second are no unit that is read.
      let written = length.description
      if !written.contains("second") {
        Fuzz.expect((try? Length.parse(written)) == length, "\(length) is read as another")
      }
    }
    if let instant = try? Instant(rfc3339: text) { try check(instant) }
    if let date = try? CivilDate(iso: text) {
      Fuzz.expect(try CivilDate(iso: date.description) == date, "\(date) is read as another")
      Fuzz.expect(CivilDate(daysSinceEpoch: date.daysSinceEpoch) == date, "\(date) is counted as another")
    }
    let format = try? DateFormat(text)
    for zone in [.utc] + zones {
      if let instant = try? DateText.parse(text, now: now, zone: zone) {
        try check(instant)
        _ = format?.string(from: instant, in: zone)
        if case .day(let day)? = try? DateText.read(text, now: now, zone: zone) {
          Fuzz.expect(zone.date(at: instant) == day, "\(day) begins on \(zone.date(at: instant))")
        }
      }
      _ = format?.string(from: now, in: zone)
    }
    if let number = NumberText.number(text) {
      Fuzz.expect(NumberText.number(NumberText.string(number)) == number, "\(number) is read as another")
    }
  }

  private static func check(_ instant: Instant) throws {
    let back = try Instant(rfc3339: instant.description)
    Fuzz.expect(abs(back.seconds - instant.seconds) <= 0.0006, "\(instant) is read as \(back)")
  }
}
