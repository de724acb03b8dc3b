/// One line of a file as a terminal may safely show it, with a row of carets below what is meant.
struct Excerpt {
  /// The line behind its number, then the carets; no carets if the column is not known.
  let lines: [String]

  private static let width = 120

  init(of line: String, number: Int, column: Int?, length: Int) {
    let gutter = String(number).count < 3 ? String(repeating: " ", count: 3 - String(number).count) : ""
    let head = gutter + String(number) + " | "
    let room = Self.width - head.count
    // No more than a window is drawn, and so no more of a long line is taken apart.
    let first = max(1, (column ?? 1) - room / 2)
    let cut = line.dropFirst(first - 1).prefix(room + 1)
    var cells = cut.map { Self.visible($0) }
    var shift = 0
    if first > 1, !cells.isEmpty {
      // The line may be short enough on the right to start further left.
      let missing = min(first - 1, max(0, room - 2 - cells.reduce(0) { $0 + Self.cells($1) }))
      cells = line.dropFirst(first - 1 - missing).prefix(missing).map { Self.visible($0) } + cells
      shift = first - 1 - missing
    }
    var text = shift > 0 ? "…" : ""
    var used = text.count
    var before = column == nil ? 0 : used
    var under = 0
    for (place, cell) in cells.enumerated() {
      let size = Self.cells(cell)
      if used + size > room - 1 {
        text += "…"
        break
      }
      text += cell
      used += size
      guard let column else { continue }
      let at = place + shift + 1
      if at < column { before += size } else if at < column + max(1, length) { under += size }
    }
    if column != nil {
      let tail = String(repeating: " ", count: head.count - 2) + "| "
      let carets = String(repeating: " ", count: min(before, room - 1)) + String(repeating: "^", count: max(1, under))
      lines = [head + text, tail + carets]
    } else {
      lines = [head + text]
    }
  }

  /// A character as it may be printed: tabs as two spaces, control and invisible characters by name.
  static func visible(_ character: Character) -> String {
    if character == "\t" { return "  " }
    guard let scalar = character.unicodeScalars.first else { return "" }
    switch scalar.value {
    case 0..<32: return String(UnicodeScalar(scalar.value + 0x2400) ?? "?")
    case 0x7F: return "␡"
    default: break
    }
    if scalar.properties.isWhitespace && scalar != " " || scalar.properties.generalCategory == .control
      || scalar.properties.generalCategory == .format
    {
      return "<" + StrangeCharacter.code(scalar) + ">"
    }
    // A joiner inside an emoji is honest; one that turns the direction of text is not.
    let turns = character.unicodeScalars.contains {
      (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
    }
    return turns ? "<" + StrangeCharacter.code(scalar) + ">" : String(character)
  }

  /// A piece of source as a message may show it: one line, short, nothing invisible.
  static func quoted(_ text: some StringProtocol) -> String {
    let shown = text.prefix(40).map { visible($0) }.joined()
    return text.dropFirst(40).isEmpty ? shown : shown + "…"
  }

  /// A sentence of Lua's as a message may show it.
  static func plain(_ text: some StringProtocol) -> String {
    text.prefix(300).map { visible($0) }.joined()
  }

  /// A message in which no name is longer than can be read.
  static func brief(_ text: String) -> String {
    guard text.utf8.count > 500 else { return text }
    let parts = text.split(separator: "'", omittingEmptySubsequences: false).enumerated().map { place, part -> String in
      let start = part.prefix(80)
      return place % 2 == 1 && start.endIndex < part.endIndex ? start + "…" : String(part)
    }
    let short = parts.joined(separator: "'")
    return short.utf8.count > 2000 ? short.prefix(800) + "…" : short
  }

  /// All of a message, as one line in which nothing is invisible.
  static func line(_ text: String) -> String {
    text.utf8.allSatisfy { (0x20..<0x7F).contains($0) } ? text : text.map { visible($0) }.joined()
  }

  /// How many terminal cells a text takes: East Asian wide characters and emoji take two.
  private static func cells(_ text: String) -> Int {
    text.reduce(0) { sum, character in
      guard let scalar = character.unicodeScalars.first else { return sum }
      switch scalar.value {
      case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
        0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
        0x1F900...0x1FAFF, 0x20000...0x3FFFD:
        return sum + 2
      default: return sum + (scalar.properties.isEmojiPresentation ? 2 : 1)
      }
    }
  }
}
