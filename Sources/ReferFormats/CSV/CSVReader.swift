internal import CCSV
internal import CRows
package import ReferModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads contacts from a table of separated values, in constant memory: CSV of any exporter, in any of the encodings
/// that ``TextDecoder`` knows.
///
/// Commas, semicolons or tabs: the separator is the one with which a header is found. A row that cannot be read is
/// reported, and the rest is read.
package struct CSVReader {
  /// A row longer than this is no row, and is skipped.
  static let longestRow = 16 << 20
  private static let look = 256 << 10

  private let file: String
  private let options: ContactTable.Options

  /// `file` stands in messages only. `zone` gives the moment of the seconds that were counted on the local clock as if
  /// it were UTC. Without `dateOrder` a date like 03/04/2021 is read only where its column shows the order.
  package init(file: String, dateOrder: DateOrder? = nil, zone: @escaping (Double) -> Double) {
    self.file = file
    options = ContactTable.Options(dateOrder: dateOrder, zone: zone)
  }

  /// Gives the rows of a group's report to `rows`, and no contacts.
  init(file: String, rows: GroupRows) {
    self.file = file
    options = ContactTable.Options(dateOrder: nil, zone: { $0 }, rows: rows)
  }

  /// Gives each contact with the line on which it begins to `body`. A row is good until the next; its `id` is missing
  /// where the table has none.
  ///
  /// Throws ``InputError`` before the first row where no header is found, and whatever the closures throw.
  package func read(
    from next: ByteSource, body: (Cells, _ line: Int) throws -> Void, onProblem: (InputProblem) throws -> Void
  ) throws {
    let source = TextSource()
    try source.fill(to: Self.look, from: next)
    guard let separator = TableDialect.separator(UnsafeRawBufferPointer(source.buffer.bytes), isAll: source.isAtEnd)
    else { throw InputError.noHeader(file: file) }
    guard let scanner = csv_new() else {
      throw InputError.unreadable(file: file, reason: "there is not enough memory")
    }
    defer { csv_free(scanner) }
    csv_reset(scanner, CChar(bitPattern: separator))
    var table = ContactTable(file: file, options: options)
    var line = 1
    var row = csv_row()
    let buffer = source.buffer
    while true {
      guard let start = buffer.bytes.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count > 0 else {
        if source.isAtEnd { break }
        try source.fill(from: next)
        continue
      }
      func report(_ message: String) throws {
        try onProblem(InputProblem(file: file, line: line, message: message))
      }
      switch Int(csv_next(scanner, start, buffer.count, source.isAtEnd, &row)) {
      case CSV_ROW where row.size > Self.longestRow + 2:
        try report("the row is longer than 16 MiB; is a quote not closed?")
        line += Int(row.lines)
        buffer.drop(row.size)
      case CSV_ROW:
        if buffer.holdsZero, memchr(start, 0, row.size) != nil {
          try report("the row holds a zero byte, which no text does")
        } else {
          csv_unquote(&row, start)
          try table.take(row.cells, Int(row.count), line: line, body, onProblem)
        }
        line += Int(row.lines)
        buffer.drop(row.size)
      case CSV_MORE:
        if buffer.count <= Self.longestRow {
          try source.fill(from: next)
          continue
        }
        try report("the row is longer than 16 MiB; is a quote not closed?")
        // An unclosed quote has swallowed good lines; any other such row is one line.
        try skipLine(source, next)
        line += 1
        csv_reset(scanner, CChar(bitPattern: separator))
      case CSV_UNCLOSED:
        try report("a quote that opens a cell here is never closed")
        try skipLine(source, next)
        line += 1
      case CSV_TOO_MANY:
        try report("the row has more than \(CSV_MOST_CELLS) cells")
        line += Int(row.lines)
        buffer.drop(row.size)
      default: throw InputError.unreadable(file: file, reason: "there is not enough memory")
      }
    }
    try table.finish(body, onProblem)
    if !table.hasHeader { throw InputError.noHeader(file: file) }
  }

  /// Drops all up to the next line end.
  private func skipLine(_ source: TextSource, _ next: ByteSource) throws {
    while true {
      let bytes = source.buffer.bytes
      if let place = bytes.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) {
        if bytes[place] == 0x0D, place + 1 == bytes.count, !source.isAtEnd {
          source.buffer.drop(place)
          try source.fill(from: next)
          continue
        }
        let isPair = bytes[place] == 0x0D && place + 1 < bytes.count && bytes[place + 1] == 0x0A
        return source.buffer.drop(isPair ? place + 2 : place + 1)
      }
      source.buffer.drop(bytes.count)
      if source.isAtEnd { return }
      try source.fill(from: next)
    }
  }
}
