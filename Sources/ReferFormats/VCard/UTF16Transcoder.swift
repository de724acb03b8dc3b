/// Turns UTF-16 that comes in pieces into UTF-8; half a pair becomes U+FFFD.
struct UTF16Transcoder {
  private let isBigEndian: Bool
  private var half: UInt8?
  private var high: UInt32?
  private var isFirst = true

  /// Nil when the first bytes are no UTF-16, with a mark or without: text of cards begins in ASCII.
  init?(head: UnsafeRawBufferPointer) {
    guard head.count >= 4 else { return nil }
    switch (head[0], head[1]) {
    case (0xFF, 0xFE): isBigEndian = false
    case (0xFE, 0xFF): isBigEndian = true
    case (0, 1...): isBigEndian = true
    case (1..., 0) where head[2] != 0: isBigEndian = false
    default: return nil
    }
  }

  /// Writes at most three bytes for each two, and three for what was left over; answers how many.
  mutating func convert(_ bytes: UnsafeRawBufferPointer, to place: UnsafeMutableRawPointer) -> Int {
    var count = 0
    for byte in bytes {
      guard let first = half else {
        half = byte
        continue
      }
      half = nil
      let unit = isBigEndian ? UInt32(first) << 8 | UInt32(byte) : UInt32(byte) << 8 | UInt32(first)
      take(unit, place, &count)
    }
    return count
  }

  /// Writes what was left over.
  mutating func finish(to place: UnsafeMutableRawPointer) -> Int {
    var count = 0
    if high != nil || half != nil { Self.write(0xFFFD, place, &count) }
    (high, half) = (nil, nil)
    return count
  }

  private mutating func take(_ unit: UInt32, _ place: UnsafeMutableRawPointer, _ count: inout Int) {
    defer { isFirst = false }
    if isFirst, unit == 0xFEFF { return }
    if let first = high {
      high = nil
      if unit & 0xFC00 == 0xDC00 {
        return Self.write(0x10000 + (first & 0x3FF) << 10 + unit & 0x3FF, place, &count)
      }
      Self.write(0xFFFD, place, &count)
    }
    switch unit & 0xFC00 {
    case 0xD800: high = unit
    case 0xDC00: Self.write(0xFFFD, place, &count)
    default: Self.write(unit, place, &count)
    }
  }

  private static func write(_ scalar: UInt32, _ place: UnsafeMutableRawPointer, _ count: inout Int) {
    func put(_ byte: UInt32) {
      place.storeBytes(of: UInt8(truncatingIfNeeded: byte), toByteOffset: count, as: UInt8.self)
      count += 1
    }
    switch scalar {
    case 0..<0x80: put(scalar)
    case 0x80..<0x800:
      put(0xC0 | scalar >> 6)
      put(0x80 | scalar & 0x3F)
    case 0x800..<0x10000:
      put(0xE0 | scalar >> 12)
      put(0x80 | scalar >> 6 & 0x3F)
      put(0x80 | scalar & 0x3F)
    default:
      put(0xF0 | scalar >> 18)
      put(0x80 | scalar >> 12 & 0x3F)
      put(0x80 | scalar >> 6 & 0x3F)
      put(0x80 | scalar & 0x3F)
    }
  }
}
