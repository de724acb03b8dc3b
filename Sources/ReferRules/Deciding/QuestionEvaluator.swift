import CRows
import LuaHost
import ReferModel

/// Answers one question for contact after contact.
final class QuestionEvaluator {
  let question: Question
  private let source: Source
  private let sandbox: Sandbox
  private let rules: ScriptSource
  /// The fields that a condition reads, a bit each.
  private let conditionReads: UInt64

  private enum Source {
    case user
    case condition(RowCondition)
    /// With the schema of contacts as it may see it.
    case function(RuleFunction, UInt16)
    case measure(FieldPath, within: ClosedRange<Double>?)
  }

  struct Answer {
    var slot = Situation.Slot()
    var by: Decision.Answer.Author?
    var at: Instant?
    var overruled: Question.Value?
    var reads: UInt64 = 0
  }

  init(_ question: Question, _ compiler: ConditionCompiler, loaded: LoadedRules) throws {
    self.question = question
    sandbox = loaded.sandbox
    rules = loaded.source
    var reads: UInt64 = 0
    switch question.source {
    case .user: source = .user
    case .function(let function): source = .function(function, loaded.schema(.contact, for: function))
    case .condition(let condition):
      guard let row = compiler.row(condition) else {
        throw HostError("a condition of '\(question.name)' can't be read")
      }
      for test in row.tests where test.path.firstPlace < 64 { reads |= 1 << UInt64(test.path.firstPlace) }
      source = .condition(row)
    case .measure(let field, let over):
      let path = try FieldPath(field, in: .contact)
      let clock = compiler.clock
      let now = clock.now
      source = .measure(path, within: over.map { clock.zone.instant(now, adding: -$0).seconds...now.seconds })
      reads = 1 << UInt64(path.firstPlace)
    }
    conditionReads = reads
  }

  var isFunction: Bool {
    if case .function = source { return true }
    return false
  }

  var condition: RowCondition? {
    if case .condition(let condition) = source { return condition }
    return nil
  }

  /// The user's own answer beats the rule's.
  func answer(_ row: Cells, _ given: GivenAnswers, _ clock: Clock) throws -> Answer {
    var answer = Answer()
    var ruled = try rule(row, &answer.reads)
    if !given.isEmpty, let (cell, at) = given.answer(to: question.name) {
      guard let value = value(of: cell) else {
        throw Decision.Failure(
          rules, line: question.line,
          message: "the user's answer to '\(question.name)' must be \(question.usersExpectation)", reading: nil)
      }
      answer.by = .user
      answer.at = at
      answer.overruled = ruled
      ruled = value
      answer.slot.isOpen = isStale(at, clock)
    } else if ruled != nil {
      answer.by = .rule
      answer.slot.isOpen = false
    }
    answer.slot.value = ruled
    if let ruled { answer.slot.points = question.points(for: ruled) }
    return answer
  }

  /// An answer given too long ago still counts, but is asked for again.
  private func isStale(_ at: Instant?, _ clock: Clock) -> Bool {
    guard let length = question.askAgain, let at else { return false }
    return clock.zone.instant(at, adding: length) < clock.now
  }

  private func value(of cell: rw_cell) -> Question.Value? {
    if let yes = cell.yesno { return question.usersValue(of: .yesno(yes)) }
    if let number = cell.number { return question.usersValue(of: .number(number)) }
    return cell.text.flatMap { question.usersValue(of: .text($0)) }
  }

  private func rule(_ row: Cells, _ reads: inout UInt64) throws -> Question.Value? {
    switch source {
    case .user: return nil
    case .condition(let condition):
      reads = conditionReads
      switch condition.answer(for: row) {
      case .yes: return 1
      case .no: return 0
      case .unknown: return nil
      }
    case .measure(let path, let window):
      reads = conditionReads
      return measure(path, window, row)
    case .function(let function, let schema): return try call(function, .record(schema, row), &reads)
    }
  }

  private func measure(_ path: FieldPath, _ window: ClosedRange<Double>?, _ row: Cells) -> Question.Value? {
    guard let cell = path.value(in: row) else { return path.isFact ? nil : 0 }
    if let number = cell.number { return number }
    guard let nested = cell.nested, case .records(let kind) = path.kind, let window,
      let at = Schema.of(kind).index["at"], let first = nested.baseAddress
    else { return cell.nested.map { Double($0.count) } }
    let width = Schema.of(kind).fields.count
    return Double((0..<nested.count).count { first[$0 * width + at].number.map(window.contains) ?? false })
  }

  private func call(_ function: RuleFunction, _ contact: Sandbox.Argument, _ reads: inout UInt64) throws
    -> Question.Value?
  {
    let outcome = try sandbox.call(function, with: contact)
    reads = outcome.reads
    let literal: Condition.Literal
    switch outcome.value {
    case .nothing:
      // Falling off the end means no, unless a fact was missing.
      return outcome.readMissing || question.form != .yesno ? nil : 0
    case .none: return nil
    case .yesno(let yes):
      if question.form == .yesno { return yes ? 1 : 0 }
      literal = .yesno(yes)
    case .number(let number): literal = .number(number)
    case .text(let text): literal = .text(String(decoding: text, as: UTF8.self))
    case .other(let name): throw mismatch("a \(name)", function)
    }
    if case .yesno = question.form { throw mismatch(outcome.value.kindName, function) }
    guard let value = question.value(of: literal) else { throw mismatch(outcome.value.kindName, function) }
    return value
  }

  private func mismatch(_ kind: String, _ function: RuleFunction) -> Decision.Failure {
    Decision.Failure(
      rules, line: function.line,
      message: "the answer to '\(question.name)' must be \(question.expectation), here the function returns \(kind)",
      reading: nil)
  }
}
