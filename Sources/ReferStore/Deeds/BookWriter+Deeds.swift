import GRDB

/// Something that the user and a contact did, as the user enters it.
package struct NewInteraction: Hashable, Sendable {
  package let kind: String
  package let at: Double
  package var channel: String?
  package var direction: String?
  package var minutes: Double?
  package var event: Int64?
  package var template: String?
  package var response: String?
  package var notes: String?
  package var isNetworking: Bool

  package init(_ kind: String, at: Double, isNetworking: Bool) {
    self.kind = kind
    self.at = at
    self.isNetworking = isNetworking
  }
}

extension BookWriter {
  /// Enters a row of a contact under the next id of its table. Returns the id.
  func insertRow(
    _ table: String, contact: Int64, _ values: [(column: String, value: (any DatabaseValueConvertible)?)]
  ) throws -> Int64 {
    let id = try (Int64.fetchOne(db, sql: "SELECT max(id) FROM \(table)") ?? 0) + 1
    let columns = (["contact", "id", "since"] + values.map(\.column)).joined(separator: ", ")
    let arguments: [(any DatabaseValueConvertible)?] = [contact, id, deed] + values.map(\.value)
    try db.execute(
      sql: "INSERT INTO \(table) (\(columns)) VALUES (\(databaseQuestionMarks(count: arguments.count)))",
      arguments: StatementArguments(arguments))
    return id
  }

  @discardableResult
  package func addInteraction(_ new: NewInteraction, contact: Int64) throws -> Int64 {
    try insertRow(
      "interaction", contact: contact,
      [
        ("at", new.at), ("kind", new.kind), ("channel", new.channel), ("direction", new.direction),
        ("minutes", new.minutes), ("event_id", new.event), ("template", new.template), ("response", new.response),
        ("notes", new.notes), ("networking", new.isNetworking),
      ])
  }

  /// Notes with each of the two that the user introduced them to the other.
  package func addIntroduction(
    of one: Int64, to other: Int64, at: Double, channel: String?, notes: String?
  ) throws {
    for (contact, person) in [(one, other), (other, one)] {
      let name = try String.fetchOne(db, sql: "SELECT name FROM contact WHERE id = ?", arguments: [person])
      _ = try insertRow(
        "introduction", contact: contact,
        [("to_id", person), ("to_name", name), ("at", at), ("channel", channel), ("notes", notes)])
    }
  }

  @discardableResult
  package func addThanks(
    _ kind: String, at: Double, referral: Int64?, notes: String?, contact: Int64
  ) throws -> Int64 {
    try insertRow(
      "thank_you", contact: contact,
      [("kind", kind), ("at", at), ("referral", referral.map(ReferralLink.stored)), ("notes", notes)])
  }

  /// - Parameter theirs: they promised it; else the user did.
  @discardableResult
  package func addPromise(
    _ what: String, theirs: Bool, at: Double, due: Double, notes: String?, contact: Int64
  ) throws -> Int64 {
    try insertRow(
      "promise", contact: contact,
      [
        ("what", what), ("by", theirs ? "them" : "me"), ("at", at), ("due", due), ("state", "open"), ("notes", notes),
      ])
  }

  /// - Parameter state: kept, late or broken.
  package func settlePromise(_ id: Int64, _ state: String, at: Double, notes: String?, contact: Int64) throws {
    try db.execute(
      sql: "UPDATE promise SET state = ?3, done_at = ?4, notes = coalesce(?5, notes) WHERE contact = ?1 AND id = ?2",
      arguments: [contact, id, state, at, notes])
  }

  @discardableResult
  package func addAsk(_ what: String, at: Double, response: String?, notes: String?, contact: Int64) throws -> Int64 {
    try insertRow(
      "ask", contact: contact, [("what", what), ("at", at), ("response", response), ("notes", notes)])
  }

  package func answerAsk(_ id: Int64, _ response: String, notes: String?, contact: Int64) throws {
    try db.execute(
      sql: "UPDATE ask SET response = ?3, notes = coalesce(?4, notes) WHERE contact = ?1 AND id = ?2",
      arguments: [contact, id, response, notes])
  }
}
