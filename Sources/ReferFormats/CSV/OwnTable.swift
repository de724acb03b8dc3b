internal import CRows
package import ReferModel

/// Our own table of contacts: its columns, and how their cells are written and read.
///
/// A column for each field that is one value, by its name, then `custom.NAME` for what no field took. A table that has
/// all of the fields' columns, in any order, is read by these rules, which give every value back as it was:
/// - A text that a spreadsheet would take for a formula, that begins with `=`, `+`, `-` or `@`, has an apostrophe before
///   it; so has one that begins with an apostrophe, or begins or ends with white space. Behind an apostrophe stands the
///   text as it is, and an apostrophe alone is the empty text.
/// - The entries of a list are told apart by a semicolon. A backslash stands before a semicolon, a backslash, and white
///   space at the edge of an entry; `\e` is an empty one.
/// - Yes and no are words, times are of RFC 3339 in UTC, and people and events stand as their names.
/// - A name in `custom` that begins or ends with white space or a quote stands in quotes.
package enum OwnTable {
  /// The fields that have a column.
  static let places: [Int] = Schema.contact.fields.indices.filter { place in
    let field = Schema.contact.fields[place]
    if field.isHidden { return false }
    switch field.kind {
    case .text, .number, .yesno, .time, .texts, .record: return true
    case .map, .records: return false
    }
  }

  /// How many names in `custom` a table has room for.
  package static let mostNames = 60_000

  /// The first line, for contacts whose `custom` has these names.
  package static func titles(_ names: [String]) -> [String] {
    places.map { Schema.contact.fields[$0].name } + names.map { customPrefix + quoted($0) }
  }

  /// A contact's line; of `custom` what `names` lists.
  package static func cells(_ row: Cells, _ names: [String]) -> [String] {
    var cells = places.map { text(row[$0], Schema.contact.fields[$0].kind) }
    let first = cells.count
    cells += Array(repeating: "", count: names.count)
    guard let pairs = custom.flatMap({ row[$0].nested }) else { return cells }
    for place in stride(from: 0, to: pairs.count, by: 2) {
      guard let name = pairs[place].text, let number = index(of: name, in: names) else { continue }
      cells[first + number] = protected(scalar(pairs[place + 1]))
    }
    return cells
  }

  /// The records and maps of a contact that have no column, and how many entries they have. Whom they introduced says
  /// so in a row of their own, unless they are not in the book.
  package static func leftOut(_ row: Cells) -> [(field: String, count: Int)] {
    Schema.contact.fields.indices.compactMap { place in
      let field = Schema.contact.fields[place]
      guard !places.contains(place), place != custom, let cells = row[place].nested?.baseAddress else {
        return nil
      }
      // `referrals` holds these.
      if ["referrals_received", "referrals_given"].contains(field.name), !row[referrals].isMissing { return nil }
      let entries = 0..<Int(row[place].count)
      let count =
        switch field.name {
        case "introduced": entries.count { cells[$0 * Schema.contact.fields.count].isMissing }
        // When an answer was given stands beside it, under its name and a zero.
        case "answers": entries.count { cells[$0 * 2].textBytes?.contains(0) == false }
        default: entries.count
        }
      return count == 0 ? nil : (field.name, count)
    }
  }

  private static let custom = Schema.contact.index["custom"]
  private static let referrals = Schema.contact.index["referrals"] ?? 0

  /// Names are in the order of their bytes.
  private static func index(of name: String, in names: [String]) -> Int? {
    var (low, high) = (0, names.count)
    while low < high {
      let middle = (low + high) / 2
      if names[middle].utf8.lexicographicallyPrecedes(name.utf8) { low = middle + 1 } else { high = middle }
    }
    return low < names.count && names[low].utf8.elementsEqual(name.utf8) ? low : nil
  }

  // MARK: writing

  private static func text(_ cell: rw_cell, _ kind: Schema.Kind) -> String {
    if cell.isMissing { return "" }
    switch kind {
    case .time: return cell.number.map { Instant(seconds: $0).description } ?? ""
    case .texts: return protected((cell.nested?.map { entry($0.text ?? "") } ?? []).joined(separator: "; "))
    case .record(let of):
      guard let name = Schema.of(of).index["name"] else { return "" }
      return cell.nested?.baseAddress?[name].text.map(protected) ?? ""
    case .number, .yesno: return scalar(cell)
    case .text: return protected(scalar(cell))
    case .map, .records: return ""
    }
  }

  private static func scalar(_ cell: rw_cell) -> String {
    if let text = cell.text { return text }
    if let number = cell.number { return NumberText.string(number) }
    return cell.yesno.map { $0 ? "yes" : "no" } ?? ""
  }

  private static func protected(_ text: String) -> String {
    guard let first = text.utf8.first, let last = text.utf8.last else { return "'" }
    return isBlank(first) || isBlank(last) || "=+-@'".utf8.contains(first) ? "'" + text : text
  }

  private static func entry(_ text: String) -> String {
    if text.isEmpty { return "\\e" }
    var bytes: [UInt8] = []
    let edges = (first: text.utf8.prefix { isBlank($0) }.count, last: text.utf8.reversed().prefix { isBlank($0) }.count)
    for (place, byte) in text.utf8.enumerated() {
      let isEdge = place < edges.first || place >= text.utf8.count - edges.last
      if isEdge || byte == UInt8(ascii: ";") || byte == backslash { bytes.append(backslash) }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func quoted(_ name: String) -> String {
    guard let first = name.utf8.first, let last = name.utf8.last else { return "\"\"" }
    let isOdd = [first, last].contains { isBlank($0) || $0 == UInt8(ascii: "\"") }
    return isOdd ? "\"\(name)\"" : name
  }

  // MARK: reading

  private static let customPrefix = "custom."
  private static let backslash = UInt8(ascii: "\\")

  /// The name in `custom` that a column's title gives; nil for another title.
  static func customName(_ title: String) -> String? {
    guard title.hasPrefix(customPrefix) else { return nil }
    let name = title.dropFirst(customPrefix.count)
    return name.utf8.count >= 2 && name.hasPrefix("\"") && name.hasSuffix("\"")
      ? String(name.dropFirst().dropLast()) : String(name)
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

  /// A cell's text without blanks around it, or all behind an apostrophe; nil where it is blank.
  static func text(_ cell: rw_cell) -> rw_cell? {
    guard let bytes = cell.textBytes else { return nil }
    let start = bytes.drop { isBlank($0) }
    if start.isEmpty { return nil }
    if start.first == UInt8(ascii: "'") { return slice(cell, start.startIndex + 1, bytes.count) }
    let end = (start.lastIndex { !isBlank($0) } ?? start.startIndex) + 1
    return slice(cell, start.startIndex, end)
  }

  private static func slice(_ cell: rw_cell, _ start: Int, _ end: Int) -> rw_cell {
    var part = cell
    part.as.text = cell.as.text + start
    part.count = UInt32(end - start)
    return part
  }

  /// The entries of a list.
  static func entries(_ bytes: UnsafeRawBufferPointer) -> [[UInt8]] {
    var entries: [[UInt8]] = []
    var (entry, kept, isEmptyMeant) = ([UInt8](), 0, false)
    func end() {
      while entry.count > kept, let last = entry.last, isBlank(last) { entry.removeLast() }
      if !entry.isEmpty || isEmptyMeant { entries.append(entry) }
      (entry, kept, isEmptyMeant) = ([], 0, false)
    }
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if byte == backslash, place < bytes.count {
        if bytes[place] == UInt8(ascii: "e") { isEmptyMeant = true } else { entry.append(bytes[place]) }
        kept = entry.count
        place += 1
      } else if byte == UInt8(ascii: ";") {
        end()
      } else if !entry.isEmpty || !isBlank(byte) {
        entry.append(byte)
      }
    }
    end()
    return entries
  }
}
