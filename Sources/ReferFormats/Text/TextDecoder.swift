internal import CCSV

/// Turns the bytes of a text file, piece by piece, into UTF-8.
///
/// What encoding they are in shows in them: a mark, the zeros of UTF-16, or the first letters beyond ASCII. Nothing is
/// refused and nothing dropped: in a file of UTF-8 a byte that is none reads as in Windows-1252, which is what people
/// paste into such files; half a surrogate pair becomes U+FFFD.
struct TextDecoder {
  enum Encoding {
    case utf8
    case utf16(isBig: Bool)
    case windows1252
  }

  /// Nil until the bytes have shown it: so far all were ASCII.
  private(set) var encoding: Encoding?
  private var pending: [UInt8] = []
  private var hasBegun = false
  private var highSurrogate: UInt16?
  private static let head = 4096

  /// Decodes the next bytes onto the end of `buffer`, but for what may continue in the next piece.
  mutating func decode(_ chunk: UnsafeRawBufferPointer, into buffer: TextBuffer) {
    if !hasBegun || !pending.isEmpty {
      pending.append(contentsOf: chunk)
      if !hasBegun, pending.count < Self.head { return }
      passPending(isLast: false, into: buffer)
    } else {
      pending = pass(chunk, isLast: false, into: buffer)
    }
  }

  /// The end of the file.
  mutating func finish(into buffer: TextBuffer) {
    passPending(isLast: true, into: buffer)
    if highSurrogate != nil { buffer.append("\u{FFFD}") }
    highSurrogate = nil
  }

  private mutating func passPending(isLast: Bool, into buffer: TextBuffer) {
    let bytes = pending
    pending = bytes.withUnsafeBytes { all in
      guard !hasBegun else { return pass(all, isLast: isLast, into: buffer) }
      hasBegun = true
      let mark = begin(all)
      return pass(UnsafeRawBufferPointer(rebasing: all.dropFirst(mark)), isLast: isLast, into: buffer)
    }
  }

  /// How long the mark at the start is.
  private mutating func begin(_ head: UnsafeRawBufferPointer) -> Int {
    if head.starts(with: [0xEF, 0xBB, 0xBF]) {
      encoding = .utf8
      return 3
    }
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      encoding = .utf16(isBig: head[0] == 0xFE)
      return 2
    }
    var zeros = [0, 0]
    for (place, byte) in head.prefix(Self.head).enumerated() where byte == 0 { zeros[place % 2] += 1 }
    let pairs = min(head.count, Self.head) / 2
    // Markup, separators and Latin letters alone make one half of the bytes mostly zeros.
    for (isBig, half) in [(true, 0), (false, 1)] where zeros[half] * 3 > pairs && zeros[1 - half] * 10 < zeros[half] {
      encoding = .utf16(isBig: isBig)
    }
    return 0
  }

  /// What was left over, to stand before the next piece.
  private mutating func pass(_ bytes: UnsafeRawBufferPointer, isLast: Bool, into buffer: TextBuffer) -> [UInt8] {
    if case .utf16(let isBig) = encoding { return passUTF16(bytes, isBig: isBig, isLast: isLast, into: buffer) }
    if case .windows1252 = encoding {
      pass1252(bytes, into: buffer)
      return []
    }
    var rest = bytes
    while let start = rest.baseAddress, rest.count > 0 {
      let valid = csv_valid_utf8(start.assumingMemoryBound(to: CChar.self), rest.count)
      if encoding == nil, valid < rest.count || rest.contains(where: { $0 >= 0x80 }) {
        let tail = rest.count - valid
        if !isLast, tail > 0, tail < 4, Self.mayContinue(rest, from: valid), isASCII(rest.prefix(valid)) {
          buffer.append(UnsafeRawBufferPointer(rebasing: rest.prefix(valid)))
          return Array(rest.dropFirst(valid))
        }
        guard Self.isMostlyUTF8(rest) else {
          encoding = .windows1252
          pass1252(rest, into: buffer)
          return []
        }
        encoding = .utf8
      }
      buffer.append(UnsafeRawBufferPointer(rebasing: rest.prefix(valid)))
      if valid == rest.count { return [] }
      if !isLast, rest.count - valid < 4, Self.mayContinue(rest, from: valid) { return Array(rest.dropFirst(valid)) }
      buffer.append(Self.windows1252(rest[valid]))
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(valid + 1))
    }
    return []
  }

  private func isASCII(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool { bytes.allSatisfy { $0 < 0x80 } }

  /// A sequence of UTF-8 that the end of the piece has cut.
  private static func mayContinue(_ bytes: UnsafeRawBufferPointer, from place: Int) -> Bool {
    let lead = bytes[place]
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    return lead >= 0xC2 && lead <= 0xF4 && bytes.count - place < length
      && bytes[(place + 1)...].allSatisfy { $0 & 0xC0 == 0x80 }
  }

  /// Whether what is beyond ASCII is rather UTF-8 than not.
  private static func isMostlyUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else { return true }
    var (place, good, bad) = (0, 0, 0)
    while place < bytes.count {
      let valid = csv_valid_utf8(start + place, bytes.count - place)
      good += bytes[place..<(place + valid)].count { $0 >= 0xC0 }
      place += valid
      guard place < bytes.count else { break }
      if !mayContinue(bytes, from: place) { bad += 1 }
      place += 1
      if bad > 10_000 { break }
    }
    return good >= bad && (good > 0 || bad == 0)
  }

  private mutating func passUTF16(
    _ bytes: UnsafeRawBufferPointer, isBig: Bool, isLast: Bool, into buffer: TextBuffer
  ) -> [UInt8] {
    var place = 0
    while place + 1 < bytes.count {
      let (low, high) = isBig ? (bytes[place + 1], bytes[place]) : (bytes[place], bytes[place + 1])
      place += 2
      let unit = UInt16(high) << 8 | UInt16(low)
      if let first = highSurrogate {
        highSurrogate = nil
        if 0xDC00...0xDFFF ~= unit {
          let value = 0x10000 + (UInt32(first - 0xD800) << 10 | UInt32(unit - 0xDC00))
          buffer.append(Unicode.Scalar(value) ?? "\u{FFFD}")
          continue
        }
        buffer.append("\u{FFFD}")
      }
      if 0xD800...0xDBFF ~= unit { highSurrogate = unit } else { buffer.append(Unicode.Scalar(unit) ?? "\u{FFFD}") }
    }
    if place == bytes.count { return [] }
    if isLast { buffer.append("\u{FFFD}") }
    return isLast ? [] : [bytes[place]]
  }

  private func pass1252(_ bytes: UnsafeRawBufferPointer, into buffer: TextBuffer) {
    var start = 0
    for place in 0..<bytes.count where bytes[place] >= 0x80 {
      buffer.append(UnsafeRawBufferPointer(rebasing: bytes[start..<place]))
      buffer.append(Self.windows1252(bytes[place]))
      start = place + 1
    }
    buffer.append(UnsafeRawBufferPointer(rebasing: bytes[start...]))
  }

  private static func windows1252(_ byte: UInt8) -> Unicode.Scalar {
    0x80...0x9F ~= byte ? between[Int(byte) - 0x80] : Unicode.Scalar(byte)
  }

  /// 0x80 to 0x9F; the five that Windows-1252 leaves open are the control characters of their number.
  private static let between: [Unicode.Scalar] = [
    "\u{20AC}", "\u{81}", "\u{201A}", "\u{0192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}", "\u{02C6}",
    "\u{2030}", "\u{0160}", "\u{2039}", "\u{0152}", "\u{8D}", "\u{017D}", "\u{8F}", "\u{90}", "\u{2018}", "\u{2019}",
    "\u{201C}", "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}", "\u{02DC}", "\u{2122}", "\u{0161}", "\u{203A}",
    "\u{0153}", "\u{9D}", "\u{017E}", "\u{0178}",
  ]
}
