import LuaHost
import ReferModel

/// Answers what is asked once a contact is decided: the conditions of guards, follow-ups and thank-yous.
///
/// The bucket that a contact is in is the one that holds now, settled or not.
final class LateConditions {
  private let loaded: LoadedRules
  private let tests: [FieldTest]
  /// The answers, for functions.
  private let answers: AnswersRow?
  let usesFunctions: Bool

  /// - Throws: ``ScriptError`` when memory is out.
  init(_ loaded: LoadedRules, _ compiler: ConditionCompiler) throws {
    self.loaded = loaded
    tests = loaded.rules.lateTests.compactMap { compiler.fieldTest($0.path, $0.test, at: $0.site) }
    usesFunctions = loaded.rules.hasLateFunctions
    answers = usesFunctions ? try AnswersRow(loaded) : nil
  }

  /// - Throws: ``ScriptError`` of a function, and ``Decision/Failure`` for one that answers with neither yes nor no.
  func answer(_ when: When, _ row: Cells, _ decision: Decision) throws -> Ternary {
    switch when {
    case .condition(let condition): answer(condition, row, decision)
    case .function(let function): try ask(function, row, decision)
    }
  }

  private func answer(_ condition: BucketCondition, _ row: Cells, _ decision: Decision) -> Ternary {
    switch condition {
    case .field(let place): return tests[place].answer(for: row)
    case .question(let place, let test):
      let answer = decision.answers[place]
      guard let value = answer.value else { return test.whileOpen }
      return Ternary(test.holds(value, answer.points ?? .zero))
    case .bucket(let set, let bucket):
      guard let verdict = decision.verdict else { return .unknown }
      return Ternary(verdict.places[set].indexInSet == bucket)
    case .any(let parts): return Ternary.any(parts) { answer($0, row, decision) }
    case .all(let parts): return Ternary.all(parts) { answer($0, row, decision) }
    case .none(let parts): return Ternary.any(parts) { answer($0, row, decision) }.negated
    }
  }

  /// Runs under the budget that the caller has begun.
  private func ask(_ function: RuleFunction, _ row: Cells, _ decision: Decision) throws -> Ternary {
    let outcome = try withAnswers(of: decision) {
      try loaded.sandbox.call(function, with: .record(loaded.schema(.contact, for: function), row))
    }
    switch outcome.value {
    case .yesno(let yes): return Ternary(yes)
    case .nothing: return outcome.readMissing ? .unknown : .no
    case .none: return .unknown
    case .number, .text, .other:
      throw Decision.Failure(
        loaded.source, line: function.line,
        message: "this function must return true or false, here it is \(outcome.value.kindName)", reading: nil)
    }
  }

  /// While `body` runs, `answers` are those of the decision.
  func withAnswers<Result>(of decision: Decision, _ body: () throws -> Result) rethrows -> Result {
    guard let answers else { return try body() }
    let slots = decision.answers.map { Situation.Slot(value: $0.value, points: $0.points ?? .zero, isOpen: false) }
    loaded.globals.answers = answers.fill(slots)
    defer { loaded.globals.answers = nil }
    return try body()
  }
}

extension RuleSet {
  /// Whether a function is asked once all is decided.
  var hasLateFunctions: Bool {
    guards.contains { $0.when?.isFunction ?? false || $0.unless?.isFunction ?? false }
      || followUps.contains { $0.when?.isFunction ?? false }
      || thankYous.contains { $0.when?.isFunction ?? false || $0.gift?.isFunction ?? false }
  }
}

extension When {
  var isFunction: Bool {
    if case .function = self { return true }
    return false
  }
}

extension ThankYouRule.Gift {
  var isFunction: Bool {
    if case .function = self { return true }
    return false
  }
}
