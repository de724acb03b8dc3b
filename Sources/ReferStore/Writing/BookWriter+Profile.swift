import GRDB

extension BookWriter {
  /// What the user says of themselves, by name: "zone", "name" and the like.
  package func setProfile(_ name: String, _ value: String) throws {
    try db.execute(
      sql: """
        INSERT INTO profile (name, since, value) VALUES (?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value
        """, arguments: [name, deed, value])
  }
}
