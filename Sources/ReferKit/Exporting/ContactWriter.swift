import ReferFormats
import ReferModel
import ReferReports
import ReferStore

/// Writes contacts one after the other.
protocol ContactWriter {
  /// What the format has no place for, so far.
  var leftOut: [BookExport.Report.LeftOut] { get }
  mutating func begin(_ bytes: inout [UInt8]) throws
  mutating func write(_ row: Cells, id: Int64, to bytes: inout [UInt8]) throws
}

extension ContactWriter {
  var leftOut: [BookExport.Report.LeftOut] { [] }
  mutating func begin(_ bytes: inout [UInt8]) throws {}
}

extension ExportFormat {
  func writer(_ reader: BookReader) throws -> any ContactWriter {
    switch self {
    case .vcard4: CardContacts(writer: try ContactCardWriter(version: .v40), reader: reader)
    case .vcard3: CardContacts(writer: try ContactCardWriter(version: .v30), reader: reader)
    case .csv: try TableContacts(reader)
    case .ndjson, .ics: LineContacts()
    }
  }
}

/// One object of JSON a line.
private struct LineContacts: ContactWriter {
  private var json = JSONBytes()

  mutating func write(_ row: Cells, id: Int64, to bytes: inout [UInt8]) {
    json.clear()
    RecordJSON.write(row, of: .contact, to: &json)
    json.raw("\n")
    bytes += json.bytes
  }
}

/// A card a contact, that of its source where it came from one.
private struct CardContacts: ContactWriter {
  let writer: ContactCardWriter
  let reader: BookReader

  func write(_ row: Cells, id: Int64, to bytes: inout [UInt8]) throws {
    let stored = try reader.cards(of: id).first
    try ReferError.wrap { try writer.write(row, stored: stored, to: &bytes) }
  }
}

/// A row a contact, under a header.
private struct TableContacts: ContactWriter {
  private let names: [String]
  private var counts: [String: Int] = [:]

  init(_ reader: BookReader) throws {
    names = try reader.customNames()
    if names.count > OwnTable.mostNames {
      throw ReferError(
        "a table has room for \(OwnTable.mostNames) names in 'custom', and the book has \(names.count); take ndjson")
    }
  }

  func begin(_ bytes: inout [UInt8]) { bytes += CSVText.line(OwnTable.titles(names)).utf8 }

  mutating func write(_ row: Cells, id: Int64, to bytes: inout [UInt8]) {
    bytes += CSVText.line(OwnTable.cells(row, names)).utf8
    for (field, count) in OwnTable.leftOut(row) { counts[field, default: 0] += count }
  }

  var leftOut: [BookExport.Report.LeftOut] {
    Schema.contact.fields.compactMap { field in
      counts[field.name].map { BookExport.Report.LeftOut(field: field.name, count: $0) }
    }
  }
}
