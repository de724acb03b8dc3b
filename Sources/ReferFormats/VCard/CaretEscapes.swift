/// The escapes of RFC 6868 in parameter values: `^n`, `^'` and `^^`.
///
/// They are decoded in every version, and written in both, for 3.0 has no other way to write a quote.
enum CaretEscapes {
  static func decode(_ text: String) -> String {
    guard text.utf8.contains(caret) else { return text }
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == caret, let next = rest.first, let meant = character(after: next) else {
        result.append(byte)
        continue
      }
      result.append(meant)
      rest = rest.dropFirst()
    }
    return String(decoding: result, as: UTF8.self)
  }

  static func encode(_ text: String) -> [UInt8] {
    var result: [UInt8] = []
    let bytes = Array(text.utf8)
    for (place, byte) in bytes.enumerated() {
      switch byte {
      case 0x0A: result += [caret, UInt8(ascii: "n")]
      case UInt8(ascii: "\""): result += [caret, UInt8(ascii: "'")]
      case caret where place + 1 < bytes.count && needsCare(bytes[place + 1]): result += [caret, caret]
      case 0x0D, 0: break
      default: result.append(byte)
      }
    }
    return result
  }

  private static let caret = UInt8(ascii: "^")

  private static func character(after next: UInt8) -> UInt8? {
    switch next {
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "'"): UInt8(ascii: "\"")
    case caret: caret
    default: nil
    }
  }

  /// A caret before any of these would be read as the beginning of an escape.
  private static func needsCare(_ next: UInt8) -> Bool {
    character(after: next) != nil || next == UInt8(ascii: "\"") || next == 0x0A
  }
}
