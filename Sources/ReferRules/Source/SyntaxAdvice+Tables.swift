extension SyntaxAdvice {
  /// `end = 3`, `contact.end`: Lua keeps some words for itself.
  static func reservedWord(_ scene: SyntaxScene) -> Diagnostic? {
    let (now, previous) = (scene.now, scene.previous)
    let isKey = { (before: Token) in before.isSymbol("{") || before.isSymbol(",") || before.isSymbol(";") }
    if now.kind == .keyword, scene.next.isSymbol("=") {
      if scene.isInTable, isKey(previous) { return reserved(now, scene) }
      if scene.stop.expected != .expression, !scene.isInTable { return reservedName(now, scene) }
    }
    if now.isSymbol("="), previous.kind == .keyword, scene.isInTable || scene.opening?.kind == .function,
      isKey(scene.at(-2))
    {
      return reserved(previous, scene)
    }
    guard now.kind == .keyword, scene.stop.expected == .name else { return nil }
    if previous.isSymbol("."), now.line == previous.line {
      return scene.advice(now, "the word '\(now.text)' is reserved", "write [\"\(now.text)\"] instead of .\(now.text)")
    }
    return previous.isKeyword("local") || previous.isKeyword("for") || previous.isKeyword("function")
      || previous.isSymbol("(") || previous.isSymbol(",") ? reservedName(now, scene) : nil
  }

  private static func reserved(_ word: Token, _ scene: SyntaxScene) -> Diagnostic {
    scene.advice(word, "the word '\(word.text)' is reserved", "write [\"\(word.text)\"] = …, or take another name")
  }

  private static func reservedName(_ word: Token, _ scene: SyntaxScene) -> Diagnostic {
    scene.advice(word, "the word '\(word.text)' is reserved", "take another name")
  }

  /// `weight: 3`, `"weight" = 3`, `follow-up = 3`, `hand to = 3`: what is no key.
  static func keyed(_ scene: SyntaxScene) -> Diagnostic? {
    guard scene.isInTable else { return nil }
    let (now, previous) = (scene.now, scene.previous)
    let startsField = { (token: Token) in token.isSymbol("{") || token.isSymbol(",") || token.isSymbol(";") }
    // A colon after a name calls something for Lua, and so the stop may come a word later.
    for offset in 0...2 {
      let colon = scene.at(-offset)
      let key = scene.at(-offset - 1)
      guard colon.isSymbol(":"), key.isName || key.kind == .string, startsField(scene.at(-offset - 2)) else { continue }
      let name = key.isName ? key.text : isPlainName(key.value) ? key.value : "[\"…\"]"
      return scene.advice(colon, "a colon gives no value", "write = instead: \(name) = …")
    }
    guard now.isSymbol("=") || now.isName && scene.next.isSymbol("=") else { return nil }
    if now.isSymbol("="), previous.kind == .string, startsField(scene.at(-2)) {
      let name = isPlainName(previous.value) ? "\(previous.value) = … without quotes" : "[\"…\"] = …, in brackets"
      return scene.advice(previous, "a name before = has no quotes", "write \(name)")
    }
    if now.isSymbol("="), previous.kind == .number, startsField(scene.at(-2)) {
      return scene.advice(previous, "a number is no name", "write [\(previous.text)] = …")
    }
    if now.isSymbol("="), previous.isName, scene.at(-2).isSymbol("-"), scene.at(-3).isName {
      var (name, first) = (previous.text, -2)
      while scene.at(first).isSymbol("-"), scene.at(first - 1).isName, first > -20 {
        name = scene.at(first - 1).text + "_" + name
        first -= 2
      }
      let hyphen = scene.at(first + 2)
      return scene.advice(hyphen, "a name has no - in it", "write \(Excerpt.quoted(name)), if that is its name")
    }
    if now.isSymbol("="), previous.isName, scene.at(-2).isSymbol(".") {
      return scene.advice(scene.at(-2), "a name has no point in it", "write a table of its own: name = { … }")
    }
    if now.isName, previous.isName, startsField(scene.at(-2)), now.line == previous.line {
      let name = previous.text + "_" + now.text
      return scene.advice(
        previous, "a name has no space in it",
        "write \(Excerpt.quoted(name)), if that is its name, or a comma between the two")
    }
    return nil
  }

  private static func isPlainName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 40 && text.utf8.allSatisfy(\.isNamePart) && text.utf8.first?.isDigit == false
      && !Token.keywords.contains(text)
  }

  /// A table that goes on without a comma, or does not end.
  static func table(_ scene: SyntaxScene) -> Diagnostic? {
    guard scene.isInTable, let opening = scene.opening else { return nil }
    let (now, previous) = (scene.now, scene.previous)
    let open = scene.opener(opening)
    if scene.stop.open.dropLast().last?.isHeader == true, !scene.tokens[max(opening.token - 1, 0)].isKeyword("in") {
      return scene.advice(open, "{ } do not enclose steps", "write if … then … end")
    }
    if now.isSymbol(",") || now.isSymbol(";"),
      previous.isSymbol(",") || previous.isSymbol("{") || previous.isSymbol(";")
    {
      return scene.advice(now, "there is one comma too many", "delete it")
    }
    if scene.stop.expected == .word("=") {
      return scene.advice(after: previous, "= and a value are missing after ]", "write [\"name\"] = …")
    }
    if now.kind == .end || isNewStart(scene, after: open) { return unclosedBrace(scene, opening) }
    guard scene.stop.expected == .closing("}") else { return nil }
    if now.isSymbol(")") || now.isSymbol("]") {
      return scene.advice(now, "this \(now.text) does not fit the { of line \(open.line)", "write } here")
    }
    if ["end", "then", "do", "else", "elseif", "until", "in"].contains(now.text), now.kind == .keyword {
      if now.text == "end", previous.isKeyword("end") {
        return scene.advice(now, "this 'end' closes nothing", "delete it")
      }
      return scene.advice(
        now, "'\(now.text)' does not fit in a table", "close the { of line \(open.line) with } before it")
    }
    guard startsValue(now) else { return nil }
    let remedy = "write , there"
    return previous.endLine < now.line
      ? scene.advice(after: previous, "a comma is missing at the end of line \(previous.endLine)", remedy)
      : scene.advice(after: previous, "a comma is missing before \(scene.name(of: now))", "write , between the two")
  }

  private static func startsValue(_ token: Token) -> Bool {
    switch token.kind {
    case .name, .number, .string: true
    case .keyword: ["function", "nil", "true", "false", "not", "if", "for", "return", "local"].contains(token.text)
    case .symbol: ["{", "[", "("].contains(token.text)
    default: false
    }
  }

  /// Whether something new starts here: no further in than the table that is open, and like a declaration.
  private static func isNewStart(_ scene: SyntaxScene, after open: Token) -> Bool {
    let now = scene.now
    guard scene.isFirstOnLine(scene.stop.token), open.line < now.line,
      scene.source.indent(ofLine: now.line) <= scene.source.indent(ofLine: open.line)
    else { return false }
    return now.isName && (scene.next.kind == .string || scene.next.isSymbol("=") || scene.next.isSymbol("("))
      || now.isKeyword("local") || now.isKeyword("function") || now.isKeyword("return")
  }

  private static func unclosedBrace(_ scene: SyntaxScene, _ opening: SyntaxStop.Opening) -> Diagnostic {
    let guess = BlockGuess(scene.tokens, upTo: scene.stop.token, source: scene.source)
    let index = guess.unclosed.flatMap { scene.tokens[$0].isSymbol("{") ? $0 : nil } ?? opening.token
    let open = scene.tokens[index]
    let line = guess.lineOfNext(after: index)
    let place = line.map { "before line \($0)" } ?? "where the table ends"
    return scene.advice(open, "the { of line \(open.line) is never closed", "write } \(place)")
  }
}
