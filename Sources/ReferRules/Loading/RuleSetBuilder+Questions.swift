import LuaHost
import ReferModel

extension RuleSetBuilder {
  func question(_ entry: DeclarationBook.Entry) -> Question {
    let fields = reader(entry)
    checkSubject(fields)
    let form = form(fields)
    let source = source(fields)
    if fields.value("over") != nil, fields.value("measure") == nil {
      book.report(
        entry, "over", "'over' goes with 'measure' only",
        remedy: "measure = \"interactions\" counts them; a condition looks at times by within")
    }
    return Question(
      name: entry.name, ask: fields.text("ask") ?? entry.name, help: fields.text("help"), form: form, source: source,
      weight: fields.points("weight") ?? Points(nanos: 1_000_000_000), isRequired: fields.yesno("required") ?? false,
      askAgain: fields.length("ask_again"), origin: entry.origin,
      line: entry.line, rule: rule(source, fields))
  }

  /// Where the rule stands that answers.
  private func rule(_ source: Question.Source, _ fields: FieldReader) -> Site {
    switch source {
    case .function(let function): Site(origin: function.origin, line: function.line)
    case .measure: fields.site(of: "measure")
    case .condition, .user: fields.site(of: "answer")
    }
  }

  private func form(_ fields: FieldReader) -> Question.Form {
    let given = ["scale", "choices", "measure"].filter { fields.value($0) != nil }
    if given.count > 1 {
      book.report(
        fields.entry, given[1], "\(fields.owner) has both '\(given[0])' and '\(given[1])'", remedy: "keep one of them")
    }
    if fields.value("points") != nil, fields.value("measure") == nil {
      book.report(fields.entry, "points", "'points' goes with 'measure' only", remedy: "yes/no takes weight = 3")
    }
    if let scale = fields.pair("scale") {
      guard scale.high - scale.low <= Question.longestScale else {
        book.report(
          fields.entry, "scale", atValue: true,
          "'scale' of \(fields.owner) has more than \(NumberText.string(Question.longestScale)) steps",
          remedy: "take fewer steps, such as { 0, 100 }")
        return .yesno
      }
      return .scale(low: scale.low, high: scale.high)
    }
    if let rows = fields.rows("choices") {
      var choices: [Question.Choice] = []
      for row in rows {
        guard case .text(let label) = row.first else {
          fields.mismatch("choices", fields.value("choices") ?? .none)
          break
        }
        if choices.contains(where: { FoldedText($0.label) == FoldedText(label) }) {
          book.report(fields.entry, "choices", atValue: true, "the choice \"\(label)\" stands twice")
        }
        choices.append(Question.Choice(label: label, points: row.points))
      }
      return .choices(choices)
    }
    guard fields.value("measure") != nil else { return .yesno }
    guard let rows = fields.rows("points") else {
      if fields.value("points") == nil {
        book.report(
          fields.entry, "measure", "'measure' needs 'points': from which count on, how many",
          remedy: "write points = { { 0, 0 }, { 3, 5 } }")
      }
      return .measure([])
    }
    let steps = rows.compactMap { row in row.first.double.map { Question.Step(from: $0, points: row.points) } }
    if steps.count < rows.count || zip(steps, steps.dropFirst()).contains(where: { $0.from >= $1.from }) {
      book.report(
        fields.entry, "points", atValue: true, "'points' must begin with rising numbers, such as { { 0, 0 }, { 3, 5 } }"
      )
    }
    return .measure(steps)
  }

  private func source(_ fields: FieldReader) -> Question.Source {
    if let measure = fields.text("measure") {
      let compiler = ConditionCompiler(book: book, schema: .contact, clock: clock)
      guard let path = compiler.path(measure, at: fields.site(of: "measure")) else { return .user }
      switch path.kind {
      case .number, .texts, .records: break
      default:
        book.report(
          fields.entry, "measure", atValue: true,
          "'\(measure)' is \(FieldTest.name(path.kind)): a measure is a number or a list to count")
      }
      if fields.value("answer") != nil {
        book.report(fields.entry, "answer", "a measure answers itself: take 'answer' out")
      }
      if fields.value("over") != nil, !Self.hasTimes(path.kind) {
        book.report(fields.entry, "over", "'over' counts by time, and '\(measure)' is no list of things with a time")
      }
      if fields.value("over") != nil, case .records(let kind) = path.kind,
        let lack = fields.reads(for: "over")?.lack(["\(Schema.of(kind).name).at"])
      {
        book.report(fields.entry, "over", "'over' \(lack.message)", remedy: lack.remedy)
      }
      return .measure(field: measure, over: fields.length("over"))
    }
    guard let answer = fields.value("answer") else { return .user }
    if let function = fields.function("answer") { return .function(function) }
    guard let condition = objects.condition(answer) else {
      fields.mismatch("answer", answer)
      return .user
    }
    if fields.value("scale") != nil || fields.value("choices") != nil {
      book.report(
        fields.entry, "answer", atValue: true, "a condition answers yes or no, and \(fields.owner) asks for more",
        remedy: "use a function, or take scale or choices out")
    }
    guard fields.fitsWithAll(answer, "answer") else { return .user }
    // Compiled again for each clock; here it is only checked.
    _ = ConditionCompiler(book: book, schema: .contact, clock: clock).row(condition)
    return .condition(condition)
  }

  private static func hasTimes(_ kind: Schema.Kind) -> Bool {
    if case .records(let kind) = kind { return Schema.of(kind).index["at"] != nil }
    return false
  }
}
