/// The headers of a TOML document's tables: `[name]` and `[[name]]`.
enum TOMLHeaders {
  /// The first line, from 1, that begins a header and goes on with no name; nil where there is none.
  ///
  /// The library ends the program at such a line. What stands on the lines of a list or a text of several lines is held
  /// to the same: none of our files has one that begins so.
  static func nameless(in text: String) -> Int? {
    var line = 1
    // What else the line has brought before: nothing but blanks, one bracket, two, or anything.
    var seen = Seen.blanks
    for scalar in text.unicodeScalars {
      if breaks.contains(scalar) {
        if seen.isOpen { return line }
        seen = .blanks
        // Only this one ends a line for TOML, and for whoever counts them.
        if scalar == "\n" { line += 1 }
        continue
      }
      let isBlank = scalar.properties.isWhitespace || scalar == "\u{FEFF}"
      switch seen {
      case .blanks: if !isBlank { seen = scalar == "[" ? .bracket : .other }
      case .bracket where scalar == "[": seen = .name
      case .bracket, .name:
        if isBlank {
          seen = .name
        } else if isNamed(scalar) {
          seen = .other
        } else {
          return line
        }
      case .other: break
      }
    }
    return seen.isOpen ? line : nil
  }

  private enum Seen {
    case blanks, bracket, name, other
    var isOpen: Bool { self == .bracket || self == .name }
  }

  private static let breaks: Set<Unicode.Scalar> = [
    "\n", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}",
  ]

  /// Whether a name, or the end of one that is empty, begins so; the library says what is wrong with that.
  private static func isNamed(_ scalar: Unicode.Scalar) -> Bool {
    let isLetter = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
    return isLetter || "_-\"']".unicodeScalars.contains(scalar)
  }
}
