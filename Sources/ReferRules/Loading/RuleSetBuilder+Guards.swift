import LuaHost

extension RuleSetBuilder {
  /// Nil for one whose act is not known: it is reported.
  func guardRule(_ entry: DeclarationBook.Entry, _ conditions: inout BucketConditionBuilder) -> Guard? {
    let fields = reader(entry)
    let act = fields.option("before").flatMap(Guard.Act.init)
    let when = conditions.when(fields)
    let unless = conditions.when(fields, "unless")
    if fields.value("when") == nil, fields.value("unless") == nil {
      book.report(
        entry, nil, "\(fields.owner) does not say when it speaks", remedy: "give it when or unless: \(Self.unlessForm)")
    }
    let say = fields.text("say")
    let refuses = fields.yesno("refuse") ?? false
    guard let act, let say else { return nil }
    return Guard(
      name: entry.name, before: act, when: when, unless: unless, say: say, refuses: refuses, line: entry.line)
  }

  private static let unlessForm = "unless = in_bucket(\"A\")"
}
