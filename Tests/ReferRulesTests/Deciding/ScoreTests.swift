import ReferModel
import ReferRules
import TestSupport
import Testing

@Suite("Scores")
struct ScoreTests {
  private func score(_ rules: String, _ contact: String = "{}") throws -> String {
    "\(try #require(try Trial(rules).decide(contact).verdict).score)"
  }

  @Test("ten tenths are one, and one is enough for at_least(1)")
  func tenths() throws {
    let questions = (0..<10).map { "question \"q\($0)\" { ask = \"?\", weight = 0.1, answer = has(\"id\") }" }
    let trial = try Trial(
      questions.joined(separator: "\n") + "\nbucket \"A\" { score = at_least(1) }\nbucket \"B\" { score = at_most(1) }")
    let verdict = try #require(try trial.decide().verdict)
    #expect("\(verdict.score)" == "1")
    #expect(verdict.bucket == "A")
  }

  @Test(
    "sums are exact to nine decimals, and whole numbers print as such",
    arguments: [
      ("1/3", "0.333333333"), ("2/3", "0.666666667"), ("3", "3"), ("3.0", "3"), ("-1.5", "-1.5"),
      ("0.000000001", "0.000000001"),
      ("0.1 + 0.2", "0.3"), ("1e6", "1000000"), ("0", "0"), ("-0.0", "0"), ("1e-10", "0"), ("2^10", "1024"),
    ])
  func weights(weight: String, due: String) throws {
    #expect(try score("question \"q\" { ask = \"?\", weight = \(weight), answer = has(\"id\") }") == due)
  }

  @Test("thirds add up in any order")
  func thirds() throws {
    let parts = ["1/3", "-1/3", "0.1", "0.7", "1e6", "-1e6", "0.000000001"]
    for shift in parts.indices {
      let turned = parts[shift...] + parts[..<shift]
      let rules = turned.enumerated().map {
        "question \"q\($0)\" { ask = \"?\", weight = \($1), answer = has(\"id\") }"
      }
      #expect(try score(rules.joined(separator: "\n")) == "0.800000001")
    }
  }

  @Test(
    "a yes brings its weight, a no nothing, a scale its part, choices and measures what is written",
    arguments: [
      ("", "true", "1"), ("weight = 3", "true", "3"), ("weight = 3", "false", "0"), ("weight = -2", "true", "-2"),
      ("scale = { 1, 5 }, weight = 2", "1", "0"), ("scale = { 1, 5 }, weight = 2", "4", "1.5"),
      ("scale = { 1, 5 }, weight = 2", "5", "2"), ("scale = { 1, 5 }", "3", "0.5"),
      ("scale = { 0, 3 }", "1", "0.333333333"),
      ("scale = { -5, 5 }, weight = -1", "0", "-0.5"),
      ("choices = { { 'often', 2 }, { 'never', -1 } }", "\"never\"", "-1"),
      ("choices = { { 'often', 2 }, { 'never', -1 } }, weight = 9", "\"OFTEN\"", "2"),
    ])
  func points(fields: String, answer: String, due: String) throws {
    let comma = fields.isEmpty ? "" : ", \(fields)"
    #expect(try score("question \"q\" { ask = \"?\"\(comma) }", "{\"answers\":{\"q\":\(answer)}}") == due)
  }

  @Test(
    "a measure counts, within its time and not in the future",
    arguments: [
      (
        "measure = 'interactions'", #"{"interactions":[{"at":"2026-01-14"},{"at":"2025-11-01"},{"at":"2020-01-01"}]}"#,
        "3", "5"
      ),
      (
        "measure = 'interactions', over = days(90)",
        #"{"interactions":[{"at":"2026-01-14"},{"at":"2025-11-01"},{"at":"2020-01-01"}]}"#, "2", "1"
      ),
      (
        "measure = 'interactions', over = days(90)", #"{"interactions":[{"at":"2026-02-14"},{"kind":"call"}]}"#, "0",
        "0"
      ),
      ("measure = 'interactions'", "{}", "0", "0"), ("measure = 'tags'", #"{"tags":["a"]}"#, "1", "1"),
      ("measure = 'trust'", #"{"trust":2.5}"#, "2.5", "1"), ("measure = 'trust'", "{}", "unknown", "0"),
      ("measure = 'trust'", #"{"trust":-4}"#, "-4", "0"),
    ])
  func measures(fields: String, contact: String, answer: String, due: String) throws {
    let trial = try Trial("question \"q\" { ask = \"?\", \(fields), points = { { 0, 0 }, { 1, 1 }, { 3, 5 } } }")
    let decision = try trial.decide(contact)
    #expect(trial.text("q", in: decision) == answer)
    #expect("\(try #require(decision.verdict).score)" == due)
  }

  @Test("the range that is still reachable")
  func range() throws {
    let trial = try Trial(
      """
      question "a" { ask = "?", weight = 3 }
      question "b" { ask = "?", weight = -2 }
      question "s" { ask = "?", scale = { 1, 5 }, weight = 4 }
      question "c" { ask = "?", choices = { { "x", 2 }, { "y", -1 } } }
      question "m" { ask = "?", measure = "trust", points = { { 3, 5 }, { 10, 7 } } }
      """)
    func range(_ contact: String) throws -> String {
      let verdict = try #require(try trial.decide(contact).verdict)
      return "\(verdict.score) of \(verdict.scoreRange.lowerBound) to \(verdict.scoreRange.upperBound)"
    }
    #expect(try range("{}") == "0 of -3 to 16")
    #expect(try range(#"{"answers":{"a":true}}"#) == "3 of 0 to 16")
    #expect(try range(#"{"trust":20,"answers":{"a":true,"b":true,"s":3,"c":"x"}}"#) == "12 of 12 to 12")
  }

  @Test("more points than can be added exactly are refused")
  func limits() {
    let large = Trial.problems("question \"q\" { ask = \"?\", weight = 1e7 }")
    #expect(large.first?.contains("'weight' of question 'q' is beyond what points can be: 1000000 at most") == true)
    let many = Trial.problems("for i = 1, 1001 do question(\"q\" .. i) { ask = \"?\", weight = 1e6 } end")
    #expect(many.first?.contains("a rules file has at most 1000 questions") == true, "\(many.prefix(2))")
    let all = (0..<1000).map { _ in 1_000_000.0 }.reduce(Points.zero) { $0 + (Points($1) ?? .zero) }
    #expect("\(all)" == "1000000000")
  }
}
