import GRDB

/// An item as it was numbered when the user saw it last.
package struct ShownItem: Hashable, Sendable {
  package let id: String
  package let contact: Int64
  /// The rules file or pack that it came from; nil is the user's own.
  package let rules: String?

  package init(id: String, contact: Int64, rules: String?) {
    (self.id, self.contact, self.rules) = (id, contact, rules)
  }
}

extension BookReader {
  /// What `refer due` showed last: the first is number 1.
  package func shownItems() throws -> [ShownItem] {
    try Row.fetchAll(db, sql: "SELECT id, contact, rules FROM shown ORDER BY n").map {
      ShownItem(id: $0["id"], contact: $0["contact"], rules: $0["rules"])
    }
  }
}

extension Book {
  /// Keeps what the user sees numbered, in the place of what they saw before. That is no deed: nothing of it is
  /// remembered, and there is nothing to take back.
  ///
  /// - Throws: ``BookError``.
  package func remember(shown items: [ShownItem]) throws {
    try outsideDeeds { db in
      try db.execute(sql: "DELETE FROM shown")
      for (place, item) in items.enumerated() {
        try db.execute(
          sql: "INSERT INTO shown (n, id, contact, rules) VALUES (?, ?, ?, ?)",
          arguments: [place + 1, item.id, item.contact, item.rules])
      }
    }
  }
}
