/// Whether bytes are UTF-8, without making a string of them.
enum UTF8Check {
  static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let count = bytes.count
    let raw = UnsafeRawBufferPointer(bytes)
    var place = 0
    while place < count {
      if place + 8 <= count, raw.loadUnaligned(fromByteOffset: place, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
        place += 8
        continue
      }
      let first = bytes[place]
      if first < 0x80 {
        place += 1
        continue
      }
      let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
      guard first >= 0xC2, first < 0xF5, place + length <= count else { return false }
      for next in bytes[(place + 1)..<(place + length)] where next & 0xC0 != 0x80 { return false }
      // What is written longer than it must be, half pairs, and what lies beyond Unicode.
      switch (first, bytes[place + 1]) {
      case (0xE0, ..<0xA0), (0xED, 0xA0...), (0xF0, ..<0x90), (0xF4, 0x90...): return false
      default: place += length
      }
    }
    return true
  }
}
