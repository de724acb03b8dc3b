import ReferModel
import ReferRules
import TestSupport
import Testing

@Suite("Settled and open")
struct SettledTests {
  /// What is known of one contact, at random, as the oracle and as a file have it.
  private struct Contact {
    var state: RuleOracle.State
    var stale: RuleOracle.Stale = []
    var json = ""

    init(_ model: RuleModel, open share: Int, _ random: inout Seeded) {
      state = RuleOracle.State(answers: [], facts: [])
      var pairs: [String] = []
      for fact in RuleModel.facts {
        let known = random.once(in: 3) ? nil : random.once(in: 2)
        state.facts.append(known)
        if let known { pairs.append("\"\(fact)\":\"\(known ? "a" : "b")\"") }
      }
      var answers: [String] = []
      for (place, asked) in model.questions.enumerated() {
        guard !random.once(in: share), let value = asked.form.answers.randomElement(using: &random)?.value else {
          state.answers.append(nil)
          continue
        }
        state.answers.append(value)
        let isStale = random.once(in: 8)
        if isStale { stale.insert(place) }
        let text =
          switch asked.form {
          case .yesno: value == 1 ? "true" : "false"
          case .scale: "\(value)"
          case .choices: "\"c\(value)\""
          }
        answers.append("\"q\(place)\":{\"value\":\(text),\"at\":\"\(isStale ? "2025-01-01" : "2026-01-10")\"}")
      }
      pairs.append("\"answers\":{\(answers.joined(separator: ","))}")
      json = "{\(pairs.joined(separator: ","))}"
    }
  }

  private func verdicts(_ model: RuleModel, _ contacts: [Contact]) throws -> [Verdict] {
    let trial = try Trial(model.text)
    let rows = try ContactRows(contacts.map(\.json))
    return try rows.rows.map { row in
      let decision = trial.decider.decide(row)
      #expect(decision.error == nil)
      return try #require(decision.verdict)
    }
  }

  private func names(_ buckets: Set<Int>) -> [String] { buckets.sorted().map { "b0_\($0)" } }

  @Test("all is as trying every answer says: 3,600 contacts of 300 rules", arguments: 0..<30)
  func agreesWithOracle(seed: Int) throws {
    var random = Seeded(seed)
    for _ in 0..<(Trials.areFew ? 2 : 10) {
      let model = RuleModel(questions: Int.random(in: 1...4, using: &random), &random)
      let contacts = (0..<12).map { _ in Contact(model, open: 2, &random) }
      let oracle = RuleOracle(model: model)
      for (contact, verdict) in zip(contacts, try verdicts(model, contacts)) {
        let due = oracle.outcome(contact.state, stale: contact.stale)
        let context: Comment = "\(model.text)\n\(contact.json)"
        #expect(verdict.places.map(\.indexInSet) == due.buckets, context)
        #expect(verdict.isSettled == due.isSettled, context)
        #expect(verdict.possible == names(due.possible), context)
        #expect(verdict.score == Points(due.score), context)
        #expect(verdict.scoreRange.lowerBound == Points(due.range.lowerBound), context)
        #expect(verdict.scoreRange.upperBound == Points(due.range.upperBound), context)
        let open = contact.state.answers.indices.filter { contact.state.answers[$0] == nil } + contact.stale
        #expect(Set(verdict.open) == Set(open.map { "q\($0)" }), context)
      }
    }
  }

  @Test("with too many open questions to try them all, nothing is called settled that is not", arguments: 0..<12)
  func isSoundBeyondTrials(seed: Int) throws {
    var random = Seeded(1000 + seed)
    var settled = 0
    for _ in 0..<(Trials.areFew ? 1 : 6) {
      let model = RuleModel(questions: Int.random(in: 13...15, using: &random), &random)
      let oracle = RuleOracle(model: model)
      var contacts: [Contact] = []
      while contacts.count < 2 {
        let contact = Contact(model, open: 1, &random)
        if contacts.isEmpty || oracle.ends(contact.state, stale: contact.stale) > 4096 { contacts.append(contact) }
      }
      for (contact, verdict) in zip(contacts, try verdicts(model, contacts)) {
        // A random walk through the ends: any that differs from what was settled is a lie.
        let ends = oracle.sampleEnds(contact.state, stale: contact.stale, count: 400, &random)
        let context: Comment = "\(model.text)\n\(contact.json)"
        if verdict.isSettled {
          settled += 1
          #expect(ends.allSatisfy { $0 == verdict.places.map(\.indexInSet) }, context)
        }
        let reached = Set(ends.compactMap { $0[0] }.filter { !model.sets[0][$0].isUnanswered })
        #expect(Set(verdict.possible).isSuperset(of: names(reached)), context)
      }
    }
  }

  @Test("thirty questions that only bring points are still judged exactly")
  func sums() throws {
    let questions = (0..<30).map { "question \"q\($0)\" { ask = \"?\", weight = 2 }" }.joined(separator: "\n")
    let trial = try Trial(
      """
      \(questions)
      bucket "odd" { score = all_of { at_least(3), at_most(3) } }
      bucket "top" { score = at_least(60) }
      bucket "rest" { otherwise = true }
      """)
    let verdict = try #require(try trial.decide().verdict)
    #expect(verdict.possible == ["top", "rest"])
    #expect(verdict.bucket == "rest")
    #expect(!verdict.isSettled)
    let no = try #require(try trial.decide(#"{"answers":{"q0":false}}"#).verdict)
    #expect(no.possible == ["rest"])
    #expect(no.isSettled)
  }

  @Test("a bucket that asks whether an answer is known is not settled while it may come")
  func knowing() throws {
    let trial = try Trial(
      """
      question "a" { ask = "?" }
      question "b" { ask = "?" }
      bucket "ask b" { needs = { a = unknown, "b" } }
      bucket "rest" { otherwise = true }
      """)
    let verdict = try #require(try trial.decide().verdict)
    #expect(verdict.bucket == "rest")
    #expect(verdict.possible == ["ask b", "rest"])
    #expect(!verdict.isSettled)
    let answered = try #require(try trial.decide(#"{"answers":{"a":true}}"#).verdict)
    #expect(answered.isSettled)
    let many = try Trial(
      (0..<14).map { "question \"q\($0)\" { ask = \"?\", choices = { { \"a\", 0.\($0)1 }, { \"b\", 1.7\($0)3 } } }" }
        .joined(separator: "\n")
        + "\nbucket \"new\" { needs = { q0 = unknown, q1 = unknown, q2 = unknown } }"
        + "\nbucket \"rest\" { otherwise = true }"
    )
    let open = try #require(try many.decide().verdict)
    #expect(open.bucket == "new")
    #expect(!open.isSettled)
  }

  @Test("a measure is open between its steps and beyond them, too")
  func measures() throws {
    let trial = try Trial(
      """
      question "m" { ask = "?", measure = "trust", points = { { 3, 5 }, { 10, 7 } } }
      bucket "none" { score = at_most(0) }
      bucket "two" { when = all_of { at_least("m", 5), at_most("m", 5.5) } }
      bucket "more" { when = at_least("m", 20) }
      bucket "rest" { otherwise = true }
      """)
    let verdict = try #require(try trial.decide().verdict)
    #expect(verdict.possible == ["none", "two", "more", "rest"])
    #expect(verdict.scoreRange == Points.zero...Points(nanos: 7_000_000_000))
    #expect(try trial.decide(#"{"trust":5.2}"#).bucket == "two")
    #expect(try trial.decide(#"{"trust":-1}"#).bucket == "none")
  }
}

extension RuleOracle {
  /// Where the contact ends with answers given at random.
  func sampleEnds(_ state: State, stale: Stale, count: Int, _ random: inout Seeded) -> [[Int?]] {
    (0..<count).map { _ in
      var end = state
      for question in model.questions.indices where end.answers[question] == nil || stale.contains(question) {
        end.answers[question] = model.questions[question].form.answers.randomElement(using: &random)?.value
      }
      for fact in end.facts.indices where end.facts[fact] == nil { end.facts[fact] = random.once(in: 2) }
      return place(end)
    }
  }
}
