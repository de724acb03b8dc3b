extension SyntaxAdvice {
  /// A line with one quote too few: `bucket "unsorted { title = "Find out" }`, `title = Find out",`.
  ///
  /// From the gap on, texts are read as words and words as texts, so that the line ends inside of one.
  static func missingQuote(_ scene: SyntaxScene) -> Diagnostic? {
    guard let line = halfOpenLine(scene) else { return nil }
    let quote = scene.tokens[line.upperBound].text.prefix(1)
    let texts = line.filter { index in
      scene.tokens[index].kind == .string && scene.tokens[index].text.hasPrefix(quote) || index == line.upperBound
    }
    for index in texts {
      if let advice = unopened(index, line, scene) ?? unclosed(index, scene) { return advice }
    }
    return nil
  }

  /// The tokens of the line on which the file stops making sense, if it ends inside a text: up to that text.
  private static func halfOpenLine(_ scene: SyntaxScene) -> ClosedRange<Int>? {
    var first = min(scene.stop.token, scene.tokens.count - 1)
    let line = scene.tokens[first].line
    while first > 0, scene.tokens[first - 1].line == line { first -= 1 }
    var last = first
    while last + 1 < scene.tokens.count, scene.tokens[last + 1].line == line { last += 1 }
    while last > first, scene.tokens[last].kind == .end { last -= 1 }
    let isOpen = scene.tokens[last].kind == .invalid(.unfinishedString)
    // A quote of the other kind inside is an apostrophe, and tells nothing.
    guard isOpen, !scene.tokens[last].text.dropFirst().contains("'") else { return nil }
    return first...last
  }

  /// A text whose opening quote is missing: words that a quote touches, with a sign of the table behind it.
  private static func unopened(_ index: Int, _ line: ClosedRange<Int>, _ scene: SyntaxScene) -> Diagnostic? {
    let text = scene.tokens[index]
    let behind = text.text.dropFirst().first { $0 != " " && $0 != "\t" }
    guard behind.map({ ",;{})".contains($0) }) ?? true, index > line.lowerBound, text.touches(scene.tokens[index - 1])
    else { return nil }
    var first = index
    while first > line.lowerBound, isWord(scene.tokens[first - 1]), !declares(scene.tokens[first - 1]) { first -= 1 }
    guard first < index, first > line.lowerBound else { return nil }
    let before = scene.tokens[first - 1]
    let words = Excerpt.quoted(scene.text(from: first, to: index - 1))
    if declares(before) {
      return scene.advice(
        scene.tokens[first], "a name after '\(before.text)' stands in quotes", "write \(before.text) \"\(words)\"")
    }
    guard before.kind == .symbol, ["=", "(", ",", "{"].contains(before.text) else { return nil }
    return scene.advice(scene.tokens[first], "the first quote of this text is missing", "write \"\(words)\"")
  }

  /// A text whose closing quote is missing: it has swallowed what stood before the next text.
  private static func unclosed(_ index: Int, _ scene: SyntaxScene) -> Diagnostic? {
    let text = scene.tokens[index]
    let isLast = text.isInvalid
    let inside = text.text.dropFirst().dropLast(isLast ? 0 : 1)
    if index > 0, declares(scene.tokens[index - 1]), let brace = inside.firstIndex(of: "{") {
      let word = scene.tokens[index - 1].text
      let name = Excerpt.quoted(inside[..<brace].reversed().drop { $0 == " " }.reversed().map(String.init).joined())
      return scene.advice(
        text, "the name that opens here has no closing quote", "write \(word) \"\(name)\" {")
    }
    guard !isLast, let sign = inside.last(where: { $0 != " " && $0 != "\t" }), "=,({".contains(sign) else { return nil }
    let next = scene.tokens[index + 1]
    guard next.touches(text), isWord(next) || next.isInvalid else { return nil }
    let quote = text.text.prefix(1)
    return scene.advice(
      text, "the text that opens here has no closing quote: the next one ends it", "write \(quote) where it ends")
  }

  private static func isWord(_ token: Token) -> Bool {
    token.isName || token.kind == .keyword || token.kind == .number
  }

  private static func declares(_ token: Token) -> Bool { token.isName && Vocabulary.word(token.text) != nil }
}
