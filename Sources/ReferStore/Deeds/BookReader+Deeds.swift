import GRDB
import ReferModel

/// Something that was promised, or asked for, and is still open.
package struct OpenItem: Hashable, Sendable {
  package let id: Int64
  package let what: String?
  /// Of a promise: me or them.
  package let by: String?
  /// When it was promised, or asked.
  package let at: Double?
  package let due: Double?
}

/// An event on one line of a list.
package struct EventLine: Hashable, Sendable {
  package let id: Int64
  package let name: String?
  package let kind: String?
  package let group: String?
  package let at: Double?
  package let endsAt: Double?
  package let place: String?
  /// In minor units of its currency.
  package let cost: Int64?
  package let currency: String?
  package let minutes: Double?
  package let isNoPitch: Bool?
  package let notes: String?
  /// How many contacts were there, as far as the book knows.
  package let attendees: Int
}

extension BookReader {
  /// Promises that are neither kept nor broken, by their day.
  package func openPromises(of contact: Int64) throws -> [OpenItem] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT id, what, by, at, due FROM promise
        WHERE contact = ? AND done_at IS NULL AND ifnull(state, 'open') NOT IN ('kept', 'broken')
        ORDER BY due IS NULL, due, id
        """, arguments: [contact]
    ).map(Self.openItem)
  }

  /// What the user asked for and got no answer to, newest first.
  package func openAsks(of contact: Int64) throws -> [OpenItem] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT id, what, NULL AS by, at, NULL AS due FROM ask WHERE contact = ? AND response IS NULL
        ORDER BY at DESC, id DESC
        """, arguments: [contact]
    ).map(Self.openItem)
  }

  /// The open promises of everybody that are due before a moment, by their day.
  package func openPromises(due until: Double) throws -> [(contact: Int64, promise: OpenItem)] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT contact, id, what, by, at, due FROM promise
        WHERE due < ? AND done_at IS NULL AND ifnull(state, 'open') NOT IN ('kept', 'broken') ORDER BY due, id
        """, arguments: [until]
    ).map { ($0["contact"], Self.openItem($0)) }
  }

  /// The promises that were kept or broken since a moment, in seconds since 1970, oldest first.
  package func closedPromises(since: Double) throws -> [(
    contact: Int64, promise: OpenItem, closed: (isKept: Bool, at: Double)
  )] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT contact, id, what, by, at, due, done_at, ifnull(state, 'kept') <> 'broken' AS kept FROM promise
        WHERE due IS NOT NULL AND done_at >= ? ORDER BY done_at, id
        """, arguments: [since]
    ).map { ($0["contact"], Self.openItem($0), ($0["kept"], $0["done_at"])) }
  }

  private static func openItem(_ row: Row) -> OpenItem {
    OpenItem(id: row["id"], what: row["what"], by: row["by"], at: row["at"], due: row["due"])
  }

  /// The ids of a contact's promises, in the order in which their row has them.
  package func promiseIDs(of contact: Int64) throws -> [Int64] {
    try Int64.fetchAll(db, sql: "SELECT id FROM promise WHERE contact = ? ORDER BY id", arguments: [contact])
  }

  /// When the user introduced two people to each other; nil where they never did, or it is not known when.
  package func introduction(of one: Int64, to other: Int64) throws -> (isKnown: Bool, at: Double?) {
    let row = try Row.fetchOne(
      db, sql: "SELECT at FROM introduction WHERE contact = ? AND to_id = ? ORDER BY at DESC LIMIT 1",
      arguments: [one, other])
    return (row != nil, row?["at"])
  }

  /// Those who are not put away and have somebody as a prospect, an introducer, or one whom they were introduced to.
  package func contactsNaming(_ contact: Int64) throws -> [Int64] {
    try Int64.fetchAll(
      db,
      sql: """
        SELECT id FROM contact WHERE archived_at IS NULL AND (introduced_by_id = ?1
          OR id IN (SELECT contact FROM referral WHERE prospect_id = ?1)
          OR id IN (SELECT contact FROM introduction WHERE to_id = ?1)) ORDER BY id
        """, arguments: [contact])
  }

  package func asksNotToBeContacted(_ contact: Int64) throws -> Bool {
    try Bool.fetchOne(db, sql: "SELECT do_not_contact FROM contact WHERE id = ?", arguments: [contact]) ?? false
  }

  // MARK: Events

  package func event(_ id: Int64) throws -> EventLine? { try events("event.id = ?", [id]).first }

  /// All events, newest first; those without a time last.
  package func events() throws -> [EventLine] { try events("1", []) }

  private func events(_ condition: String, _ arguments: StatementArguments) throws -> [EventLine] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT *, (SELECT count(*) FROM event_attendance a WHERE a.event = event.id) AS attendees
        FROM event WHERE \(condition) ORDER BY at DESC, id DESC
        """, arguments: arguments
    ).map { row in
      EventLine(
        id: row["id"], name: row["name"], kind: row["kind"], group: row["group"], at: row["at"],
        endsAt: row["ends_at"], place: row["place"], cost: row["cost_minor"], currency: row["currency"],
        minutes: row["minutes"], isNoPitch: row["no_pitch"], notes: row["notes"], attendees: row["attendees"])
    }
  }

  /// Who was at an event, and why, in the order of their ids.
  package func attendees(of event: Int64) throws -> [(person: PersonLine, role: String?)] {
    try Row.fetchAll(
      db, sql: "SELECT contact, role FROM event_attendance WHERE event = ? ORDER BY contact", arguments: [event]
    ).compactMap { row in try person(row["contact"]).map { ($0, row["role"]) } }
  }

  /// Who was met at an event, in the order of their ids.
  package func met(at event: Int64) throws -> [PersonLine] {
    try Int64.fetchAll(db, sql: "SELECT id FROM contact WHERE met_event_id = ? ORDER BY id", arguments: [event])
      .compactMap(person)
  }

  /// Referrals that came from an event, and how many talks were there.
  package func outcome(of event: Int64) throws -> (referrals: [ReferralLine], talks: Int) {
    let ids = try Int64.fetchAll(
      db, sql: "SELECT id FROM referral WHERE event_id = ? ORDER BY id", arguments: [event])
    let talks = try Int.fetchOne(
      db, sql: "SELECT count(*) FROM interaction WHERE event_id = ?", arguments: [event])
    return (try ids.compactMap(referral), talks ?? 0)
  }
}
