package import CRows

/// Reading rows: a record is a pointer to its cells, one for each field of its schema.
package typealias Cells = UnsafePointer<rw_cell>

extension rw_cell {
  package var isMissing: Bool { Int(kind) == RW_NONE }

  /// The bytes of a text cell. Valid as long as the row.
  package var textBytes: UnsafeRawBufferPointer? {
    Int(kind) == RW_TEXT ? UnsafeRawBufferPointer(start: self.as.text, count: Int(count)) : nil
  }

  package var text: String? { textBytes.map { String(decoding: $0, as: UTF8.self) } }

  package var number: Double? { Int(kind) == RW_NUMBER ? self.as.number : nil }

  package var yesno: Bool? { Int(kind) == RW_BOOL ? self.as.number != 0 : nil }

  /// The nested cells of a list, a map or a record, and how many of them.
  package var nested: UnsafeBufferPointer<rw_cell>? {
    switch Int(kind) {
    case RW_TEXTS, RW_RECORDS: UnsafeBufferPointer(start: self.as.cells, count: Int(count))
    case RW_MAP: UnsafeBufferPointer(start: self.as.cells, count: Int(count) * 2)
    case RW_RECORD: UnsafeBufferPointer(start: self.as.cells, count: 1)
    default: nil
    }
  }

  /// The value under a key of a map.
  package func value(under key: UnsafeRawBufferPointer) -> rw_cell? {
    guard Int(kind) == RW_MAP, let pairs = nested else { return nil }
    for place in stride(from: 0, to: pairs.count, by: 2) {
      if let name = pairs[place].textBytes, name.count == key.count, name.elementsEqual(key) { return pairs[place + 1] }
    }
    return nil
  }
}

/// The cell itself, by a name of ours.
package typealias CellLayout = rw_cell
