package import CRows
import GRDB
import ReferModel

/// What the user enters by hand, a value at a time.
extension BookWriter {
  /// Notes whom this deed is about: what is said of it goes when they are forgotten, whatever their name is by then.
  package func setSubject(_ contact: Int64) throws {
    try db.execute(sql: "UPDATE deed SET contact = ? WHERE id = ?", arguments: [contact, deed])
  }

  /// Notes that these fields were entered by hand, so that no import overwrites them: names of fields, or of entries
  /// such as "custom.Lead Status".
  package func keepByHand(_ fields: some Sequence<String>, of contact: Int64) throws {
    for field in fields {
      try db.execute(
        sql: """
          INSERT INTO hand_edit (contact, field, since, at) VALUES (?, ?, ?, ?)
          ON CONFLICT (contact, field) DO UPDATE SET at = excluded.at WHERE at <> excluded.at
          """, arguments: [contact, field, deed, moment])
    }
  }

  /// Sets one entry of `buckets` or `custom`; a missing cell takes it out. The others keep their order.
  package func setEntry(_ name: String, of field: String, _ cell: rw_cell, contact: Int64) throws {
    guard let (table, key) = Self.maps[field] else { return }
    let place = try Int64.fetchOne(
      db, sql: "SELECT n FROM \(table) WHERE contact = ? AND \"\(key)\" = ? ORDER BY n LIMIT 1",
      arguments: [contact, name])
    try db.execute(
      sql: "DELETE FROM \(table) WHERE contact = ? AND \"\(key)\" = ?", arguments: [contact, name])
    if !cell.isMissing {
      let insert = try statement(
        """
        INSERT INTO \(table) (contact, n, since, "\(key)", kind, text, number)
        SELECT ?1, coalesce(?7, max(n) + 1, 0), ?2, ?3, ?4, ?5, ?6 FROM \(table) WHERE contact = ?1
        """)
      insert.bind(1, contact)
      insert.bind(2, deed)
      insert.bind(3, name)
      bindAny(cell, to: insert, at: 4)
      insert.bind(7, place)
      try insert.run()
    }
    try refreshSearchText(of: contact)
  }

  /// Puts a contact away: no rule decides about them, and all that is known of them stays.
  package func archive(_ contact: Int64, why: String?) throws {
    try db.execute(
      sql: "UPDATE contact SET archived_at = ?, archived_why = ? WHERE id = ?", arguments: [moment, why, contact])
  }

  /// Takes a contact out of those put away.
  package func unarchive(_ contact: Int64) throws {
    try db.execute(sql: "UPDATE contact SET archived_at = NULL, archived_why = NULL WHERE id = ?", arguments: [contact])
  }

  /// Says who introduced a contact: another one of the book.
  package func setIntroducer(_ person: Int64, of contact: Int64) throws {
    try db.execute(
      sql: """
        UPDATE contact SET introduced_by_id = ?1, introduced_by_name = (SELECT name FROM contact WHERE id = ?1)
        WHERE id = ?2
        """, arguments: [person, contact])
  }

  /// Says at which event the user met a contact: the latest of that name, whatever its case; a new one where there is
  /// none.
  package func setMetEvent(_ name: String, of contact: Int64) throws {
    let key = NameKey.of(name)
    let known = try Row.fetchAll(db, sql: "SELECT id, name FROM event WHERE name IS NOT NULL ORDER BY at DESC, id DESC")
      .first { NameKey.of($0["name"]) == key }
    let event: Int64
    if let known {
      event = known["id"]
    } else {
      try db.execute(sql: "INSERT INTO event (since, name) VALUES (?, ?)", arguments: [deed, name])
      event = db.lastInsertedRowID
    }
    try db.execute(sql: "UPDATE contact SET met_event_id = ? WHERE id = ?", arguments: [event, contact])
  }
}
