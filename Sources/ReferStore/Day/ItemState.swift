import GRDB

/// What the user said of something that was due.
package struct ItemState: Hashable, Sendable {
  package enum Kind: String, Sendable { case done, snoozed, skipped }

  package let kind: Kind
  /// When it was said, in seconds since 1970.
  package let at: Double
  /// When it comes back, of what was snoozed.
  package let until: Double?
  package let why: String?
  /// In whose decision the item stands.
  package let contact: Int64
  /// The rule that made the item, or what else it was: "promise", "news".
  package let rule: String

  package init(_ kind: Kind, at: Double, until: Double? = nil, why: String? = nil, contact: Int64, rule: String) {
    (self.kind, self.at, self.until, self.why, self.contact) = (kind, at, until, why, contact)
    self.rule = rule
  }
}

extension BookReader {
  /// What was said of items, by their ids.
  package func itemStates() throws -> [String: ItemState] {
    let rows = try Row.fetchCursor(db, sql: "SELECT id, contact, rule, state, at, until, why FROM item")
    var states: [String: ItemState] = [:]
    while let row = try rows.next() {
      guard let kind = ItemState.Kind(rawValue: row["state"]) else { continue }
      states[row["id"]] = ItemState(
        kind, at: row["at"], until: row["until"], why: row["why"], contact: row["contact"], rule: row["rule"])
    }
    return states
  }
}

extension BookWriter {
  /// Keeps what the user said of an item; it takes the place of what they said before.
  package func setItem(_ id: String, _ state: ItemState) throws {
    try db.execute(
      sql: """
        INSERT INTO item (id, since, contact, rule, state, at, until, why) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET state = excluded.state, at = excluded.at, until = excluded.until,
          why = excluded.why
        """,
      arguments: [id, deed, state.contact, state.rule, state.kind.rawValue, state.at, state.until, state.why])
  }
}
