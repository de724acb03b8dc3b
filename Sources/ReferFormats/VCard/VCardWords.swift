/// The lines that frame a card, told apart without decoding them.
enum VCardWords {
  typealias Line = Slice<UnsafeRawBufferPointer>

  static func isBegin(_ line: Line) -> Bool { isFrame(line, "BEGIN", "VCARD") }
  static func isEnd(_ line: Line) -> Bool { isFrame(line, "END", "VCARD") }

  /// What stands behind an END that has no line end: the next card's BEGIN.
  static func glued(_ line: Line) -> Line? {
    let (end, begin) = (9, 11)
    guard line.count >= end + begin, line.count < 64, isEqual(line.prefix(end), "END:VCARD") else { return nil }
    let rest = line.dropFirst(end)
    return isEqual(trimmed(rest).suffix(begin), "BEGIN:VCARD") ? rest : nil
  }

  /// `BEGIN:VCARD` in any case, and with spaces about its words.
  static func isFrame(_ line: Line, _ word: StaticString, _ value: StaticString?) -> Bool {
    guard let first = line.first, first | 0x20 == word.utf8Start[0] | 0x20 else { return false }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return false }
    guard isEqual(trimmed(line[..<colon]), word) else { return false }
    return value.map { isEqual(trimmed(line[(colon + 1)...]), $0) } ?? true
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  static func trimmed(_ line: Line) -> Line {
    var line = line
    while let first = line.first, isBlank(first) { line = line.dropFirst() }
    while let last = line.last, isBlank(last) || last == 0x0D { line = line.dropLast() }
    return line
  }

  static func isEqual(_ bytes: some Collection<UInt8>, _ word: StaticString) -> Bool {
    guard bytes.count == word.utf8CodeUnitCount else { return false }
    var letter = word.utf8Start
    for byte in bytes {
      if upper(byte) != letter.pointee { return false }
      letter += 1
    }
    return true
  }

  static func upper(_ byte: UInt8) -> UInt8 { byte >= 0x61 && byte <= 0x7A ? byte & 0xDF : byte }
}
