import CRows
import GRDB
import ReferFormats
import ReferModel
import TestSupport
import Testing

@testable import ReferStore

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
      try writer.linkPeople()
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

  /// Every row of every table that is remembered, now or as it was.
  func dump(asOf moment: Double? = nil) throws -> [String] {
    let book = try moment.map { try Book.openForReading(path: folder.book, asOf: $0) } ?? book
    return try book.read { reader in
      try TableShape.remembered(reader.db).flatMap { shape in
        try Row.fetchAll(reader.db, sql: "SELECT * FROM \(TableShape.quoted(shape.name))").map { row in
          "\(shape.name): " + row.map { "\($0)=\($1)" }.joined(separator: " ")
        }.sorted()
      }
    }
  }
}

extension Book {
  func inspected<Value>(_ body: (Database) throws -> Value) throws -> Value {
    var result: Value?
    try inspect { result = try body($0) }
    return try #require(result)
  }
}
