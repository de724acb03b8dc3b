import CRows
import ReferFormats
import ReferModel
import ReferStore
import TestSupport

/// A book in a folder of a test's own, with contacts written as lines of NDJSON.
final class StoredBook {
  let folder: TemporaryFolder
  let book: Book

  init(_ lines: [String] = [], at moment: Double = 0) throws {
    folder = try TemporaryFolder()
    book = try Book.create(path: folder.book)
    if !lines.isEmpty { try add(lines, at: moment) }
  }

  func add(_ lines: [String], at moment: Double) throws {
    let contacts = try ContactRows(lines)
    try book.write("import", at: moment) { writer in
      for row in contacts.rows { try writer.insertContact(row) }
      try writer.linkPeople(source: nil)
      return "imported"
    }
  }

  /// All contacts as lines of NDJSON, now or as they were.
  func lines(asOf moment: Double? = nil) throws -> [String] {
    let book = try moment.map { try Book.openForReading(path: folder.book, asOf: $0) } ?? book
    var lines: [String] = []
    try book.read { reader in
      try reader.forEachContact { _, row in
        var json = JSONBytes()
        RecordJSON.write(row, of: .contact, to: &json)
        lines.append(String(decoding: json.bytes, as: UTF8.self))
      }
    }
    return lines
  }
}
