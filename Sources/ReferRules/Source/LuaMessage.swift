/// A message of Lua taken apart: `rules.lua:7: '}' expected (to close '{' at line 3) near 'answer'`.
struct LuaMessage {
  /// 0 if it names none.
  let line: Int
  /// What follows the place.
  let text: String

  init(_ message: String) {
    var line = 0
    // A message may carry more lines: a traceback is none of a reader's business.
    var text = message.prefix { !$0.isNewline }[...]
    var search = text
    while let colon = search.firstIndex(of: ":") {
      let digits = search[search.index(after: colon)...].prefix { $0.isASCII && $0.isNumber }
      let rest = search[digits.endIndex...]
      if !digits.isEmpty, rest.hasPrefix(":"), let number = Int(digits) {
        line = number
        text = rest.dropFirst().drop { $0 == " " }
        break
      }
      search = search[search.index(after: colon)...]
    }
    self.line = line
    self.text = text.split(separator: " near ", maxSplits: 1).first.map { Excerpt.plain($0) } ?? ""
  }

  /// The first thing in single quotes.
  var quoted: String? {
    let parts = text.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
    return parts.count == 3 ? String(parts[1]) : nil
  }

  /// Whether it is about words in the wrong place, not about what well-placed words say.
  var isAboutSyntax: Bool {
    ["expected", "unexpected symbol", "syntax error", "unfinished", "malformed", "escape"].contains {
      text.contains($0)
    }
  }
}
