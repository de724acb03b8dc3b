import CRows
import Foundation
import ReferFormats
import ReferModel
import TestSupport
import Testing

@testable import ReferKit
@testable import ReferStore

/// A book in a folder of its own, filled from files, and what is exported of it.
final class ExportTrial {
  /// A contact as values to compare: each field's JSON.
  typealias Fields = [String: String]

  private let folder: TemporaryFolder
  let workspace: Workspace
  private let book: Book

  init() throws {
    folder = try TemporaryFolder()
    workspace = try Workspace(book: folder.book)
    book = try Book.create(path: workspace.book)
  }

  // MARK: filling

  /// Enters the contacts of files of any format, without their cards.
  func add(files: [String]) throws {
    try change { writer in
      try ContactReader(files: files, zone: { $0 }).forEachRow(
        { try writer.insertContact($0.cells) }, onProblem: { _ in })
    }
  }

  func add(lines: [String]) throws {
    let rows = try ContactRows(lines).rows
    try change { writer in for row in rows { try writer.insertContact(row) } }
  }

  /// Enters the cards of a file, and each contact's card with it. Returns the cards as they were read.
  func add(cards bytes: [UInt8]) throws -> [VCard] {
    let arena = try #require(RowArena())
    defer { withExtendedLifetime(arena) {} }
    var cards: [VCard] = []
    try change { writer in
      let reader = VCardReader(file: "cards.vcf")
      try bytes.withUnsafeBytes { all in
        try reader.read(
          all,
          { card in
            var builder = ContactRowBuilder(arena: arena)
            let row = try #require(reader.row(of: card, into: &builder))
            var text: [UInt8] = []
            VCardWriter(version: card.version == .v40 ? .v40 : .v30).write(card, to: &text)
            let record = SourceRecord(contact: try writer.insertContact(row), digest: "", content: "")
            try writer.setSource(
              "test", key: "\(cards.count)", to: record, card: String(decoding: text, as: UTF8.self))
            cards.append(card)
          }, onProblem: { _ in })
      }
    }
    return cards
  }

  func change(_ body: (BookWriter) throws -> Void) throws {
    try book.write("import", at: 0) { writer in
      try body(writer)
      try writer.linkPeople()
      return "imported"
    }
  }

  // MARK: exporting

  func export(_ format: ExportFormat) throws -> BookExport {
    BookExport(of: workspace, as: format, run: try workspace.run(now: "2026-01-15T12:00:00Z"))
  }

  func exported(_ format: ExportFormat, contacts: [String] = []) throws -> [UInt8] {
    var export = try export(format)
    export.contacts = contacts
    var bytes: [UInt8] = []
    _ = try export.write(to: Output { bytes += $0 })
    return bytes
  }

  func text(_ format: ExportFormat, contacts: [String] = []) throws -> String {
    String(decoding: try exported(format, contacts: contacts), as: UTF8.self)
  }

  /// What is exported, in a file.
  func file(_ format: ExportFormat) throws -> String {
    try folder.write(try exported(format), to: "contacts.\(format)")
  }

  func cards(_ format: ExportFormat) throws -> [VCard] {
    var cards: [VCard] = []
    try exported(format).withUnsafeBytes { bytes in
      try VCardReader(file: "cards.vcf").read(bytes, { cards.append($0) }, onProblem: { Issue.record("\($0)") })
    }
    return cards
  }

  // MARK: contacts as values

  /// The contacts of the book.
  func contacts() throws -> [Fields] {
    try book.read { reader in
      var all: [Fields] = []
      try reader.forEachContact { _, row in all.append(try Self.fields(row)) }
      return all
    }
  }

  /// The contacts that are read from what was exported.
  func readBack(_ format: ExportFormat) throws -> [Fields] {
    var all: [Fields] = []
    try ContactReader(files: [try file(format)], zone: { $0 }).forEachRow(
      { all.append(try Self.fields($0.cells)) }, onProblem: { Issue.record("\(format): \($0)") })
    return all
  }

  private static func fields(_ row: Cells) throws -> Fields {
    var json = JSONBytes()
    RecordJSON.write(row, of: .contact, to: &json)
    let object = try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String: Any]
    return try #require(object).mapValues { value in
      let data = try JSONSerialization.data(withJSONObject: value, options: [.fragmentsAllowed, .sortedKeys])
      return String(decoding: data, as: UTF8.self)
    }
  }
}
