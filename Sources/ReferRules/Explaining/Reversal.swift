import ReferModel

/// Says what would have to be different for a condition to come out the other way.
struct Reversal {
  private let row: Cells
  private let clock: Clock
  private let work = ConditionWork()

  init(_ row: Cells, _ clock: Clock) {
    self.row = row
    self.clock = clock
  }

  func text(_ condition: RowCondition, _ yes: Bool) -> String {
    switch condition {
    case .test(let test): return text(test, yes)
    case .none(let parts): return text(.any(parts), !yes)
    case .any(let parts) where !yes, .all(let parts) where yes:
      let wrong = parts.filter { $0.answer(for: row, work) != Ternary(yes) }
      return wrong.map { text($0, yes) }.joined(separator: " and ")
    case .any(let parts), .all(let parts):
      // One is enough: a time that passed is nearest, else the first.
      let near = parts.first { if case .test(let test) = $0, case .within = test.test { true } else { false } }
      return (near ?? parts.first).map { text($0, yes) } ?? "it were otherwise"
    }
  }

  func text(_ test: FieldTest, _ yes: Bool) -> String {
    let field = test.path.text
    switch (test.test, yes) {
    case (.within(let length), true): return within(test, length)
    case (.within(let length), false): return "\(field) were longer ago than \(length)"
    case (.isOne(let values), true), (.isNone(let values), false):
      let shown = values.prefix(4).map(\.description).joined(separator: " or ")
      return "\(field) were \(shown)\(values.count > 4 ? " …" : "")"
    case (.isOne(let values), false), (.isNone(let values), true):
      return "\(field) were not " + values.prefix(4).map(\.description).joined(separator: " or ")
    case (.has, true): return "\(field) were known"
    case (.has, false): return "\(field) were not known"
    case (.contains(let text), true): return "\(field) contained \"\(text)\""
    case (.contains(let text), false): return "\(field) did not contain \"\(text)\""
    case (.atLeast(let limit), true), (.atMost(let limit), false):
      let needed = yes ? limit : limit + 1
      return amount(test, needed, more: true)
    case (.atMost(let limit), true), (.atLeast(let limit), false):
      let needed = yes ? limit : limit - 1
      return amount(test, needed, more: false)
    }
  }

  private func within(_ test: FieldTest, _ length: Length) -> String {
    let field = test.path.text
    let subject = field == "last_interaction_at" ? "you had spoken" : "\(field) were"
    guard let at = test.path.value(in: row)?.number, at < test.window.lowerBound else {
      return "\(subject) within \(length)"
    }
    return "\(subject) within \(Length.described(seconds: test.window.lowerBound - at)) more"
      .replacingMore()
  }

  private func amount(_ test: FieldTest, _ needed: Double, more: Bool) -> String {
    let field = test.path.text
    switch test.path.kind {
    case .texts, .records:
      let now = test.path.value(in: row).flatMap(test.measured) ?? 0
      let missing = NumberText.string(abs(needed - now))
      return "there were \(missing) \(more ? "more" : "fewer") in \(field)"
    default: return "\(field) were \(NumberText.string(needed)) or \(more ? "more" : "less")"
    }
  }
}

extension String {
  /// "within 11 days more" reads better as "within 11 more days".
  fileprivate func replacingMore() -> String {
    var words = split(separator: " ").map(String.init)
    guard words.count >= 3, words.last == "more" else { return self }
    words.removeLast()
    words.insert("more", at: words.count - 1)
    return words.joined(separator: " ")
  }
}
