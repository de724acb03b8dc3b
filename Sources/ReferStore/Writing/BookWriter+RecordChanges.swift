import CRows
import GRDB
package import ReferModel

extension BookWriter {
  /// Gives a contact's records of a kind to `body`, in the order of their ids. They are valid within the call.
  package func records<Value>(
    of kind: RecordKind, contact: Int64, _ body: ([(id: Int64, cells: Cells)]) throws -> Value
  ) throws -> Value {
    let columns = RecordColumns.of(kind)
    let query = try statement(
      "SELECT id, \(columns.selection) FROM \(columns.table) WHERE contact = ?1 ORDER BY id")
    let records = try recordReader()
    records.startOver()
    var found: [(id: Int64, cells: Cells)] = []
    do {
      defer { query.reset() }
      query.bind(1, contact)
      while try query.step() {
        let cells = try records.record(kind)
        try records.fill(cells, of: columns, from: query, at: 1)
        found.append((query.int(0), UnsafePointer(cells)))
      }
    }
    defer { withExtendedLifetime(records) {} }
    return try body(found)
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

extension BookReader {
  /// By which the file that a referral came from knows it; nil where it had no id there.
  package func sourceID(ofReferral id: Int64, contact: Int64) throws -> String? {
    let query = try statement("SELECT source_ref FROM referral WHERE contact = ?1 AND id = ?2")
    defer { query.reset() }
    query.bind(1, contact)
    query.bind(2, id)
    return try query.step() ? query.text(0) : nil
  }
}
