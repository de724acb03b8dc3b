internal import CCSV
internal import ReferModel

/// Which character separates the cells of a table, as its first rows show.
enum TableDialect {
  private static let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]

  /// The separator with which the first rows have a header, the one that knows most columns; nil where none has.
  static func separator(_ text: UnsafeRawBufferPointer, isAll: Bool) -> UInt8? {
    var best: (separator: UInt8, known: Int, width: Int)?
    for candidate in candidates {
      guard let (_, header) = HeaderRow.find(in: rows(text, candidate, isAll: isAll)) else { continue }
      let found = (separator: candidate, known: header.known, width: header.columns.count)
      if let other = best, (other.known, other.width) >= (found.known, found.width) { continue }
      best = found
    }
    return best?.separator
  }

  /// The first rows that are not blank, unless they are cut off.
  static func rows(_ text: UnsafeRawBufferPointer, _ separator: UInt8, isAll: Bool) -> [[String]] {
    guard let scanner = csv_new() else { return [] }
    defer { csv_free(scanner) }
    csv_reset(scanner, CChar(bitPattern: separator))
    // Unquoting writes; the reader goes over the same text later.
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(text.count, 1), alignment: 1)
    defer { copy.deallocate() }
    copy.copyMemory(from: text)
    guard var start = copy.baseAddress?.assumingMemoryBound(to: CChar.self) else { return [] }
    var (rest, rows, row) = (text.count, [[String]](), csv_row())
    while rest > 0, rows.count < HeaderRow.furthest {
      var size = 0
      switch Int(csv_next(scanner, start, rest, isAll, &row)) {
      case CSV_ROW:
        size = row.size
        csv_unquote(&row, start)
        let texts = (0..<Int(row.count)).map { place in
          row.cells[place].trimmed.text ?? ""
        }
        if texts.contains(where: { !$0.isEmpty }) { rows.append(texts) }
      case CSV_TOO_MANY: size = row.size
      case CSV_UNCLOSED:
        // So does the reader go on behind a line that opens a quote for ever.
        let line = UnsafeRawBufferPointer(start: start, count: rest).firstIndex { $0 == 0x0A || $0 == 0x0D }
        size = line.map { $0 + 1 } ?? rest
      default: return rows
      }
      start += size
      rest -= size
    }
    return rows
  }
}
