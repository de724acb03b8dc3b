/// Puts lines together to cards, whatever is missing between BEGIN and END.
struct VCardCollector {
  /// How deep AGENTs may stand in each other.
  static let deepest = 8

  /// Cards that are complete, for the caller to take out.
  var finished: [VCard] = []
  /// What was wrong, for the caller to take out.
  var problems: [InputProblem] = []
  private(set) var hasFoundCard = false
  private let file: String
  private let depth: Int
  /// The card that is being read; last in it, the AGENT in the AGENT.
  private var open: [VCardDraft] = []
  /// How many wrappers, such as BEGIN:VADDRESSBOOK, stand about the cards.
  private var wrappers = 0
  /// A card that cannot be kept runs until the next BEGIN that is no AGENT's.
  private var isSkipping = false
  private var skippedAgent = false
  private var hasReportedOutside = false

  /// `depth` is that of the AGENT whose escaped text this reads.
  init(file: String, depth: Int = 0) {
    (self.file, self.depth) = (file, depth)
  }

  mutating func take(_ bytes: UnsafeRawBufferPointer, line number: Int) {
    var line = bytes[...]
    if open.isEmpty || isSkipping { return takeOutside(line, number) }
    if open.count > 1, !enterIndented(&line, number) { return take(bytes, line: number) }
    let top = open.count - 1
    if open[top].extend(line, at: number) {
      // Nothing else to do: it is part of a property.
    } else if VCardWords.isBegin(line) {
      begin(number)
    } else if VCardWords.isEnd(line) {
      end(number)
    } else if let next = VCardWords.glued(line) {
      // Files were joined whose last line had no end.
      end(number)
      take(UnsafeRawBufferPointer(rebasing: next), line: number)
    } else {
      open[top].begin(line, at: number)
      if open[top].hasBegunCard { nest(number, isIndented: nil) }
    }
    if !open.isEmpty, open[open.count - 1].size.isTooLarge { skip(Self.tooLarge) }
  }

  /// A line that was longer than one card may be.
  mutating func takeTooLong(line number: Int) {
    if open.isEmpty || isSkipping {
      if !isSkipping { report(number, Self.tooLong) }
    } else {
      skip(Self.tooLarge)
    }
  }

  /// Ends what is open at the end of the file.
  mutating func finish(line number: Int) {
    while let last = open.last {
      report(last.line, Self.noEnd)
      close(number)
    }
  }

  // MARK: cards

  private mutating func begin(_ number: Int) {
    if open[open.count - 1].awaitsCard { return nest(number, isIndented: false) }
    // END is missing.
    while let last = open.last {
      report(last.line, Self.noEnd)
      close(number - 1)
    }
    start(number)
  }

  private mutating func start(_ number: Int) {
    hasFoundCard = true
    hasReportedOutside = false
    open.append(VCardDraft(line: number, isIndented: false, outer: VCardDraft.Size()))
  }

  private mutating func nest(_ number: Int, isIndented: Bool?) {
    guard open.count + depth < Self.deepest, let outer = open.last else { return skip(Self.tooDeep) }
    open.append(VCardDraft(line: number, isIndented: isIndented, outer: outer.size))
  }

  private mutating func end(_ number: Int) { close(number) }

  private mutating func close(_ number: Int) {
    guard var draft = open.popLast() else { return }
    let card = draft.finish(depth: depth + open.count, file: file, problems: &problems)
    if open.isEmpty {
      finished.append(card)
    } else {
      open[open.count - 1].add(card, until: number, size: draft.size)
    }
  }

  private mutating func skip(_ message: String) {
    if let first = open.first { report(first.line, message) }
    open.removeAll()
    isSkipping = true
    skippedAgent = false
  }

  // MARK: lines

  /// Takes off the white space before each line of a card in an AGENT; false when that card has ended without END.
  private mutating func enterIndented(_ line: inout VCardWords.Line, _ number: Int) -> Bool {
    let top = open.count - 1
    guard let first = line.first else { return true }
    let isBlank = VCardWords.isBlank(first)
    if open[top].isIndented == nil { open[top].isIndented = isBlank }
    guard open[top].isIndented == true else { return true }
    if isBlank {
      line = line.dropFirst()
      return true
    }
    report(open[top].line, Self.noEnd)
    close(number - 1)
    return false
  }

  private mutating func takeOutside(_ bytes: VCardWords.Line, _ number: Int) {
    var line = VCardWords.trimmed(bytes)
    guard !line.isEmpty else { return }
    while line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
    // DOS ended a file so, and memory that was not written to is zero.
    if line.allSatisfy({ $0 == 0x1A || $0 == 0 }) { return }
    if VCardWords.isBegin(line), !(isSkipping && skippedAgent) {
      isSkipping = false
      start(number)
    } else if isSkipping {
      skippedAgent =
        line.count < 256 && line.last == UInt8(ascii: ":") && VCardWords.upper(line[line.startIndex]) == 0x41
    } else if VCardWords.isFrame(line, "BEGIN", nil) {
      wrappers += 1
    } else if VCardWords.isEnd(line) {
      report(number, Self.noBegin)
    } else if VCardWords.isFrame(line, "END", nil), wrappers > 0 {
      wrappers -= 1
    } else if wrappers == 0, !hasReportedOutside {
      hasReportedOutside = true
      report(number, Self.outside)
    }
  }

  private mutating func report(_ number: Int, _ message: String) {
    problems.append(InputProblem(file: file, line: number, message: message))
  }
}

extension VCardCollector {
  static let tooLong = "the line is longer than 16 MiB and was left out"
  static let tooLarge = """
    the card that begins here is larger than 16 MiB, or has more than \(VCardDraft.mostProperties) properties, \
    and was left out
    """
  static let tooDeep = "the card that begins here has more than \(deepest) cards in each other and was left out"
  static let noEnd = "the card that begins here has no END:VCARD; what it holds was read"
  static let noBegin = "this END:VCARD ends no card"
  static let outside = "this line, and perhaps more after it, stands in no card and was left out"
  static let noCard = "there is no card in this file: a card begins with BEGIN:VCARD"
}

extension VCardProperty {
  /// The property with its card, when that stands in an AGENT as escaped text, as version 3.0 has it.
  func withEscapedAgent(
    _ version: VCard.Version, depth: Int, file: String, problems: inout [InputProblem]
  ) -> VCardProperty? {
    guard kind == .agent, agent == nil, encoding != .base64, depth + 1 < VCardCollector.deepest else { return nil }
    guard rawStart(64).drop(while: { $0 == " " }).lowercased().hasPrefix("begin:vcard") else { return nil }
    var collector = VCardCollector(file: file, depth: depth + 1)
    for line in text.utf8.split(separator: 0x0A) {
      Array(line).withUnsafeBytes { collector.take($0, line: lines.lowerBound) }
    }
    collector.finish(line: lines.upperBound)
    // More than one card, or a broken one: the text stays what it is, and nothing is lost.
    guard let card = collector.finished.first, collector.finished.count == 1, collector.problems.isEmpty else {
      return nil
    }
    return VCardProperty(
      VCardHeader(group: group, name: name, parameters: parameters, valueStart: 0), version: version, storage: [],
      end: 0,
      lines: lines, agent: card)
  }
}
