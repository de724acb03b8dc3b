/// JSON (RFC 8259) written straight to bytes: no value is built on the way.
package struct JSONBytes: Sendable {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  /// Syntax, or text that is JSON already.
  package mutating func raw(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  package mutating func raw(_ piece: [UInt8]) { bytes.append(contentsOf: piece) }

  package mutating func raw(number text: String) { bytes.append(contentsOf: text.utf8) }

  package mutating func null() { raw("null") }

  package mutating func yesno(_ yes: Bool) { yes ? raw("true") : raw("false") }

  package mutating func text(_ text: String?) {
    guard var text else { return null() }
    text.withUTF8 { string(UnsafeRawBufferPointer($0)) }
  }

  package mutating func texts(_ texts: [String]) {
    raw("[")
    for (place, item) in texts.enumerated() {
      if place > 0 { raw(",") }
      text(item)
    }
    raw("]")
  }

  /// A string of valid UTF-8. What a terminal could take for a command is escaped too, so that printing
  /// JSON is as safe as reading it.
  package mutating func string(_ text: UnsafeRawBufferPointer) {
    bytes.append(UInt8(ascii: "\""))
    var start = 0
    for place in 0..<text.count {
      let byte = text[place]
      if byte >= 0x20, byte != 0x22, byte != 0x5C, byte < 0x7F { continue }
      // Whole characters beyond ASCII pass; U+0080 to U+009F (C1) and U+2028/2029 do not.
      if byte >= 0x80 {
        guard let (escape, length) = Self.steering(text, place) else { continue }
        bytes.append(contentsOf: text[start..<place])
        bytes.append(contentsOf: escape)
        start = place + length
        continue
      }
      bytes.append(contentsOf: text[start..<place])
      start = place + 1
      escape(byte)
    }
    bytes.append(contentsOf: text[start...])
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case 0x22: raw("\\\"")
    case 0x5C: raw("\\\\")
    case 0x0A: raw("\\n")
    case 0x0D: raw("\\r")
    case 0x09: raw("\\t")
    default:
      raw("\\u00")
      bytes.append(Self.digit(byte >> 4))
      bytes.append(Self.digit(byte & 15))
    }
  }

  /// The escape of a C1 control, a line separator, a text direction mark or a byte order mark that begins at `place`.
  private static func steering(_ text: UnsafeRawBufferPointer, _ place: Int) -> (escape: [UInt8], length: Int)? {
    if text[place] == 0xC2, place + 1 < text.count, text[place + 1] < 0xA0 {
      let byte = text[place + 1]
      return (Array("\\u00".utf8) + [digit(byte >> 4), digit(byte & 15)], 2)
    }
    guard place + 2 < text.count else { return nil }
    // The byte order mark is seen by nobody, and read by some as no part of the text.
    if text[place] == 0xEF, text[place + 1] == 0xBB, text[place + 2] == 0xBF { return (Array("\\ufeff".utf8), 3) }
    guard text[place] == 0xE2 else { return nil }
    let low = UInt16(text[place + 1] & 0x3F) << 6 | UInt16(text[place + 2] & 0x3F)
    let scalar = 0x2000 | low
    let steers = (0x2028...0x202E).contains(scalar) || (0x2066...0x2069).contains(scalar)
    guard steers else { return nil }
    let digits = stride(from: 12, through: 0, by: -4).map {
      digit(UInt8(truncatingIfNeeded: scalar >> UInt16($0)) & 15)
    }
    return (Array("\\u".utf8) + digits, 3)
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
}
