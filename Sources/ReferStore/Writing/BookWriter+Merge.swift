import GRDB
import ReferModel

/// What one contact takes over from another that becomes one with it, beside what is added up.
package struct MergeChoices: Hashable, Sendable {
  /// Fields of a contact, by their places in its schema, whose value comes from the one that goes.
  package var fields: Set<Int> = []
  /// Entries of `buckets` and `custom`, as "custom.level", whose value does.
  package var entries: Set<String> = []
  /// Questions to which the answer of the one that goes is the last.
  package var questions: Set<String> = []
  /// The first e-mail address is that of the one that goes.
  package var firstEmail = false
  /// The names of fields and entries where both had a value of their own, as ``BookWriter/keepByHand(_:of:)`` has them,
  /// by whether the value of the one that goes stays: who entered it by hand did so for that value alone.
  package var decided: [String: Bool] = [:]

  package init() {}
}

extension BookWriter {
  /// The verb of a deed that made one contact of two.
  static let merging = "merge"

  /// Makes one contact of two: all that belongs to `other`, and all that names it, is of `contact`, and `other` is
  /// gone. What sources said of either is what they said of the one.
  ///
  /// Values that the choices don't take are gone with `other`: the caller keeps them first, or behind.
  package func merge(_ other: Int64, into contact: Int64, _ choices: MergeChoices) throws {
    try copy(choices.fields, from: other, to: contact)
    try joinLists(other, contact, firstEmail: choices.firstEmail)
    try joinEntries(other, contact, choices.entries)
    try joinAnswers(other, contact, choices.questions)
    for kind in RecordColumns.ofContact { try move(RecordColumns.of(kind).table, other, contact) }
    try moveMentions(of: other, to: contact)
    try joinGroups(other, contact)
    try moveOrigins(other, contact, choices.decided)
    try change("DELETE FROM contact WHERE id = ?1", other)
    try change("INSERT INTO merged (was, since, contact) VALUES (?1, \(deed), ?2)", other, contact)
    try setSubject(contact)
    try refreshNameKey(contact)
    try refreshSearchText(of: contact)
  }

  private func change(_ sql: String, _ values: Int64...) throws {
    try db.execute(sql: sql, arguments: StatementArguments(values))
  }

  private func move(_ table: String, _ other: Int64, _ contact: Int64) throws {
    try change("UPDATE \(table) SET contact = ?2 WHERE contact = ?1", other, contact)
  }

  private func greatest(_ column: String, of table: String, _ contact: Int64) throws -> Int64? {
    try Int64.fetchOne(db, sql: "SELECT max(\(column)) FROM \(table) WHERE contact = ?", arguments: [contact])
  }

  // MARK: The contact's own

  private func copy(_ fields: Set<Int>, from other: Int64, to contact: Int64) throws {
    let columns = fields.sorted().flatMap { RecordColumns.of(.contact).columns(of: $0) }
    if !columns.isEmpty {
      let names = columns.joined(separator: ", ")
      try change(
        "UPDATE contact SET (\(names)) = (SELECT \(names) FROM contact WHERE id = ?1) WHERE id = ?2", other, contact)
    }
    // When they last spoke, whoever of the two it was.
    try change(
      """
      UPDATE contact SET last_interaction_at = theirs.last_interaction_at
      FROM (SELECT last_interaction_at FROM contact WHERE id = ?1) AS theirs
      WHERE id = ?2 AND theirs.last_interaction_at > ifnull(contact.last_interaction_at, -1e300)
      """, other, contact)
  }

  private func joinLists(_ other: Int64, _ contact: Int64, firstEmail: Bool) throws {
    let first = try String.fetchOne(
      db, sql: "SELECT address_key FROM email WHERE contact = ? ORDER BY n LIMIT 1", arguments: [other])
    for (table, isSame) in [
      ("email", "mine.address_key = t.address_key"), ("phone", "mine.number = t.number"),
      ("tag", "mine.tag = t.tag COLLATE NOCASE"), ("component", "mine.component = t.component COLLATE NOCASE"),
      ("introduced", "mine.person_id IS t.person_id AND mine.person_name IS t.person_name"),
    ] {
      try change(
        """
        DELETE FROM \(table) AS t
        WHERE contact = ?1 AND EXISTS (SELECT 1 FROM \(table) mine WHERE mine.contact = ?2 AND \(isSame))
        """, other, contact)
      let end = try greatest("n", of: table, contact).map { $0 + 1 } ?? 0
      try change("UPDATE \(table) SET contact = ?2, n = n + \(end) WHERE contact = ?1", other, contact)
    }
    if firstEmail, let first { try putFirst(first, contact) }
  }

  /// Makes an address the first one, which is that of number 0.
  private func putFirst(_ address: String, _ contact: Int64) throws {
    let rows = try Row.fetchAll(
      db, sql: "SELECT n, address_key FROM email WHERE contact = ? ORDER BY address_key <> ?, n",
      arguments: [contact, address])
    let free = try greatest("n", of: "email", contact).map { $0 + 1 } ?? 0
    // Out of the way first: two addresses never have one number.
    try change("UPDATE email SET n = n + \(free) WHERE contact = ?1", contact)
    for (place, row) in rows.enumerated() {
      try db.execute(
        sql: "UPDATE email SET n = ? WHERE contact = ? AND n = ?",
        arguments: [place, contact, (row["n"] as Int64) + free])
    }
  }

  private func joinEntries(_ other: Int64, _ contact: Int64, _ taken: Set<String>) throws {
    for (field, map) in Self.maps.sorted(by: { $0.key < $1.key }) {
      let (table, key) = (map.table, TableShape.quoted(map.key))
      for name in taken.sorted() where name.hasPrefix("\(field).") {
        try db.execute(
          sql: """
            UPDATE \(table) SET (kind, text, number) = (SELECT kind, text, number FROM \(table) theirs
              WHERE theirs.contact = ?1 AND theirs.\(key) = ?3 ORDER BY n LIMIT 1)
            WHERE contact = ?2 AND \(key) = ?3
            """, arguments: [other, contact, String(name.dropFirst(field.count + 1))])
      }
      let end = try greatest("n", of: table, contact).map { $0 + 1 } ?? 0
      try change(
        """
        UPDATE \(table) SET contact = ?2, n = n + \(end)
        WHERE contact = ?1 AND \(key) NOT IN (SELECT \(key) FROM \(table) WHERE contact = ?2)
        """, other, contact)
    }
  }

  /// The answers of both stand in one history, in which the last one counts.
  private func joinAnswers(_ other: Int64, _ contact: Int64, _ taken: Set<String>) throws {
    let questions = try String.fetchAll(
      db, sql: "SELECT DISTINCT question FROM answer WHERE contact = ? ORDER BY question", arguments: [other])
    for question in questions {
      func end(_ contact: Int64) throws -> Int64 {
        try Int64.fetchOne(
          db, sql: "SELECT max(n) FROM answer WHERE contact = ? AND question = ?", arguments: [contact, question]) ?? 0
      }
      let (mine, theirs) = (try end(contact), try end(other))
      let isTaken = taken.contains(question)
      if !isTaken {
        try db.execute(
          sql: "UPDATE answer SET n = n + ? WHERE contact = ? AND question = ?",
          arguments: [mine + theirs, contact, question])
      }
      try db.execute(
        sql: "UPDATE answer SET contact = ?, n = n + ? WHERE contact = ? AND question = ?",
        arguments: [contact, isTaken ? mine : 0, other, question])
    }
  }

  // MARK: What names them

  private func moveMentions(of other: Int64, to contact: Int64) throws {
    for (table, field) in Self.mentions {
      try change("UPDATE \(table) SET \(field)_id = ?2 WHERE \(field)_id = ?1", other, contact)
    }
    // Nobody introduces themselves.
    try change(
      "UPDATE contact SET introduced_by_id = NULL, introduced_by_name = NULL WHERE id = ?1 AND introduced_by_id = ?1",
      contact)
    try change("DELETE FROM introduced WHERE contact = ?1 AND person_id = ?1", contact)
    try change(
      """
      UPDATE introduction SET to_id = NULL, to_name = coalesce(to_name, (SELECT name FROM contact WHERE id = ?1))
      WHERE contact = ?2 AND to_id = ?2
      """, other, contact)
  }

  private func joinGroups(_ other: Int64, _ contact: Int64) throws {
    // One seat a group: the second one is left behind.
    try change(
      """
      UPDATE membership SET left_at = \(moment) WHERE contact = ?1 AND left_at IS NULL AND EXISTS (
        SELECT 1 FROM membership mine
        WHERE mine.contact = ?2 AND mine."group" = membership."group" AND mine.left_at IS NULL)
      """, other, contact)
    try move("membership", other, contact)
    try move("slip", other, contact)
    for (table, key) in [
      ("attendance", "meeting"), ("event_attendance", "event"), ("tally", "(\"group\", begins, ends)"),
    ] {
      let columns = key.filter { $0 != "(" && $0 != ")" }
      try change(
        """
        UPDATE \(table) SET contact = ?2
        WHERE contact = ?1 AND \(key) NOT IN (SELECT \(columns) FROM \(table) WHERE contact = ?2)
        """, other, contact)
    }
  }

  // MARK: Where they come from

  private func moveOrigins(_ other: Int64, _ contact: Int64, _ decided: [String: Bool]) throws {
    try move("source_record", other, contact)
    for (field, isOthers) in decided.sorted(by: { $0.key < $1.key }) {
      try db.execute(
        sql: "DELETE FROM hand_edit WHERE contact = ? AND field = ?", arguments: [isOthers ? contact : other, field])
    }
    try change(
      """
      UPDATE hand_edit SET contact = ?2
      WHERE contact = ?1 AND field NOT IN (SELECT field FROM hand_edit WHERE contact = ?2)
      """, other, contact)
    try move("merged", other, contact)
    let strangers = try Int64.fetchAll(
      db, sql: "SELECT iif(contact = ?1, other, contact) FROM not_same WHERE ?1 IN (contact, other)", arguments: [other]
    )
    for stranger in strangers where stranger != contact { _ = try keepApart(PairApart(contact, stranger)) }
  }
}

extension BookReader {
  /// Whom a contact is now that was merged into another one; nil for an id that no such contact had.
  package func merged(_ id: Int64) throws -> Int64? {
    try Int64.fetchOne(db, sql: "SELECT contact FROM merged WHERE was = ?", arguments: [id])
  }
}
