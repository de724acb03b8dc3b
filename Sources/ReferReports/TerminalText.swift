/// Text as a terminal shows it: how wide it is, cut or filled to a width, and made safe to print.
package enum TerminalText {
  /// On which side filling goes.
  package enum Alignment: Hashable, Sendable { case left, right }

  /// The cells that `text` takes up; what moves the cursor counts as none, so escape it first.
  package static func displayWidth(_ text: String) -> Int {
    isPlain(text) ? text.utf8.count : text.reduce(0) { $0 + CellWidth.of($1) }
  }

  /// `text`, cut to `width` cells with … for what is missing.
  package static func truncated(_ text: String, to width: Int) -> String {
    guard displayWidth(text) > width else { return text }
    guard width > 0 else { return "" }
    var cells = 0
    let kept = text.prefix { character in
      cells += CellWidth.of(character)
      // The last cell is for the …
      return cells < width
    }
    return kept + "…"
  }

  /// `text`, filled with spaces to `width` cells; longer text stays as it is.
  package static func padded(_ text: String, to width: Int, _ alignment: Alignment = .left) -> String {
    let missing = width - displayWidth(text)
    guard missing > 0 else { return text }
    let filling = String(repeating: " ", count: missing)
    return alignment == .left ? text + filling : filling + text
  }

  /// `text` with all that would steer a terminal, turn round what follows, or break the line, made visible: `\n`,
  /// `\u{1B}`.
  package static func escaped(_ text: String) -> String {
    guard !isPlain(text) else { return text }
    guard text.unicodeScalars.contains(where: steers) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if steers(scalar) {
        result.append(contentsOf: visible(scalar).unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Whether all of `text` is ASCII that a terminal prints in one cell each.
  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { 0x20..<0x7F ~= $0 }
  }

  /// Controls (C0, DEL, C1), orders that turn text round, separators of lines and paragraphs, the byte order mark.
  static func steers(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }

  static func visible(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }
  }
}
