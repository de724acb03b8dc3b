import CRows
import Foundation
import ReferFormats
import ReferModel

/// A table read whole, with its contacts as Swift values.
struct CSVSample {
  /// One contact of it.
  struct Contact: Equatable {
    var line = 0
    var texts: [String: String] = [:]
    var lists: [String: [String]] = [:]
    var numbers: [String: Double] = [:]
    var yesno: [String: Bool] = [:]
    var custom: [String: String] = [:]
  }

  var contacts: [Contact] = []
  var problems: [InputProblem] = []

  /// Reads CSV, or a spreadsheet where it is one, in pieces of `step` bytes.
  init(
    _ bytes: [UInt8], step: Int = 1 << 16, order: DateOrder? = nil, zone: @escaping (Double) -> Double = { $0 }
  ) throws {
    var (contacts, problems, place) = ([Contact](), [InputProblem](), 0)
    let isSheet = bytes.withUnsafeBytes(SpreadsheetReader.looksLikeSpreadsheet)
    try bytes.withUnsafeBytes { all in
      let next: ByteSource = {
        guard place < all.count else { return nil }
        defer { place += step }
        return UnsafeRawBufferPointer(rebasing: all[place..<min(place + step, all.count)])
      }
      let body: (Cells, Int) throws -> Void = { contacts.append(Self.contact($0, line: $1)) }
      let report: (InputProblem) throws -> Void = { problems.append($0) }
      if isSheet {
        let reader = SpreadsheetReader(file: "t.xls", dateOrder: order, zone: zone)
        try reader.read(from: next, body: body, onProblem: report)
      } else {
        try CSVReader(file: "t.csv", dateOrder: order, zone: zone).read(from: next, body: body, onProblem: report)
      }
    }
    (self.contacts, self.problems) = (contacts, problems)
  }

  init(_ text: String, order: DateOrder? = nil) throws { try self.init(Array(text.utf8), order: order) }

  static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/csv")

  static func bytes(_ fixture: String) throws -> [UInt8] {
    Array(try Data(contentsOf: fixtures.appending(path: fixture)))
  }

  static func contact(_ cells: Cells, line: Int) -> Contact {
    var contact = Contact(line: line)
    for (place, field) in Schema.contact.fields.enumerated() where !cells[place].isMissing {
      let cell = cells[place]
      switch Int(cell.kind) {
      case RW_TEXT: contact.texts[field.name] = cell.text
      case RW_NUMBER: contact.numbers[field.name] = cell.number
      case RW_BOOL: contact.yesno[field.name] = cell.yesno
      case RW_TEXTS: contact.lists[field.name] = cell.nested?.map { $0.text ?? "" }
      case RW_RECORD: contact.texts[field.name] = Self.name(cell, field.kind)
      case RW_MAP:
        guard let pairs = cell.nested else { continue }
        for key in stride(from: 0, to: pairs.count, by: 2) {
          contact.custom[pairs[key].text ?? ""] = pairs[key + 1].text
        }
      default: break
      }
    }
    return contact
  }

  private static func name(_ cell: rw_cell, _ kind: Schema.Kind) -> String? {
    guard case .record(let of) = kind, let place = Schema.of(of).index["name"] else { return nil }
    return cell.as.cells?[place].text
  }
}
