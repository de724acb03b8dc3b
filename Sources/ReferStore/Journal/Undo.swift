import GRDB

/// Taking a deed back: its rows go, and what it changed or deleted is as it was.
enum Undo {
  /// Links are not followed meanwhile: what a link deleted or changed along stands in the journal itself.
  ///
  /// - Throws: ``BookError`` where a later deed, not taken back, changed the same rows.
  static func take(back deed: Int64, _ db: Database) throws {
    let shapes = try TableShape.remembered(db)
    // What is searched follows from the rest, and is made anew.
    if let later = try laterDeed(db, shapes.filter { $0.name != "search" }, deed) {
      throw BookError.undoneOutOfOrder(deed, by: later)
    }
    for shape in shapes.reversed() {
      try db.execute(sql: "DELETE FROM \(TableShape.quoted(shape.name)) WHERE since = ?", arguments: [deed])
    }
    let byName = Dictionary(uniqueKeysWithValues: shapes.map { ($0.name, $0) })
    for entry in try Row.fetchAll(
      db, sql: "SELECT tbl, \"key\", before FROM journal WHERE deed = ? ORDER BY id DESC", arguments: [deed])
    {
      guard let shape = byName[entry["tbl"]] else { continue }
      try db.execute(sql: shape.deletion(from: "main"), arguments: [entry["key"] as String])
      if let before: String = entry["before"] {
        try db.execute(sql: shape.insertion(into: "main"), arguments: [before])
      }
    }
  }

  /// The newest standing deed behind this one that touched a row which this one brought in or changed.
  private static func laterDeed(_ db: Database, _ shapes: [TableShape], _ deed: Int64) throws -> Int64? {
    let standing = "later.deed IN (\(try Deed.standing(db, after: deed).map(String.init).joined(separator: ", ")))"
    var found = try Int64.fetchOne(
      db,
      sql: """
        SELECT max(later.deed) FROM journal mine JOIN journal later
          ON later.tbl = mine.tbl AND later."key" = mine."key"
        WHERE mine.deed = ? AND mine.tbl <> 'search' AND \(standing)
        """, arguments: [deed])
    for shape in shapes {
      let place = shape.columns.firstIndex { $0.name == "since" } ?? 0
      // Rows that this deed brought in and a later one changed or deleted.
      let touched = try Int64.fetchOne(
        db,
        sql: """
          SELECT max(later.deed) FROM journal later
          WHERE \(standing) AND later.tbl = ? AND json_extract(later.before, '$[\(place)]') = ?
          """, arguments: [shape.name, deed])
      // Rows of later deeds that belong to a contact which this deed brought in.
      let attached =
        shape.contactColumn == "contact"
        ? try Int64.fetchOne(
          db,
          sql: """
            SELECT max(child.since) FROM \(TableShape.quoted(shape.name)) child
            JOIN contact ON contact.id = child.contact WHERE contact.since = ?1 AND child.since > ?1
            """, arguments: [deed])
        : nil
      found = [found, touched, attached].compactMap(\.self).max()
    }
    return found
  }
}
