internal import CCSV
internal import CRows
internal import ReferModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension csv_cell {
  /// The cell without blanks around it; missing when nothing is left.
  var trimmed: rw_cell { text.map { rw_cell.text($0, count: Int(length)).trimmed } ?? rw_cell() }
}

/// What a cell's text is made of.
extension TableRowFiller {
  static func digits(_ cell: rw_cell) -> Int { cell.textBytes?.count { 0x30...0x39 ~= $0 } ?? 0 }

  /// The text before the first " ::: ", by which Google joins several values of one label.
  static func firstPiece(_ cell: rw_cell) -> rw_cell {
    guard holdsJoint(cell) else { return cell }
    return pieces(cell, " ::: ").first ?? cell
  }

  /// The separator that a list of addresses or numbers has, if any.
  static func listSeparator(in cell: rw_cell, _ split: TablePlan.Split) -> StaticString? {
    if holdsJoint(cell) { return " ::: " }
    if cell.holds(UInt8(ascii: ";")) { return ";" }
    if cell.holds(0x0A) { return "\n" }
    return split == .addresses && cell.holds(UInt8(ascii: ",")) ? "," : nil
  }

  /// The separator of labels: the strongest that the cell holds.
  static func separator(of cell: rw_cell) -> StaticString? {
    if holdsJoint(cell) { return " ::: " }
    if cell.holds(UInt8(ascii: ";")) { return ";" }
    return cell.holds(UInt8(ascii: ",")) ? "," : nil
  }

  private static func holdsJoint(_ cell: rw_cell) -> Bool {
    guard cell.count >= 5, cell.holds(UInt8(ascii: ":")), let start = cell.as.text else { return false }
    return find(" ::: ", in: start, Int(cell.count)) != nil
  }

  /// The pieces without blanks around them; a blank piece is none.
  static func pieces(_ cell: rw_cell, _ separator: StaticString?) -> [rw_cell] {
    guard let separator, var start = cell.as.text else { return [cell] }
    var rest = Int(cell.count)
    var pieces: [rw_cell] = []
    let size = separator.utf8CodeUnitCount
    while true {
      guard let length = find(separator, in: start, rest) else { break }
      pieces.append(rw_cell.text(start, count: length).trimmed)
      (start, rest) = (start + length + size, rest - length - size)
    }
    pieces.append(rw_cell.text(start, count: rest).trimmed)
    return pieces.filter { !$0.isMissing }
  }

  /// Where a separator first stands.
  private static func find(_ separator: StaticString, in text: UnsafePointer<CChar>, _ count: Int) -> Int? {
    let size = separator.utf8CodeUnitCount
    var place = 0
    while place + size <= count {
      guard let found = memchr(text + place, Int32(separator.utf8Start[0]), count - place - size + 1) else {
        return nil
      }
      place = UnsafeRawPointer(found) - UnsafeRawPointer(text)
      if memcmp(found, separator.utf8Start, size) == 0 { return place }
      place += 1
    }
    return nil
  }
}
