/// Decodes quoted-printable whose soft breaks are taken out already.
enum QuotedPrintable {
  /// Every line end becomes one line feed, and NUL falls away. What is no escape stays as it is.
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var place = 0
    var afterReturn = false
    while place < bytes.count {
      var byte = bytes[place]
      place += 1
      if byte == UInt8(ascii: "=") {
        // A soft break with nothing behind it.
        if place == bytes.count { break }
        if place + 1 < bytes.count, let high = digit(bytes[place]), let low = digit(bytes[place + 1]) {
          byte = high << 4 | low
          place += 2
        }
      }
      if byte == 0 { continue }
      if byte == 0x0A && afterReturn {
        afterReturn = false
        continue
      }
      afterReturn = byte == 0x0D
      result.append(byte == 0x0D ? 0x0A : byte)
    }
    return result
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
