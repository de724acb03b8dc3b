extension SyntaxAdvice {
  /// What the language calls by several words, joined by _.
  private static let joined: Set<String> = Set(
    (Vocabulary.words.map(\.name) + Phrase.all.map(\.name)).filter { $0.contains("_") })

  /// `at least 3`, `thank you "x"`, `follow-up "x"`: one word, written as two.
  static func joinedWord(_ scene: SyntaxScene) -> Diagnostic? {
    for offset in -3...0 {
      let first = scene.at(offset - 1)
      let hasHyphen = scene.at(offset).isSymbol("-")
      let second = scene.at(hasHyphen ? offset + 1 : offset)
      guard isPart(first), isPart(second), first.line == second.line, first.bytes.lowerBound < second.bytes.lowerBound
      else { continue }
      let word = first.text + "_" + second.text
      guard joined.contains(word) else { continue }
      let value = scene.at(hasHyphen ? offset + 2 : offset + 1)
      let isCall = Phrase.all.contains { $0.name == word } && value.kind == .number
      return scene.advice(
        first, "'\(word)' is one word, joined by _", "write \(word)\(isCall ? "(\(value.text))" : "")")
    }
    return nil
  }

  private static func isPart(_ token: Token) -> Bool {
    token.isName || token.kind == .keyword && ["not", "in", "and", "or"].contains(token.text)
  }

  /// `within("met_at", days(90),` and then the next field: the comma was to follow a `)`.
  static func unclosedCall(_ scene: SyntaxScene) -> Diagnostic? {
    guard let opening = scene.opening, opening.kind == .call,
      scene.stop.open.dropLast().contains(where: { $0.kind == .table })
    else { return nil }
    let isNextField = scene.now.isSymbol("=") && scene.previous.isName && scene.at(-2).isSymbol(",")
    let isEnd =
      scene.stop.expected == .expression && scene.previous.isSymbol(",")
      && (scene.now.isSymbol("}") || scene.now.kind == .end)
    guard isNextField || isEnd else { return nil }
    let open = scene.opener(opening)
    let last = scene.at(isNextField ? -3 : -2)
    return scene.advice(
      after: last, "the ( of line \(open.line) is not closed: ) is missing", "write ) before the comma")
  }
}
