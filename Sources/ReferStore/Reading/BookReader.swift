import CRows
import GRDB
package import ReferModel

/// Answers questions about one state of the book; see ``Book/read(_:)``.
///
/// All methods throw ``BookError`` or an error of SQLite, and what their closures throw.
package final class BookReader {
  let db: Database
  private var statements: [String: RawStatement] = [:]
  /// Streams of one contact that nobody reads at the moment.
  private var idle: [Part: ContactStream] = [:]

  init(_ db: Database) { self.db = db }

  /// A statement that is prepared once.
  func statement(_ sql: String) throws -> RawStatement {
    if let known = statements[sql] { return known }
    let made = try RawStatement(db, sql)
    statements[sql] = made
    return made
  }

  /// Gives each contact that is not put away to `body`, in the order of their ids. A row is valid within the call.
  package func forEachContact(_ body: (Int64, Cells) throws -> Void) throws {
    let stream = try ContactStream(db)
    while let contact = try stream.next() { try body(contact.id, contact.cells) }
  }

  /// One contact with all that belongs to them; nil where nobody has the id. The row is valid within the call.
  package func contact<Value>(_ id: Int64, _ body: (Cells) throws -> Value) throws -> Value? {
    try one(id, .all, body)
  }

  /// A contact with what was said and thanked between the two, and no more. The row is valid within the call.
  package func deeds(of id: Int64, _ body: (Cells) throws -> Void) throws { _ = try one(id, .deeds, body) }

  /// How much of a contact is read.
  private enum Part {
    case all, deeds

    var kinds: [RecordKind]? { self == .all ? nil : [.interaction, .thankYou] }
  }

  /// Reads one contact by a stream whose statements are prepared once; within `body` another makes one of its own.
  private func one<Value>(_ id: Int64, _ part: Part, _ body: (Cells) throws -> Value) throws -> Value? {
    let stream = try idle.removeValue(forKey: part) ?? ContactStream(db, .one(id), only: part.kinds)
    defer {
      stream.finish()
      idle[part] = stream
    }
    try stream.start(over: id)
    return try stream.next().map { try body($0.cells) }
  }

  /// How many contacts there are, without those put away.
  package func contactCount() throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM contact WHERE archived_at IS NULL") ?? 0
  }

  /// The greatest id of a contact that was ever given; 0 for an empty book.
  package func lastContact() throws -> Int64 { try Int64.fetchOne(db, sql: "SELECT max(id) FROM contact") ?? 0 }

  /// The last deeds, newest first.
  package func deeds(limit: Int) throws -> [Deed] { try Deed.latest(db, limit: limit) }

  package func deed(_ id: Int64) throws -> Deed? { try Deed.find(db, id) }

  /// The zones in which days and clock times were entered.
  package func zones() throws -> [String] {
    try String.fetchAll(db, sql: "SELECT DISTINCT zone FROM deed WHERE zone IS NOT NULL ORDER BY zone")
  }

  /// What the user said of themselves: their name, zone and the like.
  package func profile(_ name: String) throws -> String? {
    try String.fetchOne(db, sql: "SELECT value FROM profile WHERE name = ?", arguments: [name])
  }
}
