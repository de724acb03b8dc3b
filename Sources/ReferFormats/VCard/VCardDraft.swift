#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A card that is being read, line by line, until its END.
///
/// Lines are kept as bytes and unfolded at the end, for the version that says how may stand last.
struct VCardDraft {
  /// What one card may take up.
  static let mostBytes = 16 << 20
  /// What one card may have: memory is taken for each.
  static let mostProperties = 65_536

  /// The line of BEGIN.
  let line: Int
  /// Nil until the first line of a card inside another shows whether all its lines are indented.
  var isIndented: Bool?
  /// What this card and those about it take up, and how many properties they have.
  private(set) var size: Size
  private var bytes: [UInt8] = []
  private var starts: [Start] = []
  /// Where lines begin that continue the one before, with their white space.
  private var folds: [UInt32] = []
  private var agents: [(property: Int, card: VCard)] = []
  /// The encoding of the last property, once it has been asked for.
  private var lastEncoding: VCardEncoding?
  private var wasBlank = false

  struct Size {
    var bytes = 0
    var properties = 0
    var isTooLarge: Bool { bytes > mostBytes || properties > mostProperties }
  }

  private struct Start {
    var place: Int
    let line: Int
    var lastLine: Int
  }

  /// `outer` is what the card takes up that this one stands in.
  init(line: Int, isIndented: Bool?, outer: Size) {
    (self.line, self.isIndented, size) = (line, isIndented, outer)
  }

  /// Begins a property.
  mutating func begin(_ text: VCardWords.Line, at number: Int) {
    starts.append(Start(place: bytes.count, line: number, lastLine: number))
    size.properties += 1
    lastEncoding = nil
    wasBlank = false
    append(text)
  }

  /// Takes a line that belongs to the last property; false when it does not.
  mutating func extend(_ text: VCardWords.Line, at number: Int) -> Bool {
    guard let last = starts.indices.last else { return false }
    if let end = bytes.last, VCardWords.isBlank(end), bytes.count > starts[last].place { dropBlanksBehindSoftBreak() }
    if bytes.last == UInt8(ascii: "="), bytes.count > starts[last].place, encoding() == .quotedPrintable, !wasBlank {
      guard !VCardWords.isBegin(text), !VCardWords.isEnd(text) else { return false }
      bytes.removeLast()
      wasBlank = text.isEmpty
      append(text)
    } else if text.isEmpty {
      wasBlank = true
      return true
    } else if let first = text.first, VCardWords.isBlank(first) {
      folds.append(UInt32(truncatingIfNeeded: bytes.count))
      append(text)
    } else if !wasBlank, isBase64(text), bytes.last != UInt8(ascii: "=") || text.first == UInt8(ascii: "="),
      encoding() == .base64
    {
      // Not indented; "=" ends base64, and what comes then may be a name that is folded itself.
      append(text)
    } else {
      return false
    }
    starts[last].lastLine = number
    return true
  }

  /// The last property is an AGENT whose card stands on the next lines.
  var awaitsCard: Bool {
    guard let last = starts.last, bytes.last == UInt8(ascii: ":"), bytes.count - last.place < 256 else { return false }
    return isAgent(bytes[last.place...].dropLast())
  }

  /// The last property is an AGENT, and BEGIN of its card stands on the same line.
  var hasBegunCard: Bool {
    guard let end = bytes.last, VCardWords.upper(end) == UInt8(ascii: "D") else { return false }
    guard let last = starts.last, bytes.count - last.place < 256 else { return false }
    let line = bytes[last.place...]
    guard line.count > 11, VCardWords.isEqual(line.suffix(11), "BEGIN:VCARD") else { return false }
    return line[line.endIndex - 12] == UInt8(ascii: ":") && isAgent(line.dropLast(12))
  }

  /// Gives the last property its card.
  mutating func add(_ agent: VCard, until number: Int, size: Size) {
    self.size = size
    guard let last = starts.indices.last else { return }
    agents.append((last, agent))
    starts[last].lastLine = max(starts[last].lastLine, number)
    wasBlank = true
  }

  private func isAgent(_ header: ArraySlice<UInt8>) -> Bool {
    let name = header.prefix { $0 != UInt8(ascii: ";") }
    let start = name.lastIndex(of: UInt8(ascii: ".")).map { $0 + 1 } ?? name.startIndex
    return VCardWords.isEqual(name[start...], "AGENT")
  }

  private mutating func append(_ text: VCardWords.Line) {
    guard let base = text.base.baseAddress, !text.isEmpty else { return }
    let line = UnsafeRawBufferPointer(start: base + text.startIndex, count: text.count)
    size.bytes += text.count
    if memchr(base + text.startIndex, 0, text.count) == nil {
      bytes.append(contentsOf: line)
    } else {
      bytes.append(contentsOf: line.lazy.filter { $0 != 0 })
    }
  }

  private mutating func encoding() -> VCardEncoding {
    if let lastEncoding { return lastEncoding }
    let start = starts.last?.place ?? 0
    // As the property will have it: a line that is joined wrongly here would be another one.
    let found = bytes.withUnsafeBufferPointer { all -> VCardEncoding in
      guard case .success(let header) = VCardHeader.read(all, start..<all.count) else { return .plain }
      return header.encoding
    }
    lastEncoding = found
    return found
  }

  /// RFC 2045, 6.7: blanks at the end of a line of quoted-printable were added on the way.
  private mutating func dropBlanksBehindSoftBreak() {
    guard let last = bytes.lastIndex(where: { !VCardWords.isBlank($0) }), bytes[last] == UInt8(ascii: "="),
      encoding() == .quotedPrintable
    else { return }
    bytes.removeLast(bytes.count - last - 1)
  }

  private func isBase64(_ text: VCardWords.Line) -> Bool {
    text.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      default: byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "=")
      }
    }
  }
}

extension VCardDraft {
  /// The card, and the lines of it that are none of a card.
  mutating func finish(depth: Int, file: String, problems: inout [InputProblem]) -> VCard {
    let version = version()
    let length = version != .v21 && !folds.isEmpty ? unfold() : bytes.count
    var properties: [VCardProperty] = []
    properties.reserveCapacity(starts.count)
    var agents = agents[...]
    for (number, start) in starts.enumerated() {
      let end = number + 1 < starts.count ? starts[number + 1].place : length
      var agent: VCard?
      if let next = agents.first, next.property == number {
        agent = next.card
        agents = agents.dropFirst()
      }
      let lines = start.line...start.lastLine
      if agent == nil, let (header, kind) = plainHeader(start.place, end) {
        if kind == .version { continue }
        properties.append(
          VCardProperty(header, kind: kind, version: version, storage: bytes, end: end, lines: lines))
        continue
      }
      switch bytes.withUnsafeBufferPointer({ VCardHeader.read($0, start.place..<end) }) {
      case .failure(let flaw):
        problems.append(InputProblem(file: file, line: start.line, message: flaw.message))
      case .success(let header):
        if header.name.key == "VERSION" { continue }
        let property = VCardProperty(
          header, version: version, storage: bytes, end: agent == nil ? end : header.valueStart, lines: lines,
          agent: agent)
        properties.append(
          property.withEscapedAgent(version, depth: depth, file: file, problems: &problems) ?? property)
      }
    }
    return VCard(version: version, properties: properties, line: line)
  }

  /// What most properties have; not those that need a closer look.
  private func plainHeader(_ start: Int, _ end: Int) -> (VCardPlainHeader, VCardKind)? {
    bytes.withUnsafeBufferPointer { all in
      guard let header = VCardPlainHeader(all, from: start, to: end) else { return nil }
      let kind = VCardKind(UnsafeBufferPointer(rebasing: all[header.name]))
      return kind == .agent || kind == .begin || kind == .end ? nil : (header, kind)
    }
  }

  private func version() -> VCard.Version {
    for start in starts {
      let line = bytes[start.place...].prefix(16)
      guard line.count > 8, VCardWords.isEqual(line.prefix(7), "VERSION") else { continue }
      let value = line.dropFirst(7).drop { $0 == UInt8(ascii: ":") || VCardWords.isBlank($0) }
      switch value.first {
      case UInt8(ascii: "2"): return .v21
      case UInt8(ascii: "3"): return .v30
      case UInt8(ascii: "4"): return .v40
      default: return .unnamed
      }
    }
    return .unnamed
  }

  /// Takes out the white space that marks a line as continued, on bytes: a character may be cut in two there.
  /// Answers how many bytes are left.
  private mutating func unfold() -> Int {
    var removed = 0
    var start = 0
    bytes.withUnsafeMutableBytes { all in
      guard let base = all.baseAddress else { return }
      for (number, fold) in folds.enumerated() {
        let fold = Int(fold)
        while start < starts.count, starts[start].place <= fold {
          starts[start].place -= removed
          start += 1
        }
        let next = number + 1 < folds.count ? Int(folds[number + 1]) : all.count
        memmove(base + fold - removed, base + fold + 1, next - fold - 1)
        removed += 1
      }
    }
    while start < starts.count {
      starts[start].place -= removed
      start += 1
    }
    return bytes.count - removed
  }
}
