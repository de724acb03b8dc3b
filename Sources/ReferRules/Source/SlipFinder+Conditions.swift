extension SlipFinder {
  /// The words that make a condition: a value, which Lua takes for true wherever it asks.
  static let conditions: Set<String> = [
    "is", "is_not", "has", "contains", "has_tag", "within", "at_least", "at_most", "in_bucket", "any_of", "all_of",
    "none_of",
  ]

  /// `if is("city", "Berlin") then` and `not has("city")`: a condition where Lua wants yes or no.
  func conditionAsTest(_ index: Int, given: Set<String>) -> Diagnostic? {
    let name = tokens[index].text
    guard Self.conditions.contains(name), !given.contains(name), index > 0,
      token(index + 1).isSymbol("(") || token(index + 1).isSymbol("{"),
      let end = closing(index + 1)
    else { return nil }
    let before = token(index - 1)
    let isTested = ["if", "elseif", "while", "until"].contains(before.text) || before.isKeyword("not")
    let isPart = before.isKeyword("and") || before.isKeyword("or")
    guard before.kind == .keyword, isTested || isPart && isInTest(index - 1) else { return nil }
    let after = token(end + 1)
    // What is compared, or called on, is not the condition alone.
    let isWhole =
      after.kind == .keyword || after.isName || after.kind == .end || [")", ",", ";", "}"].contains(after.text)
    guard isWhole else { return nil }
    let always = before.isKeyword("not") ? "never" : "always"
    return slip(
      index, to: end, "\(name)(…) is a condition, a value that no contact is asked for here: this test \(always) holds",
      "write \(Self.test(name, arguments(index + 1, end)))")
  }

  /// The bracket that closes the one at `open`.
  private func closing(_ open: Int) -> Int? {
    var depth = 0
    for index in open..<tokens.count {
      if ["(", "{", "["].contains(tokens[index].text), tokens[index].kind == .symbol { depth += 1 }
      if [")", "}", "]"].contains(tokens[index].text), tokens[index].kind == .symbol { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  /// Whether the `and` or `or` at `index` joins tests of an `if` or a loop, and not values.
  private func isInTest(_ index: Int) -> Bool {
    var depth = 0
    for place in stride(from: index - 1, through: 0, by: -1) {
      let token = tokens[place]
      if token.kind == .symbol, [")", "}", "]"].contains(token.text) { depth += 1 }
      if token.kind == .symbol, ["(", "{", "["].contains(token.text) {
        if depth == 0 { return false }
        depth -= 1
      }
      if token.kind == .symbol, depth == 0, ["=", ",", ";"].contains(token.text) { return false }
      guard token.kind == .keyword, depth == 0 else { continue }
      if ["if", "elseif", "while", "until"].contains(token.text) { return true }
      if !["and", "or", "not", "nil", "true", "false"].contains(token.text) { return false }
    }
    return false
  }

  /// The field that a condition asks for, and what it compares with where each of that is one token.
  private func arguments(_ open: Int, _ close: Int) -> (field: String, values: [String])? {
    let first = token(open + 1)
    guard first.kind == .string, first.value.utf8.allSatisfy(\.isNamePart) else { return nil }
    let rest = Array(tokens[(open + 2)..<close])
    let signs = stride(from: 0, to: rest.count, by: 2).map { rest[$0] }
    guard rest.count.isMultiple(of: 2), signs.allSatisfy({ $0.isSymbol(",") }) else { return (first.value, []) }
    return (first.value, stride(from: 1, to: rest.count, by: 2).map { Excerpt.quoted(rest[$0].text) })
  }

  /// The test that was meant, in plain Lua.
  private static func test(_ name: String, _ arguments: (field: String, values: [String])?) -> String {
    let field = "contact.\(arguments?.field ?? "field")"
    let values = arguments?.values ?? []
    let value = values.first ?? "…"
    switch name {
    case "is" where values.count > 1: return values.map { "\(field) == \($0)" }.joined(separator: " or ")
    case "is": return "\(field) == \(value)"
    case "is_not": return "\(field) ~= \(value)"
    case "has": return "\(field) ~= nil"
    case "contains": return "(\(field) or \"\"):lower():find(\(value), 1, true)"
    case "at_least" where arguments != nil: return "(\(field) or 0) >= \(value)"
    case "at_most" where arguments != nil: return "\(field) and \(field) <= \(value)"
    case "within": return "\(field) and now - \(field) <= days(30)"
    case "has_tag": return "a loop over the tags: for tag in contact.tags do … end"
    case "any_of", "all_of", "none_of": return "the tests themselves, joined by 'or' and 'and'"
    default: return "a test of the contact's fields, or give the condition itself as the answer"
    }
  }
}
