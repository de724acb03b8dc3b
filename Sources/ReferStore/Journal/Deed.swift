import GRDB

/// One act of the user that changed the book: what `refer undo` lists and takes back.
package struct Deed: Hashable, Sendable {
  package let id: Int64
  /// When it was entered.
  package let at: Double
  package let verb: String
  /// What was understood, in a line that a person reads: it may name people.
  package let summary: String
  /// The deed that this one took back.
  package let undoes: Int64?
  /// The deed by which this one was taken back.
  package let undoneBy: Int64?
}

extension Deed {
  /// The last deeds, newest first.
  static func latest(_ db: Database, limit: Int) throws -> [Deed] { Array(try all(db).reversed().prefix(limit)) }

  static func find(_ db: Database, _ id: Int64) throws -> Deed? { try all(db).first { $0.id == id } }

  /// The deeds behind `deed` whose effect is in the book: no undo, and not taken back.
  static func standing(_ db: Database, after deed: Int64) throws -> [Int64] {
    try all(db).filter { $0.id > deed && $0.undoes == nil && $0.undoneBy == nil }.map(\.id)
  }

  /// All deeds, oldest first. A deed is taken back by an undo that has not been taken back itself.
  private static func all(_ db: Database) throws -> [Deed] {
    let rows = try Row.fetchAll(db, sql: "SELECT id, at, verb, summary, undoes FROM deed ORDER BY id")
    var undoneBy: [Int64: Int64] = [:]
    for row in rows.reversed() {
      let (id, undoes): (Int64, Int64?) = (row["id"], row["undoes"])
      if let undoes, undoneBy[id] == nil { undoneBy[undoes] = id }
    }
    return rows.map { row in
      Deed(
        id: row["id"], at: row["at"], verb: row["verb"], summary: row["summary"], undoes: row["undoes"],
        undoneBy: undoneBy[row["id"]])
    }
  }
}
