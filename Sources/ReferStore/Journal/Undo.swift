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
      let attached = try shape.links.filter { $0.parent != "deed" }.compactMap { link in
        try lastDeed(on: shape, link, deed, standing, db)
      }
      found = ([found, touched].compactMap(\.self) + attached).max()
    }
    return found
  }

  /// The newest later deed that brought in, or changed, a row which points at one that this deed brought in: a talk at
  /// its event, a stage of its referral.
  private static func lastDeed(
    on child: TableShape, _ link: TableShape.Link, _ deed: Int64, _ standing: String, _ db: Database
  ) throws -> Int64? {
    let terms = link.columns.map { "parent.\(TableShape.quoted($0.parent)) = child.\(TableShape.quoted($0.child))" }
    return try Int64.fetchOne(
      db,
      sql: """
        WITH changed AS MATERIALIZED (
          SELECT "key", max(deed) AS last FROM journal later WHERE \(standing) AND tbl = ?2 GROUP BY "key"
        )
        SELECT max(last) FROM (
          SELECT max(child.since, ifnull(changed.last, 0)) AS last
          FROM \(TableShape.quoted(child.name)) child
          JOIN \(TableShape.quoted(link.parent)) parent ON \(terms.joined(separator: " AND "))
          LEFT JOIN changed ON changed."key" = \(child.key(of: "child"))
          WHERE parent.since = ?1 AND child.since <> ?1
        ) WHERE last > ?1
        """, arguments: [deed, child.name])
  }
}
