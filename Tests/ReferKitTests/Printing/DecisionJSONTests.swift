import Foundation
import Testing

@testable import ReferKit

/// The fast writer of decisions against the slow one that everybody trusts.
@Suite("Decisions as JSON")
struct DecisionJSONTests {
  private static let keys = [
    "id", "name", "bucket", "title", "settled", "possible", "score", "score_min", "score_max", "buckets", "answers",
    "open", "why", "follow_ups", "thank_yous", "error",
  ]

  private func value(_ json: Data) throws -> NSDictionary {
    try #require(try JSONSerialization.jsonObject(with: json) as? NSDictionary)
  }

  private func expectSame(_ run: Run) throws {
    let lines = try run.lines()
    let decisions = try run.decisions()
    #expect(lines.count == decisions.count)
    let encoder = JSONEncoder()
    let decoder = JSONDecoder()
    for (line, decision) in zip(lines, decisions) {
      #expect(try decoder.decode(ContactDecision.self, from: line) == decision)
      #expect(try value(line) == value(try encoder.encode(decision)), "\(decision.id)")
    }
  }

  @Test("a line holds what ContactDecision codes", arguments: Run.examples)
  func sameAsCodable(_ example: String) throws {
    var run = try Run(example: example)
    try expectSame(run)
    run.evaluation.isExplained = true
    run.evaluation.selection.limit = 40
    try expectSame(run)
  }

  @Test("a decision that failed holds what ContactDecision codes")
  func failed() throws {
    let run = try Run(
      code: """
        question "a" { ask = "?", answer = function(contact) return contact.trust > 3 end }
        question "b" { ask = "?", choices = { { "often", 2 }, { "never \\"so\\"", 0.1 } } }
        bucket "A" { score = at_least(1) }
        """,
      contacts: [
        #"{"id":"c1","trust":4,"answers":{"b":"often"}}"#, #"{"id":"c2","name":"Ann"}"#,
        #"{"id":"c3","trust":2,"answers":{"b":{"value":"never \"so\"","at":"2025-12-31"}}}"#,
      ])
    try expectSame(run)
    let decisions = try run.decisions()
    #expect(decisions.map(\.bucket) == ["A", nil, nil])
    #expect(decisions[1].error?.reading == "trust")
    #expect(decisions[2].answers["b"]?.value == .label("never \"so\""))
    #expect(decisions[2].score == 0.1)
    let line = try run.lines()[1]
    #expect(JSONKeys.of(line) == Self.keys)
    #expect(JSONKeys.of(line, under: ["error"]) == ["file", "line", "message", "reading"])
  }

  @Test("the keys stand in the order of the contract", arguments: Run.examples)
  func keyOrder(_ example: String) throws {
    var run = try Run(example: example)
    let lines = try run.lines()
    #expect(lines.count == 200)
    for line in lines {
      #expect(JSONKeys.of(line) == Self.keys)
      for question in JSONKeys.of(line, under: ["answers"]) {
        #expect(JSONKeys.of(line, under: ["answers", question]) == ["value", "points", "by", "at", "file", "line"])
      }
    }
    run.evaluation.isExplained = true
    run.evaluation.selection.limit = 1
    #expect(JSONKeys.of(try run.lines()[0]) == Self.keys + ["reads", "passed_over", "flip"])
  }

  @Test("json wraps the lines of ndjson", arguments: Run.examples)
  func wrapped(_ example: String) throws {
    let run = try Run(example: example)
    let whole = try run.printed(.json)
    let lines = try run.text(.ndjson).dropLast().replacing("\n", with: ",\n")
    let text = String(decoding: whole, as: UTF8.self)
    let start = try #require(text.firstRange(of: "\"decisions\":[\n"))
    let end = try #require(text.ranges(of: "],\"counts\":{").last)
    #expect(text[start.upperBound..<end.lowerBound] == lines)
    #expect(
      JSONKeys.of(whole)
        == ["refer", "now", "tz", "rules", "decisions", "counts", "failed", "shortlists"])
    let object = try value(Data(whole))
    #expect(object["now"] as? String == "2026-01-15T12:00:00Z")
    let counts = try #require(object["counts"] as? [String: Int])
    let decisions = try run.decisions()
    for (bucket, count) in counts { #expect(decisions.count { $0.bucket == bucket } == count, "\(bucket)") }
  }

  @Test("the same run gives the same bytes", arguments: Run.examples, OutputFormat.allCases)
  func deterministic(_ example: String, _ format: OutputFormat) throws {
    var run = try Run(example: example)
    #expect(try run.printed(format) == run.printed(format))
    run.evaluation.isExplained = true
    run.evaluation.selection.limit = 20
    #expect(try run.printed(format) == run.printed(format))
  }

  private static let duties = """
    bucket "all" { otherwise = true }
    shortlist "focus" { by = "trust", at_most = 1 }
    template "hi" { text = "Hi" }
    follow_up "met" { from = "met", steps = {
      { after = days(1), by = days(2), limit = days(3), note = 'say "hello"' },
      { after = days(2), send = "hi", only_in = "focus" },
    } }
    thank_you "thanks" { on = "referral_received", within = days(2), kind = "public", gift = "a book" }
    """
  private static let people = [
    #"{"id":"c1","name":"Ann","trust":1,"met_at":"1999-01-01"}"#,
    #"{"id":"c2","name":"Bo","trust":3,"met_at":"2100-01-01T10:00:00Z","public_consent":true,"referrals_received":[{"id":"r","at":"2026-01-10"}]}"#,
    #"{"id":"c3","name":"Cy","trust":2,"met_at":"2100-01-01T10:00:00Z"}"#,
  ]

  @Test("what is to be done holds what ContactDecision codes; who is on a shortlist gets what is for it")
  func duties() throws {
    var run = try Run(code: Self.duties, contacts: Self.people)
    try expectSame(run)
    let decisions = try run.decisions()
    #expect(decisions.map { $0.followUps.map(\.step) } == [[], [1, 2], [1]])
    #expect(decisions.flatMap(\.followUps).allSatisfy { $0.shortlists.isEmpty && $0.state == "waiting" })
    #expect(decisions[1].thankYous.map(\.state) == ["red"])
    #expect(decisions[1].thankYous.first?.consent == true)
    #expect(JSONKeys.of(try run.lines()[1]) == Self.keys)
    // Of one alone nobody knows who is on the shortlist.
    run.evaluation.selection.contact = "c3"
    try expectSame(run)
    #expect(try run.decisions().first?.followUps.map(\.shortlists) == [[], ["focus"]])
  }
}
