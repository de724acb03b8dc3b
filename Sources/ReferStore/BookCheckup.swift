import GRDB

/// Whether a book is sound: its pages, its links, what is kept twice, and its history. What `refer doctor` asks.
package struct BookCheckup: Hashable, Sendable {
  /// What is wrong, in lines that name tables and numbers of rows, never what is in them.
  package private(set) var problems: [String] = []
  /// How many rows each table has; those that can't be read are not counted.
  package private(set) var counts: [(table: String, rows: Int)] = []
  /// How many contacts can be read whole, up to the first that can't be.
  package private(set) var readable = 0
  /// Whether that is all of them.
  package private(set) var readsAll = false

  package static func == (left: BookCheckup, right: BookCheckup) -> Bool { left.problems == right.problems }
  package func hash(into hasher: inout Hasher) { hasher.combine(problems) }

  /// Looks at a book that opens; a damaged page is a problem, not an error.
  ///
  /// - Throws: ``BookError`` where the book can't be opened at all.
  package init(path: String) throws {
    let book = try Book.openForReading(path: path)
    try book.inspect { db in
      try look(for: "the file", db, Self.pages)
      try look(for: "links between records", db, Self.links)
      try look(for: "names for searching", db, Self.names)
      try look(for: "the history", db, Self.history)
      try count(db)
    }
  }

  /// Counts what can be read: each table for itself, and the contacts up to the first that can't be.
  private mutating func count(_ db: Database) throws {
    var (counts, readable, readsAll) = (counts, 0, false)
    // What only repeats the words of others is nothing that can be lost.
    for shape in try TableShape.remembered(db) where shape.name != SearchText.table {
      try look(for: shape.name, db) { db in
        let rows = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(TableShape.quoted(shape.name))")
        counts.append((shape.name, rows ?? 0))
        return []
      }
    }
    try look(for: "the contacts", db) { db in
      let stream = try ContactStream(db)
      while try stream.next() != nil { readable += 1 }
      readsAll = true
      return []
    }
    (self.counts, self.readable, self.readsAll) = (counts, readable, readsAll)
  }

  /// Most problems of one kind that are worth reading.
  private static let most = 20

  private mutating func look(for what: String, _ db: Database, _ body: (Database) throws -> [String]) throws {
    do {
      let found = try body(db)
      problems += found.prefix(Self.most)
      if found.count > Self.most { problems.append("\(what): and \(found.count - Self.most) more") }
    } catch let error as DatabaseError {
      problems.append("\(what): cannot be read (SQLite error \(error.resultCode.rawValue))")
    }
  }

  private static func pages(_ db: Database) throws -> [String] {
    var found: [String] = []
    let lines = try String.fetchCursor(db, sql: "PRAGMA integrity_check(100)")
    do {
      while let text = try lines.next() {
        found += text.split(separator: "\n").filter { $0 != "ok" && !$0.hasPrefix("***") }.map { "the file: \($0)" }
      }
    } catch let error as DatabaseError where !found.isEmpty && error.resultCode == .SQLITE_CORRUPT {
      // What it found so far says why it had to stop.
      return found
    }
    return found
  }

  private static func links(_ db: Database) throws -> [String] {
    try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { row in
      let place = (row["rowid"] as Int64?).map { ", row \($0)" } ?? ""
      return
        "links between records: \(row["table"] as String)\(place) names a row of \(row["parent"] as String) that is gone"
    }
  }

  private static func names(_ db: Database) throws -> [String] {
    let rows = try Row.fetchCursor(
      db, sql: "SELECT id, name, first_name, last_name, organization, name_key FROM contact")
    var wrong: [String] = []
    while let row = try rows.next() {
      let key = BookWriter.nameKey(
        name: row["name"], first: row["first_name"], last: row["last_name"], organization: row["organization"])
      if key != row["name_key"] { wrong.append("names for searching: contact \(row["id"] as Int64) has an old one") }
    }
    return wrong
  }

  private static func history(_ db: Database) throws -> [String] {
    var wrong: [String] = []
    for shape in try TableShape.remembered(db) {
      for event in ["insert", "update", "delete"] {
        let trigger = "journal_\(shape.name)_\(event)"
        let isThere =
          try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND name = ?)",
            arguments: [trigger]) ?? false
        if !isThere { wrong.append("the history: \(shape.name) is not watched (\(trigger) is missing)") }
      }
    }
    let bad = try Int64.fetchAll(
      db, sql: "SELECT id FROM journal WHERE NOT json_valid(\"key\") OR before IS NOT NULL AND NOT json_valid(before)")
    return wrong + bad.map { "the history: entry \($0) cannot be read" }
  }
}
