import ReferModel

/// Text as conditions compare it: without regard to letter case and outer white space.
///
/// ß equals SS, as capitals write it; an accent counts, however it is composed.
struct FoldedText: Hashable, Sendable {
  let text: String
  /// The text's bytes while all of them are ASCII, so that most rows are compared without making a String.
  let plain: [UInt8]?

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

  /// By way of capitals, since some letters of lower case have the same one: ß and ss, σ and ς.
  static func folded(_ text: String) -> String {
    let lower = text.trimmed.lowercased()
    return lower.utf8.allSatisfy { $0 < 0x80 } ? lower : lower.uppercased().lowercased()
  }

  static func trimmed(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var start = 0
    var end = text.count
    while start < end, isSpace(text[start]) { start += 1 }
    while end > start, isSpace(text[end - 1]) { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: text[start..<end])
  }

  static func isEqual(_ text: UnsafeRawBufferPointer, _ plain: [UInt8]) -> Bool {
    plain.withUnsafeBufferPointer { plain in
      for place in 0..<text.count where lowered(text[place]) != plain[place] { return false }
      return true
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

  @inline(__always)
  static func lowered(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

  static func hasWideByte(_ text: UnsafeRawBufferPointer) -> Bool {
    let words = text.count / 8
    for word in 0..<words
    where text.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self) & 0x8080_8080_8080_8080 != 0 { return true }
    return text[(words * 8)...].contains { $0 >= 0x80 }
  }
}
