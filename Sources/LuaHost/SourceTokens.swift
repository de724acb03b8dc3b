/// Lua's tokens, as far as ``SourceBounds`` needs to tell them apart.
struct SourceTokens {
  enum Token: Equatable {
    /// `.name` or `:name`.
    case link
    /// An opening bracket of any kind, and a closing one.
    case open
    case close(Bracket)
    /// A text in quotes or long brackets.
    case text
    /// A name or a word, an operator, a number.
    case other
  }
  enum Bracket { case round, square, curly }

  private let source: UnsafeBufferPointer<UInt8>
  private var place = 0
  /// The line of the token that was read last, from 1.
  private(set) var line = 1

  init(_ source: UnsafeBufferPointer<UInt8>) { self.source = source }

  mutating func next() -> Token? {
    skipBlanks()
    guard let byte = peek() else { return nil }
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "{"): return take(1, .open)
    case UInt8(ascii: "["): return skipLongText() ? .text : take(1, .open)
    case UInt8(ascii: ")"): return take(1, .close(.round))
    case UInt8(ascii: "]"): return take(1, .close(.square))
    case UInt8(ascii: "}"): return take(1, .close(.curly))
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return quoted(byte)
    case UInt8(ascii: "."): return dot()
    case UInt8(ascii: ":"): return peek(1) == byte ? take(2, .other) : link()
    default:
      if Self.isDigit(byte) { return number() }
      return Self.isLetter(byte) ? word() : take(1, .other)
    }
  }

  private func peek(_ ahead: Int = 0) -> UInt8? {
    place + ahead < source.count ? source[place + ahead] : nil
  }

  private mutating func take(_ count: Int, _ token: Token) -> Token {
    place += count
    return token
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  private static func isLetter(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return lower >= 0x61 && lower <= 0x7A || byte == UInt8(ascii: "_")
  }

  /// Moves over one byte, or over one line break of any kind.
  private mutating func advance() {
    let byte = source[place]
    place += 1
    guard byte == 0x0A || byte == 0x0D else { return }
    line += 1
    if let after = peek(), after != byte, after == 0x0A || after == 0x0D { place += 1 }
  }

  private mutating func skipBlanks() {
    while let byte = peek() {
      if byte == 0x20 || byte >= 0x09 && byte <= 0x0D {
        advance()
      } else if byte == UInt8(ascii: "-"), peek(1) == byte {
        place += 2
        if peek() == UInt8(ascii: "["), skipLongText() { continue }
        while let byte = peek(), byte != 0x0A, byte != 0x0D { place += 1 }
      } else {
        return
      }
    }
  }

  /// At `[`: skips `[[…]]`, `[=[…]=]` and so on, if that is what stands here.
  private mutating func skipLongText() -> Bool {
    var level = 0
    while peek(1 + level) == UInt8(ascii: "=") { level += 1 }
    guard peek(1 + level) == UInt8(ascii: "[") else { return false }
    place += 2 + level
    while let byte = peek() {
      guard byte == UInt8(ascii: "]") else {
        advance()
        continue
      }
      place += 1
      var equals = 0
      while equals < level, peek() == UInt8(ascii: "=") {
        place += 1
        equals += 1
      }
      if equals == level, peek() == UInt8(ascii: "]") {
        place += 1
        return true
      }
    }
    return true
  }

  private mutating func quoted(_ quote: UInt8) -> Token {
    place += 1
    while let byte = peek(), byte != quote {
      if byte == UInt8(ascii: "\\") {
        place += 1
        // "\z" skips line breaks, which would end the text otherwise.
        if peek() == UInt8(ascii: "z") {
          place += 1
          while let blank = peek(), blank == 0x20 || blank >= 0x09 && blank <= 0x0D { advance() }
        } else if peek() != nil {
          advance()
        }
      } else if byte == 0x0A || byte == 0x0D {
        return .text
      } else {
        place += 1
      }
    }
    place += 1
    return .text
  }

  private mutating func dot() -> Token {
    if let after = peek(1) {
      if Self.isDigit(after) { return number() }
      if after == UInt8(ascii: ".") { return take(peek(2) == after ? 3 : 2, .other) }
    }
    return link()
  }

  /// `.` or `:` and the name after it, which is no keyword here.
  private mutating func link() -> Token {
    place += 1
    skipBlanks()
    while let byte = peek(), Self.isLetter(byte) || Self.isDigit(byte) { place += 1 }
    return .link
  }

  private mutating func number() -> Token {
    while let byte = peek(), Self.isLetter(byte) || Self.isDigit(byte) || byte == UInt8(ascii: ".") {
      place += 1
      let isExponent = byte | 0x20 == UInt8(ascii: "e") || byte | 0x20 == UInt8(ascii: "p")
      if isExponent, let sign = peek(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { place += 1 }
    }
    return .other
  }

  private mutating func word() -> Token {
    while let byte = peek(), Self.isLetter(byte) || Self.isDigit(byte) { place += 1 }
    return .other
  }
}
