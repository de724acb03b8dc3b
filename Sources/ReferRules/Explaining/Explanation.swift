import LuaHost
package import ReferModel

/// One decision in full: what was read, why earlier buckets were passed over, and what would change it.
package struct Explanation: Sendable {
  /// A field that a rule read, and its value as text; nil where it is missing.
  package struct Read: Sendable {
    package let question: String
    package let field: String
    package let value: String?
  }

  package let reads: [Read]
  package let passedOver: [String]
  /// "would be A if …"; nil when no single change, nor any two, would move the contact.
  package let flip: String?
  /// Each answer in a line: whose it is, its points, and what it rests on.
  package let answers: [String]
  /// The guards that speak, each with the act that it speaks before.
  package let guards: [String]
  /// What is to be done, each with its state and why; and what is left out.
  package private(set) var today: [String] = []

  package init(_ decision: Decision, _ row: Cells, _ decider: Decider) {
    let rules = decider.loaded.rules
    let writer = ValueText(zone: decider.clock.zone)
    var reads: [Read] = []
    for answer in decision.answers {
      let seen = decider.reads(of: rules.questions[answer.question].rule.origin)
      for (place, field) in Schema.contact.fields.enumerated().prefix(64) where answer.reads & (1 << UInt64(place)) != 0
      {
        reads.append(
          Read(
            question: rules.questions[answer.question].name, field: field.name,
            value: writer.text(row[place], field, reads: seen)))
      }
    }
    for (place, test) in rules.fieldTests.enumerated() {
      let name = test.path.text
      if rules.fieldTests[..<place].contains(where: { $0.path.text == name }) { continue }
      let field = Schema.contact.fields[test.path.firstPlace]
      let seen = decider.reads(of: test.site.origin)
      reads.append(
        Read(question: "", field: field.name, value: writer.text(row[test.path.firstPlace], field, reads: seen)))
    }
    self.reads = reads
    passedOver = decision.verdict?.passedOver ?? []
    flip = decision.verdict.flatMap { FlipFinder(decision, $0, row, decider).sentence() }
    answers = decision.answers.map { answer in
      Self.line(answer, rules.questions[answer.question], decider, reads)
    }
    guards = Guard.Act.allCases.flatMap { Self.lines(of: $0, decision, row, decider) }
    tell(decision.duties, rules, decider.clock)
  }

  /// Tells of duties anew, once the shortlists that they wait for are drawn up.
  package mutating func tell(_ duties: Duties, _ rules: RuleSet, _ clock: Clock) {
    let text = DutyText(clock: clock)
    let followUps = duties.followUps.map { text.line($0, $0.pendingShortlists.map { rules.shortlists[$0].name }) }
    today = followUps + duties.thankYous.map(text.line) + Set(duties.withheld).sorted()
  }

  private static func lines(of act: Guard.Act, _ decision: Decision, _ row: Cells, _ decider: Decider) -> [String] {
    do {
      return try decider.guards(before: act, row, decision).map { finding in
        "before \(act.phrase), '\(finding.name)' \(finding.refuses ? "refuses" : "warns"): \(finding.say)"
      }
    } catch { return ["before \(act.phrase), a guard fails: \(error.file):\(error.line): \(error.message)"] }
  }

  private static func line(_ answer: Decision.Answer, _ question: Question, _ decider: Decider, _ reads: [Read])
    -> String
  {
    var line = "\(question.name): "
    guard let value = answer.value else {
      line += "not known"
      let missing = reads.filter { $0.question == question.name && $0.value == nil }.map(\.field)
      if !missing.isEmpty { line += ", because \(missing.joined(separator: ", ")) is missing" }
      if case .user = question.source { line += "; only you can answer: \(question.ask)" }
      return line
    }
    line +=
      "\(question.text(of: value)), \(answer.points ?? .zero) point\(answer.points == Points(nanos: 1_000_000_000) ? "" : "s")"
    switch answer.by {
    case .user?:
      line += ", your answer" + (answer.at.map { " of \(decider.clock.zone.date(at: $0))" } ?? "")
      if let overruled = answer.overruled { line += " (the rule says \(question.text(of: overruled)))" }
    case .rule?:
      let place = decider.loaded.source.place(ofLine: question.rule.line)
      line += ", by \(place.file):\(place.line)"
    case nil: break
    }
    let read = reads.filter { $0.question == question.name }
    if !read.isEmpty {
      line += " from " + read.map { "\($0.field) = \($0.value ?? "missing")" }.joined(separator: ", ")
    }
    return line
  }

  /// Everything but the answers' summary, for below a row of a table.
  package var lines: [String] {
    answers + passedOver.map { "not \($0)" } + (flip.map { [$0] } ?? []) + today + guards
  }
}

/// A cell's value as an explanation shows it.
struct ValueText {
  let zone: Zone

  /// - Parameter reads: the only fields that whoever read it may see; nil is every field. A record has no name to them
  ///   whose `name` is not among them.
  func text(_ cell: CellLayout, _ field: Schema.Field, reads: FieldSelection?) -> String? {
    if let text = cell.text { return "\"\(text)\"" }
    if let yes = cell.yesno { return yes ? "yes" : "no" }
    if let number = cell.number {
      return field.kind == .time ? "\(zone.civil(at: Instant(seconds: number)))" : NumberText.string(number)
    }
    guard let nested = cell.nested else { return nil }
    switch field.kind {
    case .texts: return nested.map { $0.text.map { "\"\($0)\"" } ?? "" }.joined(separator: ", ")
    case .records(let kind): return "\(nested.count) \(Schema.of(kind).name)\(nested.count == 1 ? "" : "s")"
    case .record(let kind):
      let schema = Schema.of(kind)
      func text(of field: String) -> String? {
        schema.index[field].flatMap { place in nested.baseAddress.flatMap { $0[place].text } }
      }
      guard reads?.contains("name", of: kind) ?? true else { return text(of: "id").map { "id \($0)" } ?? "set" }
      return text(of: "name").map { "\"\($0)\"" } ?? "one \(schema.name)"
    default: return "\(nested.count / 2) values"
    }
  }
}
