import CRows
import GRDB
package import ReferModel

extension BookWriter {
  /// The ids of a contact's records of a kind, in the order in which a row has them before they are sorted by time.
  package func recordIDs(of kind: RecordKind, contact: Int64) throws -> [Int64] {
    let query = try statement("SELECT id FROM \(RecordColumns.of(kind).table) WHERE contact = ?1 ORDER BY id")
    defer { query.reset() }
    query.bind(1, contact)
    var ids: [Int64] = []
    while try query.step() { ids.append(query.int(0)) }
    return ids
  }

  /// One record as the book has it, in `arena`; nil where there is none.
  package func record(_ id: Int64, of kind: RecordKind, contact: Int64, arena: RowArena) throws -> Cells? {
    let columns = RecordColumns.of(kind)
    let query = try statement("SELECT \(columns.selection) FROM \(columns.table) WHERE contact = ?1 AND id = ?2")
    defer { query.reset() }
    query.bind(1, contact)
    query.bind(2, id)
    guard try query.step() else { return nil }
    let reader = try RecordReader(db, arena: arena)
    let cells = try reader.record(kind)
    try reader.fill(cells, of: columns, from: query, at: 0)
    return UnsafePointer(cells)
  }

  /// Puts what a source now says of a record in the place of what it said before; a missing value changes nothing.
  package func updateRecord(_ id: Int64, of kind: RecordKind, contact: Int64, _ record: Cells, before: Cells) throws {
    let columns = RecordColumns.of(kind)
    for field in columns.places.indices where !record[field].isMissing {
      let names = columns.columns(of: field)
      if names.isEmpty { continue }
      let assignments = names.enumerated().map { "\($1) = ?\($0 + 3)" }.joined(separator: ", ")
      let update = try statement("UPDATE \(columns.table) SET \(assignments) WHERE contact = ?1 AND id = ?2")
      update.bind(1, contact)
      update.bind(2, id)
      let currency = columns.currency(of: field).map { record[$0] }
      try bind(field, record[field], currency: currency, of: columns, to: update, at: 3)
      try update.run()
      try people.remember(record[field], columns, field, contact: contact, record: id)
    }
    if kind == .referral { try moveReferral(id, contact: contact, record, before: before) }
  }

  /// A new stage is a row of the referral's history, and so is business that came on top.
  private func moveReferral(_ id: Int64, contact: Int64, _ record: Cells, before: Cells) throws {
    func cell(_ row: Cells, _ field: String) -> rw_cell { Schema.referral.index[field].map { row[$0] } ?? rw_cell() }
    if let stage = cell(record, "stage").text.map(NameKey.of), stage != cell(before, "stage").text {
      try addStage(stage, at: cell(record, "updated_at").number ?? moment, contact: contact, referral: id)
    }
    let currency = cell(record, "currency").text
    guard let value = cell(record, "value").number, let minor = Money.minor(value, currency) else { return }
    let known = cell(before, "value").number.flatMap { Money.minor($0, cell(before, "currency").text) }
    if minor != known {
      try addBusiness(
        minor - (known ?? 0), currency, at: cell(record, "updated_at").number, contact: contact, referral: id)
    }
  }
}
