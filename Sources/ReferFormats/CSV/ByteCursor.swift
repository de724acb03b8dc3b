/// A place in the bytes of a date.
struct ByteCursor {
  private let bytes: UnsafeRawBufferPointer
  private var place = 0
  private var lastWordStart: UInt8 = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var isAtEnd: Bool { place >= bytes.count }
  var isAtSpace: Bool { place < bytes.count && bytes[place] == 0x20 }

  mutating func take(_ character: Unicode.Scalar) -> Bool { take(UInt8(truncatingIfNeeded: character.value)) }

  mutating func take(_ byte: UInt8) -> Bool {
    guard place < bytes.count, bytes[place] == byte else { return false }
    place += 1
    return true
  }

  /// One to nine digits, with how many there were.
  mutating func number() -> (value: Int, digits: Int)? {
    let start = place
    var value = 0
    while place < bytes.count, 0x30...0x39 ~= bytes[place], place - start < 9 {
      value = value * 10 + Int(bytes[place]) - 0x30
      place += 1
    }
    return place > start ? (value, place - start) : nil
  }

  /// What joins the numbers of a date.
  mutating func takeJoint() -> UInt8? {
    guard place < bytes.count, bytes[place] == 0x2D || bytes[place] == 0x2E || bytes[place] == 0x2F else { return nil }
    place += 1
    return bytes[place - 1]
  }

  mutating func skipSpace() { while isAtSpace { place += 1 } }

  mutating func skip(_ characters: StaticString) {
    let some = UnsafeBufferPointer(start: characters.utf8Start, count: characters.utf8CodeUnitCount)
    while place < bytes.count, some.contains(bytes[place]) { place += 1 }
  }

  /// Takes a word of two or three letters of ASCII, in any case.
  mutating func takeWord(_ word: StaticString) -> Bool {
    let letters = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard bytes.count - place >= letters.count else { return false }
    for (offset, letter) in letters.enumerated() where bytes[place + offset] | 0x20 != letter { return false }
    lastWordStart = letters[0]
    place += letters.count
    return true
  }

  func lastIs(_ letter: Unicode.Scalar) -> Bool { UInt32(lastWordStart) == letter.value }

  /// Passes over a word with the space behind it.
  mutating func skipWord(_ word: StaticString) {
    let before = place
    if takeWord(word), isAtSpace { skipSpace() } else { place = before }
  }

  /// The month that the next word names, in four languages, whole or cut short.
  mutating func month() -> Int? {
    let start = place
    var end = place
    while end < bytes.count, bytes[end] >= 0x80 || 0x61...0x7A ~= bytes[end] | 0x20 { end += 1 }
    guard 3...12 ~= end - start else { return nil }
    let word = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
    if let month = Self.english(bytes[start], bytes[start + 1], bytes[start + 2]) {
      place = end
      if place < bytes.count, bytes[place] == 0x2E { place += 1 }
      return month
    }
    for (name, month) in Self.months where Self.begins(word, name) {
      place = end
      if place < bytes.count, bytes[place] == 0x2E { place += 1 }
      return month
    }
    return nil
  }

  /// The month whose English name begins so: most tables', so tried first.
  private static func english(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int? {
    switch (first | 0x20, second | 0x20, third | 0x20) {
    case (0x6A, 0x61, 0x6E): 1
    case (0x66, 0x65, 0x62): 2
    case (0x6D, 0x61, 0x72): 3
    case (0x61, 0x70, 0x72): 4
    case (0x6D, 0x61, 0x79): 5
    case (0x6A, 0x75, 0x6E): 6
    case (0x6A, 0x75, 0x6C): 7
    case (0x61, 0x75, 0x67): 8
    case (0x73, 0x65, 0x70): 9
    case (0x6F, 0x63, 0x74): 10
    case (0x6E, 0x6F, 0x76): 11
    case (0x64, 0x65, 0x63): 12
    default: nil
    }
  }

  private static func begins(_ word: UnsafeRawBufferPointer, _ name: StaticString) -> Bool {
    guard word.count >= name.utf8CodeUnitCount else { return false }
    for offset in 0..<name.utf8CodeUnitCount {
      let byte = word[offset]
      // A capital of ASCII; É and Û differ from their small letters in the same bit of the second byte.
      let isLatin = offset > 0 && word[offset - 1] == 0xC3
      let small = 0x41...0x5A ~= byte || (isLatin && 0x80...0x9E ~= byte) ? byte | 0x20 : byte
      if small != name.utf8Start[offset] { return false }
    }
    return true
  }

  /// How the months begin in German, French and Spanish where not as in English.
  private static let months: [(StaticString, Int)] = [
    ("ene", 1), ("jän", 1), ("fév", 2), ("fev", 2), ("mär", 3), ("mrz", 3),
    ("mae", 3), ("avr", 4), ("abr", 4), ("mai", 5), ("juin", 6), ("juil", 7), ("aoû", 8), ("aou", 8), ("ago", 8),
    ("set", 9), ("okt", 10), ("dez", 12), ("déc", 12), ("dic", 12),
  ]
}
