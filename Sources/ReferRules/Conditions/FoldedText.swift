/// Text as conditions compare it: without regard to letter case and outer white space.
struct FoldedText: Hashable, Sendable {
  let bytes: [UInt8]

  init(_ text: String) { bytes = Array(Self.trimmed(text).lowercased().utf8) }

  /// Whether `text`, as read from a row, is this text.
  func matches(_ text: UnsafeRawBufferPointer) -> Bool {
    let inner = Self.trimmed(text)
    if inner.count == bytes.count, Self.isEqualASCII(inner, bytes) { return true }
    // Beyond ASCII, lower case may have another length, and accents may be composed or not.
    guard Self.hasWideByte(text) || bytes.contains(where: { $0 >= 0x80 }) else { return false }
    return Self.lowered(text) == String(decoding: bytes, as: UTF8.self)
  }

  /// Whether this text stands somewhere in `text`.
  func isContained(in text: UnsafeRawBufferPointer) -> Bool {
    guard !bytes.isEmpty else { return true }
    let haystack = Array(Self.lowered(text).utf8)
    guard haystack.count >= bytes.count else { return false }
    for start in 0...(haystack.count - bytes.count)
    where haystack[start] == bytes[0] && haystack[start..<start + bytes.count].elementsEqual(bytes) {
      return true
    }
    return false
  }

  private static func lowered(_ text: UnsafeRawBufferPointer) -> String {
    trimmed(String(decoding: text, as: UTF8.self)).lowercased()
  }

  private static func trimmed(_ text: String) -> Substring {
    var slice = text[...]
    while let first = slice.first, first.isWhitespace { slice.removeFirst() }
    while let last = slice.last, last.isWhitespace { slice.removeLast() }
    return slice
  }

  private static func trimmed(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var start = 0
    var end = text.count
    while start < end, isSpace(text[start]) { start += 1 }
    while end > start, isSpace(text[end - 1]) { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: text[start..<end])
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

  private static func isEqualASCII(_ text: UnsafeRawBufferPointer, _ folded: [UInt8]) -> Bool {
    folded.withUnsafeBufferPointer { folded in
      for place in 0..<text.count {
        let byte = text[place]
        let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
        if lower != folded[place] { return false }
      }
      return true
    }
  }

  private static func hasWideByte(_ text: UnsafeRawBufferPointer) -> Bool { text.contains { $0 >= 0x80 } }
}
