/// Takes a rules file apart into tokens, as Lua 5.4 does; comments are left out.
///
/// It never fails: what is no token of Lua becomes one that says so. Its time grows with the length of the text.
package struct Lexer {
  private let source: ScriptSource
  var bytes: [UInt8] { source.bytes }
  var at: Int
  /// Where the file ends that is taken apart.
  let end: Int
  private var tokens: [Token] = []
  private var lineNumber: Int
  /// The last place whose column is known, so that a long line is counted through only once.
  private var known: (line: Int, byte: Int, column: Int)

  /// Those of all its files, one behind the other: what one leaves open does not reach into the next.
  package static func tokens(of source: ScriptSource) -> [Token] {
    var tokens: [Token] = []
    for range in source.fileRanges {
      var lexer = Lexer(source, range)
      while lexer.next() {}
      if !tokens.isEmpty { tokens.removeLast() }
      tokens += lexer.tokens
    }
    return tokens
  }

  private init(_ source: ScriptSource, _ range: Range<Int>) {
    self.source = source
    at = range.lowerBound
    end = range.upperBound
    lineNumber = source.place(atByte: at).line
    known = (lineNumber, at, 1)
  }

  func byte(_ ahead: Int = 0) -> UInt8? {
    let place = at + ahead
    return place < end ? bytes[place] : nil
  }

  private mutating func next() -> Bool {
    guard let first = byte() else {
      add(.end, from: at)
      return false
    }
    let start = at
    switch first {
    case 9...13, 32:
      at += 1
    case UInt8(ascii: "-") where byte(1) == UInt8(ascii: "-"):
      comment()
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let text = quotedText(until: first)
      add(text.reason.map { .invalid($0) } ?? .string, from: start, value: text.value)
    case UInt8(ascii: "[") where longLevel() != nil:
      let text = longText(level: longLevel() ?? 0)
      add(text == nil ? .invalid(.unfinishedLongString) : .string, from: start, value: text)
    case _ where first.isDigit || first == UInt8(ascii: "."):
      if first.isDigit || byte(1)?.isDigit == true { number() } else { symbol() }
    case _ where first.isNamePart:
      while byte()?.isNamePart == true { at += 1 }
      let word = String(decoding: bytes[start..<at], as: UTF8.self)
      add(Token.keywords.contains(word) ? .keyword : .name, from: start)
    default:
      symbol()
    }
    return true
  }

  private mutating func comment() {
    let start = at
    at += 2
    if byte() == UInt8(ascii: "["), let level = longLevel() {
      if longText(level: level) == nil { add(.invalid(.unfinishedComment), from: start) }
    } else {
      while let next = byte(), next != 10, next != 13 { at += 1 }
    }
  }

  /// Takes all that a person would take for one number, `48h` too, and then looks whether it is one.
  private mutating func number() {
    let start = at
    let isHex = byte() == UInt8(ascii: "0") && (byte(1) ?? 0) | 32 == UInt8(ascii: "x")
    let exponent = UInt8(ascii: isHex ? "p" : "e")
    while let next = byte(), next.isNamePart || next == UInt8(ascii: ".") {
      at += 1
      if next | 32 == exponent, byte() == UInt8(ascii: "+") || byte() == UInt8(ascii: "-") { at += 1 }
    }
    add(Numeral.isValid(bytes[start..<at]) ? .number : .invalid(.malformedNumber), from: start)
  }

  private mutating func symbol() {
    let start = at
    let length = signLength()
    if length > 1 {
      at += length
      return add(.symbol, from: start)
    }
    at += 1
    // One whole character of UTF-8: its later bytes start with the bits 10.
    while let next = byte(), next & 0xC0 == 0x80 { at += 1 }
    let isSign = "+-*/%^#&~|<>=(){}[];:,.".utf8.contains(bytes[start])
    add(isSign ? .symbol : .invalid(.strangeCharacter), from: start)
  }

  /// The bytes of a sign of several that begins here: `...`, `==`, `~=`, `<=`, `>=`, `//`, `::`, `<<`, `>>`, `..`; else 1.
  private func signLength() -> Int {
    guard let first = byte(), let second = byte(1) else { return 1 }
    switch first {
    case UInt8(ascii: "."): return second != first ? 1 : byte(2) == first ? 3 : 2
    case UInt8(ascii: "="), UInt8(ascii: "~"): return second == UInt8(ascii: "=") ? 2 : 1
    case UInt8(ascii: "<"), UInt8(ascii: ">"): return second == UInt8(ascii: "=") || second == first ? 2 : 1
    case UInt8(ascii: "/"), UInt8(ascii: ":"): return second == first ? 2 : 1
    default: return 1
    }
  }

  private mutating func add(_ kind: Token.Kind, from start: Int, value: String? = nil) {
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    while lineNumber < source.lineCount, source.start(ofLine: lineNumber + 1) <= start { lineNumber += 1 }
    if known.line != lineNumber { known = (lineNumber, source.start(ofLine: lineNumber), 1) }
    known.column += String(decoding: bytes[known.byte..<start], as: UTF8.self).count
    known.byte = start
    let first = lineNumber
    while lineNumber < source.lineCount, source.start(ofLine: lineNumber + 1) < at { lineNumber += 1 }
    let shown = first == lineNumber ? text.count : text.prefix { !$0.isNewline }.count
    tokens.append(
      Token(
        kind: kind, text: text, value: value ?? text,
        place: Place(line: first, column: known.column, length: max(shown, 1)), endLine: lineNumber,
        bytes: start..<at))
  }
}

extension UInt8 {
  var isDigit: Bool { (48...57).contains(self) }
  var isHexDigit: Bool { isDigit || (97...102).contains(self | 32) }
  var isNamePart: Bool { isDigit || (97...122).contains(self | 32) || self == 95 }
}
