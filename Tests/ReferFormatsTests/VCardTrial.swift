import CRows
import Foundation
import ReferFormats
import ReferModel
import TestSupport

/// Cards read for a test, and what was told about them.
struct VCardTrial {
  private(set) var cards: [VCard] = []
  private(set) var problems: [InputProblem] = []

  /// Reads `text`, in pieces of `chunk` bytes.
  init(_ text: String, chunk: Int = .max) throws { try self.init(Array(text.utf8), chunk: chunk) }

  init(_ bytes: [UInt8], chunk: Int = .max) throws {
    var place = 0
    // Each piece is memory of its own, so that a reader that keeps one too long is found out.
    var piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: 1)
    defer { piece.deallocate() }
    try VCardReader(file: "cards.vcf").read {
      piece.deallocate()
      let count = min(chunk, bytes.count - place)
      piece = .allocate(byteCount: count, alignment: 1)
      guard count > 0 else { return nil }
      piece.copyBytes(from: bytes[place..<(place + count)])
      place += count
      return UnsafeRawBufferPointer(piece)
    } _: {
      cards.append($0)
    } onProblem: {
      problems.append($0)
    }
  }

  /// "2: the card that begins here has no END:VCARD; …"
  var complaints: [String] { problems.map { "\($0.line): \($0.message)" } }

  /// The properties of all cards, as reading and writing must keep them.
  var contents: [[String]] { cards.map(VCardContents.of) }

  /// The cards as they are written, in one file.
  func written(_ version: VCardWriter.Version) -> [UInt8] {
    var bytes: [UInt8] = []
    for card in cards { VCardWriter(version: version).write(card, to: &bytes) }
    return bytes
  }

  /// The first card as a contact: lists joined by "|", and custom as "custom.NAME".
  func contact(id: String = "row-1") -> [String: String] {
    guard let card = cards.first, let arena = RowArena() else { return [:] }
    defer { withExtendedLifetime(arena) {} }
    var builder = ContactRowBuilder(arena: arena)
    guard let row = VCardReader(file: "cards.vcf").row(of: card, into: &builder, id: id) else { return [:] }
    var contact: [String: String] = [:]
    for (place, field) in Schema.contact.fields.enumerated() {
      let cells = row[place].nested.map(Array.init) ?? []
      switch field.kind {
      case .text: contact[field.name] = row[place].text
      case .texts where !cells.isEmpty: contact[field.name] = cells.compactMap(\.text).joined(separator: "|")
      case .map:
        for pair in stride(from: 0, to: cells.count, by: 2) {
          contact["\(field.name).\(cells[pair].text ?? "?")"] = cells[pair + 1].text
        }
      case .record where !cells.isEmpty:
        contact[field.name] = row[place].nested?.first.flatMap { _ in row[place].as.cells?[Schema.nameOfContact].text }
      default: break
      }
    }
    return contact
  }

  static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/vcard")

  static func fixture(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: fixtures.appending(path: name)))
  }
}

extension Schema {
  fileprivate static var nameOfContact: Int { contact.index["name"] ?? 0 }
}
