/// What a backslash means in a value, and which characters part it.
///
/// Version 2.1 knows `\;` only, but its writers escape like 3.0 wherever they do not use quoted-printable. A comma
/// parts nothing there but the entries of a list.
struct VCardEscaping: Sendable {
  /// `\n` and `\\` are a line end and a backslash, not two characters each.
  let hasLineEnds: Bool
  /// A comma parts the entries of a component.
  let hasCommas: Bool

  init(version: VCard.Version, encoding: VCardEncoding) {
    hasCommas = version != .v21
    hasLineEnds = hasCommas || encoding != .quotedPrintable
  }

  /// What the characters behind a backslash stand for; nil when the backslash is one itself.
  func character(after next: UInt8) -> UInt8? {
    switch next {
    case UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: ":"): next
    case UInt8(ascii: "n"), UInt8(ascii: "N"): hasLineEnds ? 0x0A : nil
    case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"): hasLineEnds ? next : nil
    default: nil
    }
  }

  /// The value without backslashes.
  func text(_ value: String) -> String {
    guard value.utf8.contains(UInt8(ascii: "\\")) else { return value }
    var value = value
    return value.withUTF8 { split($0, atCommas: false).first ?? "" }
  }

  /// The entries between those commas that no backslash escapes, or all as one.
  func split(_ bytes: UnsafeBufferPointer<UInt8>, atCommas: Bool) -> [String] {
    var parts: [String] = []
    var part: [UInt8] = []
    walk(bytes) { byte, isEscaped in
      if atCommas, byte == UInt8(ascii: ","), !isEscaped {
        parts.append(String(decoding: part, as: UTF8.self))
        part.removeAll(keepingCapacity: true)
      } else {
        part.append(byte)
      }
    }
    parts.append(String(decoding: part, as: UTF8.self))
    return parts
  }

  /// Gives each byte that is meant, and whether a backslash stood before it: then it parts nothing.
  @inline(__always)
  func walk(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (_ byte: UInt8, _ isEscaped: Bool) -> Void) {
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if byte == UInt8(ascii: "\\"), place < bytes.count, let meant = character(after: bytes[place]) {
        body(meant, true)
        place += 1
      } else {
        body(byte, false)
      }
    }
  }

  /// The value as versions 3.0 and 4.0 escape it, with the separators that its shape knows.
  func standard(_ value: String, shape: VCardShape) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(value.utf8.count + 8)
    let bytes = Array(value.utf8)
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if byte == 0x0A {
        result.append(contentsOf: Self.lineEnd)
      } else if byte == UInt8(ascii: "\\") {
        let next = place < bytes.count ? bytes[place] : nil
        result.append(byte)
        if let next, character(after: next) != nil {
          result.append(next)
          place += 1
        } else if !hasCommas || next == 0x0A {
          // Version 2.1 meant the backslash itself.
          result.append(byte)
        }
      } else {
        if !hasCommas, shape.escapes(byte) { result.append(UInt8(ascii: "\\")) }
        result.append(byte)
      }
    }
    return result
  }

  private static let lineEnd = [UInt8(ascii: "\\"), UInt8(ascii: "n")]
}
