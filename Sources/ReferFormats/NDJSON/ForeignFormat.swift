/// What a file that should be NDJSON holds instead, as far as its beginning shows.
package enum ForeignFormat: Hashable, Sendable {
  case utf16, gzip, zip, database, binary, vCard, iCalendar, xml, csv, jsonArray, indentedJSON

  /// Judges by the first bytes: the first line that is not blank, or as much of it as there is.
  package init?(firstLine line: UnsafeRawBufferPointer) {
    let head = line.prefix(4096)
    guard let first = head.first(where: { !Self.isBlank($0) }) else { return nil }
    let start = UnsafeRawBufferPointer(rebasing: head.drop(while: Self.isBlank))
    if let binary = Self.binary(head: UnsafeRawBufferPointer(rebasing: head)) {
      self = binary
    } else if first == UInt8(ascii: "{") {
      guard start.dropFirst().allSatisfy(Self.isBlank) else { return nil }
      self = .indentedJSON
    } else if first == UInt8(ascii: "[") {
      self = .jsonArray
    } else if first == UInt8(ascii: "<") {
      self = .xml
    } else if Self.starts(start, with: "begin:vcard") {
      self = .vCard
    } else if Self.starts(start, with: "begin:vcalendar") {
      self = .iCalendar
    } else if Self.isTable(start) {
      self = .csv
    } else {
      return nil
    }
  }

  /// Judges by the first bytes of a file whether it is no text; nil for text, and for one bad line in it.
  init?(head: UnsafeRawBufferPointer) {
    guard let binary = Self.binary(head: UnsafeRawBufferPointer(rebasing: head.prefix(4096))) else { return nil }
    self = binary
  }

  /// "this is …", without a full stop.
  var sentence: String {
    switch self {
    case .utf16: "this is text in UTF-16, not in UTF-8"
    case .gzip: "this file is compressed with gzip"
    case .zip: "this is a zip archive or a spreadsheet"
    case .database: "this is an SQLite database"
    case .binary: "this is no text file"
    case .vCard: "these are vCards"
    case .iCalendar: "this is a calendar"
    case .xml: "this is XML or a web page"
    case .csv: "this looks like a table (CSV)"
    case .jsonArray: "this is one JSON list, not one contact a line"
    case .indentedJSON: "this is JSON over several lines, not one contact a line"
    }
  }

  var remedy: String {
    switch self {
    case .utf16: "convert it with 'iconv -f UTF-16 -t UTF-8'"
    case .gzip: "unpack it with 'gunzip' first"
    case .zip: "export it as CSV or NDJSON first"
    case .database: "export its contacts as CSV first"
    case .binary: "contacts are read from vCards, tables (CSV) and NDJSON"
    case .vCard: "read it as vCards"
    case .iCalendar: "export the address book instead, as vCard or CSV"
    case .xml: "export the contacts as CSV, vCard or NDJSON"
    case .csv: "read it as a table"
    case .jsonArray: "turn it into lines with \"jq -c '.[]'\""
    case .indentedJSON: "turn it into lines with 'jq -c .'"
    }
  }

  private static func binary(head: UnsafeRawBufferPointer) -> ForeignFormat? {
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { return .utf16 }
    if head.starts(with: [0x1F, 0x8B]) { return .gzip }
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return .zip }
    if starts(head, with: "sqlite format 3") { return .database }
    if signatures.contains(where: { head.starts(with: $0) }) { return .binary }
    guard head.contains(0) else { return nil }
    // Text of the Latin alphabet in UTF-16 has a zero in every other byte.
    if head.count >= 2, (head[0] == 0) != (head[1] == 0) { return .utf16 }
    // A line that begins as an object is one bad line, and is reported as such.
    return head[0] == UInt8(ascii: "{") ? nil : .binary
  }

  /// How PNG, JPEG, GIF, PDF, property lists, and archives of bzip2, xz, zstd, 7-zip and RAR begin.
  private static let signatures: [[UInt8]] = [
    [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], Array("GIF8".utf8), Array("%PDF-".utf8), Array("bplist00".utf8),
    Array("BZh91AY".utf8), [0xFD, 0x37, 0x7A, 0x58, 0x5A], [0x28, 0xB5, 0x2F, 0xFD], [0x37, 0x7A, 0xBC, 0xAF],
    Array("Rar!".utf8),
  ]

  /// A first line with a separator and without what a line of JSON would hold.
  private static func isTable(_ line: UnsafeRawBufferPointer) -> Bool {
    let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    let braces = [UInt8(ascii: "{"), UInt8(ascii: "}")]
    return line.contains(where: separators.contains) && !line.contains(where: braces.contains)
  }

  private static func starts(_ bytes: UnsafeRawBufferPointer, with lowercase: StaticString) -> Bool {
    let word = UnsafeBufferPointer(start: lowercase.utf8Start, count: lowercase.utf8CodeUnitCount)
    guard bytes.count >= word.count else { return false }
    return Swift.zip(bytes, word).allSatisfy { byte, letter in
      byte == letter || (byte >= 0x41 && byte <= 0x5A && byte | 0x20 == letter)
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
  }
}
