/// Takes XML apart into tags and text, as it comes.
///
/// Our own, because Foundation's would bring all of Foundation into the program's start, and reads a whole file at
/// once. Bounded: no DTD, no entities but the five and numbers, no piece longer than 16 MiB. It does not check that
/// tags pair up.
struct MarkupReader {
  enum Token {
    /// Without its namespace's prefix, as are the attributes.
    case open(String, attributes: [String: String], isEmpty: Bool)
    case close(String)
    case text([UInt8])
    case end
  }

  /// Why the file is no XML that is read here.
  struct Refusal: Error { let reason: String }

  private static let longest = 16 << 20
  private let source: TextSource
  private(set) var line = 1

  init(_ source: TextSource) { self.source = source }

  /// Comments and instructions are passed over.
  mutating func next(from bytes: ByteSource) throws -> Token {
    while true {
      guard let first = try peek(bytes) else { return .end }
      if first != UInt8(ascii: "<") { return .text(try text(bytes)) }
      if try starts("<!--", bytes) {
        _ = try take(through: "-->", bytes)
      } else if try starts("<![CDATA[", bytes) {
        return .text(Array(try take(through: "]]>", bytes).dropFirst(9).dropLast(3)))
      } else if try starts("<?", bytes) {
        _ = try take(through: "?>", bytes)
      } else if try starts("<!", bytes) {
        throw Refusal(reason: "it declares a document type, which a spreadsheet does not")
      } else {
        return try tag(bytes)
      }
    }
  }

  private func peek(_ bytes: ByteSource) throws -> UInt8? {
    while source.buffer.count == 0, !source.isAtEnd { try source.fill(from: bytes) }
    return source.buffer.bytes.first
  }

  private func starts(_ mark: StaticString, _ bytes: ByteSource) throws -> Bool {
    try source.fill(to: mark.utf8CodeUnitCount, from: bytes)
    let word = UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount)
    return source.buffer.bytes.starts(with: word)
  }

  private mutating func take(_ size: Int) -> [UInt8] {
    let piece = Array(source.buffer.bytes.prefix(size))
    line += piece.count { $0 == 0x0A }
    source.buffer.drop(size)
    return piece
  }

  /// More of a piece that is not whole yet. Twice as much each time: it is searched from its start.
  private func fillMore(_ bytes: ByteSource) throws {
    guard !source.isAtEnd else { throw Refusal(reason: "it ends in the middle of a tag") }
    guard source.buffer.count <= Self.longest else { throw Refusal(reason: "a tag or text is longer than 16 MiB") }
    try source.fill(to: source.buffer.count * 2, from: bytes)
  }

  private mutating func take(through mark: String, _ bytes: ByteSource) throws -> [UInt8] {
    let end = Array(mark.utf8)
    while true {
      let all = source.buffer.bytes
      for place in all.indices.dropLast(end.count - 1) where all[place] == end[0] {
        if all[place...].starts(with: end) { return take(place + end.count) }
      }
      try fillMore(bytes)
    }
  }

  private mutating func text(_ bytes: ByteSource) throws -> [UInt8] {
    while true {
      if let place = source.buffer.bytes.firstIndex(of: UInt8(ascii: "<")) { return Self.resolved(take(place)) }
      if source.isAtEnd { return Self.resolved(take(source.buffer.count)) }
      try fillMore(bytes)
    }
  }

  private mutating func tag(_ bytes: ByteSource) throws -> Token {
    while true {
      if let size = Self.tagSize(source.buffer.bytes) { return Self.token(take(size)) }
      try fillMore(bytes)
    }
  }

  /// Up to the first > outside quotes.
  private static func tagSize(_ bytes: UnsafeMutableRawBufferPointer) -> Int? {
    var quote: UInt8?
    for (place, byte) in bytes.enumerated() {
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return place + 1
      }
    }
    return nil
  }

  private static func token(_ tag: [UInt8]) -> Token {
    var rest = tag.dropFirst().dropLast()
    if rest.first == UInt8(ascii: "/") { return .close(local(rest.dropFirst().prefix { !isSpace($0) })) }
    let isEmpty = rest.last == UInt8(ascii: "/")
    if isEmpty { rest = rest.dropLast() }
    let name = rest.prefix { !isSpace($0) }
    rest = rest.dropFirst(name.count)
    var attributes: [String: String] = [:]
    while true {
      rest = rest.drop(while: isSpace)
      let key = rest.prefix { $0 != UInt8(ascii: "=") && !isSpace($0) }
      rest = rest.dropFirst(key.count).drop { isSpace($0) || $0 == UInt8(ascii: "=") }
      guard !key.isEmpty, let quote = rest.first, quote == 0x22 || quote == 0x27 else { break }
      let value = rest.dropFirst().prefix { $0 != quote }
      rest = rest.dropFirst(value.count + 2)
      attributes[local(key)] = String(decoding: resolved(Array(value)), as: UTF8.self)
    }
    return .open(local(name), attributes: attributes, isEmpty: isEmpty)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

  private static func local(_ name: ArraySlice<UInt8>) -> String {
    let end = name.lastIndex(of: UInt8(ascii: ":")).map { name[($0 + 1)...] } ?? name
    return String(decoding: end, as: UTF8.self)
  }

  /// With its entities replaced; one that is unknown stays as it is written.
  static func resolved(_ text: [UInt8]) -> [UInt8] {
    guard text.contains(UInt8(ascii: "&")) else { return text }
    var result: [UInt8] = []
    var place = 0
    while place < text.count {
      if text[place] == UInt8(ascii: "&"), let end = text[place...].prefix(12).firstIndex(of: UInt8(ascii: ";")),
        let scalar = scalar(String(decoding: text[(place + 1)..<end], as: UTF8.self))
      {
        result.append(contentsOf: String(scalar).utf8)
        place = end + 1
      } else {
        result.append(text[place])
        place += 1
      }
    }
    return result
  }

  private static func scalar(_ entity: String) -> Unicode.Scalar? {
    switch entity {
    case "lt": return "<"
    case "gt": return ">"
    case "amp": return "&"
    case "quot": return "\""
    case "apos": return "'"
    default: break
    }
    let digits = entity.dropFirst(entity.hasPrefix("#x") ? 2 : 1)
    guard entity.hasPrefix("#"), digits.utf8.allSatisfy({ $0 != 0x2B && $0 != 0x2D }) else { return nil }
    let number = UInt32(digits, radix: entity.hasPrefix("#x") ? 16 : 10) ?? 0
    return number == 0 ? nil : Unicode.Scalar(number)
  }
}
