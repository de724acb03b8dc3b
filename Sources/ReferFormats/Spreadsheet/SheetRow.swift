internal import CCSV

/// One row of a spreadsheet as it is read: cells have numbers, and what lies between them is empty.
struct SheetRow {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// It has a cell beyond the furthest column that is read.
  private(set) var isTooWide = false
  /// A zero byte has come by, which no text holds.
  private(set) var holdsZero = false

  var isEmpty: Bool { bytes.isEmpty }

  mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    (isTooWide, holdsZero) = (false, false)
  }

  /// Begins the cell of column `number`, from 1, or the next.
  mutating func begin(number: Int?) {
    let place = number.map { max($0, 1) - 1 } ?? ends.count
    guard place < Int(CSV_MOST_CELLS) else {
      isTooWide = true
      return
    }
    while ends.count < place { ends.append(bytes.count) }
    ends.append(bytes.count)
  }

  mutating func append(_ text: [UInt8]) {
    guard !ends.isEmpty, !isTooWide else { return }
    if !holdsZero { holdsZero = text.contains(0) }
    bytes.append(contentsOf: text)
    ends[ends.count - 1] = bytes.count
  }

  /// Passes over the columns that a joined cell covers.
  mutating func skip(_ count: Int) {
    for _ in 0..<max(0, min(count, Int(CSV_MOST_CELLS) - ends.count)) { ends.append(bytes.count) }
  }

  func withCells(_ body: (UnsafePointer<csv_cell>, Int) throws -> Void) rethrows {
    try bytes.withUnsafeBufferPointer { all in
      var start = 0
      let cells = ends.map { end in
        defer { start = end }
        let text = all.baseAddress.map { UnsafeRawPointer($0 + start).assumingMemoryBound(to: CChar.self) }
        return csv_cell(text: text, length: UInt32(end - start), has_quotes: 0)
      }
      try cells.withUnsafeBufferPointer { if let first = $0.baseAddress { try body(first, cells.count) } }
    }
  }
}
