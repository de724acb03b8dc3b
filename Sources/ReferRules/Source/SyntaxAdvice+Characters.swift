extension SyntaxAdvice {
  /// `'don't'`, `"say "hi""`: a quote inside a text of such quotes ends it.
  static func apostrophe(_ scene: SyntaxScene) -> Diagnostic? {
    var index = scene.stop.token - 1
    // The stop may be at the text that the last of the three quotes opens.
    while index >= 0, scene.tokens[index].endLine == scene.now.line, index > scene.stop.token - 12 {
      let text = scene.tokens[index]
      let next = scene.tokens[index + 1]
      let isText = text.kind == .string && (text.text.hasPrefix("'") || text.text.hasPrefix("\""))
      let goesOn =
        next.touches(text)
        && (next.isName || next.kind == .keyword || next.kind == .number || next.kind == .invalid(.malformedNumber))
      // `'the Smiths' house'`: a third one stays without its pair.
      let isOdd = index == scene.stop.token - 1 && text.text.hasPrefix("'") && next.isName && scene.hasLoneApostrophe
      if isText, goesOn || isOdd {
        let place = scene.source.place(atByte: text.bytes.upperBound - 1)
        return text.text.hasPrefix("'")
          ? Diagnostic(
            file: scene.source.name, place: place, message: "this apostrophe ends the text in '…'",
            remedy: "put the whole text in \"double quotes\"")
          : Diagnostic(
            file: scene.source.name, place: place, message: "this quote ends the text in \"…\"",
            remedy: "write \\\" for a quote inside a text")
      }
      index -= 1
    }
    return nil
  }

  static func strangeText(_ scene: SyntaxScene) -> Diagnostic? {
    guard case .invalid(let reason) = scene.now.kind else { return nil }
    switch reason {
    case .unfinishedString:
      let quote = scene.now.text.prefix(1)
      let apostrophes = scene.now.text.dropFirst().contains("'")
      let isQuoted = scene.previous.kind == .string && scene.previous.line == scene.now.line
      if quote == "'", isQuoted || apostrophes {
        return scene.advice(
          scene.now, "an apostrophe stands inside a text in '…'", "put the whole text in \"double quotes\"")
      }
      if scene.now.text.contains(where: { "“”„".contains($0) }) {
        return scene.advice(
          scene.now, "this text starts with a straight quote and ends with a curly one",
          "end it with the straight quote key: \"")
      }
      return scene.advice(
        scene.now, "this text has no closing quote in its line",
        "close it with \(quote), or write a text of several lines between [[ and ]]")
    case .unfinishedLongString:
      return scene.advice(scene.now, "this text in [[ is never closed", "write ]] where it ends")
    case .unfinishedComment:
      return scene.advice(scene.now, "this comment is never closed", "write ]] where it ends")
    case .badEscape(let escape):
      return scene.advice(
        scene.now, "'\(Excerpt.quoted(escape))' has no meaning in a text",
        "write \\\\ for a backslash, or use / in its place")
    case .malformedNumber, .strangeCharacter: return nil
    }
  }

  /// `48h`, `10d`, `5k`, `1_000`, `23.05.2026`.
  static func strangeNumber(_ scene: SyntaxScene) -> Diagnostic? {
    guard scene.now.kind == .invalid(.malformedNumber) else { return nil }
    let text = scene.now.text
    let shown = Excerpt.quoted(text)
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = text.dropFirst(digits.count)
    let number = String(digits)
    if Numeral.isValid(number.utf8), let write = lengths[unit.lowercased()] {
      return scene.advice(scene.now, "'\(shown)' is no number", "write \(write)(\(number))")
    }
    if text.contains("_"), Numeral.isValid(text.utf8.filter { $0 != 95 }) {
      return scene.advice(scene.now, "a number has no _ in it", "write \(text.filter { $0 != "_" })")
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count == 3, parts.contains(where: { $0.count > 1 }),
      parts.allSatisfy({ (1...4).contains($0.count) && $0.utf8.allSatisfy(\.isDigit) })
    {
      return parts[1].count == 3 && parts[2].count == 3
        ? scene.advice(scene.now, "a number has no points between thousands", "write \(parts.joined())")
        : scene.advice(
          scene.now, "'\(shown)' is no number", "write a date as year, month, day in quotes: \"2026-05-23\"")
    }
    let isDate = scene.previous.isSymbol("-") && scene.now.touches(scene.previous) && unit.lowercased().hasPrefix("t")
    if isDate {
      return scene.advice(scene.now, "a time without quotes is a sum", "write it in quotes: \"2026-05-23T10:00:00Z\"")
    }
    if Numeral.isValid(number.utf8), let factor = ["k": "000", "K": "000", "m": "000000", "M": "000000"][String(unit)],
      !number.contains(".")
    {
      return scene.advice(scene.now, "'\(shown)' is no number", "write \(number)\(factor)")
    }
    return scene.advice(
      scene.now, "'\(shown)' is no number", "write a number with digits only, or put it in quotes if it is a text")
  }

  /// The words that make a length of time, by how people shorten them.
  static let lengths: [String: String] = [
    "h": "hours", "hr": "hours", "hrs": "hours", "hour": "hours", "hours": "hours", "d": "days", "day": "days",
    "days": "days", "w": "weeks", "wk": "weeks", "week": "weeks", "weeks": "weeks", "mo": "months", "month": "months",
    "months": "months", "y": "years", "yr": "years", "year": "years", "years": "years", "percent": "percent",
  ]

  static func strangeCharacter(_ scene: SyntaxScene) -> Diagnostic? {
    guard scene.now.kind == .invalid(.strangeCharacter), let scalar = scene.now.text.unicodeScalars.first
    else { return nil }
    let now = scene.now
    switch scalar {
    case "!":
      if scene.next.isSymbol("="), scene.next.touches(now) {
        return scene.advice(now, "!= is not known here", "write ~= for \"is not\"")
      }
      if scene.next.isSymbol("=="), scene.next.touches(now) {
        return scene.advice(now, "!== is not known here", "write ~= for \"is not\"")
      }
      return scene.advice(now, "! is not known here", "write not")
    case "$", "€", "£":
      let code = ["$": "USD", "€": "EUR", "£": "GBP"][String(scalar)] ?? "USD"
      let amount = scene.next.kind == .number ? scene.next : scene.previous
      let number = amount.kind == .number ? amount.text : "100"
      return scene.advice(now, "\(scalar) is not known here", "write the amount as money(\(number), \"\(code)\")")
    default: break
    }
    let strange = StrangeCharacter(scalar)
    return scene.advice(now, "\(strange.name) can't stand here", strange.remedy)
  }
}
