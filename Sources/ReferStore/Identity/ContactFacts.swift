/// What tells one contact from another, as the book has it.
package struct ContactFacts: Hashable, Sendable {
  /// Where a contact comes from, and whether it has an id of its own there.
  package struct Source: Hashable, Sendable {
    package let name: String
    package let hasOwnID: Bool
  }

  package let id: Int64
  package let name: String?
  package let firstName: String?
  package let lastName: String?
  package let nickname: String?
  /// What a file had behind the name: "Jr.".
  package let suffix: String?
  package let organization: String?
  package let city: String?
  package let url: String?
  package let birthday: String?
  package let emails: [String]
  package let phones: [String]
  package let sources: [Source]
}

extension BookReader {
  /// Gives what tells contacts apart to `body`, in the order of their ids, without those put away.
  package func forEachContactFacts(_ body: (ContactFacts) throws -> Void) throws {
    let statement = try RawStatement(db, "SELECT \(Self.facts) FROM contact WHERE archived_at IS NULL ORDER BY id")
    while try statement.step() { try body(Self.facts(statement)) }
  }

  /// What tells one contact from others; nil where nobody has the id.
  package func contactFacts(_ id: Int64) throws -> ContactFacts? {
    let statement = try statement("SELECT \(Self.facts) FROM contact WHERE id = ?1")
    defer { statement.reset() }
    statement.bind(1, id)
    return try statement.step() ? Self.facts(statement) : nil
  }

  private static let facts = """
    id, name, first_name, last_name, nickname, organization, city, url, birthday,
    (SELECT group_concat(address, char(10)) FROM email WHERE contact = contact.id),
    (SELECT group_concat(number, char(10)) FROM phone WHERE contact = contact.id),
    (SELECT group_concat(iif("key" LIKE '~%', '~', '') || source, char(10)) FROM source_record
      WHERE contact = contact.id),
    (SELECT text FROM custom WHERE contact = contact.id AND name IN ('Name Suffix', 'Suffix', 'N (suffix)')
      ORDER BY n LIMIT 1)
    """

  private static func facts(_ row: RawStatement) -> ContactFacts {
    func lines(_ column: Int32) -> [String] { row.text(column)?.split(separator: "\n").map(String.init) ?? [] }
    return ContactFacts(
      id: row.int(0), name: row.text(1), firstName: row.text(2), lastName: row.text(3), nickname: row.text(4),
      suffix: row.text(12), organization: row.text(5), city: row.text(6), url: row.text(7), birthday: row.text(8),
      emails: lines(9),
      phones: lines(10),
      sources: lines(11).map {
        ContactFacts.Source(name: String($0.trimmingPrefix("~")), hasOwnID: !$0.hasPrefix("~"))
      })
  }
}
