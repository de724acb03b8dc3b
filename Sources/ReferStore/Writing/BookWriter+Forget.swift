import GRDB

extension BookWriter {
  /// The verb of a deed after which nothing is left of a person.
  static let forgetting = "forget"

  /// Where other people's records name somebody by id and by name.
  private static let mentions = [
    ("contact", "introduced_by"), ("introduced", "person"), ("introduction", "to"), ("referral", "giver"),
    ("referral", "receiver"), ("referral", "prospect"),
  ]

  /// Erases a contact with all that belongs to them, now and in the book's past, and their name where other people's
  /// records link to them. ``Book/forget(_:at:)`` runs it, and then rewrites the file.
  ///
  /// Returns how many other records linked to them.
  func forget(_ contact: Int64) throws -> Int {
    let name = try String.fetchOne(db, sql: "SELECT name FROM contact WHERE id = ?", arguments: [contact])
    let shapes = try TableShape.remembered(db)
    try forgetIntroducer(contact, shapes)
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
          WHERE tbl = ? AND json_extract(before, '$[\(id)]') = ?
          """, arguments: [table, contact])
    }
    try db.execute(sql: "DELETE FROM contact WHERE id = ?", arguments: [contact])
    // Not even this deed is remembered row by row: it can't be taken back.
    try db.execute(sql: "DELETE FROM journal WHERE contact = ? OR deed = ?", arguments: [contact, deed])
    try db.execute(
      sql:
        "UPDATE deed SET summary = '(about somebody who was forgotten)' WHERE contact = ?1 OR instr(summary, ?2) > 0",
      arguments: [contact, name?.isEmpty == false ? name : nil])
    return links
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
