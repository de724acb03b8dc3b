package import CRows
import GRDB
package import ReferModel

/// Changes the book within one deed; see ``Book/write(_:at:_:)``.
///
/// All methods throw ``BookError`` or an error of SQLite, and then nothing of the deed stays.
package final class BookWriter {
  let db: Database
  let deed: Int64
  let moment: Double
  lazy var people = PersonLinks(self)
  lazy var events = EventLinks(self)
  /// The insertions of records, one a kind.
  var insertions: [RecordKind: RawStatement] = [:]
  private var knownRecordReader: RecordReader?
  /// The other moments that a time of a file may stand for in the book: a day, read in another zone.
  package var otherMoments: (Double) -> [Double] = { _ in [] }
  /// Reads within the deed see what it has changed so far.
  package let reader: BookReader

  init(_ db: Database, deed: Int64, at moment: Double) {
    self.db = db
    self.deed = deed
    self.moment = moment
    reader = BookReader(db)
  }

  /// A statement that is prepared once for the deed.
  func statement(_ sql: String) throws -> RawStatement { try reader.statement(sql) }

  /// What reads single records within the deed; its memory is taken once.
  func recordReader() throws -> RecordReader {
    if let knownRecordReader { return knownRecordReader }
    let made = try RecordReader(db, keepsEvents: false)
    knownRecordReader = made
    return made
  }

  // MARK: Contacts

  /// Enters a contact with all that the row holds: lists, interactions, referrals and the rest. People in its records
  /// are linked by ``linkPeople(sources:)``.
  @discardableResult
  package func insertContact(_ row: Cells) throws -> Int64 {
    let id = try insert(row, of: RecordColumns.of(.contact), keys: [("name_key", .text(Self.nameKey(row)))])
    for field in RecordColumns.of(.contact).fieldsWithoutColumn where !row[field].isMissing {
      try writeElsewhere(field, row[field], row, of: id)
    }
    try writeSearchText(SearchText(row), of: id)
    return id
  }

  /// Sets fields of a contact; a missing cell empties the field. Lists are replaced, records are added.
  package func updateContact(_ id: Int64, _ fields: [Int: rw_cell]) throws {
    let columns = RecordColumns.of(.contact)
    for (field, cell) in fields.sorted(by: { $0.key < $1.key }) {
      let names = columns.columns(of: field)
      if names.isEmpty {
        try replaceElsewhere(field, cell, of: id)
      } else {
        let assignments = names.enumerated().map { "\($1) = ?\($0 + 2)" }.joined(separator: ", ")
        let update = try statement("UPDATE contact SET \(assignments) WHERE id = ?1")
        update.bind(1, id)
        try bind(field, cell, currency: nil, of: columns, to: update, at: 2)
        try update.run()
        try people.remember(cell, columns, field, contact: id, record: id)
      }
    }
    try refreshNameKey(id)
    try refreshSearchText(of: id)
  }

  func refreshNameKey(_ id: Int64) throws {
    let query = try statement("SELECT name, first_name, last_name, organization, name_key FROM contact WHERE id = ?1")
    query.bind(1, id)
    let (isThere, names) = (try query.step(), (0..<5).map { query.text($0) })
    query.reset()
    let key = Self.nameKey(name: names[0], first: names[1], last: names[2], organization: names[3])
    if !isThere || key == names[4] { return }
    let update = try statement("UPDATE contact SET name_key = ?2 WHERE id = ?1")
    update.bind(1, id)
    update.bind(2, key)
    try update.run()
  }

  private static func nameKey(_ row: Cells) -> String {
    func text(_ field: String) -> String? { Schema.contact.index[field].flatMap { row[$0].text } }
    return nameKey(
      name: text("name"), first: text("first_name"), last: text("last_name"), organization: text("organization"))
  }

  /// By what a contact is found: the name, else its parts, else the company.
  package static func nameKey(name: String?, first: String?, last: String?, organization: String?) -> String {
    let parts = [first, last].compactMap(\.self).joined(separator: " ")
    return NameKey.of([name ?? "", parts, organization ?? ""].first { !$0.isEmpty } ?? "")
  }
}
