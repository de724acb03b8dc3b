/// Rows of text under headings, to be printed as a table for people or as CSV for programs.
///
/// Every cell of every row is shown: a row with too few cells ends in empty ones, and more cells than headings make
/// columns without a title.
package struct TextTable: Hashable, Sendable {
  /// What stands over a column, and how the column is set.
  package struct Heading: Hashable, Sendable {
    package let title: String
    package let alignment: TerminalText.Alignment
    /// Whether cells may be cut where the terminal is too narrow.
    package let canShrink: Bool
    /// The cells that a column keeps when it is cut.
    package let minWidth: Int

    package init(
      _ title: String, _ alignment: TerminalText.Alignment = .left, canShrink: Bool = false, minWidth: Int = 4
    ) {
      self.title = title
      self.alignment = alignment
      self.canShrink = canShrink
      self.minWidth = max(minWidth, 1)
    }
  }

  package private(set) var headings: [Heading]
  package private(set) var rows: [[String]] = []

  package init(_ headings: [Heading], rows: [[String]] = []) {
    self.headings = headings
    for row in rows { append(row) }
  }

  package mutating func append(_ row: [String]) {
    while headings.count < row.count { headings.append(Heading("")) }
    rows.append(row)
  }

  /// The rows with as many cells as there are headings.
  private func wholeRows(_ cell: (String) -> String) -> [[String]] {
    rows.map { row in row.map(cell) + Array(repeating: "", count: headings.count - row.count) }
  }
}

extension TextTable {
  /// Lines of columns two spaces apart, each with its new line.
  ///
  /// They fit into `width` cells: columns that can shrink are cut first, and then lines; without a width nothing is.
  package func plain(width: Int? = nil) -> String {
    let titles = headings.map { TerminalText.escaped($0.title) }
    let lines = [titles] + wholeRows(TerminalText.escaped)
    let widths = fitted(Self.widths(lines, headings.count), into: width)
    return lines.map { line in
      var text = ""
      for (index, cell) in line.enumerated() {
        let shown = TerminalText.truncated(cell, to: widths[index])
        text += index > 0 ? "  " : ""
        text += TerminalText.padded(shown, to: widths[index], headings[index].alignment)
      }
      let end = text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? text.startIndex
      text = String(text[..<end])
      return (width.map { TerminalText.truncated(text, to: $0) } ?? text) + "\n"
    }.joined()
  }

  private static func widths(_ lines: [[String]], _ count: Int) -> [Int] {
    lines.reduce(into: Array(repeating: 0, count: count)) { widths, line in
      for (index, cell) in line.enumerated() { widths[index] = max(widths[index], TerminalText.displayWidth(cell)) }
    }
  }

  /// The widths with those that can shrink cut to one common greatest width, so that the table fits if it can.
  private func fitted(_ natural: [Int], into width: Int?) -> [Int] {
    guard let width else { return natural }
    let room = width - 2 * max(natural.count - 1, 0)
    func cut(to most: Int) -> [Int] {
      zip(headings, natural).map { heading, cells in
        heading.canShrink ? min(cells, max(most, heading.minWidth)) : cells
      }
    }
    var (low, high) = (0, natural.max() ?? 0)
    while low < high {
      let middle = (low + high + 1) / 2
      if cut(to: middle).reduce(0, +) <= room { low = middle } else { high = middle - 1 }
    }
    var widths = cut(to: low)
    // What is left is less than a cell for each column that was cut.
    var left = room - widths.reduce(0, +)
    for index in widths.indices where left > 0 && widths[index] < natural[index] {
      widths[index] += 1
      left -= 1
    }
    return widths
  }
}

extension TextTable {
  /// A table of GitHub's Markdown, its columns aligned for those who read the source.
  package func markdown() -> String {
    guard !headings.isEmpty else { return "" }
    let titles = headings.map { MarkdownText.cell($0.title) }
    let lines = wholeRows(MarkdownText.cell)
    let widths = Self.widths([titles] + lines, headings.count).map { max($0, 3) }
    let rule = zip(headings, widths).map { heading, width in
      let dashes = String(repeating: "-", count: width - 1)
      return heading.alignment == .left ? "-" + dashes : dashes + ":"
    }
    return ([titles, rule] + lines).map { line in
      let cells = line.enumerated().map { index, cell in
        TerminalText.padded(cell, to: widths[index], headings[index].alignment)
      }
      return "| " + cells.joined(separator: " | ") + " |\n"
    }.joined()
  }

  /// The titles and rows as RFC 4180 has them; `cell` changes what each holds, for a terminal say.
  package func csv(_ cell: (String) -> String) -> String {
    guard !headings.isEmpty else { return "" }
    return ([headings.map { cell($0.title) }] + wholeRows(cell)).map(CSVText.line).joined()
  }
}
