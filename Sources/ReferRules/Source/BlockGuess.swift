/// Finds by indentation which of the things that are open was most likely left open by mistake.
///
/// Lua pairs each `end` with the last that is open; a person pairs it with what stands as far to the left.
struct BlockGuess {
  /// The token that opens it; nil if indentation does not tell.
  private(set) var unclosed: Int?

  private struct Opening {
    let token: Int
    let closer: String
    let indent: Int
    var waitsForDo: Bool
  }

  private let tokens: [Token]
  private let end: Int
  private let source: ScriptSource
  private var stack: [Opening] = []
  /// The first thing that is followed by a line no further in, though still open.
  private var outdented: Int?

  init(_ tokens: [Token], upTo end: Int, source: ScriptSource) {
    self.tokens = tokens
    self.end = min(end, tokens.count)
    self.source = source
    var index = 0
    while index < self.end, unclosed == nil {
      read(index)
      index += 1
    }
    unclosed = unclosed ?? outdented
  }

  private mutating func read(_ index: Int) {
    let token = tokens[index]
    let isFirst = index == 0 || tokens[index - 1].endLine < token.line
    guard token.kind == .keyword || token.kind == .symbol else {
      if isFirst { outdent(token) }
      return
    }
    switch token.text {
    case "{": push(index, "}")
    case "(": push(index, ")")
    case "[": push(index, "]")
    case "function", "if":
      if isFirst { outdent(token) }
      push(index, "end")
    case "for", "while":
      if isFirst { outdent(token) }
      push(index, "end", waitsForDo: true)
    case "do":
      if stack.last?.waitsForDo == true { stack[stack.count - 1].waitsForDo = false } else { push(index, "end") }
    case "repeat": push(index, "until")
    case "end", "until", "}", ")", "]": close(token, isFirst: isFirst)
    case "local", "return": if isFirst { outdent(token) }
    default: break
    }
  }

  private mutating func push(_ index: Int, _ closer: String, waitsForDo: Bool = false) {
    let indent = source.indent(ofLine: tokens[index].line)
    stack.append(Opening(token: index, closer: closer, indent: indent, waitsForDo: waitsForDo))
  }

  private mutating func close(_ token: Token, isFirst: Bool) {
    guard let top = stack.last else { return }
    guard top.closer == token.text else {
      if stack.contains(where: { $0.closer == token.text }) { unclosed = top.token }
      return
    }
    let indent = source.indent(ofLine: token.line)
    if isFirst, indent < top.indent, stack.contains(where: { $0.closer == token.text && $0.indent == indent }) {
      unclosed = top.token
    } else {
      stack.removeLast()
    }
  }

  private mutating func outdent(_ token: Token) {
    guard outdented == nil, let top = stack.last, tokens[top.token].line < token.line else { return }
    // What goes on in a list may stand as far to the left as the list itself; a step of a block never does.
    let isDeclaration = top.closer == "end" || source.indent(ofLine: token.line) == 0 && top.closer == "}"
    if isDeclaration, source.indent(ofLine: token.line) <= top.indent { outdented = top.token }
  }

  /// The first line after what `opener` opens that stands no further in, and is no end of it.
  func lineOfNext(after opener: Int) -> Int? {
    let indent = source.indent(ofLine: tokens[opener].line)
    var index = opener + 1
    while index < tokens.count {
      let token = tokens[index]
      if tokens[index - 1].endLine < token.line, token.line > tokens[opener].line, token.kind != .end,
        source.indent(ofLine: token.line) <= indent
      {
        return token.line
      }
      index += 1
    }
    return nil
  }

  /// The first `else if` between what is open and the stop.
  func elseIf(after opener: Int) -> Int? {
    guard opener + 1 < end else { return nil }
    return (opener..<end - 1).first { index in
      tokens[index].isKeyword("else") && tokens[index + 1].isKeyword("if")
        && tokens[index].line == tokens[index + 1].line
    }
  }
}
