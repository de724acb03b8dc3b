import CRows
import GRDB
package import ReferModel

extension BookWriter {
  /// Enters a record of a contact. Returns its id.
  @discardableResult
  package func insertRecord(_ record: Cells, of kind: RecordKind, contact: Int64) throws -> Int64 {
    let columns = RecordColumns.of(kind)
    let next = try statement("SELECT ifnull(max(id), 0) + 1 FROM \(columns.table)")
    _ = try next.step()
    let id = next.int(0)
    next.reset()
    var keys: [(String, KeyValue)] = [("contact", .id(contact)), ("id", .id(id))]
    if kind == .referral, let place = Schema.referral.index["id"] { keys.append(("source_ref", .cell(record[place]))) }
    _ = try insert(record, of: columns, keys: keys, contact: contact, id: id)
    if kind == .referral { try writeHistory(of: record, referral: id, contact: contact) }
    return id
  }

  /// What a file says of a referral's history; or of its state, as the first row of one.
  private func writeHistory(of record: Cells, referral: Int64, contact: Int64) throws {
    func cell(_ field: String) -> rw_cell { Schema.referral.index[field].map { record[$0] } ?? rw_cell() }
    func rows(_ field: String, _ kind: RecordKind) -> [(String) -> rw_cell] {
      let (cell, schema) = (cell(field), Schema.of(kind))
      guard let first = cell.nested?.baseAddress else { return [] }
      return (0..<Int(cell.count)).map { row in
        { name in schema.index[name].map { first[row * schema.fields.count + $0] } ?? rw_cell() }
      }
    }
    var last: String?
    for row in rows("stages", .stageChange) {
      guard let stage = row("stage").text.map(NameKey.of) else { continue }
      try addStage(
        stage, at: row("at").number, by: row("by").text, note: row("notes").text, contact: contact, referral: referral)
      last = stage
    }
    if let stage = cell("stage").text.map(NameKey.of), stage != last {
      let at = cell("updated_at").isMissing ? cell("at") : cell("updated_at")
      try addStage(stage, at: at.number, contact: contact, referral: referral)
    }
    let business = rows("business", .business)
    for row in business {
      guard let value = row("value").number, let minor = Money.minor(value, row("currency").text) else { continue }
      try addBusiness(
        minor, row("currency").text, kind: row("kind").text.flatMap(BusinessKind.init) ?? .new, at: row("at").number,
        note: row("notes").text, contact: contact, referral: referral)
    }
    if business.isEmpty, let value = cell("value").number, let minor = Money.minor(value, cell("currency").text) {
      try addBusiness(minor, cell("currency").text, at: nil, contact: contact, referral: referral)
    }
  }

  /// Inserts a row with the columns of a record; `keys` are further columns. Returns the row's id.
  func insert(
    _ record: Cells, of columns: RecordColumns, keys: [(name: String, value: KeyValue)], contact: Int64? = nil,
    id: Int64? = nil
  ) throws -> Int64 {
    let insert = try insertion(of: columns, keys: keys.map(\.name))
    var place: Int32 = 1
    for key in keys {
      switch key.value {
      case .id(let id): insert.bind(place, id)
      case .text(let text): insert.bind(place, text)
      case .cell(let cell): insert.bind(place, cell)
      }
      place += 1
    }
    insert.bind(place, deed)
    place += 1
    for field in columns.places.indices {
      let currency = columns.currency(of: field).map { record[$0] }
      place += try bind(field, record[field], currency: currency, of: columns, to: insert, at: place)
    }
    try insert.run()
    let made = id ?? db.lastInsertedRowID
    for field in columns.people {
      try people.remember(record[field], columns, field, contact: contact ?? made, record: made)
    }
    return made
  }

  /// With all columns, whatever a record has of them, so that it is prepared once a kind.
  private func insertion(of columns: RecordColumns, keys: [String]) throws -> RawStatement {
    if let known = insertions[columns.kind] { return known }
    let names = keys + ["since"] + columns.places.indices.flatMap(columns.columns)
    let marks = Array(repeating: "?", count: names.count).joined(separator: ", ")
    let made = try RawStatement(
      db, "INSERT INTO \(columns.table) (\(names.joined(separator: ", "))) VALUES (\(marks))")
    insertions[columns.kind] = made
    return made
  }

  /// A column of a row beside the fields of its record.
  enum KeyValue {
    case id(Int64)
    case text(String)
    case cell(rw_cell)
  }

  /// Binds a field's columns. Returns how many they are.
  @discardableResult
  func bind(
    _ field: Int, _ cell: rw_cell, currency: rw_cell?, of columns: RecordColumns, to statement: RawStatement,
    at place: Int32
  ) throws -> Int32 {
    switch columns.places[field] {
    case .derived, .elsewhere: return 0
    case .plain: statement.bind(place, cell)
    case .money: statement.bind(place, cell.number.flatMap { Money.minor($0, currency?.text) })
    case .event: statement.bind(place, try cell.nested?.baseAddress.map { try events.id(of: $0) })
    case .person:
      // Linked when all contacts are in.
      statement.bind(place, nil as Int64?)
      statement.bind(place + 1, cell.nested?.baseAddress?[PersonLinks.namePlace] ?? rw_cell())
      return 2
    }
    return 1
  }
}
