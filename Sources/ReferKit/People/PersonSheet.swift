import ReferReports

/// All about one person, as text under headings: what a screen, a page of Markdown and a table of CSV have in common.
struct PersonSheet {
  /// Values of one kind, or records, newest first.
  struct Entry {
    let title: String
    /// Each may hold several lines.
    var lines: [String]
    /// How many more there are.
    var more = 0
    /// Each line stands alone, even where there is only one.
    var isList = false
    /// The user's own line ends are kept.
    var isProse = false
  }

  let name: String
  let id: String
  /// What they do and where, in a line or two.
  var about: [String] = []
  /// What must not be overlooked.
  var warnings: [String] = []
  var entries: [Entry] = []

  mutating func add(_ title: String, _ parts: String?...) {
    let text = parts.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " · ")
    if !text.isEmpty { entries.append(Entry(title: title, lines: [text])) }
  }

  mutating func add(_ title: String, prose: String?) {
    if let prose, !prose.isEmpty { entries.append(Entry(title: title, lines: [prose], isProse: true)) }
  }

  mutating func add(_ title: String, list: [String], more: Int = 0) {
    if !list.isEmpty { entries.append(Entry(title: title, lines: list, more: more, isList: true)) }
  }

  // MARK: Writing

  private static let margin = 14

  func plain(_ output: Output) -> String {
    let width = max((output.width ?? Int.max / 2) - Self.margin, 20)
    var text = output.bold(TerminalText.escaped(name)) + " (\(id))\n"
    for line in about + warnings.map({ "! \($0)" }) {
      text += Self.lines(line, width: width + Self.margin).map { $0 + "\n" }.joined()
    }
    if !entries.isEmpty { text += "\n" }
    for entry in entries {
      var isFirst = true
      let lines = entry.lines + (entry.more > 0 ? ["and \(entry.more) more"] : [])
      let parts =
        entry.isProse
        ? lines.flatMap { $0.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) }
        : lines.map { $0[...] }
      for line in parts.flatMap({ Self.lines(String($0), width: width) }) {
        let label = TerminalText.padded(isFirst ? TerminalText.escaped(entry.title) : "", to: Self.margin)
        text += (isFirst ? output.bold(label) : label) + line + "\n"
        isFirst = false
      }
    }
    return text
  }

  /// A text of the book as lines that fit.
  private static func lines(_ text: String, width: Int) -> [String] {
    TerminalText.wrapped(TerminalText.escaped(text), to: width)
  }

  func markdown() -> String {
    var text = "## \(MarkdownText.cell(name)) (\(id))\n"
    for line in about { text += "\n\(MarkdownText.cell(line))\n" }
    for line in warnings { text += "\n**\(MarkdownText.cell(line))**\n" }
    var isInList = false
    for entry in entries {
      let title = "**\(MarkdownText.cell(entry.title))**"
      if entry.isList {
        text += "\n\(title)\n\n" + entry.lines.map { "- \(MarkdownText.cell($0))\n" }.joined()
        if entry.more > 0 { text += "\nand \(entry.more) more\n" }
      } else {
        text += (isInList ? "" : "\n") + "- \(title): \(MarkdownText.cell(entry.lines.joined(separator: "\n")))\n"
      }
      isInList = !entry.isList
    }
    return text
  }
}
