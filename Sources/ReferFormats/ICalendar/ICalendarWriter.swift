package import ReferModel

/// Writes a calendar of RFC 5545: UTF-8, CRLF, folded lines, all moments in UTC.
///
/// Items stand in the order in which they are written; the same items and stamp give the same bytes.
package struct ICalendarWriter: Sendable {
  /// DTSTAMP: when this calendar was made (RFC 5545, 3.8.7.2).
  private let stamp: Instant
  /// The name of the calendar, which most programs show.
  private let name: String
  /// PRODID: who wrote it.
  private let product: String

  package init(stamp: Instant, name: String, product: String) {
    (self.stamp, self.name, self.product) = (stamp, name, product)
  }

  package func begin(_ bytes: inout [UInt8]) {
    put("BEGIN", "VCALENDAR", &bytes)
    put("VERSION", "2.0", &bytes)
    put("PRODID", Self.escaped(product), &bytes)
    put("CALSCALE", "GREGORIAN", &bytes)
    put("METHOD", "PUBLISH", &bytes)
    put("X-WR-CALNAME", Self.escaped(name), &bytes)
  }

  package func end(_ bytes: inout [UInt8]) { put("END", "VCALENDAR", &bytes) }

  package func write(_ item: CalendarItem, to bytes: inout [UInt8]) {
    let component = item.kind == .todo ? "VTODO" : "VEVENT"
    put("BEGIN", component, &bytes)
    put("UID", Self.escaped(item.uid), &bytes)
    put("DTSTAMP", Self.utc(stamp), &bytes)
    put("SEQUENCE", "\(item.sequence)", &bytes)
    put("SUMMARY", Self.escaped(item.summary), &bytes)
    if let details = item.details { put("DESCRIPTION", Self.escaped(details), &bytes) }
    put("DTSTART", item.start, &bytes)
    put(item.kind == .todo ? "DUE" : "DTEND", item.end, &bytes)
    if let priority = item.priority { put("PRIORITY", "\(priority)", &bytes) }
    putStatus(of: item, &bytes)
    if !item.categories.isEmpty {
      put("CATEGORIES", item.categories.map(Self.escaped).joined(separator: ","), &bytes)
    }
    if let location = item.location { put("LOCATION", Self.escaped(location), &bytes) }
    if let contact = item.contact { put("CONTACT", Self.escaped(contact), &bytes) }
    if let related = item.related { put("RELATED-TO", Self.escaped(related), &bytes) }
    if item.kind == .event { put("TRANSP", item.isBusy ? "OPAQUE" : "TRANSPARENT", &bytes) }
    if let alarm = item.alarm, item.status == .standing { putAlarm(alarm, item, &bytes) }
    put("END", component, &bytes)
  }

  private func putStatus(of item: CalendarItem, _ bytes: inout [UInt8]) {
    switch (item.status, item.kind) {
    case (.standing, .todo): put("STATUS", "NEEDS-ACTION", &bytes)
    case (.done(let at), .todo):
      put("STATUS", "COMPLETED", &bytes)
      put("PERCENT-COMPLETE", "100", &bytes)
      if let at { put("COMPLETED", Self.utc(at), &bytes) }
    case (.standing, .event), (.done, .event): put("STATUS", "CONFIRMED", &bytes)
    case (.cancelled, _): put("STATUS", "CANCELLED", &bytes)
    }
  }

  /// A reminder counts from the end of a todo, and from the beginning of an event (RFC 5545, 3.8.6.3).
  private func putAlarm(_ seconds: Int, _ item: CalendarItem, _ bytes: inout [UInt8]) {
    put("BEGIN", "VALARM", &bytes)
    put("ACTION", "DISPLAY", &bytes)
    put("DESCRIPTION", Self.escaped(item.summary), &bytes)
    let before = "-PT\(seconds / 60)M"
    item.kind == .todo ? put("TRIGGER;RELATED=END", before, &bytes) : put("TRIGGER", before, &bytes)
    put("END", "VALARM", &bytes)
  }

  private func put(_ name: String, _ time: CalendarItem.Time?, _ bytes: inout [UInt8]) {
    switch time {
    case .moment(let instant)?: put(name, Self.utc(instant), &bytes)
    case .day(let day)?: put("\(name);VALUE=DATE", Self.digits(day), &bytes)
    case nil: break
    }
  }

  private func put(_ name: String, _ value: String, _ bytes: inout [UInt8]) {
    ContentLine.write(Array("\(name):\(value)".utf8), to: &bytes)
  }

  /// A date and time in UTC: 20260115T120000Z (RFC 5545, 3.3.5).
  private static func utc(_ instant: Instant) -> String {
    let civil = Zone.utc.civil(at: instant)
    let time = [civil.hour, civil.minute, civil.second].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined()
    return "\(digits(civil.date))T\(time)Z"
  }

  private static func digits(_ day: CivilDate) -> String { day.description.replacing("-", with: "") }

  /// Text as of RFC 5545, 3.3.11: without the controls that a calendar must not hold.
  private static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
      switch scalar {
      case "\\", ";", ",": result.append(contentsOf: ["\\", scalar])
      case "\n", "\r": result.append(contentsOf: "\\n".unicodeScalars)
      case "\t": result.append(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: break
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
