import ReferModel

/// Takes a template's text apart in one pass.
struct TemplateParser {
  private let bytes: [UInt8]
  private let reads: FieldSelection?
  private var at = 0
  private(set) var parts: [TemplateText.Part] = []
  private(set) var problems: [TemplateText.Problem] = []
  private var places = 0

  init(_ text: String, reads: FieldSelection?) {
    bytes = Array(text.utf8)
    self.reads = reads
  }

  mutating func parse() {
    guard bytes.count <= TemplateText.longest else {
      report(0, "a template's text has at most \(TemplateText.longest >> 10) KiB", "make it shorter")
      return
    }
    reportControl()
    var start = 0
    while at < bytes.count, problems.count < TemplateText.mostProblems {
      if isAt("}}") {
        report(at, "'}}' closes nothing", "write {{ before the name")
        at += 2
        continue
      }
      guard isAt("{{") else {
        at += 1
        continue
      }
      add(start..<at)
      places += 1
      guard places <= TemplateText.mostPlaces else {
        return report(at, "a template has at most \(TemplateText.mostPlaces) places to fill in", "make it shorter")
      }
      let offset = at
      at += 2
      do {
        parts.append(.place(try place(from: offset)))
      } catch {
        problems.append(error)
        guard close() else { return }
      }
      start = at
    }
    add(start..<at)
  }

  private mutating func add(_ range: Range<Int>) {
    if !range.isEmpty { parts.append(.text(String(decoding: bytes[range], as: UTF8.self))) }
  }

  private mutating func report(_ offset: Int, _ message: String, _ remedy: String?) {
    problems.append(TemplateText.Problem(offset: offset, message: message, remedy: remedy))
  }

  /// After a problem: goes on behind the end of the place, if there is one on its line.
  private mutating func close() -> Bool {
    while at < bytes.count, bytes[at] != 10 {
      if isAt("}}") {
        at += 2
        return true
      }
      at += 1
    }
    return at < bytes.count
  }

  /// What steers a terminal is no part of a message.
  private mutating func reportControl() {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let place = text.unicodeScalars.firstIndex(where: TemplateText.isControl) else { return }
    let code = TemplateText.code(text.unicodeScalars[place])
    report(
      text.utf8.distance(from: text.startIndex, to: place), "a message has no control characters; here is \(code)", nil)
  }

  // MARK: One place

  private mutating func place(from offset: Int) throws(TemplateText.Problem) -> TemplateText.Place {
    var alternatives: [TemplateText.Alternative] = []
    var starts: [Int] = []
    repeat {
      skipSpaces()
      starts.append(at)
      alternatives.append(try alternative(offset))
      skipSpaces()
    } while takeOr()
    var filters: [TemplateFilter] = []
    while byte == UInt8(ascii: "|") {
      at += 1
      skipSpaces()
      let start = at
      let filter = try filter(offset)
      for (alternative, path) in zip(alternatives, starts) where filters.isEmpty {
        guard case .path(let shown) = alternative, let problem = filter.refusal(of: shown) else { continue }
        throw problem.at(path)
      }
      if !filters.isEmpty, filter.isOfValues {
        throw TemplateText.Problem(
          offset: start, message: "this filter comes first", remedy: "put it before the others")
      }
      guard filters.count < TemplateText.mostFilters else {
        throw TemplateText.Problem(
          offset: start, message: "a place has at most \(TemplateText.mostFilters) filters", remedy: "take some away")
      }
      filters.append(filter)
      skipSpaces()
    }
    guard isAt("}}") else { throw unclosed(offset) }
    at += 2
    return TemplateText.Place(alternatives: alternatives, filters: filters, offset: offset)
  }

  private mutating func alternative(_ offset: Int) throws(TemplateText.Problem) -> TemplateText.Alternative {
    if let text = try quoted(offset) { return .text(text) }
    let start = at
    while let next = byte, next != 10, !"|{}\"'".utf8.contains(next), !isOr { at += 1 }
    var end = at
    while end > start, bytes[end - 1] == 32 || bytes[end - 1] == 9 { end -= 1 }
    let name = String(decoding: bytes[start..<end], as: UTF8.self)
    guard !name.isEmpty else {
      if byte == nil || byte == 10 || isAt("{{") { throw unclosed(offset) }
      throw TemplateText.Problem(
        offset: start, message: "a place to fill in names nothing here", remedy: "write {{contact.first_name}}")
    }
    do {
      return .path(try TemplatePath(name, reads: reads))
    } catch { throw error.at(start) }
  }

  private mutating func filter(_ offset: Int) throws(TemplateText.Problem) -> TemplateFilter {
    let start = at
    while let next = byte, next.isNamePart { at += 1 }
    let name = String(decoding: bytes[start..<at], as: UTF8.self)
    skipSpaces()
    let argument = try quoted(offset)
    do {
      return try TemplateFilter(name, argument)
    } catch { throw error.at(start) }
  }

  /// A text in quotes, if one starts here; without escapes.
  private mutating func quoted(_ offset: Int) throws(TemplateText.Problem) -> String? {
    guard let quote = byte, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
    let start = at
    at += 1
    while let next = byte, next != quote, next != 10 { at += 1 }
    guard byte == quote else {
      throw TemplateText.Problem(offset: start, message: "the quote is not closed on its line", remedy: nil)
    }
    defer { at += 1 }
    return String(decoding: bytes[start + 1..<at], as: UTF8.self)
  }

  private func unclosed(_ offset: Int) -> TemplateText.Problem {
    if isAt("{{") {
      return TemplateText.Problem(
        offset: at, message: "a place to fill in can't stand in another", remedy: "close the first with }}")
    }
    return TemplateText.Problem(
      offset: offset, message: "'{{' is not closed", remedy: "write }} behind the name, on the same line")
  }

  // MARK: Bytes

  private var byte: UInt8? { at < bytes.count ? bytes[at] : nil }

  private func isAt(_ sign: StaticString) -> Bool {
    at + 1 < bytes.count && bytes[at] == sign.utf8Start[0] && bytes[at + 1] == sign.utf8Start[1]
  }

  /// Whether the word `or` starts here, on its own.
  private var isOr: Bool {
    guard at > 0, at + 2 < bytes.count, bytes[at] == UInt8(ascii: "o"), bytes[at + 1] == UInt8(ascii: "r") else {
      return false
    }
    return !bytes[at - 1].isPathPart && !bytes[at + 2].isPathPart
  }

  private mutating func takeOr() -> Bool {
    guard isOr else { return false }
    at += 2
    return true
  }

  private mutating func skipSpaces() { while byte == 32 || byte == 9 { at += 1 } }
}

extension UInt8 {
  fileprivate var isPathPart: Bool { isNamePart || self == UInt8(ascii: ".") || self >= 0x80 }
}

extension TemplatePath.Problem {
  fileprivate func at(_ offset: Int) -> TemplateText.Problem {
    TemplateText.Problem(offset: offset, message: message, remedy: remedy)
  }
}

extension TemplateFilter {
  /// It needs the value itself, not the text that it became.
  fileprivate var isOfValues: Bool {
    switch self {
    case .date, .money: true
    case .upper, .lower, .title, .first: false
    }
  }
}
