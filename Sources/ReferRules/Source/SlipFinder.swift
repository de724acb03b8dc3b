/// The single slips that ``SourceCheck`` knows.
struct SlipFinder {
  let file: String
  let tokens: [Token]
  let declarations: [Declaration]
  /// The names that the file gives a value to, other than as keys of tables.
  let assigned: Set<String>

  init(file: String, tokens: [Token], declarations: [Declaration]) {
    (self.file, self.tokens, self.declarations) = (file, tokens, declarations)
    assigned = Set(
      tokens.indices.compactMap { index in
        guard tokens[index].isName else { return nil }
        let before = index > 0 ? tokens[index - 1].text : ""
        let next = index + 1 < tokens.count ? tokens[index + 1] : tokens[index]
        let isKey = ["{", ",", ";"].contains(before)
        return ["local", "for", "function"].contains(before) || next.isSymbol("=") && !isKey ? tokens[index].text : nil
      })
  }

  static let oneNumber: Set<String> = [
    "hours", "days", "weeks", "months", "years", "percent", "at_least", "at_most", "minutes",
  ]
  private static let foreign = [
    "null": "nil", "NULL": "nil", "None": "nil", "undefined": "nil", "True": "yes", "False": "no", "TRUE": "yes",
    "FALSE": "no", "Yes": "yes", "No": "no", "YES": "yes", "NO": "no",
  ]

  func token(_ index: Int) -> Token { tokens[min(max(index, 0), tokens.count - 1)] }

  func slip(_ first: Int, to last: Int? = nil, _ message: String, _ remedy: String) -> Diagnostic {
    var place = token(first).place
    let end = token(last ?? first)
    if end.line == place.line, end.endLine == place.line { place.length = end.column + end.place.length - place.column }
    return Diagnostic(file: file, place: place, message: message, remedy: remedy)
  }

  // MARK: In tables

  func slips(in table: SourceTable) -> [Diagnostic] {
    repeatedKeys(table) + commasInNumbers(table) + signs(table) + bareLengths(in: table) + comparisons(in: table)
  }

  private func repeatedKeys(_ table: SourceTable) -> [Diagnostic] {
    var first: [String: Int] = [:]
    return table.fields.compactMap { field in
      guard let key = field.key, let place = field.keyToken else { return nil }
      // The text "1" and the number 1 are two keys.
      let same = (token(place).kind == .number ? "#" : "") + key
      guard let before = first[same] else {
        first[same] = place
        return nil
      }
      return slip(
        place, "'\(Excerpt.quoted(key))' is given twice here, first in line \(token(before).line)",
        "keep one of the two")
    }
  }

  /// `weight = 1,5` and `at_least = 5,000`: for Lua the second number is a value of its own.
  private func commasInNumbers(_ table: SourceTable) -> [Diagnostic] {
    let fields = table.fields
    return fields.indices.compactMap { index in
      let field = fields[index]
      guard let key = field.key, field.keyToken != nil, isNumber(field.value) else { return nil }
      // In a declaration's own table a plain value is always wrong; elsewhere only one that touches the comma.
      let parts = fields[(index + 1)...].prefix { next in
        next.position != nil && next.value.count == 1 && token(next.value.lowerBound).kind == .number
          && token(next.value.lowerBound - 1).isSymbol(",")
          && (table.path == "" || isTight(next.value.lowerBound))
      }
      guard let last = parts.last?.value.lowerBound else { return nil }
      let number = Self.meant(
        field.value.map { token($0).text }.joined(), parts.map { token($0.value.lowerBound).text })
      return slip(
        field.value.lowerBound, to: last, "a number is written without a comma",
        number.map { "write \(key) = \($0)" } ?? "use a point for the decimals, and nothing between thousands")
    }
  }

  /// `weight: days(3)` calls `weight` for Lua, and `weight == 3` compares.
  private func signs(_ table: SourceTable) -> [Diagnostic] {
    table.fields.compactMap { field in
      let start = field.value.lowerBound
      guard field.position != nil, token(start).isName, field.value.count > 2 else { return nil }
      let sign = token(start + 1)
      if sign.isSymbol(":"), sign.touches(token(start)), token(start + 2).isName, !token(start + 2).touches(sign) {
        return slip(start + 1, "a colon gives no value", "write \(token(start).text) = …, with an equals sign")
      }
      if sign.isSymbol("=="), table.path == "" {
        return slip(
          start + 1, "== compares, and gives no value", "write \(token(start).text) = …, with one equals sign")
      }
      return nil
    }
  }

  func isNumber(_ value: Range<Int>) -> Bool {
    value.count == 1 && token(value.lowerBound).kind == .number
      || value.count == 2 && token(value.lowerBound).isSymbol("-") && token(value.lowerBound + 1).kind == .number
  }

  private func isTight(_ index: Int) -> Bool {
    token(index).touches(token(index - 1)) && token(index - 1).touches(token(index - 2))
  }

  // MARK: Anywhere

  func slips() -> [Diagnostic] {
    let given = namesGiven()
    return tokens.indices.compactMap { index in
      let now = tokens[index]
      switch now.kind {
      case .name:
        return commaInCall(index) ?? bareLengthInCall(index) ?? foreignWord(index, given: given)
          ?? conditionAsTest(index, given: given)
      case .number: return unquotedDate(index)
      default: return nil
      }
    }
  }

  /// `days(1,5)`.
  private func commaInCall(_ index: Int) -> Diagnostic? {
    let name = tokens[index].text
    guard Self.oneNumber.contains(name) || name == "money", token(index + 1).isSymbol("("), isLibrary(index)
    else { return nil }
    var at = index + 2
    if token(at).isSymbol("-") { at += 1 }
    guard token(at).kind == .number else { return nil }
    let first = at
    var parts: [String] = []
    while token(at + 1).isSymbol(","), token(at + 2).kind == .number {
      parts.append(token(at + 2).text)
      at += 2
    }
    let ends = token(at + 1).isSymbol(")") || name == "money" && token(at + 1).isSymbol(",")
    guard !parts.isEmpty, ends else { return nil }
    let sign = first > index + 2 ? "-" : ""
    let number = Self.meant(sign + tokens[first].text, parts)
    let rest = name == "money" ? ", …" : ""
    return slip(
      first, to: at, "\(name)(…) takes one number, and a number is written without a comma",
      number.map { "write \(name)(\($0)\(rest))" } ?? "use a point for the decimals, and nothing between thousands")
  }

  /// `2026-05-23` without quotes is a subtraction; `23/05/2026` a division.
  private func unquotedDate(_ index: Int) -> Diagnostic? {
    let sign = token(index + 1).text
    guard sign == "-" || sign == "/", token(index + 3).isSymbol(sign) else { return nil }
    let parts = [token(index), token(index + 2), token(index + 4)]
    guard (1...4).allSatisfy({ token(index + $0).touches(token(index + $0 - 1)) }),
      parts.allSatisfy({ $0.kind == .number && $0.text.utf8.allSatisfy(\.isDigit) })
    else { return nil }
    let lengths = parts.map { $0.text.utf8.count }
    let values = parts.map { Int($0.text) ?? 0 }
    let isYearFirst = lengths[0] == 4 && lengths[1] <= 2 && lengths[2] <= 2
    let isYearLast = lengths[2] == 4 && lengths[0] <= 2 && lengths[1] <= 2
    let days = isYearFirst ? [values[1], values[2]] : [values[0], values[1]]
    guard isYearFirst || isYearLast, days.allSatisfy({ (1...31).contains($0) }),
      (1600...2999).contains(isYearFirst ? values[0] : values[2])
    else { return nil }
    let remedy: String
    if isYearFirst, values[1] <= 12 {
      let text = parts.map { $0.text.utf8.count == 1 ? "0" + $0.text : $0.text }.joined(separator: "-")
      remedy = "write \"\(text)\", in quotes"
    } else {
      remedy = "write year, month and day in quotes, like \"\(isYearFirst ? values[0] : values[2])-05-23\""
    }
    return slip(index, to: index + 4, "a date without quotes is a sum", remedy)
  }

  /// `null` and its like are names of nothing in Lua.
  private func foreignWord(_ index: Int, given: Set<String>) -> Diagnostic? {
    let name = tokens[index].text
    guard let own = Self.foreign[name], !given.contains(name), isLibrary(index) else { return nil }
    let next = token(index + 1)
    let isValue = next.kind == .end || next.kind == .keyword || [",", ";", "}", ")"].contains(next.text)
    let before = token(index - 1)
    let follows = index > 0 && (before.kind == .keyword || ["=", "==", "~=", "(", "{", ","].contains(before.text))
    guard isValue, follows else { return nil }
    return slip(
      index, "'\(name)' means nothing here",
      own == "nil" ? "write nil, or leave the line out" : "write \(own) (or \(own == "yes" ? "true" : "false"))")
  }

  /// Whether a name is read on its own, not as a part of something or as the name of a function.
  func isLibrary(_ index: Int) -> Bool {
    guard index > 0 else { return true }
    let before = tokens[index - 1]
    return !before.isSymbol(".") && !before.isSymbol(":") && !before.isKeyword("function")
  }

  private func isKnown(_ name: String) -> Bool { Self.foreign[name] != nil || Self.conditions.contains(name) }

  /// The names that the file itself gives a value to, or takes as a parameter.
  private func namesGiven() -> Set<String> {
    var names: Set<String> = []
    for index in tokens.indices where tokens[index].isName && isKnown(tokens[index].text) {
      let before = token(index - 1)
      let next = token(index + 1)
      let isParameter =
        before.isSymbol("(") && (token(index - 2).isKeyword("function") || token(index - 3).isKeyword("function"))
      if next.isSymbol("=") || isParameter || ["local", "for", "function"].contains(before.text) {
        names.insert(tokens[index].text)
      }
    }
    return names
  }

  /// The number that was meant by one written with commas: `1,5`, `5,000`, `1,234,567`, `1.000,50`.
  static func meant(_ first: String, _ parts: [String]) -> String? {
    let digits = first.utf8.first == UInt8(ascii: "-") ? String(first.dropFirst()) : first
    guard let last = parts.last, (parts + [digits]).allSatisfy({ $0.utf8.allSatisfy { $0.isDigit || $0 == 46 } }) else {
      return nil
    }
    let isThousand = digits.utf8.count <= 3 && digits.utf8.first != UInt8(ascii: "0") && !digits.contains(".")
    if isThousand, parts.allSatisfy({ $0.prefix { $0 != "." }.utf8.count == 3 }),
      parts.dropLast().allSatisfy({ !$0.contains(".") })
    {
      return first + parts.joined()
    }
    guard parts.count == 1, !last.contains(".") else { return nil }
    if !digits.contains(".") { return "\(first).\(last)" }
    // A point between thousands, and a comma before the decimals.
    let groups = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard groups.dropFirst().allSatisfy({ $0.count == 3 }), (1...3).contains(groups.first?.count ?? 0) else {
      return nil
    }
    return first.filter { $0 != "." } + "." + last
  }
}
