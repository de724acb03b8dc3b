import ReferModel

/// Text as conditions compare it: without regard to letter case and outer white space.
///
/// ß equals SS, as capitals write it; an accent counts, however it is composed.
struct FoldedText: Hashable, Sendable {
  private let text: String
  /// The text's bytes while all of them are ASCII, so that most rows are compared without making a String.
  private let plain: [UInt8]?

  init(_ text: String) {
    self.text = Self.folded(text)
    let bytes = Array(self.text.utf8)
    plain = bytes.allSatisfy { $0 < 0x80 } ? bytes : nil
  }

  /// Whether `text`, as read from a row, is this text.
  func matches(_ text: UnsafeRawBufferPointer) -> Bool {
    if Self.hasWideByte(text) { return Self.folded(String(decoding: text, as: UTF8.self)) == self.text }
    guard let plain else { return false }
    let inner = Self.trimmed(text)
    return inner.count == plain.count && Self.isEqual(inner, plain)
  }

  /// Whether this text stands somewhere in `text`.
  func isContained(in text: UnsafeRawBufferPointer) -> Bool {
    if let plain, !Self.hasWideByte(text) {
      guard let first = plain.first else { return true }
      guard text.count >= plain.count else { return false }
      return (0...(text.count - plain.count)).contains { start in
        Self.lowered(text[start]) == first
          && Self.isEqual(UnsafeRawBufferPointer(rebasing: text[start..<start + plain.count]), plain)
      }
    }
    // Letter by letter, not byte by byte: an accent may stand on its own behind its letter.
    let letters = Array(self.text)
    let found = Array(Self.folded(String(decoding: text, as: UTF8.self)))
    guard !letters.isEmpty else { return true }
    guard found.count >= letters.count else { return false }
    return (0...(found.count - letters.count)).contains { found[$0..<$0 + letters.count].elementsEqual(letters) }
  }

  /// By way of capitals, since some letters of lower case have the same one: ß and ss, σ and ς.
  private static func folded(_ text: String) -> String {
    let lower = text.trimmed.lowercased()
    return lower.utf8.allSatisfy { $0 < 0x80 } ? lower : lower.uppercased().lowercased()
  }

  private static func trimmed(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var start = 0
    var end = text.count
    while start < end, isSpace(text[start]) { start += 1 }
    while end > start, isSpace(text[end - 1]) { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: text[start..<end])
  }

  private static func isEqual(_ text: UnsafeRawBufferPointer, _ plain: [UInt8]) -> Bool {
    plain.withUnsafeBufferPointer { plain in
      for place in 0..<text.count where lowered(text[place]) != plain[place] { return false }
      return true
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

  private static func lowered(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

  private static func hasWideByte(_ text: UnsafeRawBufferPointer) -> Bool { text.contains { $0 >= 0x80 } }
}
