import GRDB

/// Two contacts of whom the user said that they are not the same.
package struct PairApart: Hashable, Sendable {
  /// The smaller id.
  package let contact: Int64
  package let other: Int64

  package init(_ one: Int64, _ other: Int64) {
    contact = min(one, other)
    self.other = max(one, other)
  }
}

extension BookReader {
  package func pairsApart() throws -> Set<PairApart> {
    let rows = try Row.fetchAll(db, sql: "SELECT contact, other FROM not_same")
    return Set(rows.map { PairApart($0["contact"], $0["other"]) })
  }
}

extension BookWriter {
  /// Remembers that two contacts are not the same. False where it was known.
  package func keepApart(_ pair: PairApart) throws -> Bool {
    try db.execute(
      sql: "INSERT INTO not_same (contact, other, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      arguments: [pair.contact, pair.other, deed])
    return db.changesCount > 0
  }
}
