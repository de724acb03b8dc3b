import ReferModel

/// `score >= 4.5`, `answer = contact.trust >= 3`: comparisons where a condition or a test is due.
///
/// Lua works them out while the file is read, when there is nobody yet to compare.
extension SlipFinder {
  private static let joining: Set<String> = ["any_of", "all_of", "none_of"]

  /// `NAME sign literal` in tokens.
  private struct Comparison {
    let name: String
    let isOfContact: Bool
    let sign: Int
    let value: String
  }

  func comparisons(in table: SourceTable) -> [Diagnostic] {
    guard let word = table.declaration.flatMap({ Vocabulary.word(declarations[$0].word) }), let path = table.path
    else { return [] }
    return table.fields.compactMap { field in
      guard let found = comparison(field.value) else { return nil }
      if let key = field.key {
        guard path.isEmpty, field.keyToken != nil, let kind = word.field(key)?.kind else { return nil }
        switch kind {
        case .scoreTest: return slip(found, "\(key) = \(test(found, of: nil))", field)
        case .condition, .conditionOrFunction:
          // `when = score >= 3`: the score has a field of its own.
          let isScore = word.field(found.name)?.kind == .scoreTest
          let meant = isScore ? "\(found.name) = \(test(found, of: nil))" : "\(key) = \(test(found, of: found.name))"
          return slip(found, meant, field)
        default: return nil
        }
      }
      if table.open > 0, Self.joining.contains(token(table.open - 1).text) {
        return slip(found, test(found, of: found.name), field)
      }
      if path == "needs" { return slip(found, "\(found.name) = \(test(found, of: nil))", field) }
      guard path.isEmpty, !found.isOfContact, token(found.sign).text != "==", let kind = word.field(found.name)?.kind
      else { return nil }
      return slip(found, "\(found.name) = \(kind == .scoreTest ? test(found, of: nil) : found.value)", field)
    }
  }

  private func slip(_ found: Comparison, _ meant: String, _ field: SourceTable.Field) -> Diagnostic {
    slip(
      field.value.lowerBound, to: field.value.upperBound - 1,
      "\(token(found.sign).text) compares while the file is read, when there is nobody yet", "write \(meant)")
  }

  /// The test that was meant: of a field, or of what is tested anyway.
  private func test(_ found: Comparison, of field: String?) -> String {
    let subject = field.map { "\"\(Excerpt.quoted($0))\", " } ?? ""
    switch token(found.sign).text {
    case ">=", ">": return "at_least(\(subject)\(found.value))"
    case "<=", "<": return "at_most(\(subject)\(found.value))"
    case "==": return field == nil ? found.value : "is(\(subject)\(found.value))"
    default: return "is_not(\(subject)\(found.value))"
    }
  }

  private func comparison(_ value: Range<Int>) -> Comparison? {
    var at = value.lowerBound
    let isOfContact = token(at).text == "contact" && token(at + 1).isSymbol(".")
    if isOfContact { at += 2 }
    let name = token(at)
    guard name.isName, ["<", "<=", ">", ">=", "==", "~="].contains(token(at + 1).text), at + 2 < value.upperBound else {
      return nil
    }
    let rest = at + 2..<value.upperBound
    let isText = rest.count == 1 && token(at + 2).kind == .string
    // What the file itself has given a value may be compared.
    guard isText || isNumber(rest), !assigned.contains(isOfContact ? "contact" : name.text) else { return nil }
    let text = rest.map { Excerpt.quoted(token($0).text) }.joined()
    return Comparison(name: name.text, isOfContact: isOfContact, sign: at + 1, value: text)
  }
}
