extension SyntaxAdvice {
  /// A line that starts like a step and then is none.
  static func statement(_ scene: SyntaxScene) -> Diagnostic? {
    guard scene.stop.expected == .statement || scene.stop.expected == .arguments || scene.stop.expected == .name
    else { return nil }
    let (now, previous) = (scene.now, scene.previous)
    if scene.stop.expected == .arguments {
      return scene.advice(
        after: previous, "( and ) are missing after '\(Excerpt.quoted(previous.text))'",
        "write \(Excerpt.quoted(previous.text))(…)")
    }
    if scene.stop.expected == .name {
      if previous.isKeyword("function") {
        return scene.advice(
          previous, "a function needs a name or a place here", "write name = function(contact) … end")
      }
      if previous.isSymbol(":") || previous.isSymbol(".") {
        return scene.advice(
          previous, "a name is missing after \(previous.text)",
          previous.isSymbol(":") ? "write = to give a value" : "write one, or delete the point")
      }
      return scene.advice(now, "\(scene.name(of: now)) is no name", "write a name: letters, digits and _")
    }
    let isDeclared = now.isName && (scene.next.isSymbol("{") || scene.next.isSymbol("(") || scene.next.kind == .string)
    let starts = scene.stop.token < 2 || scene.at(-2).endLine < previous.line || startsStatement(at: scene.at(-2))
    if isDeclared, previous.isName, starts, now.line == previous.line {
      return scene.advice(
        now, "a name after '\(Excerpt.quoted(previous.text))' stands in quotes",
        "write \(Excerpt.quoted(previous.text)) \"\(Excerpt.quoted(now.text))\"")
    }
    if now.isSymbol(","), scene.opening == nil {
      return scene.advice(now, "no comma stands between declarations", "delete it")
    }
    if now.isSymbol(":"), previous.isName {
      return scene.advice(now, "a colon gives no value", "write =")
    }
    if now.isSymbol("=") {
      return scene.advice(now, "what stands before = can't be given a value", "write a name before =, or == to compare")
    }
    let isInFunction = scene.stop.open.contains { $0.kind == .function }
    let isWorking =
      now.kind == .symbol && !["}", ")", "]"].contains(now.text) || now.isKeyword("and") || now.isKeyword("or")
    if isWorking {
      return isInFunction
        ? scene.advice(now, "a value stands here that nothing is done with", "write return before it, or name = …")
        : scene.advice(now, "\(scene.name(of: now)) does not fit here", "write name = … before it")
    }
    let word = previous.isName ? "'\(Excerpt.quoted(previous.text))'" : "this"
    return scene.advice(
      previous, "\(word) says nothing on its own",
      isInFunction
        ? "write return before it, give it a value with =, or delete it" : "give it a value with =, or delete it")
  }

  private static func startsStatement(at token: Token) -> Bool {
    token.kind == .keyword || token.isSymbol("}") || token.isSymbol(")") || token.isSymbol(";")
      || token.kind == .number || token.kind == .string
  }

  /// A value was due.
  static func expression(_ scene: SyntaxScene) -> Diagnostic? {
    let (now, previous) = (scene.now, scene.previous)
    if scene.stop.expected == .expression, !startsStatement(scene) || scene.isInTable {
      if now.isKeyword("if") {
        return scene.advice(
          now, "'if' is no value",
          "write function(contact) if … then return … end end, or: condition and one or other")
      }
      if now.isKeyword("for") || now.isKeyword("while") || now.isKeyword("return") || now.isKeyword("local") {
        return scene.advice(now, "'\(now.text)' is no value", "write function(contact) … end around it")
      }
      if now.isSymbol("="), scene.isInTable {
        return scene.advice(now, "a name is missing before =", "write name = value")
      }
      let isOperator =
        previous.kind == .symbol && !["{", "(", "[", ";"].contains(previous.text) || previous.kind == .keyword
      if isOperator, previous.kind != .invalid(.strangeCharacter) {
        return scene.advice(
          after: previous, "a value is missing after \(previous.text == "," ? "the comma" : scene.name(of: previous))",
          previous.text == "," ? "write one, or delete the comma" : "write one, or delete it")
      }
      return scene.advice(
        now, "a value is due here, not \(scene.name(of: now))", "write one, or delete what stands around it")
    }
    guard scene.stop.expected == .expression else { return nil }
    let isStep = scene.opening != nil && ["then", "do", "else", "repeat", ")"].contains(previous.text)
    if now.isSymbol("{"), isStep {
      return scene.advice(now, "{ } do not enclose steps", "write then … end, or do … end")
    }
    if now.isSymbol("="), previous.isName, scene.at(-2).isSymbol("="), scene.at(-2).endLine < previous.line {
      return scene.advice(after: scene.at(-2), "a value is missing after '='", "write one, or delete the line")
    }
    if now.isSymbol("-"), scene.isFirstOnLine(scene.stop.token) {
      return scene.advice(now, "a comment starts with two dashes", "write --")
    }
    if now.kind == .string, scene.next.isSymbol("=") {
      return scene.advice(now, "a name before = has no quotes", "write name = value")
    }
    if startsWord(now) {
      return scene.advice(
        now, "\(scene.name(of: now)) can't stand here on its own",
        now.kind == .string ? "write -- before it if it is a comment, or put it where it belongs" : "delete it")
    }
    return scene.advice(now, "\(scene.name(of: now)) can't stand here", "delete it, or write what is missing before it")
  }
}
