/// A reason as it grows: one that becomes very long ends with "…".
struct ReasonText {
  private(set) var text = ""
  private(set) var isFull = false

  /// Bytes; what comes with the end of the last part is let be.
  private static let most = 4096

  mutating func append(_ more: String) {
    if isFull { return }
    guard more.utf8.count <= Self.most * 2 else {
      text += String(decoding: more.utf8.prefix(Self.most), as: UTF8.self) + " …"
      isFull = true
      return
    }
    text += more
    guard text.utf8.count > Self.most else { return }
    text += " …"
    isFull = true
  }

  /// Appends parts with what stands between them, as far as there is room.
  mutating func append<Parts: Collection>(
    _ parts: Parts, by separator: String, _ write: (Parts.Element, inout ReasonText) -> Void
  ) {
    for (place, part) in parts.enumerated() {
      if isFull { return }
      if place > 0 { text += separator }
      write(part, &self)
    }
  }

  static func joined<Parts: Collection>(
    _ parts: Parts, by separator: String, _ write: (inout ReasonText, Parts.Element) -> Void
  ) -> String {
    var text = ReasonText()
    text.append(parts, by: separator) { write(&$1, $0) }
    return text.text
  }
}
