/// The charsets that old cards name; all others are guessed at like none.
enum VCardCharset: Sendable {
  case utf8, windows1252

  /// ISO-8859-1 is read as windows-1252, which fills what that leaves free and which is what writers mean.
  init?(named name: String) {
    switch name.uppercased() {
    case "UTF-8", "UTF8": self = .utf8
    case "WINDOWS-1252", "CP1252", "ISO-8859-1", "ISO8859-1", "LATIN1", "LATIN-1": self = .windows1252
    default: return nil
    }
  }

  /// Never fails. Bytes that are no UTF-8 where UTF-8 is named are read one by one as windows-1252, so that none is
  /// lost. Without a charset what is valid UTF-8 is just that, and all else windows-1252.
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>, as charset: VCardCharset?) -> String {
    if charset != .windows1252 {
      if UTF8Check.isValid(bytes) { return String(decoding: bytes, as: UTF8.self) }
      if charset == .utf8 { return mended(bytes) }
    }
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count)
    for byte in bytes { units.append(windows1252(byte)) }
    return String(decoding: units, as: UTF16.self)
  }

  private static func mended(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    var place = 0
    while place < bytes.count {
      let length = sequenceLength(bytes, at: place)
      let sequence = UnsafeBufferPointer(rebasing: bytes[place..<min(place + length, bytes.count)])
      if length > 0, UTF8Check.isValid(sequence) {
        text.append(contentsOf: String(decoding: sequence, as: UTF8.self).unicodeScalars)
        place += length
      } else {
        if let scalar = Unicode.Scalar(windows1252(bytes[place])) { text.append(scalar) }
        place += 1
      }
    }
    return String(text)
  }

  private static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Int {
    switch bytes[place] {
    case 0..<0x80: 1
    case 0xC2..<0xE0: 2
    case 0xE0..<0xF0: 3
    case 0xF0..<0xF5: 4
    default: 0
    }
  }

  private static func windows1252(_ byte: UInt8) -> UInt16 {
    byte >= 0x80 && byte < 0xA0 ? upperControls[Int(byte) - 0x80] : UInt16(byte)
  }

  private static let upperControls: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178,
  ]
}
