import GRDB

/// What the journal needs to know of a table: its columns, which of them are its key, and whose rows they are.
struct TableShape {
  let name: String
  let columns: [(name: String, type: String)]
  let keys: [String]
  /// What its rows point at, by foreign keys.
  let links: [Link]

  /// A foreign key.
  struct Link {
    let parent: String
    let columns: [(child: String, parent: String)]
  }

  /// The column that names the contact whose row it is; nil where rows belong to nobody.
  var contactColumn: String? {
    name == "contact" ? "id" : columns.contains { $0.name == "contact" } ? "contact" : nil
  }

  /// All tables whose changes are remembered: those that say since when a row is there.
  static func remembered(_ db: Database) throws -> [TableShape] {
    let names = try String.fetchAll(db, sql: "SELECT name FROM main.sqlite_schema WHERE type = 'table' ORDER BY rowid")
    return try names.map { try TableShape(db, $0) }.filter { shape in shape.columns.contains { $0.name == "since" } }
  }

  private init(_ db: Database, _ name: String) throws {
    self.name = name
    let rows = try Row.fetchAll(db, sql: "SELECT name, type, pk FROM pragma_table_info(?, 'main')", arguments: [name])
    columns = rows.map { ($0["name"], $0["type"]) }
    keys = rows.filter { ($0["pk"] as Int) > 0 }.sorted { ($0["pk"] as Int) < ($1["pk"] as Int) }.map { $0["name"] }
    let foreign = try Row.fetchAll(
      db, sql: "SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list(?, 'main')", arguments: [name])
    links = Dictionary(grouping: foreign) { $0["id"] as Int }.sorted { $0.key < $1.key }.map { _, rows in
      Link(parent: rows[0]["table"], columns: rows.map { ($0["from"], $0["to"]) })
    }
  }

  /// The key of a row, as JSON.
  func key(of row: String) -> String {
    "json_array(\(keys.map { "\(row).\(Self.quoted($0))" }.joined(separator: ", ")))"
  }

  /// A whole row as JSON. Fractions are texts of 17 digits, which read back as the same number.
  func image(of row: String) -> String {
    let values = columns.map { column in
      let value = "\(row).\(Self.quoted(column.name))"
      return column.type == "REAL" ? "iif(\(value) IS NULL, NULL, printf('%!.17g', \(value)))" : value
    }
    return "json_array(\(values.joined(separator: ", ")))"
  }

  /// Deletes the row whose key is the JSON in the first argument.
  func deletion(from schema: String) -> String {
    let terms = keys.enumerated().map { "\(Self.quoted($1)) IS json_extract(?1, '$[\($0)]')" }
    return "DELETE FROM \(schema).\(Self.quoted(name)) WHERE \(terms.joined(separator: " AND "))"
  }

  /// Inserts the row that is the JSON in the first argument.
  func insertion(into schema: String) -> String {
    let values = columns.indices.map { "json_extract(?1, '$[\($0)]')" }
    return "INSERT INTO \(schema).\(Self.quoted(name)) (\(columnList)) SELECT \(values.joined(separator: ", "))"
  }

  var columnList: String { columns.map { Self.quoted($0.name) }.joined(separator: ", ") }

  static func quoted(_ name: String) -> String { "\"\(name)\"" }
}
