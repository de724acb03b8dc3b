extension TerminalText {
  /// `text` in lines of at most `width` cells, broken at spaces; a word that is longer is broken where the line ends.
  package static func wrapped(_ text: String, to width: Int) -> [String] {
    let width = max(width, 1)
    var lines: [String] = []
    var line = ""
    var cells = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let room = displayWidth(String(word))
      if cells > 0, cells + 1 + room > width {
        lines.append(line)
        (line, cells) = ("", 0)
      } else if cells > 0 || !line.isEmpty {
        line += " "
        cells += 1
      }
      if room <= width {
        line += word
        cells += room
        continue
      }
      for character in word {
        let next = CellWidth.of(character)
        if cells + next > width, cells > 0 {
          lines.append(line)
          (line, cells) = ("", 0)
        }
        line.append(character)
        cells += next
      }
    }
    return lines + [line]
  }
}
