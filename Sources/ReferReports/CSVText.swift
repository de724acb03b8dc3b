/// Fields and lines of CSV as RFC 4180 writes them; what a field holds is never altered.
package enum CSVText {
  /// `text` as a field, in quotes where it needs them.
  package static func field(_ text: String) -> String {
    needsQuotes(text) ? "\"\(doubled(text))\"" : text
  }

  /// `fields` as one line with its end.
  package static func line(_ fields: [String]) -> String {
    // A lone empty field would be an empty line, which readers skip.
    if fields == [""] { return "\"\"\r\n" }
    return fields.map(field).joined(separator: ",") + "\r\n"
  }

  private static func needsQuotes(_ text: String) -> Bool {
    // Readers differ in whether they keep a space at the edge of a bare field.
    if text.utf8.first == 32 || text.utf8.last == 32 { return true }
    return text.utf8.contains { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 }
  }

  private static func doubled(_ text: String) -> String {
    guard text.utf8.contains(34) else { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 8)
    for byte in text.utf8 {
      if byte == 34 { bytes.append(34) }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
