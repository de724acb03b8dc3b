extension SyntaxAdvice {
  /// `if x return 1 end`: a word is missing that ends the condition.
  static func header(_ scene: SyntaxScene) -> Diagnostic? {
    if scene.isInCondition, scene.previous.isSymbol(":") {
      let word = scene.opening.map { scene.opener($0).isKeyword("while") } == true ? "do" : "then"
      return scene.advice(scene.previous, "a colon does not end a condition", "write \(word)")
    }
    guard case .word(let word) = scene.stop.expected else { return nil }
    switch word {
    case "then", "do":
      if scene.previous.isSymbol("}") || scene.now.isSymbol("{") {
        return scene.advice(
          after: scene.previous, "'\(word)' is missing", "write \(word) … end; { } do not enclose steps")
      }
      if scene.now.isKeyword("then") || scene.now.isKeyword("do") {
        return scene.advice(scene.now, "'\(scene.now.text)' does not fit here", "write \(word)")
      }
      let what = word == "then" ? "after the condition of 'if'" : "after 'for' or 'while'"
      let end = scene.previous.endLine
      return scene.advice(
        after: scene.previous, "'\(word)' is missing \(what)", "write \(word) at the end of line \(end)")
    case "in":
      return scene.advice(after: scene.previous, "'in' is missing after 'for'", "write for x in … do")
    case "(":
      if scene.now.isName, scene.next.isSymbol("(") {
        return scene.advice(scene.now, "a function has no name here", "write function(…)")
      }
      return scene.advice(after: scene.previous, "( and ) are missing after 'function'", "write function(contact)")
    case "=":
      return scene.advice(after: scene.previous, "= and a value are missing", "write name = value")
    default:
      return scene.advice(after: scene.previous, "'\(word)' is missing", "write \(word)")
    }
  }

  /// A missing or a stray `end`.
  static func block(_ scene: SyntaxScene) -> Diagnostic? {
    let now = scene.now
    if scene.opening == nil || scene.stop.expected == .endOfFile { return stray(scene) }
    guard let opening = scene.opening, [.function, .branch, .loop, .block, .repetition].contains(opening.kind),
      !opening.isHeader
    else { return nil }
    let isClosing: Bool
    switch scene.stop.expected {
    case .closing(")"): return nil
    case .closing: isClosing = true
    case .expression:
      // `return c.x, }`: the comma was to follow an `end` that is not there.
      let follows = scene.previous.isSymbol(",") && now.kind == .symbol
      isClosing = (startsStatement(scene) || follows) && [",", "}", ")", "]", ";"].contains(now.text)
    case .statement: isClosing = [",", "}", ")", "]"].contains(now.text)
    default: isClosing = false
    }
    guard isClosing else { return nil }
    if now.isKeyword("else") || now.isKeyword("elseif"), scene.opener(opening).isKeyword("if") {
      return scene.advice(now, "'\(now.text)' stands after the 'else' of the same 'if'", "put it before the 'else'")
    }
    let closes =
      now.kind == .end || now.kind == .keyword || isNextField(scene) || [",", "}", ")", "]"].contains(now.text)
    let returns = scene.tokens[opening.token..<scene.stop.token].last { $0.isKeyword("return") }
    if !closes, let returns, now.line > scene.previous.endLine,
      scene.source.indent(ofLine: now.line) >= scene.source.indent(ofLine: returns.line)
    {
      return scene.advice(now, "nothing may follow 'return' in its block", "delete it, or put it before the 'return'")
    }
    if !closes, now.line == scene.previous.endLine {
      let remedy =
        startsWord(now)
        ? "write end before it, or and, or, .. or a comma to join the two" : "delete it"
      return scene.advice(now, "\(scene.name(of: now)) does not fit behind what is returned", remedy)
    }
    return unclosed(scene, opening)
  }

  /// Whether a return was read on into the next `key = value`: `function(c) return c.x, weight = 2`.
  static func isNextField(_ scene: SyntaxScene) -> Bool {
    scene.stop.expected == .closing("end") && scene.now.isSymbol("=") && scene.previous.isName
      && scene.at(-2).isSymbol(",") && scene.stop.open.contains { $0.kind == .table }
  }

  private static func unclosed(_ scene: SyntaxScene, _ opening: SyntaxStop.Opening) -> Diagnostic {
    let guess = BlockGuess(scene.tokens, upTo: scene.stop.token, source: scene.source)
    let openers: Set<String> = ["function", "if", "for", "while", "do", "repeat"]
    let likely = guess.unclosed.flatMap { openers.contains(scene.tokens[$0].text) ? $0 : nil }
    let index = likely ?? opening.token
    // Every `else if` opens one more, and is the usual reason.
    if let place = guess.elseIf(after: index) ?? guess.elseIf(after: opening.token) {
      let word = scene.tokens[place]
      var advice = scene.advice(word, "'else if' in two words needs one more 'end'", "write elseif, in one word")
      advice.length = scene.tokens[place + 1].column + 2 - word.column
      return advice
    }
    let open = scene.tokens[index]
    let word = open.text == "repeat" ? "until" : "end"
    let line = guess.lineOfNext(after: index)
    let place = line.map { "before line \($0)" } ?? "where it ends"
    let isShort = open.line == scene.now.line || scene.now.kind == .end && open.line == scene.previous.endLine
    return scene.advice(
      open, "the '\(open.text)' of line \(open.line) is not closed: '\(word)' is missing",
      "write \(word) \(isShort ? "where it ends" : place)")
  }

  /// Something that closes what nothing has opened, or stands behind the end.
  private static func stray(_ scene: SyntaxScene) -> Diagnostic? {
    let now = scene.now
    if now.kind == .keyword, ["end", "until", "else", "elseif", "then", "do", "in"].contains(now.text) {
      let what = ["end", "until"].contains(now.text) ? "closes nothing" : "belongs to no 'if' or loop that is open"
      return scene.advice(now, "this '\(now.text)' \(what)", "delete it, or look for an 'end' too many above")
    }
    if ["}", ")", "]"].contains(now.text), now.kind == .symbol, startsStatement(scene) {
      return scene.advice(now, "this \(now.text) closes nothing", "delete it, or look for one too many above")
    }
    if scene.stop.expected == .endOfFile, now.kind != .end {
      return scene.advice(
        now, "nothing may follow 'return' at the end of the file", "delete it, or put it before the 'return'")
    }
    return nil
  }

  /// Whether the token that does not fit is where a new step would start.
  static func startsStatement(_ scene: SyntaxScene) -> Bool {
    let previous = scene.previous
    if scene.stop.token == 0 { return true }
    switch previous.kind {
    case .name, .number, .string: return true
    case .keyword:
      return ["end", "nil", "true", "false", "break", "then", "do", "else", "repeat"].contains(previous.text)
    case .symbol: return [")", "}", "]", ";", "..."].contains(previous.text)
    default: return false
    }
  }

  static func startsWord(_ token: Token) -> Bool {
    token.kind == .name || token.kind == .string || token.kind == .number
  }

  /// Something in ( ) or [ ] that does not end.
  static func bracket(_ scene: SyntaxScene) -> Diagnostic? {
    guard case .closing(let closer) = scene.stop.expected, closer == ")" || closer == "]", let opening = scene.opening
    else { return nil }
    let (now, previous) = (scene.now, scene.previous)
    let open = scene.opener(opening)
    let sign = closer == ")" ? "(" : "["
    if opening.kind == .function {
      return scene.advice(
        after: previous, "the names after 'function' are not closed", "write ) behind the last of them")
    }
    if now.kind == .end || now.line > previous.endLine {
      return scene.advice(
        after: previous, "the \(sign) of line \(open.line) is not closed: \(closer) is missing",
        "write \(closer) at the end of line \(previous.endLine)")
    }
    if startsWord(now) || now.isSymbol("{") {
      return scene.advice(
        after: previous, "a comma or \(closer) is missing before \(scene.name(of: now))", "write it between the two")
    }
    if now.isSymbol(","), opening.kind == .parentheses {
      return scene.advice(now, "a list stands in { }, not in ( )", "write { … }")
    }
    return scene.advice(
      now, "\(scene.name(of: now)) does not fit: the \(sign) is still open", "write \(closer) before it")
  }
}
