/// The place at which a file stops making sense, as the single pieces of advice look at it.
struct SyntaxScene {
  let source: ScriptSource
  let tokens: [Token]
  let stop: SyntaxStop

  var now: Token { at(0) }
  var next: Token { at(1) }
  var previous: Token { at(-1) }

  /// A token so many places after the one that does not fit; past either end of the file, its end.
  func at(_ offset: Int) -> Token {
    let index = stop.token + offset
    return index < 0 ? tokens[tokens.count - 1] : tokens[min(index, tokens.count - 1)]
  }

  /// The innermost thing that is open.
  var opening: SyntaxStop.Opening? { stop.open.last }
  var isInTable: Bool { opening?.kind == .table }
  /// Whether a condition is being read: between `if` and `then`, `while` and `do`, with nothing but parentheses open.
  var isInCondition: Bool {
    for opening in stop.open.reversed() where opening.kind != .parentheses && opening.kind != .call {
      return opening.isHeader && !tokens[opening.token].isKeyword("for")
    }
    return false
  }

  func opener(_ opening: SyntaxStop.Opening) -> Token { tokens[opening.token] }

  /// Whether a token is the first of its line.
  func isFirstOnLine(_ index: Int) -> Bool {
    index == 0 || tokens[index - 1].endLine < tokens[index].line
  }

  /// The tokens of the line of the one at `offset`, up to but without the one that does not fit.
  func before(onLine line: Int) -> ArraySlice<Token> {
    var start = stop.token
    while start > 0, tokens[start - 1].endLine >= line { start -= 1 }
    return tokens[start..<stop.token]
  }

  /// What is written from one token to another.
  func text(from first: Int, to last: Int) -> String {
    String(decoding: source.bytes[tokens[first].bytes.lowerBound..<tokens[last].bytes.upperBound], as: UTF8.self)
  }

  /// Whether an apostrophe further on in the line opens a text that does not end.
  var hasLoneApostrophe: Bool {
    let rest = tokens[stop.token...].prefix { $0.line == now.line }
    return rest.contains { $0.kind == .invalid(.unfinishedString) && $0.text.hasPrefix("'") }
  }

  func advice(_ token: Token, _ message: String, _ remedy: String?) -> Diagnostic {
    Diagnostic(file: source.name, place: token.place, message: message, remedy: remedy)
  }

  /// Advice about what is missing behind a token.
  func advice(after token: Token, _ message: String, _ remedy: String?) -> Diagnostic {
    Diagnostic(
      file: source.name, place: source.place(atByte: token.bytes.upperBound), message: message, remedy: remedy)
  }

  /// How a token is called in a message; a text by what it is and not by what it says.
  func name(of token: Token) -> String {
    switch token.kind {
    case .end: "the end of the file"
    case .string: "a text in quotes"
    default: "'\(Excerpt.quoted(token.text))'"
    }
  }
}
