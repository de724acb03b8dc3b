import GRDB

extension BookWriter {
  /// The verb of a deed after which nothing is left of a person.
  static let forgetting = "forget"

  /// Where other people's records name somebody by id and by name.
  static let mentions = [
    ("contact", "introduced_by"), ("introduced", "person"), ("introduction", "to"), ("referral", "giver"),
    ("referral", "receiver"), ("referral", "prospect"), ("slip", "other"),
  ]

  /// Erases a contact with all that belongs to them, now and in the book's past, and their name where other people's
  /// records link to them. ``Book/forget(_:at:)`` runs it, and then rewrites the file.
  ///
  /// Returns how many other records linked to them.
  func forget(_ contact: Int64) throws -> Int {
    let shapes = try TableShape.remembered(db)
    // What was merged into them was theirs, too.
    let merged = try Int64.fetchAll(db, sql: "SELECT was FROM merged WHERE contact = ?", arguments: [contact])
    let entries = ([contact] + merged).map(String.init).joined(separator: ", ")
    let names = try names(of: entries, shapes)
    try forgetIntroducer(contact, shapes)
    try forgetMerges(of: entries)
    var links = 0
    for (table, field) in Self.mentions {
      try db.execute(
        sql: "UPDATE \(table) SET \(field)_id = NULL, \(field)_name = NULL WHERE \(field)_id = ?", arguments: [contact])
      links += db.changesCount
      guard let shape = shapes.first(where: { $0.name == table }),
        let id = shape.columns.firstIndex(where: { $0.name == "\(field)_id" }),
        let text = shape.columns.firstIndex(where: { $0.name == "\(field)_name" })
      else { continue }
      try db.execute(
        sql: """
          UPDATE journal SET before = json_set(before, '$[\(id)]', NULL, '$[\(text)]', NULL)
          WHERE tbl = ? AND json_extract(before, '$[\(id)]') IN (\(entries))
          """, arguments: [table])
    }
    try db.execute(sql: "DELETE FROM contact WHERE id = ?", arguments: [contact])
    // Not even this deed is remembered row by row: it can't be taken back.
    try db.execute(sql: "DELETE FROM journal WHERE contact IN (\(entries)) OR deed = ?", arguments: [deed])
    try db.execute(sql: "UPDATE deed SET summary = '\(Self.forgotten)' WHERE contact IN (\(entries))")
    for name in names {
      try db.execute(
        sql: "UPDATE deed SET summary = '\(Self.forgotten)' WHERE instr(summary, ?) > 0", arguments: [name])
    }
    return links
  }

  private static let forgotten = "(about somebody who was forgotten)"

  /// All names that entries have, or had.
  private func names(of entries: String, _ shapes: [TableShape]) throws -> Set<String> {
    let shape = shapes.first { $0.name == "contact" }
    let place = shape?.columns.firstIndex { $0.name == "name" } ?? 0
    let names = try String.fetchSet(
      db,
      sql: """
        SELECT name FROM contact WHERE id IN (\(entries)) AND name <> ''
        UNION SELECT json_extract(before, '$[\(place)]') FROM journal
        WHERE tbl = 'contact' AND contact IN (\(entries)) AND json_extract(before, '$[\(place)]') <> ''
        """)
    return names
  }

  /// What a merge moved stands in the journal under the name of either: nothing of such a deed, or of its undoing, is
  /// kept.
  private func forgetMerges(of entries: String) throws {
    let merges = try Int64.fetchAll(
      db,
      sql: """
        WITH RECURSIVE involved(id) AS (
          SELECT id FROM deed WHERE verb = '\(Self.merging)' AND contact IN (\(entries))
          UNION SELECT json_extract(before, '$[1]') FROM journal
            WHERE tbl = 'merged' AND json_extract(before, '$[0]') IN (\(entries))
          UNION SELECT deed.id FROM deed JOIN involved ON deed.undoes = involved.id
        )
        SELECT id FROM involved
        """)
    for merge in merges {
      try db.execute(sql: "DELETE FROM journal WHERE deed = ?", arguments: [merge])
      try db.execute(
        sql: "UPDATE deed SET verb = '\(Self.forgetting)', summary = '\(Self.forgotten)' WHERE id = ?",
        arguments: [merge])
    }
  }

  /// Takes their name out of what sources said of those whom they introduced, now and before.
  private func forgetIntroducer(_ contact: Int64, _ shapes: [TableShape]) throws {
    let introduced = "SELECT id FROM contact WHERE introduced_by_id = \(contact)"
    try db.execute(
      sql: "UPDATE source_record SET content = json_remove(content, '$.introduced_by') WHERE contact IN (\(introduced))"
    )
    guard let shape = shapes.first(where: { $0.name == "source_record" }),
      let content = shape.columns.firstIndex(where: { $0.name == "content" })
    else { return }
    try db.execute(
      sql: """
        UPDATE journal SET before = json_set(before, '$[\(content)]',
          json_remove(json_extract(before, '$[\(content)]'), '$.introduced_by'))
        WHERE tbl = 'source_record' AND before IS NOT NULL AND contact IN (\(introduced))
        """)
  }
}
