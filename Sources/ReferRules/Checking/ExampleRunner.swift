import LuaHost
package import ReferModel

/// Runs the examples of a rules file, each at its own time.
package struct ExampleRunner {
  /// An example that did not come out as it should, and how.
  package struct Failure: Sendable {
    package let example: String
    package let diagnostic: Diagnostic
  }

  package let count: Int
  package let failures: [Failure]

  /// Loads the file once for each time at which an example runs, so that `ago` and `now` mean that time.
  ///
  /// - Throws: ``RulesError`` when the file does not load.
  package init(_ source: ScriptSource, loader: RuleLoader) throws {
    var loader = loader
    loader.clock = Clock(now: Example.standardNow, zone: loader.clock.zone)
    let first = try loader.load(source)
    var failures: [Failure] = []
    var loaded: [Instant: Decider] = [:]
    for example in first.rules.examples {
      let zone = loader.clock.zone
      let now =
        if let text = example.now { try DateText.parse(text, now: Example.standardNow, zone: zone) } else {
          Example.standardNow
        }
      let clock = Clock(now: now, zone: zone)
      if loaded[now] == nil {
        loader.clock = clock
        loaded[now] = try Decider(try loader.load(source), clock: clock)
      }
      guard let decider = loaded[now] else { continue }
      // What the file gives at this time, not at another.
      let same = decider.loaded.rules.examples.first { $0.name == example.name } ?? example
      failures += Self.run(same, decider)
    }
    count = first.rules.examples.count
    self.failures = failures
  }

  /// The rows of all examples, for trying rules on without other data.
  package static func rows(_ loaded: LoadedRules, into arena: RowArena) -> [Cells] {
    loaded.rules.examples.compactMap { example in
      try? GivenRow(arena: arena, clock: loaded.clock, objects: loaded.globals.objects).contact(
        example.given, answers: example.answers)
    }
  }

  private static func run(_ example: Example, _ decider: Decider) -> [Failure] {
    let book = decider.loaded.globals.book
    func failure(_ path: String, _ message: String) -> Failure {
      let declaration = book.index.declaration(word: "example", name: example.name, line: example.line)
      let place = declaration.map { book.index.place(of: path, in: $0) }
      let text = "example '\(example.name)': \(message)"
      return Failure(
        example: example.name, diagnostic: book.source.diagnostic(line: example.line, at: place, text))
    }
    guard let arena = RowArena() else { return [failure("given", "memory is out")] }
    // The row is in it: without this it may end with its last use by name.
    defer { withExtendedLifetime(arena) {} }
    let row: Cells
    do {
      row = try GivenRow(arena: arena, clock: decider.clock, objects: decider.loaded.globals.objects).contact(
        example.given, answers: example.answers)
    } catch { return [failure(error.path, error.message)] }
    let decision = decider.decide(row)
    if let error = decision.error {
      let place = error.file == book.source.name ? "line \(error.line)" : "line \(error.line) of \(error.file)"
      return [failure("expect", "a rule failed on \(place): \(error.message)")]
    }
    do {
      let late = try Self.late(example, decision, row, decider)
      return (compare(example, decision, decider) + late).map { failure($0.path, $0.message) }
    } catch { return [failure("expect", "a rule failed: \(error)")] }
  }

  /// What comes after the decision: what is to be done now, and which guards speak.
  private static func late(_ example: Example, _ decision: Decision, _ row: Cells, _ decider: Decider) throws -> [(
    path: String, message: String
  )] {
    let duties = decision.duties
    var wrong = Self.duties(
      example.expect["follow_ups"], duties.followUps.map { ($0.rule, $0.state) }, "follow_ups", "follow-up")
    wrong += Self.duties(
      example.expect["thank_yous"], duties.thankYous.map { ($0.rule, $0.state) }, "thank_yous", "thanks")
    guard case .table(let table)? = example.expect["guards"] else { return wrong }
    let speaking = try Guard.Act.allCases.flatMap { try decider.guards(before: $0, row, decision) }.map(\.name)
    return wrong + [names(table.items, are: speaking, "guards", "guard")].compactMap(\.self)
  }

  /// Names alone are those of what is to be done now; a name with a state has a step in that state.
  private static func duties(
    _ expected: LuaValue?, _ found: [(rule: String, state: DutyState)], _ key: String, _ word: String
  ) -> [(path: String, message: String)] {
    guard case .table(let table)? = expected else { return [] }
    var now = table.items
    var wrong: [(String, String)] = []
    for pair in table.pairs {
      guard case .text(let name) = pair.key, case .text(let text) = pair.value,
        let state = DutyState(rawValue: text)
      else { continue }
      if state.isNow { now.append(pair.key) }
      let states = found.filter { $0.rule == name }.map(\.state)
      if states.contains(state) { continue }
      let shown = states.isEmpty ? "there is none" : "it is \(states.map(\.rawValue).joined(separator: ", "))"
      wrong.append(("expect.\(key).\(name)", "expected '\(name)' to be \(text), \(shown)"))
    }
    if !wrong.isEmpty { return wrong }
    return [names(now, are: found.filter(\.state.isNow).map(\.rule), key, word)].compactMap(\.self)
  }

  private static func names(_ items: [LuaValue], are found: [String], _ key: String, _ word: String) -> (
    path: String, message: String
  )? {
    let expected = items.compactMap { if case .text(let name) = $0 { name } else { nil } }
    guard Set(expected) != Set(found) else { return nil }
    func list(_ names: [String]) -> String {
      var seen: Set<String> = []
      let unique = names.filter { seen.insert($0).inserted }
      return unique.isEmpty ? "no \(word)" : unique.map { "'\($0)'" }.joined(separator: ", ")
    }
    return ("expect.\(key)", "expected \(list(expected)), it is \(list(found))")
  }

  private static func compare(_ example: Example, _ decision: Decision, _ decider: Decider) -> [(
    path: String, message: String
  )] {
    guard let verdict = decision.verdict else { return [] }
    var wrong: [(String, String)] = []
    let because = verdict.why.isEmpty ? "" : " (\(verdict.why.joined(separator: "; ")))"
    func expectBucket(_ value: LuaValue, _ place: Verdict.Place?, _ path: String) {
      guard case .text(let expected) = value, expected != place?.bucket else { return }
      wrong.append(
        (path, "expected bucket '\(expected)', it is \(place?.bucket.map { "'\($0)'" } ?? "in none")\(because)"))
    }
    for pair in example.expect.pairs {
      guard case .text(let key) = pair.key else { continue }
      switch (key, pair.value) {
      case ("bucket", let value): expectBucket(value, verdict.places.first, "expect.bucket")
      case ("buckets", .table(let sets)):
        for set in sets.pairs {
          guard case .text(let name) = set.key else { continue }
          expectBucket(set.value, verdict.places.first { $0.set == name }, "expect.buckets.\(name)")
        }
      case ("answers", .table(let table)): wrong += answers(table, decision, decider)
      case ("score", let value):
        let expected = value.double.flatMap(Points.init) ?? .zero
        if expected != verdict.score {
          wrong.append(("expect.score", "expected score \(expected), it is \(verdict.score)"))
        }
      case ("settled", .yesno(let yes)):
        if yes != verdict.isSettled {
          wrong.append(
            ("expect.settled", "expected settled = \(yes ? "yes" : "no"), it is \(verdict.isSettled ? "yes" : "no")"))
        }
      case ("possible", .table(let table)):
        let names = table.items.compactMap { if case .text(let name) = $0 { name } else { nil } }
        if Set(names) != Set(verdict.possible) {
          wrong.append(
            (
              "expect.possible",
              "expected \(names.joined(separator: ", ")) to be possible, "
                + "it is \(verdict.possible.joined(separator: ", "))"
            ))
        }
      default: break
      }
    }
    return wrong
  }

  private static func answers(_ table: LuaTable, _ decision: Decision, _ decider: Decider) -> [(String, String)] {
    table.pairs.compactMap { pair in
      guard case .text(let name) = pair.key,
        let place = decider.loaded.rules.questions.firstIndex(where: { $0.name == name }),
        let literal = decider.loaded.globals.objects.literal(pair.value)
      else { return nil }
      let question = decider.loaded.rules.questions[place]
      let value = decision.answers[place].value
      let expected = literal == .unknown ? nil : question.value(of: literal)
      if value == expected { return nil }
      func text(_ value: Question.Value?) -> String { value.map(question.text) ?? "not known" }
      return ("expect.answers.\(name)", "expected \(name) to be \(text(expected)), it is \(text(value))")
    }
  }
}
