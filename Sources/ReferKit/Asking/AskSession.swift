import CRows
import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// Putting the open questions of the rules to the user, and keeping the answers: what `refer ask` does.
///
/// ```swift
/// let session = try AskSession(Evaluation(rules: rules, over: workspace, run: run))
/// for person in try session.waiting(limit: 5).people {
///   let answered = try session.answer(person.questions[0].name, of: person.id, with: "4")
///   print(answered.line)  // Kept: good_at_it 4. Ada Park (2) moves from unsorted to A. Undo: refer undo
/// }
/// ```
public final class AskSession {
  private let evaluation: Evaluation
  private let workspace: Workspace
  private let loaded: LoadedRules
  private let decider: Decider

  /// - Throws: ``ReferError`` for rules that can't be used or ask nothing, and where there is no book to keep answers.
  public init(_ evaluation: Evaluation) throws {
    guard let workspace = evaluation.source.book else {
      throw ReferError("answers are kept in the book: leave '--from' out, and 'refer import' the file first")
    }
    loaded = try evaluation.load()
    if loaded.rules.questions.isEmpty {
      throw ReferError("\(evaluation.rules.shownName): these rules ask no question")
    }
    decider = try ReferError.wrap { [loaded] in try Decider(loaded, clock: evaluation.run.clock) }
    self.evaluation = evaluation
    self.workspace = workspace
  }

  // MARK: Who waits

  /// The people whose bucket hangs on an open question, the most decisive question first; or one person, with all
  /// questions that are open.
  ///
  /// - Parameters:
  ///   - contact: as ``Workspace/person(named:run:)`` takes it.
  ///   - limit: how many people at most.
  /// - Throws: ``ReferError``.
  public func waiting(contact: String? = nil, limit: Int = 10) throws -> WaitingPeople {
    try workspace.read(asOf: evaluation.run.asOf) { reader in
      if let contact {
        let person = try reader.person(named: contact)
        return WaitingPeople(people: [try waiting(person.id, reader)].compactMap { $0 }, others: 0, failed: 0)
      }
      var ranks: [(id: Int64, rank: Decisiveness)] = []
      var failed = 0
      var seen = 0
      try reader.forEachContact { id, row in
        seen += 1
        if seen & 0x3FF == 0 { evaluation.progress(seen) }
        let decision = decide(row)
        if let message = decision.failureMessage {
          failed += 1
          if failed <= EvaluationWalk.mostReports { evaluation.report(message) }
        }
        if let rank = decision.verdict?.decisiveness, !decision.isSettled { ranks.append((id, rank)) }
      }
      ranks.sort { ($1.rank, $0.id) < ($0.rank, $1.id) }
      return WaitingPeople(
        people: try ranks.prefix(limit).compactMap { try waiting($0.id, reader) },
        others: max(ranks.count - limit, 0), failed: failed)
    }
  }

  private func waiting(_ id: Int64, _ reader: BookReader) throws -> WaitingPeople.Person? {
    try reader.contact(id) { row in
      let decision = decide(row)
      if let message = decision.failureMessage { throw ReferError(message, status: .someFailed) }
      let open = decision.verdict?.open ?? []
      return WaitingPeople.Person(
        id: decision.id, name: decision.name, bucket: decision.bucket, possible: decision.verdict?.possible ?? [],
        isSettled: decision.isSettled,
        questions: open.compactMap { name in
          loaded.rules.questions.firstIndex { $0.name == name }.map {
            OpenQuestion(loaded.rules.questions[$0], decision.answers[$0])
          }
        })
    }
  }

  private func decide(_ row: Cells) -> Decision {
    evaluation.working(true)
    defer { evaluation.working(false) }
    return decider.decide(row)
  }

  // MARK: Answers

  /// Keeps the user's answer to one question about one contact, as a deed of its own.
  ///
  /// - Parameter text: yes or no, a number, a choice or its place in the list, from 1 on.
  /// - Throws: ``ReferError`` for a question or an answer that is none.
  public func answer(_ question: String, of contact: String, with text: String) throws -> AnsweredQuestion {
    let names = loaded.rules.questions.map(\.name)
    guard let asked = loaded.rules.questions.first(where: { $0.name == question }) else {
      let near = Nearest.suggestion(for: question, among: names).map { "; did you mean '\($0)'?" } ?? ""
      throw ReferError("no question is named '\(TerminalText.escaped(question))'\(near)")
    }
    guard let value = asked.usersValue(typed: text) else {
      throw ReferError("'\(asked.name)' takes \(TerminalText.escaped(asked.usersExpectation))")
    }
    let before = try standing(contact)
    let shown = asked.text(of: value)
    let deed = try workspace.write("answer", run: evaluation.run) { writer in
      let id = before.id
      guard let arena = RowArena(), let cell = asked.cell(of: value, arena) else {
        throw ReferError("there is not enough memory")
      }
      defer { withExtendedLifetime(arena) {} }
      try writer.setSubject(id)
      try writer.addAnswer(to: asked.name, cell, at: evaluation.run.clock.now.seconds, contact: id)
      return TerminalText.escaped("Answered: \(asked.name) \(shown) for \(before.decision.label)")
    }
    let after = try standing(contact)
    return AnsweredQuestion(
      id: contact, name: before.decision.name, question: asked.name, answer: shown,
      before: AnsweredQuestion.Standing(before.decision), after: AnsweredQuestion.Standing(after.decision), deed: deed)
  }

  private func standing(_ contact: String) throws -> (id: Int64, decision: Decision) {
    try workspace.read(asOf: nil) { reader in
      let id = try reader.person(named: contact).id
      guard let decision = try reader.contact(id, decide) else { throw ReferError("nobody has the id '\(id)'") }
      return (id, decision)
    }
  }
}

extension Decision {
  /// The name and the id, for what the user reads.
  fileprivate var label: String { "\(name ?? "no name") (\(id))" }
}

extension Question {
  /// What was typed at the question: a choice may be given by its place.
  fileprivate func usersValue(typed: String) -> Value? {
    let text = typed.trimmed
    if case .choices(let choices) = form {
      if let value = usersValue(of: .text(text)) { return value }
      return Int(text).flatMap { choices.indices.contains($0 - 1) ? Double($0 - 1) : nil }
    }
    return usersValue(of: .text(text))
  }

  /// The answer as the book keeps it.
  fileprivate func cell(of value: Value, _ arena: RowArena) -> rw_cell? {
    switch form {
    case .yesno: .yesno(value == 1)
    case .scale, .measure: .number(value)
    case .choices(let choices): arena.text(choices[Int(value)].label)
    }
  }
}
