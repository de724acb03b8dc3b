package import CRows
import GRDB
import ReferModel

/// An event as the user enters it. Money is in minor units of its currency.
package struct NewEvent: Hashable, Sendable {
  package let name: String
  package var at: Double?
  package var endsAt: Double?
  package var kind: String?
  package var group: String?
  package var place: String?
  package var cost: Int64?
  package var currency: String?
  package var minutes: Double?
  package var isNoPitch: Bool?
  package var notes: String?

  package init(_ name: String) { self.name = name }
}

extension BookWriter {
  @discardableResult
  package func addEvent(_ new: NewEvent) throws -> Int64 {
    try db.execute(
      sql: """
        INSERT INTO event (since, name, kind, "group", at, ends_at, cost_minor, currency, minutes, no_pitch, place, notes)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        deed, new.name, new.kind, new.group, new.at, new.endsAt, new.cost, new.currency, new.minutes, new.isNoPitch,
        new.place, new.notes,
      ])
    return db.lastInsertedRowID
  }

  /// Notes the events of a list of records; those that are known already change nothing. Answers whether one was new.
  @discardableResult
  package func addAttendances(_ list: rw_cell, of contact: Int64) throws -> Bool {
    guard let first = list.nested?.baseAddress else { return false }
    var hasNews = false
    for place in 0..<Int(list.count) {
      let event = first + place * Schema.event.fields.count
      let role = Schema.event.index["role"].flatMap { event[$0].text }
      if try addAttendance(contact, at: events.id(of: event), role: role) { hasNews = true }
    }
    return hasNews
  }

  /// Notes that somebody was at an event. Answers whether that was new.
  @discardableResult
  package func addAttendance(_ contact: Int64, at event: Int64, role: String?) throws -> Bool {
    try db.execute(
      sql: """
        INSERT INTO event_attendance (event, contact, since, role) VALUES (?, ?, ?, ?)
        ON CONFLICT (event, contact) DO UPDATE SET role = excluded.role WHERE role IS NOT excluded.role
        """, arguments: [event, contact, deed, role])
    return db.changesCount > 0
  }
}
