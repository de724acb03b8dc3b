import ReferModel
import ReferRules
import TestSupport
import Testing

@Suite("question")
struct QuestionTests {
  @Test("the user's own answer beats the rule's, and both are kept")
  func userBeatsRule() throws {
    let trial = try Trial("question \"q\" { ask = \"?\", answer = has(\"city\"), weight = 2 }")
    let decision = try trial.decide(#"{"city":"x","answers":{"q":{"value":false,"at":"2026-01-02"}}}"#)
    let answer = try #require(decision.answers.first)
    #expect(answer.by == .user)
    #expect(answer.value == 0)
    #expect(answer.overruled == 1)
    #expect(answer.at == (try Instant(rfc3339: "2026-01-02T00:00:00Z")))
    #expect(decision.verdict?.score == .zero)
    let ruled = try #require(try trial.decide(#"{"city":"x"}"#).answers.first)
    #expect(ruled.by == .rule)
    #expect(ruled.overruled == nil)
    let open = try #require(try trial.decide().answers.first { $0.value == nil || $0.value == 0 })
    #expect(open.by == .rule)
  }

  @Test("an answer older than ask_again still counts, and is open again")
  func askAgain() throws {
    let trial = try Trial(
      """
      question "q" { ask = "?", weight = 3, ask_again = months(12) }
      question "other" { ask = "?", weight = 0.5 }
      bucket "A" { score = at_least(3) }
      bucket "B" { otherwise = true }
      """)
    func verdict(_ at: String) throws -> Verdict {
      try #require(try trial.decide("{\"answers\":{\"q\":{\"value\":true,\"at\":\"\(at)\"}}}").verdict)
    }
    let fresh = try verdict("2025-01-16")
    #expect(fresh.bucket == "A")
    #expect(fresh.isSettled)
    #expect(fresh.open == ["other"])
    let stale = try verdict("2025-01-14")
    #expect(stale.bucket == "A")
    #expect(!stale.isSettled)
    #expect(stale.possible == ["A", "B"])
    #expect(stale.open == ["q", "other"])
    #expect("\(stale.score) \(stale.scoreRange.lowerBound) \(stale.scoreRange.upperBound)" == "3 0 3.5")
    let undated = try #require(try trial.decide(#"{"answers":{"q":true}}"#).verdict)
    #expect(undated.isSettled)
  }

  @Test(
    "the user's answers are taken as people write them",
    arguments: [
      ("", "true", "yes"), ("", "\"yes\"", "yes"), ("", "\"No\"", "no"), ("", "\"y\"", "yes"),
      ("scale = { 1, 5 }", "4", "4"),
      ("scale = { 1, 5 }", "\"4\"", "4"), ("choices = { { 'often', 1 } }", "\" OFTEN \"", "\"often\""),
      ("measure = 'trust', points = { { 0, 0 } }", "2.5", "2.5"),
    ])
  func answers(fields: String, value: String, due: String) throws {
    let comma = fields.isEmpty ? "" : ", \(fields)"
    #expect(try Trial("question \"q\" { ask = \"?\"\(comma) }").answer(for: "{\"answers\":{\"q\":\(value)}}") == due)
  }

  @Test(
    "an answer that is none is this contact's error",
    arguments: [
      ("", "5", "yes or no"), ("", "\"maybe\"", "yes or no"), ("scale = { 1, 5 }", "6", "a whole number from 1 to 5"),
      ("scale = { 1, 5 }", "2.5", "a whole number from 1 to 5"),
      ("scale = { 1, 5 }", "true", "a whole number from 1 to 5"),
      ("choices = { { 'often', 1 }, { 'never', 0 } }", "\"x\"", "one of \"often\", \"never\""),
    ])
  func refused(fields: String, value: String, due: String) throws {
    let comma = fields.isEmpty ? "" : ", \(fields)"
    let decision = try Trial("question \"q\" { ask = \"?\"\(comma) }").decide("{\"answers\":{\"q\":\(value)}}")
    #expect(decision.error?.message == "the user's answer to 'q' must be \(due)")
  }

  @Test(
    "fields that do not go together, or hold what can't be",
    arguments: [
      ("scale = { 1, 5 }, choices = { { 'a', 1 } }", "has both 'scale' and 'choices'; keep one of them"),
      ("scale = { 5, 1 }", "'scale' of question 'q' must go from low to high"),
      ("scale = { 1 }", "must be two numbers"),
      ("scale = { 1, 5, 9 }", "must be two numbers"), ("scale = { 0, 5000 }", "more than 1000 steps"),
      ("choices = {}", "must be a list of labels with points"),
      ("choices = { 'a', 'b' }", "must be a list of labels with points"),
      ("choices = { { 1, 'a' } }", "must be a list of labels with points"),
      ("choices = { { 'a', 1 }, { 'A ', 2 } }", "the choice \"A \" stands twice"),
      ("points = { { 0, 1 } }", "'points' goes with 'measure' only; yes/no takes weight = 3"),
      ("measure = 'trust'", "'measure' needs 'points'"),
      ("measure = 'city', points = { { 0, 0 } }", "a measure is a number or a list to count"),
      ("measure = 'trst', points = { { 0, 0 } }", "did you mean 'trust'?"),
      ("measure = 'trust', points = { { 3, 0 }, { 1, 1 } }", "must begin with rising numbers"),
      ("measure = 'trust', over = days(3), points = { { 0, 0 } }", "'trust' is no list of things with a time"),
      ("measure = 'tags', over = days(3), points = { { 0, 0 } }", "'tags' is no list of things with a time"),
      ("measure = 'tags', answer = has('city'), points = { { 0, 0 } }", "a measure answers itself"),
      ("over = days(3)", "'over' goes with 'measure' only"),
      ("answer = has('city'), over = days(3)", "'over' goes with 'measure' only"),
      ("answer = has('city'), scale = { 1, 5 }", "a condition answers yes or no"),
      ("ask_again = 0", "must be longer than nothing"), ("ask_again = 'x'", "must be a length of time"),
      ("ask_again = -days(3)", "longer than nothing"),
      ("weight = 'x'", "'weight' of question 'q' must be a number, here it is a text"),
      ("weight = 0/0", "is no number at all"), ("weight = 1e400", "is too large a number"),
      ("scale = { 1, 1e400 }", "is too large a number"),
      ("required = 1", "must be true or false, here it is a number"), ("required = unknown", "here it is unknown"),
      ("of = 'membr'", "did you mean \"member\"?"),
      ("of = 'member'", "this version of refer knows rules about contacts only"),
      ("of = 'x'", "it is one of: contact, member, group"),
      ("help = 3", "'help' of question 'q' must be a text in quotes"),
    ])
  func mismatches(fields: String, message: String) {
    let problems = Trial.problems("question \"q\" {\n  ask = \"?\",\n  \(fields)\n}")
    #expect(problems.contains { $0.contains(message) }, "\(problems)")
    #expect(problems.allSatisfy { $0.hasPrefix("3:") && $0.split(separator: ":").count > 2 }, "\(problems)")
  }

  @Test("what the fields mean by default")
  func defaults() throws {
    let question = try #require(
      try Trial("question \"q\" { ask = \"Why?\", of = \"contact\" }").loaded.rules.questions.first)
    #expect(question.ask == "Why?")
    #expect(question.form == .yesno)
    #expect(question.weight == Points(1))
    #expect(!question.isRequired)
    #expect(question.help == nil && question.askAgain == nil)
    #expect(question.line == 1)
  }
}
