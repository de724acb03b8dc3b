internal import CCSV
internal import CRows
internal import ReferModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a cell's text is made of.
extension TableRowFiller {
  /// The cell without blanks around it.
  static func trimmed(_ cell: csv_cell) -> rw_cell {
    guard var start = cell.text else { return rw_cell() }
    var count = Int(cell.length)
    while count > 0, isBlank(start[0]) { (start, count) = (start + 1, count - 1) }
    while count > 0, isBlank(start[count - 1]) { count -= 1 }
    return .text(start, count: count)
  }

  private static func isBlank(_ byte: CChar) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

  static func holds(_ cell: rw_cell, _ byte: UInt8) -> Bool {
    memchr(cell.as.text, Int32(byte), Int(cell.count)) != nil
  }

  static func digits(_ cell: rw_cell) -> Int { cell.textBytes?.count { 0x30...0x39 ~= $0 } ?? 0 }

  /// The text before the first " ::: ", by which Google joins several values of one label.
  static func firstPiece(_ cell: rw_cell) -> rw_cell {
    guard holdsJoint(cell) else { return cell }
    return pieces(cell, " ::: ").first ?? cell
  }

  /// The separator that a list of addresses or numbers has, if any.
  static func listSeparator(in cell: rw_cell, _ split: TablePlan.Split) -> String? {
    if holdsJoint(cell) { return " ::: " }
    if holds(cell, UInt8(ascii: ";")) { return ";" }
    if holds(cell, 0x0A) { return "\n" }
    return split == .addresses && holds(cell, UInt8(ascii: ",")) ? "," : nil
  }

  /// The separator of labels: the strongest that the cell holds.
  static func separator(of cell: rw_cell) -> String? {
    if holdsJoint(cell) { return " ::: " }
    if holds(cell, UInt8(ascii: ";")) { return ";" }
    return holds(cell, UInt8(ascii: ",")) ? "," : nil
  }

  private static func holdsJoint(_ cell: rw_cell) -> Bool {
    guard cell.count >= 5, holds(cell, UInt8(ascii: ":")), let start = cell.as.text else { return false }
    return find(" ::: ", in: start, Int(cell.count)) != nil
  }

  /// The pieces without blanks around them; a blank piece is none.
  static func pieces(_ cell: rw_cell, _ separator: String?) -> [rw_cell] {
    guard let separator, var start = cell.as.text else { return [cell] }
    var rest = Int(cell.count)
    var pieces: [rw_cell] = []
    let size = separator.utf8.count
    while true {
      guard let length = find(separator, in: start, rest) else { break }
      pieces.append(trimmed(csv_cell(text: start, length: UInt32(length), has_quotes: 0)))
      (start, rest) = (start + length + size, rest - length - size)
    }
    pieces.append(trimmed(csv_cell(text: start, length: UInt32(rest), has_quotes: 0)))
    return pieces.filter { $0.count > 0 }
  }

  /// Where a separator first stands.
  private static func find(_ separator: String, in text: UnsafePointer<CChar>, _ count: Int) -> Int? {
    let bytes = Array(separator.utf8)
    var place = 0
    while place + bytes.count <= count {
      guard let found = memchr(text + place, Int32(bytes[0]), count - place - bytes.count + 1) else { return nil }
      place = UnsafeRawPointer(found) - UnsafeRawPointer(text)
      if memcmp(found, bytes, bytes.count) == 0 { return place }
      place += 1
    }
    return nil
  }
}
