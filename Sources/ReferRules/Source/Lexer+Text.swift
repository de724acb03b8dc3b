extension Lexer {
  /// The level of a long bracket that starts here: 0 for `[[`, 1 for `[=[`; nil if none does.
  func longLevel() -> Int? {
    var level = 0
    while byte(level + 1) == UInt8(ascii: "=") { level += 1 }
    return byte(level + 1) == UInt8(ascii: "[") ? level : nil
  }

  /// Reads past a long bracket; nil if it is not closed, and then the rest of the file is taken.
  mutating func longText(level: Int) -> String? {
    at += level + 2
    let start = at
    while let next = byte() {
      if next == UInt8(ascii: "]") {
        var same = 0
        while same < level, byte(same + 1) == UInt8(ascii: "=") { same += 1 }
        if same == level, byte(same + 1) == UInt8(ascii: "]") {
          let text = String(decoding: bytes[start..<at], as: UTF8.self)
          at += level + 2
          // Lua drops an end of line that follows the opening bracket.
          return text.first.map { $0.isNewline && !"\u{B}\u{C}".contains($0) } == true ? String(text.dropFirst()) : text
        }
        at += same
      }
      at += 1
    }
    return nil
  }

  /// Reads past a text in quotes; an unfinished one ends with its line.
  mutating func quotedText(until quote: UInt8) -> (value: String, reason: Token.Reason?) {
    at += 1
    var value: [UInt8] = []
    var reason: Token.Reason?
    while let next = byte(), next != 10, next != 13 {
      at += 1
      if next == quote { return (String(decoding: value, as: UTF8.self), reason) }
      if next != UInt8(ascii: "\\") {
        value.append(next)
      } else if let bad = escape(into: &value) {
        reason = reason ?? .badEscape(bad)
      }
    }
    return (String(decoding: value, as: UTF8.self), .unfinishedString)
  }

  /// Reads what follows a backslash; gives back an escape that Lua does not know.
  private mutating func escape(into value: inout [UInt8]) -> String? {
    guard let letter = byte() else { return nil }
    let start = at
    at += 1
    switch letter {
    case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"): value.append(letter)
    case UInt8(ascii: "n"): value.append(10)
    case UInt8(ascii: "t"): value.append(9)
    case UInt8(ascii: "r"): value.append(13)
    case UInt8(ascii: "a"): value.append(7)
    case UInt8(ascii: "b"): value.append(8)
    case UInt8(ascii: "f"): value.append(12)
    case UInt8(ascii: "v"): value.append(11)
    case 10, 13:
      if let other = byte(), other == 10 || other == 13, other != letter { at += 1 }
      value.append(10)
    case UInt8(ascii: "z"):
      while let space = byte(), (9...13).contains(space) || space == 32 { at += 1 }
    case UInt8(ascii: "x"):
      guard let high = byte(), let low = byte(1), high.isHexDigit, low.isHexDigit else { return "\\x" }
      value.append(UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16) ?? 0)
      at += 2
    case UInt8(ascii: "u"):
      guard let scalar = codePoint() else { return "\\u" }
      value += Array(String(scalar).utf8)
    case _ where letter.isDigit:
      while at - start < 3, byte()?.isDigit == true { at += 1 }
      let digits = String(decoding: bytes[start..<at], as: UTF8.self)
      guard let code = UInt8(digits) else { return "\\" + digits }
      value.append(code)
    default:
      while let next = byte(), next & 0xC0 == 0x80 { at += 1 }
      return "\\" + String(decoding: bytes[start..<at], as: UTF8.self)
    }
    return nil
  }

  private mutating func codePoint() -> UnicodeScalar? {
    guard byte() == UInt8(ascii: "{") else { return nil }
    var length = 1
    while let next = byte(length), next.isHexDigit { length += 1 }
    guard length > 1, byte(length) == UInt8(ascii: "}") else { return nil }
    let digits = String(decoding: bytes[at + 1..<at + length], as: UTF8.self)
    guard let code = UInt32(digits, radix: 16), code < 0x8000_0000 else { return nil }
    at += length + 1
    // Lua allows codes that are no character; they cannot be shown.
    return UnicodeScalar(code) ?? "\u{FFFD}"
  }
}
