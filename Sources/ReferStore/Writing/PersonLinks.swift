import CRows
import GRDB
import ReferModel

/// People whom records name: linked to the contact that they are, when all contacts of a deed are in the book.
///
/// By their id in the source; else by their name, where just one contact has it. Who is not found stays a name.
final class PersonLinks {
  /// The table of the people whom a contact introduced.
  static let introduced = "introduced"
  static let namePlace = Schema.contact.index["name"] ?? 0
  private static let idPlace = Schema.contact.index["id"] ?? 0
  private unowned let writer: BookWriter
  private var hasTable = false

  init(_ writer: BookWriter) { self.writer = writer }

  func remember(_ cell: rw_cell, _ columns: RecordColumns, _ field: Int, contact: Int64, record: Int64) throws {
    guard case .person = columns.places[field], let person = cell.nested?.baseAddress else { return }
    try remember(
      person, (columns.table, Schema.of(columns.kind).fields[field].name), contact: contact, record: record)
  }

  func remember(_ person: Cells, _ place: (table: String, field: String), contact: Int64, record: Int64) throws {
    try makeTable()
    let insert = try writer.statement(
      "INSERT INTO temp.person_link (tbl, field, contact, record, \"key\", name_key) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
    insert.bind(1, place.table)
    insert.bind(2, place.field)
    insert.bind(3, contact)
    insert.bind(4, record)
    insert.bind(5, person[Self.idPlace])
    insert.bind(6, person[Self.namePlace].text.map(NameKey.of))
    try insert.run()
  }

  private func makeTable() throws {
    if hasTable { return }
    try writer.db.execute(
      sql: """
        CREATE TEMP TABLE IF NOT EXISTS person_link
          (tbl TEXT, field TEXT, contact INTEGER, record INTEGER, "key" TEXT, name_key TEXT, person INTEGER);
        DELETE FROM temp.person_link
        """)
    hasTable = true
  }

  /// Links all that wait; `sources` are those whose ids they have.
  func resolve(_ sources: [String]) throws {
    guard hasTable else { return }
    let db = writer.db
    try db.execute(
      sql: """
        UPDATE temp.person_link SET person = coalesce(
          (SELECT min(contact) FROM source_record s WHERE s.source IN (\(databaseQuestionMarks(count: sources.count)))
            AND s."key" = person_link."key" HAVING count(DISTINCT contact) = 1),
          (SELECT min(id) FROM (SELECT id FROM contact c WHERE c.name_key = person_link.name_key
            AND person_link.name_key <> '' LIMIT 2) HAVING count(*) = 1))
        """, arguments: StatementArguments(sources))
    let fields = try Row.fetchAll(
      db, sql: "SELECT DISTINCT tbl, field FROM temp.person_link WHERE person IS NOT NULL AND tbl <> ?",
      arguments: [Self.introduced])
    for row in fields {
      let (table, field): (String, String) = (row["tbl"], row["field"])
      let isContact = table == RecordColumns.of(.contact).table
      try db.execute(
        sql: """
          UPDATE \(table) SET \(field)_id = link.person FROM temp.person_link AS link
          WHERE link.tbl = ?1 AND link.field = ?2 AND link.person IS NOT NULL AND \(table).id = link.record
            \(isContact ? "AND contact.id <> link.person" : "AND \(table).contact = link.contact")
          """, arguments: [table, field])
    }
    try dropComputed()
    try db.execute(sql: "DELETE FROM temp.person_link")
  }

  /// Whom a contact introduced follows from `introduced_by` where that is known: a file that lists them, too, as our
  /// own export does, would have them twice.
  private func dropComputed() throws {
    try writer.db.execute(
      sql: """
        DELETE FROM introduced WHERE since = ?1 AND EXISTS (
          SELECT 1 FROM temp.person_link link JOIN contact ON contact.id = link.person
          WHERE link.tbl = ?2 AND link.contact = introduced.contact AND link.record = introduced.n
            AND contact.introduced_by_id = introduced.contact)
        """, arguments: [writer.deed, Self.introduced])
  }
}

extension BookWriter {
  /// Links the people in the records of this deed to the contacts that they are; `sources` are those whose ids they
  /// have.
  package func linkPeople(sources: [String] = []) throws { try people.resolve(sources) }
}
