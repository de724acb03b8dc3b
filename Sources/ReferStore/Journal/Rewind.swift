import GRDB

/// The book as it was: for each table that has changed since, a temporary table of the same name, which stands before
/// it for every query of this connection.
enum Rewind {
  /// Puts the connection back to just after the last deed at or before `moment`. Returns that deed; nil where the book
  /// did not yet know anything.
  static func shadow(_ db: Database, to moment: Double) throws -> Int64? {
    // Deeds are numbered as they were written; a clock set back must not reveal a later one.
    let first = try Int64.fetchOne(db, sql: "SELECT min(id) FROM main.deed WHERE at > ?", arguments: [moment])
    guard let first else { return try Int64.fetchOne(db, sql: "SELECT max(id) FROM main.deed") }
    for shape in try TableShape.remembered(db) { try shadow(db, shape, before: first) }
    try db.execute(sql: "CREATE TEMP VIEW deed AS SELECT * FROM main.deed WHERE id < \(first)")
    return first > 1 ? first - 1 : nil
  }

  private static func shadow(_ db: Database, _ shape: TableShape, before deed: Int64) throws {
    let name = TableShape.quoted(shape.name)
    let isTouched =
      try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM main.journal WHERE deed >= ?1 AND tbl = ?2)
            OR EXISTS (SELECT 1 FROM main.\(name) WHERE since >= ?1)
          """, arguments: [deed, shape.name]) ?? false
    guard isTouched else { return }
    for sql in try String.fetchAll(
      db,
      sql: """
        SELECT sql FROM main.sqlite_schema
        WHERE tbl_name = ? AND type IN ('table', 'index') AND sql IS NOT NULL ORDER BY type DESC, rowid
        """, arguments: [shape.name])
    {
      try db.execute(sql: temporary(sql))
    }
    // What came later is not there, and must not stand in the way of what was.
    try db.execute(sql: "INSERT INTO temp.\(name) SELECT * FROM main.\(name) WHERE since < ?", arguments: [deed])
    let since = shape.columns.firstIndex { $0.name == "since" } ?? 0
    let (remove, restore) = (shape.deletion(from: "temp"), shape.insertion(into: "temp"))
    let entries = try Row.fetchCursor(
      db,
      sql: """
        SELECT "key", iif(json_extract(before, '$[\(since)]') < ?1, before, NULL) AS before
        FROM main.journal WHERE deed >= ?1 AND tbl = ?2 ORDER BY id DESC
        """, arguments: [deed, shape.name])
    while let entry = try entries.next() {
      try db.execute(sql: remove, arguments: [entry["key"] as String])
      if let before: String = entry["before"] { try db.execute(sql: restore, arguments: [before]) }
    }
  }

  /// The same table or index in the temporary schema.
  private static func temporary(_ sql: String) -> String {
    for (start, replacement) in [
      ("CREATE TABLE ", "CREATE TEMP TABLE "), ("CREATE INDEX ", "CREATE INDEX temp."),
      ("CREATE UNIQUE INDEX ", "CREATE UNIQUE INDEX temp."),
    ] where sql.hasPrefix(start) { return replacement + sql.dropFirst(start.count) }
    return sql
  }
}
