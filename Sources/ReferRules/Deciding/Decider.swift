package import LuaHost
package import ReferModel

/// Decides over contacts, one after the other, with rules that are loaded once.
///
/// Nothing of one contact reaches the next: whatever a rule changed is put back before each.
package final class Decider {
  package let loaded: LoadedRules
  package let clock: Clock
  /// The only fields that exist for an origin; nil is every field.
  func reads(of origin: Int) -> FieldSelection? { loaded.globals.book.reads(of: origin) }
  private let evaluators: [QuestionEvaluator]
  /// The field tests of buckets, at this clock.
  let tests: [FieldTest]
  /// What is asked once a contact is decided.
  let late: LateConditions
  private let keys: SituationKeys
  /// What conditions cost, in the decision that is made.
  private let work: ConditionWork
  private var verdicts: [UInt64: Verdict] = [:]
  private var logic: BucketLogic
  private var answersRow: AnswersRow?
  private let usesFunctions: Bool
  /// Whether the rules have follow-ups or thanks.
  package let makesDuties: Bool
  /// What follow-ups and thanks know beyond the row that is decided; nil where there is no book.
  package var records: DutyRecords?
  /// Since when the turns of follow-ups that come again are told of that are over; nil tells of the next one alone.
  package var turnsSince: Instant?
  private var current: Cells?

  /// How many different situations are remembered; beyond it they are decided anew.
  private static let mostVerdicts = 20_000

  /// - Throws: ``ScriptError`` when memory is out.
  package init(_ loaded: LoadedRules, clock: Clock) throws {
    let rules = loaded.rules
    let work = ConditionWork()
    self.work = work
    self.loaded = loaded
    self.clock = clock
    loaded.globals.now = clock.now
    if clock.now != loaded.clock.now { try loaded.sandbox.set("now", to: .number(clock.now.seconds)) }
    let compiler = ConditionCompiler(book: loaded.globals.book, schema: .contact, clock: clock)
    evaluators = try rules.questions.map { try QuestionEvaluator($0, compiler, loaded: loaded, work) }
    tests = rules.fieldTests.compactMap { compiler.fieldTest($0.path, $0.test, at: $0.site) }
    late = try LateConditions(loaded, compiler, work)
    keys = SituationKeys(rules)
    logic = BucketLogic(rules: rules, ask: nil)
    makesDuties = !rules.followUps.isEmpty || !rules.thankYous.isEmpty
    let asksInBuckets = rules.sets.contains { $0.buckets.contains(where: \.usesFunctions) }
    usesFunctions = asksInBuckets || evaluators.contains(where: \.isFunction)
    if asksInBuckets {
      answersRow = try AnswersRow(loaded)
      logic.ask = { [unowned self] call in try ask(call) }
    }
  }

  /// The decision about one contact.
  package func decide(_ row: Cells) -> Decision {
    let id = row[0].text ?? ""
    let name = row[1].text
    var (situation, answers, failure) = usesFunctions ? budgeted { asked(row) } : asked(row)
    var verdict: Verdict?
    if failure == nil {
      do {
        situation.tests = try tested(row)
        verdict = try self.verdict(situation, row)
      } catch { failure = self.failure(error, line: 0) }
    }
    var decision = Decision(id: id, name: name, verdict: verdict, answers: answers, error: failure)
    guard makesDuties, failure == nil else { return decision }
    do {
      decision.duties = try duties(row, decision)
    } catch { return Decision(id: id, name: name, verdict: nil, answers: answers, error: error) }
    return decision
  }

  /// Runs what belongs to one decision, under its budget.
  func budgeted<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
    loaded.globals.dropTemporary()
    return try loaded.sandbox.decide(loaded.budgets.decision, body)
  }

  private func asked(_ row: Cells) -> (Situation, [Decision.Answer], Decision.Failure?) {
    beginWork()
    let given = GivenAnswers(row)
    var situation = Situation(slots: [], tests: [])
    situation.slots.reserveCapacity(evaluators.count)
    var answers: [Decision.Answer] = []
    answers.reserveCapacity(evaluators.count)
    var failure: Decision.Failure?
    for (place, evaluator) in evaluators.enumerated() {
      var answer: QuestionEvaluator.Answer
      do {
        answer = try evaluator.answer(row, given, clock)
      } catch {
        failure = failure ?? self.failure(error, line: evaluator.question.line)
        answer = QuestionEvaluator.Answer()
      }
      situation.slots.append(answer.slot)
      answers.append(
        Decision.Answer(
          question: place, value: answer.slot.value, points: answer.slot.value == nil ? nil : answer.slot.points,
          by: answer.by, at: answer.at, overruled: answer.overruled, reads: answer.reads))
    }
    return (situation, answers, failure)
  }

  private func verdict(_ situation: Situation, _ row: Cells) throws -> Verdict {
    // What a function says depends on the contact, not on the situation alone.
    guard logic.ask == nil, let key = keys.key(of: situation) else {
      current = row
      defer { current = nil }
      return try Verdict.decide(situation, logic)
    }
    if let known = verdicts[key] { return known }
    let fresh = try Verdict.decide(situation, logic)
    if verdicts.count < Self.mostVerdicts { verdicts[key] = fresh }
    return fresh
  }

  private func ask(_ call: When.FunctionCall) throws -> Ternary {
    guard let row = current, let answersRow else { return .unknown }
    let filled = answersRow.fill(call.slots)
    loaded.globals.answers = filled
    defer { loaded.globals.answers = nil }
    let score = Sandbox.Argument.number(call.score.double)
    let contact = Sandbox.Argument.record(loaded.schema(.contact, for: call.function), row)
    let given = filled.record(for: call.function.origin)
    let answers = Sandbox.Argument.record(given.schema, given.cells)
    // Each what-if is a decision of its own to the budget: how many there are is bounded elsewhere.
    let outcome = try budgeted {
      call.kind == .score
        ? try loaded.sandbox.call(call.function, with: score)
        : try loaded.sandbox.call(call.function, with: contact, answers, score)
    }
    switch outcome.value {
    case .yesno(let yes): return Ternary(yes)
    case .nothing: return outcome.readMissing ? .unknown : .no
    case .none: return .unknown
    case .number, .text, .other:
      throw Decision.Failure(
        loaded.source, line: call.function.line,
        message: "a bucket's function must return true or false, here it is \(outcome.value.kindName)", reading: nil)
    }
  }

  /// The answers of the buckets' field tests.
  private func tested(_ row: Cells) throws(Decision.Failure) -> [Ternary] {
    var found: [Ternary] = []
    found.reserveCapacity(tests.count)
    for test in tests {
      found.append(test.answer(for: row, work))
      if work.isSpent { throw work.failure(loaded.source, line: loaded.rules.fieldTests[found.count - 1].site.line) }
    }
    return found
  }

  private func beginWork() {
    work.forgetTexts()
    work.begin(limit: loaded.budgets.decision.instructions)
  }

  /// Runs functions that are asked once a contact is decided: together they may use as much as the decision.
  func budgetedLate<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
    func run() throws(Failure) -> Result {
      beginWork()
      return try body()
    }
    return late.usesFunctions ? try budgeted(run) : try run()
  }

  func failure(_ error: any Error, line: Int) -> Decision.Failure {
    switch error {
    case let failure as Decision.Failure: return failure
    case let error as ScriptError:
      let place = error.line > 0 ? SourcePlace(file: error.script, line: error.line) : loaded.source.place(ofLine: line)
      guard case .failed = error.reason else {
        let told = BudgetScope.decision.told(error)
        return Decision.Failure(
          file: place.file, line: place.line,
          message: told.message + (told.remedy.map { "; \($0)" } ?? ""), reading: error.reading)
      }
      let line = loaded.source.file(named: error.script)?.main.line(error.line)
      let advice = RuntimeAdvice.explain(luaMessage: error.message, line: line)
      let remedy = advice.remedy.map { "; \(Self.naming(error.reading, in: $0))" } ?? ""
      return Decision.Failure(
        file: place.file, line: place.line, message: advice.message + remedy,
        reading: error.reading)
    default:
      return Decision.Failure(loaded.source, line: line, message: "\(error)", reading: nil)
    }
  }

  /// Lua does not say which field was missing; what was read last is known here.
  private static func naming(_ field: String?, in remedy: String) -> String {
    guard let field else { return remedy }
    let general = ", with the field that may be missing"
    guard remedy.hasSuffix(general) else { return remedy }
    let parts = remedy.dropLast(general.count).split(
      separator: "contact.field", maxSplits: 1, omittingEmptySubsequences: false)
    return parts.joined(separator: "contact.\(field)")
  }

  /// What ranks a contact in a shortlist; nil when it is not known.
  package func rank(_ shortlist: Shortlist, _ row: Cells, _ verdict: Verdict) throws(Decision.Failure) -> Double? {
    switch shortlist.by {
    case .score: return verdict.score.double
    case .field(let path):
      guard let cell = path.value(in: row) else { return path.isCount ? 0 : nil }
      return cell.number ?? cell.yesno.map { $0 ? 1 : 0 } ?? cell.nested.map { Double($0.count) }
        ?? cell.text.flatMap(NumberText.number)
    case .function(let function):
      do {
        let outcome = try budgeted {
          try loaded.sandbox.call(function, with: .record(loaded.schema(.contact, for: function), row))
        }
        switch outcome.value {
        case .number(let number):
          if !number.isNaN { return number }
          throw Decision.Failure(
            loaded.source, line: function.line,
            message:
              "the function that ranks '\(shortlist.name)' returns what is no number (nan); check for a division by zero",
            reading: nil)
        case .nothing, .none: return nil
        case .yesno, .text, .other:
          throw Decision.Failure(
            loaded.source, line: function.line,
            message:
              "the function that ranks '\(shortlist.name)' must return a number, here it is \(outcome.value.kindName)",
            reading: nil)
        }
      } catch { throw failure(error, line: function.line) }
    }
  }
}

extension Sandbox.Outcome.Value {
  package var kindName: String {
    switch self {
    case .nothing, .none: "nothing"
    case .yesno: "yes or no"
    case .number: "a number"
    case .text: "a text"
    case .other("userdata"): "a record, a list or a condition"
    case .other(let name): "a \(name)"
    }
  }
}

extension Decider {
  /// The situation that a decision was made in.
  func situation(of decision: Decision, _ row: Cells) -> Situation {
    let slots = decision.answers.map { answer in
      Situation.Slot(value: answer.value, points: answer.points ?? .zero, isOpen: answer.value == nil)
    }
    beginWork()
    return Situation(slots: slots, tests: tests.map { $0.answer(for: row, work) })
  }

  /// The steps that placing a contact takes at most.
  var parts: Int { logic.parts }

  /// The bucket of the first set that would hold for a contact in another situation; nil too where a function fails
  /// at such a question, for then nothing is known of it.
  func holding(_ situation: Situation, _ row: Cells) -> Int? {
    current = row
    defer { current = nil }
    let range = loaded.rules.scoreRange(of: situation)
    return (try? logic.place(situation, range: range))?.holding.first ?? nil
  }

  func condition(of question: Int) -> RowCondition? { evaluators[question].condition }
}
