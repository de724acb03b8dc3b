import GRDB

/// What one source last said of a contact: the base that a later import of it is compared with.
package struct SourceRecord: Hashable, Sendable {
  package let contact: Int64
  /// Of all that the source said, so that an unchanged row is known at once.
  package let digest: String
  /// The contact's own fields, as a line of NDJSON.
  package let content: String

  package init(contact: Int64, digest: String, content: String) {
    self.contact = contact
    self.digest = digest
    self.content = content
  }
}

extension BookReader {
  /// What a source last said under its own key; nil where it never did.
  package func sourceRecord(_ source: String, _ key: String) throws -> SourceRecord? {
    let query = try statement(
      "SELECT contact, digest, content FROM source_record WHERE source = ?1 AND \"key\" = ?2")
    defer { query.reset() }
    query.bind(1, source)
    query.bind(2, key)
    guard try query.step() else { return nil }
    return SourceRecord(contact: query.int(0), digest: query.text(1) ?? "", content: query.text(2) ?? "")
  }

  /// Contacts with this e-mail address, in any case of letters, in the order of their ids.
  package func contacts(withEmail address: String) throws -> [Int64] {
    try ids("SELECT DISTINCT contact FROM email WHERE address_key = ?1 ORDER BY contact", address)
  }

  /// Contacts by the name that ``BookWriter/nameKey(name:first:last:organization:)`` gives them.
  package func contacts(nameKey: String) throws -> [Int64] {
    try ids("SELECT id FROM contact WHERE name_key = ?1 ORDER BY id", nameKey)
  }

  private func ids(_ sql: String, _ value: String) throws -> [Int64] {
    let query = try statement(sql)
    defer { query.reset() }
    query.bind(1, value)
    var ids: [Int64] = []
    while try query.step() { ids.append(query.int(0)) }
    return ids
  }

  /// The fields of a contact that the user changed by hand.
  package func handEdits(of contact: Int64) throws -> Set<String> {
    let query = try statement("SELECT field FROM hand_edit WHERE contact = ?1")
    defer { query.reset() }
    query.bind(1, contact)
    var fields: Set<String> = []
    while try query.step() { if let field = query.text(0) { fields.insert(field) } }
    return fields
  }

  /// How a contact is told from others of the same name.
  package func identity(of contact: Int64) throws -> (nameKey: String, organization: String?, emails: [String])? {
    let query = try statement("SELECT name_key, organization FROM contact WHERE id = ?1")
    let addresses = try statement("SELECT address_key FROM email WHERE contact = ?1")
    defer {
      query.reset()
      addresses.reset()
    }
    query.bind(1, contact)
    guard try query.step(), let nameKey = query.text(0) else { return nil }
    addresses.bind(1, contact)
    var emails: [String] = []
    while try addresses.step() { if let address = addresses.text(0) { emails.append(address) } }
    return (nameKey, query.text(1), emails)
  }
}

extension BookWriter {
  /// Remembers what a source says of a contact, in the place of what it said before.
  package func setSource(_ source: String, key: String, to record: SourceRecord, card: String? = nil) throws {
    let insert = try statement(
      """
      INSERT INTO source_record (source, "key", since, contact, digest, content, card)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
      ON CONFLICT (source, "key") DO UPDATE SET contact = excluded.contact, digest = excluded.digest,
        content = excluded.content, card = excluded.card
      """)
    insert.bind(1, source)
    insert.bind(2, key)
    insert.bind(3, deed)
    insert.bind(4, record.contact)
    insert.bind(5, record.digest)
    insert.bind(6, record.content)
    insert.bind(7, card)
    try insert.run()
  }
}
