internal import CCSV
internal import ReferModel

/// The first rows of a table, copied, so that they can be looked at before the first is given out.
struct RowStore {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private(set) var rows: [(cells: Range<Int>, line: Int)] = []

  var isFull: Bool { rows.count >= 1000 || bytes.count + ends.count * 8 >= 1 << 20 }

  mutating func append(_ cells: UnsafePointer<csv_cell>, _ count: Int, line: Int) {
    let first = ends.count
    for place in 0..<count {
      bytes.append(contentsOf: UnsafeRawBufferPointer(start: cells[place].text, count: Int(cells[place].length)))
      ends.append(bytes.count)
    }
    rows.append((first..<ends.count, line))
  }

  /// Gives each row from `first` on to `body`, as the scanner would.
  func replay(from first: Int, _ body: (UnsafePointer<csv_cell>, Int, Int) throws -> Void) rethrows {
    var cells: [csv_cell] = []
    try bytes.withUnsafeBytes { all in
      for row in rows.dropFirst(first) {
        cells.removeAll(keepingCapacity: true)
        for place in row.cells {
          let text = slice(all, place)
          cells.append(
            csv_cell(
              text: text.baseAddress?.assumingMemoryBound(to: CChar.self), length: UInt32(text.count), has_quotes: 0))
        }
        try cells.withUnsafeBufferPointer { cells in
          guard let start = cells.baseAddress else { return }
          try body(start, cells.count, row.line)
        }
      }
    }
  }

  /// The texts of the first rows.
  func texts(_ count: Int) -> [[String]] {
    bytes.withUnsafeBytes { all in
      rows.prefix(count).map { row in
        row.cells.map { place in
          let text = slice(all, place)
          let cell = csv_cell(
            text: text.baseAddress?.assumingMemoryBound(to: CChar.self), length: UInt32(text.count), has_quotes: 0)
          return cell.trimmed.text ?? ""
        }
      }
    }
  }

  /// Calls `body` with each cell of a column, from row `first` on.
  func column(_ index: Int, from first: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
    bytes.withUnsafeBytes { all in
      for row in rows.dropFirst(first) where index < row.cells.count { body(slice(all, row.cells.lowerBound + index)) }
    }
  }

  private func slice(_ all: UnsafeRawBufferPointer, _ place: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: all[(place == 0 ? 0 : ends[place - 1])..<ends[place]])
  }
}
