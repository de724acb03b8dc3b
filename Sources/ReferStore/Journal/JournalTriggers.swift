import GRDB

/// The journal: for each row that a deed changes or deletes, the row as it was before.
///
/// Triggers write it, so that no change can pass by it. A row that a deed brings in needs no entry, since it says
/// itself which deed that was; only a row that comes back by an undo has one, which says that it was absent.
enum JournalTriggers {
  static func create(_ db: Database) throws {
    for shape in try TableShape.remembered(db) {
      for (event, row, condition, before) in [
        ("INSERT", "NEW", "NEW.since < (SELECT max(id) FROM deed)", "NULL"),
        ("UPDATE", "NEW", "OLD.since < (SELECT max(id) FROM deed)", shape.image(of: "OLD")),
        ("DELETE", "OLD", "OLD.since < (SELECT max(id) FROM deed)", shape.image(of: "OLD")),
      ] {
        let contact = shape.contactColumn.map { "\(row).\(TableShape.quoted($0))" } ?? "NULL"
        try db.execute(
          sql: """
            CREATE TRIGGER journal_\(shape.name)_\(event.lowercased())
            AFTER \(event) ON \(TableShape.quoted(shape.name)) WHEN \(condition)
            BEGIN
              INSERT INTO journal (deed, tbl, contact, "key", before)
              VALUES ((SELECT max(id) FROM deed), '\(shape.name)', \(contact), \(shape.key(of: row)), \(before));
            END
            """)
      }
    }
  }
}
