import ReferModel

/// What people write who know another language, or plain English.
extension SyntaxAdvice {
  /// `// …`, `# …`, `/* … */`: comments start with two dashes.
  static func foreignComment(_ scene: SyntaxScene) -> Diagnostic? {
    let remedy = "start it with -- instead"
    if scene.now.isSymbol("//") || scene.now.isSymbol("/") && scene.next.isSymbol("*") {
      return scene.advice(scene.now, "a comment does not start with \(scene.now.isSymbol("//") ? "//" : "/*")", remedy)
    }
    if scene.now.isSymbol("#"), !scene.isInCondition {
      return scene.advice(scene.now, "a comment does not start with #", remedy)
    }
    if scene.now.isSymbol("<"), scene.next.kind == .invalid(.strangeCharacter) {
      return scene.advice(scene.now, "a comment does not start with <!--", remedy)
    }
    // The words of a comment may fit for a while: look back along the line, and the line before.
    for line in Set([scene.now.line, scene.previous.endLine]) {
      let words = scene.before(onLine: line)
      for (index, token) in zip(words.indices, words) where token.line == line {
        let isHash = token.isSymbol("#") && scene.isFirstOnLine(index)
        let isSlashes =
          token.isSymbol("//") && index + 1 < scene.tokens.count
          && (scene.isFirstOnLine(index) || scene.tokens[index + 1].isName && scene.stop.token - index > 1)
        guard isHash || isSlashes else { continue }
        return scene.advice(token, "a comment does not start with \(token.text)", remedy)
      }
    }
    return nil
  }

  static func foreignSign(_ scene: SyntaxScene) -> Diagnostic? {
    let (now, next, previous) = (scene.now, scene.next, scene.previous)
    func touching(_ one: Token, _ sign: String, _ other: Token, _ second: String) -> Bool {
      one.isSymbol(sign) && other.isSymbol(second) && other.touches(one)
    }
    if touching(previous, "&", now, "&") { return scene.advice(previous, "&& is not known here", "write and") }
    if touching(previous, "|", now, "|") { return scene.advice(previous, "|| is not known here", "write or") }
    if touching(previous, "==", now, "=") || touching(now, "==", next, "=") {
      return scene.advice(now, "=== is not known here", "write == to compare, = to give a value")
    }
    if previous.isSymbol("~"), now.isSymbol("=") {
      return scene.advice(previous, "~= is written without a space", "write ~=")
    }
    if touching(previous, "<", now, ">") {
      return scene.advice(previous, "<> is not known here", "write ~= for \"is not\"")
    }
    if touching(now, "=", next, "<") { return scene.advice(now, "=< is not known here", "write <=") }
    if touching(previous, "=", now, ">") || touching(now, "=", next, ">") {
      let sign = previous.isSymbol("=") ? previous : now
      if scene.isInCondition { return scene.advice(sign, "=> is not known here", "write >=") }
      return scene.isInTable
        ? scene.advice(sign, "=> is not known here", "write = to give a value")
        : scene.advice(sign, "=> is not known here", "write function(contact) return … end, or >= to compare")
    }
    if touching(previous, "-", now, ">") {
      return scene.advice(previous, "-> is not known here", "write function(contact) return … end")
    }
    if ["+", "-", "*", "/", ".."].contains(now.text), touching(now, now.text, next, "=") {
      let name = previous.isName ? Excerpt.quoted(previous.text) : "total"
      return scene.advice(now, "\(now.text)= is not known here", "write \(name) = \(name) \(now.text) …")
    }
    let plus = touching(now, "+", next, "+") ? now : touching(previous, "+", now, "+") ? previous : nil
    if let plus {
      let counted = scene.tokens[max(0, (plus.bytes == now.bytes ? scene.stop.token : scene.stop.token - 1) - 1)]
      let name = counted.isName ? Excerpt.quoted(counted.text) : "count"
      return scene.advice(plus, "++ is not known here", "write \(name) = \(name) + 1")
    }
    if previous.isSymbol("%"), scene.at(-2).kind == .number {
      let number = scene.at(-2)
      return scene.advice(previous, "% is no percent sign here", "write percent(\(number.text))")
    }
    return nil
  }

  private static let starters: [String: String] = [
    "let": "write local, or no word at all", "var": "write local, or no word at all",
    "const": "write local, or no word at all", "def": "write function", "func": "write function",
    "fn": "write function", "fun": "write function", "elif": "write elseif", "elsif": "write elseif",
    "foreach": "write for … in … do", "switch": "write if … then … elseif … end",
  ]

  /// `let x = 1`, `def x()`, `elif`.
  static func foreignWord(_ scene: SyntaxScene) -> Diagnostic? {
    for token in [scene.previous, scene.now, scene.at(-2)] where token.isName && token.line == scene.now.line {
      let isGiven = token == scene.previous ? scene.now.isSymbol("=") : token == scene.now && scene.next.isSymbol("=")
      guard let remedy = starters[token.text], !isGiven else { continue }
      return scene.advice(token, "'\(token.text)' is not known here", remedy)
    }
    // `elif x then` has an `else` nowhere: its words fit until `then`.
    for token in scene.before(onLine: scene.now.line) where token.isName && ["elif", "elsif"].contains(token.text) {
      return scene.advice(token, "'\(token.text)' is not known here", "write elseif")
    }
    return nil
  }

  /// `if a = 3 then`: one sign gives a value, two compare.
  static func compared(_ scene: SyntaxScene) -> Diagnostic? {
    guard scene.now.isSymbol("="), scene.opening?.kind != .brackets, !isNextField(scene) else { return nil }
    let ofCall = scene.opening?.kind == .call
    let afterReturn = scene.before(onLine: scene.now.line).contains { $0.isKeyword("return") }
    let assigned = scene.before(onLine: scene.now.line).contains { $0.isSymbol("=") }
    if ofCall, !scene.isInCondition {
      return scene.advice(
        scene.now, "a name can't be given a value between ( and )", "write { } for a table, or == to compare")
    }
    guard scene.isInCondition || !scene.isInTable && (afterReturn || assigned || scene.opening?.kind == .parentheses)
    else { return nil }
    return scene.advice(scene.now, "= gives a value, and does not compare", "write ==")
  }

  /// `Then`, `End`: the words of the language are small.
  static func capitalWord(_ scene: SyntaxScene) -> Diagnostic? {
    let here = [scene.now, scene.previous, scene.at(-2)]
    // A stray `end` may have been opened by a word that was not seen as one.
    let back =
      scene.now.isKeyword("end") || scene.now.isKeyword("else")
      ? Array(scene.tokens[max(0, scene.stop.token - 60)..<scene.stop.token].reversed()) : []
    for token in here + back where token.isName && !Token.keywords.contains(token.text) {
      let word = token.text.lowercased()
      guard Token.keywords.contains(word) else { continue }
      return scene.advice(token, "'\(token.text)' is not known here", "write \(word), in small letters")
    }
    let nearby = [scene.now, scene.previous].filter { $0.isName && $0.text.count >= 3 }
    for token in nearby where !scene.next.isSymbol("=") && scene.opening != nil && !scene.isInTable {
      // One slip of the finger away from a word that would fit.
      let fitting: [String]
      switch scene.stop.expected {
      case .closing("end"): fitting = ["end", "else", "elseif"]
      case .word(let word): fitting = [word]
      default: fitting = []
      }
      if let word = Nearest.suggestion(for: token.text, among: fitting), abs(word.count - token.text.count) <= 1 {
        return scene.advice(token, "'\(token.text)' is not known here", "did you mean \(word)?")
      }
    }
    return nil
  }

  /// `hours 48`, `5 days`, `1 000`, `10:30`.
  static func measured(_ scene: SyntaxScene) -> Diagnostic? {
    let (now, previous) = (scene.now, scene.previous)
    guard now.line == previous.line else { return nil }
    if now.kind == .number, previous.isName, let word = lengths[previous.text.lowercased()] {
      return scene.advice(
        previous, "a number after \(previous.text) stands in parentheses", "write \(word)(\(now.text))")
    }
    if now.kind == .number, previous.isName, SlipFinder.oneNumber.contains(previous.text) {
      return scene.advice(
        previous, "a number after \(previous.text) stands in parentheses", "write \(previous.text)(\(now.text))")
    }
    if previous.kind == .number, now.isName, let word = lengths[now.text.lowercased()] {
      return scene.advice(
        previous, "a length of time is written the other way round", "write \(word)(\(previous.text))")
    }
    // `x = 5 days` fits up to the word, which then stands alone.
    let word = scene.stop.expected == .statement ? previous : now
    let number = scene.at(-2)
    if word.isName, number.kind == .number, number.line == word.line, let unit = lengths[word.text.lowercased()] {
      return scene.advice(number, "a length of time is written the other way round", "write \(unit)(\(number.text))")
    }
    if now.kind == .number, previous.kind == .number {
      return now.text.utf8.count == 3 && now.text.utf8.allSatisfy(\.isDigit)
        ? scene.advice(previous, "a number is written without spaces", "write \(previous.text)\(now.text)") : nil
    }
    let colon = now.isSymbol(":") ? now : previous.isSymbol(":") ? previous : nil
    if let colon, let index = scene.tokens[max(0, scene.stop.token - 1)...].firstIndex(of: colon), index > 0 {
      let hour = scene.tokens[index - 1]
      if hour.kind == .number, scene.tokens[index + 1].kind == .number {
        return scene.advice(
          hour, "a time of day stands in quotes", "write \"\(hour.text):\(scene.tokens[index + 1].text)\"")
      }
    }
    return nil
  }
}
