/// Text inside Markdown, where it must read as itself and start nothing.
package enum MarkdownText {
  /// `text` as the cell of a table: what has a meaning in Markdown or HTML gets a backslash, a new line becomes `<br>`,
  /// and what steers a terminal is made visible.
  package static func cell(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\n", "\r\n", "\r", "\u{2028}", "\u{2029}": result += "<br>"
      default:
        for scalar in character.unicodeScalars { append(scalar, to: &result) }
      }
    }
    return result
  }

  private static func append(_ scalar: Unicode.Scalar, to result: inout String) {
    switch scalar {
    case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "~", "&":
      result.unicodeScalars.append("\\")
      result.unicodeScalars.append(scalar)
    case _ where TerminalText.steers(scalar): result += "\\" + TerminalText.visible(scalar)
    default: result.unicodeScalars.append(scalar)
    }
  }
}
