import GRDB

/// What the book remembers of where contacts came from.
extension BookReader {
  /// The cards that a contact was imported from, as texts of vCard, in the order of their sources.
  package func cards(of contact: Int64) throws -> [String] {
    let statement = try db.cachedStatement(
      sql: "SELECT card FROM source_record WHERE contact = ? AND card IS NOT NULL ORDER BY source, \"key\"")
    return try String.fetchAll(statement, arguments: [contact])
  }

  /// The names that contacts have in `custom`, without those of contacts put away, in the order of their bytes.
  package func customNames() throws -> [String] {
    try String.fetchAll(
      db,
      sql: """
        SELECT DISTINCT custom.name FROM custom JOIN contact ON contact.id = custom.contact
        WHERE contact.archived_at IS NULL ORDER BY custom.name
        """)
  }
}
