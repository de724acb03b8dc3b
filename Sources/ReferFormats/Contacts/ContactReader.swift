import CRows
import ReferModel

/// Reads contacts from files of every format that is known, told by what is in them and not by their names.
///
/// Files are joined in order and none is merged. What can't be read is reported with its file and line, and the
/// rest is read. A contact without an id of its own gets "row-N", where N counts the contacts of all files.
package final class ContactReader {
  /// How much of a file is looked at to tell what it is.
  private static let look = 64 << 10

  private let files: [String]
  private let dateOrder: DateOrder?
  private let zone: NDJSONReader.Zone
  private let lines: NDJSONReader
  /// Where the ids are that rows get here.
  private let ids: RowArena
  private var rows = 0

  /// Nothing is opened yet. "-" is standard input. `zone` gives the moment of seconds that were counted on the local
  /// clock as if it were UTC. `dateOrder` tells how tables write dates like 03/04/2021.
  package init(files: [String], dateOrder: DateOrder? = nil, zone: @escaping NDJSONReader.Zone) throws {
    guard let ids = RowArena() else {
      throw InputError.unreadable(file: files.first ?? "-", reason: "there is not enough memory")
    }
    self.files = files
    self.dateOrder = dateOrder
    self.zone = zone
    self.ids = ids
    lines = try NDJSONReader(files: files, zone: zone)
  }

  /// Gives each contact to `body` and each problem to `report`, in the order of the files.
  ///
  /// Throws ``InputError`` for a file that cannot be read at all; and whatever the two closures throw.
  package func forEachRow(
    _ body: (ReadRow) throws -> Void, onProblem report: (InputProblem) throws -> Void
  ) throws {
    if files.filter({ $0 == "-" }).count > 1 { throw InputError.standardInputTwice }
    for path in files { try InputFile.check(path: path) }
    rows = 0
    for path in files { try read(try InputFile(path: path), body, report) }
  }

  private func read(
    _ file: InputFile, _ body: (ReadRow) throws -> Void, _ report: (InputProblem) throws -> Void
  ) throws {
    let head = try file.peek(Self.look)
    switch try head.withUnsafeBytes({ try ContactFormat.of($0, file: file.name) }) {
    case .empty: return
    case .ndjson: rows = try lines.read(file, after: rows, body, report)
    case .vCard: try readCards(file, body, report)
    case .table:
      let reader = CSVReader(file: file.name, dateOrder: dateOrder, zone: zone)
      try reader.read(
        from: { try file.nextChunk() }, body: { try give($0, $1, file, .table, nil, body) }, onProblem: report)
    case .spreadsheet:
      let reader = SpreadsheetReader(file: file.name, dateOrder: dateOrder, zone: zone)
      try reader.read(
        from: { try file.nextChunk() }, body: { try give($0, $1, file, .spreadsheet, nil, body) }, onProblem: report)
    }
  }

  private func readCards(
    _ file: InputFile, _ body: (ReadRow) throws -> Void, _ report: (InputProblem) throws -> Void
  ) throws {
    let reader = VCardReader(file: file.name)
    guard let arena = RowArena() else { throw Self.noMemory(file) }
    defer { withExtendedLifetime(arena) {} }
    let contacts = try CardRows(arena)
    try reader.read(
      from: { try file.nextChunk() },
      { card in
        arena.reset()
        if let cells = contacts.row(of: card) { return try give(cells, card.line, file, .vCard, card, body) }
        rows += 1
        try report(InputProblem(file: file.name, line: card.line, message: "there is not enough memory for this card"))
      }, onProblem: report)
  }

  /// Hands a row on, with an id where it has none.
  private func give(
    _ cells: Cells, _ line: Int, _ file: InputFile, _ format: ContactFormat, _ card: VCard?,
    _ body: (ReadRow) throws -> Void
  ) throws {
    rows += 1
    if cells[Self.idPlace].isMissing {
      ids.reset()
      guard let id = ids.rowId(rows) else { throw Self.noMemory(file) }
      // The reader made the row for us alone; nobody else holds it yet.
      UnsafeMutablePointer(mutating: cells)[Self.idPlace] = id
    }
    try body(ReadRow(file: file.name, line: line, cells: cells, format: format, card: card))
  }

  private static func noMemory(_ file: InputFile) -> InputError {
    .unreadable(file: file.name, reason: "there is not enough memory")
  }

  private static let idPlace = ContactFields.shared.id
}

/// What a file of contacts is, by how it begins.
package enum ContactFormat: String, Sendable {
  case empty, ndjson, vCard, table, spreadsheet

  /// - Throws: ``InputError`` for what is no file of contacts.
  static func of(_ head: UnsafeRawBufferPointer, file: String) throws -> ContactFormat {
    if VCardSniffer.isVCard(head) { return .vCard }
    if SpreadsheetReader.looksLikeSpreadsheet(head) { return .spreadsheet }
    if CSVSniffer.looksLikeTable(head) { return .table }
    if VCardSniffer.holdsCard(head) { return .vCard }
    let blank: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
    let hasMark = head.starts(with: [0xEF, 0xBB, 0xBF])
    guard let first = head.dropFirst(hasMark ? 3 : 0).first(where: { !blank.contains($0) }) else { return .empty }
    let line = head.drop { blank.contains($0) }.prefix { $0 != 0x0A }
    if let format = ForeignFormat(firstLine: UnsafeRawBufferPointer(rebasing: line)), format != .csv {
      throw InputError.notNDJSON(file: file, format)
    }
    // A first line that long is reported as one by the reader of lines, and the rest is read.
    if first == UInt8(ascii: "{") || !head.contains(0x0A) && head.count > 4096 { return .ndjson }
    if let format = ForeignFormat(head: head) { throw InputError.notNDJSON(file: file, format) }
    throw InputError.unrecognised(file: file)
  }
}
