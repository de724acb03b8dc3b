import ReferModel
import TestSupport
import Testing

@testable import ReferRules

@Suite("guard")
struct GuardTests {
  private static let rules = """
    question "good" { ask = "?", scale = { 1, 5 } }
    bucket "A" { needs = { good = at_least(3) } }
    bucket "B" { otherwise = true }
    bucket "near" { set = "place", when = is("city", "Bonn") }
    bucket "far" { set = "place", otherwise = true }

    """

  /// What a guard before giving a referral says: "refuses", "warns", or nothing.
  private func verdict(_ fields: String, _ contact: String, before act: Guard.Act = .givingReferral) throws -> String {
    let trial = try Trial(
      Self.rules + "guard \"g\" { before = \"giving_referral\", say = \"Wait.\", \(fields) }")
    let row = try trial.row(contact)
    let findings = try trial.decider.guards(before: act, row, trial.decider.decide(row))
    return findings.first.map { $0.refuses ? "refuses" : "warns" } ?? "nothing"
  }

  @Test(
    "it speaks when its condition holds, or unless it does; it refuses on a settled decision only",
    arguments: [
      ("unless = in_bucket(\"A\"), refuse = true", #"{"city":"Ulm","answers":{"good":1}}"#, "refuses"),
      ("unless = in_bucket(\"A\"), refuse = true", #"{"city":"Ulm","answers":{"good":5}}"#, "nothing"),
      ("unless = in_bucket(\"A\"), refuse = true", #"{"city":"Ulm"}"#, "warns"),
      ("unless = in_bucket(\"A\")", #"{"city":"Ulm","answers":{"good":1}}"#, "warns"),
      ("when = in_bucket(\"far\"), refuse = true", #"{"city":"Ulm","answers":{"good":5}}"#, "refuses"),
      ("when = in_bucket(\"far\", \"place\"), refuse = true", #"{"city":"Bonn","answers":{"good":5}}"#, "nothing"),
      ("when = at_most(\"good\", 2)", #"{"answers":{"good":2}}"#, "warns"),
      ("when = at_most(\"good\", 2)", "{}", "nothing"),
      ("unless = at_least(\"good\", 2), refuse = true", "{}", "warns"),
      ("unless = has(\"vetted_at\"), refuse = true", #"{"city":"Ulm","answers":{"good":5}}"#, "refuses"),
      ("unless = is(\"industry\", \"law\"), refuse = true", #"{"city":"Ulm","answers":{"good":5}}"#, "warns"),
      ("when = is(\"industry\", \"law\")", #"{"city":"Ulm","answers":{"good":5}}"#, "nothing"),
      ("when = has(\"city\"), unless = has(\"email\")", #"{"city":"Ulm","email":"a@b.c"}"#, "nothing"),
      ("when = has(\"city\"), unless = has(\"email\")", #"{"city":"Ulm"}"#, "warns"),
      ("when = none_of { has(\"email\"), has(\"city\") }", "{}", "warns"),
      ("when = function(contact) return #contact.tags == 0 end", "{}", "warns"),
      ("when = function(contact) return #contact.tags == 0 end", #"{"tags":["x"]}"#, "nothing"),
      ("unless = function(contact) return contact.trust and contact.trust > 3 end", "{}", "warns"),
      ("when = function(contact) if contact.trust then return true end end", "{}", "nothing"),
      ("when = function(contact) return answers.good == 2 end", #"{"answers":{"good":2}}"#, "warns"),
    ])
  func speaks(fields: String, contact: String, due: String) throws {
    #expect(try verdict(fields, contact) == due)
    #expect(try verdict(fields, contact, before: .asking) == "nothing")
  }

  @Test("it looks at the sets that it names, else at the first: another that is open is none of its business")
  func unrelatedSets() throws {
    let contact = #"{"answers":{"good":1}}"#
    #expect(try verdict("unless = in_bucket(\"A\"), refuse = true", contact) == "refuses")
    #expect(try verdict("when = none_of { has(\"email\"), in_bucket(\"A\") }, refuse = true", contact) == "refuses")
    #expect(try verdict("unless = has(\"vetted_at\"), refuse = true", contact) == "refuses")
    #expect(try verdict("when = in_bucket(\"far\", \"place\"), refuse = true", contact) == "warns")
    #expect(try verdict("when = function(c) return not c.vetted_at end, refuse = true", contact) == "warns")
    #expect(try verdict("when = in_bucket(\"far\", \"place\"), refuse = true", #"{"city":"Ulm"}"#) == "refuses")
    #expect(try verdict("unless = has(\"vetted_at\"), refuse = true", #"{"city":"Ulm"}"#) == "warns")
    #expect(try !Trial(Self.rules).decide(contact).isSettled, "as a whole it is open")
  }

  @Test("a finding names the guard, what it says, and its line")
  func finding() throws {
    let trial = try Trial(Self.rules + "guard \"g\" { before = \"asking\", when = has(\"city\"), say = \"Wait.\" }")
    let row = try trial.row(#"{"city":"Ulm"}"#)
    let findings = try trial.decider.guards(before: .asking, row, trial.decider.decide(row))
    #expect(findings == [GuardFinding(name: "g", say: "Wait.", refuses: false, isSettled: false, place: SourcePlace(file: "rules.lua", line: 6))])
  }

  @Test("on a contact whose rule failed it warns, for nothing is settled")
  func failedDecision() throws {
    let trial = try Trial(
      """
      question "q" { ask = "?", answer = function(contact) return contact.trust > 3 end }
      bucket "A" { needs = { "q" } }
      guard "g" { before = "sending", unless = in_bucket("A"), say = "Wait.", refuse = true }
      """)
    let row = try trial.row("{}")
    let decision = trial.decider.decide(row)
    #expect(decision.error != nil)
    #expect(try trial.decider.guards(before: .sending, row, decision).map(\.refuses) == [false])
  }

  @Test(
    "a function that fails is an error with its line",
    arguments: [
      ("return contact.trust > 3", "a number is compared with a value that is missing"),
      ("return 'x'", "this function must return true or false, here it is a text"),
      ("while true do end", "budget"),
    ])
  func failing(body: String, message: String) throws {
    let trial = try Trial(
      Self.rules + "guard \"g\" { before = \"asking\", say = \"x\",\n when = function(contact) \(body) end }")
    let row = try trial.row("{}")
    let decision = trial.decider.decide(row)
    let failure = #expect(throws: Decision.Failure.self) {
      try trial.decider.guards(before: .asking, row, decision)
    }
    #expect(failure?.line == 7)
    #expect(failure?.message.contains(message) == true, "\(failure?.message ?? "")")
  }

  @Test("an example says which guards speak")
  func examples() throws {
    let guards = """
      guard "proven" { before = "giving_referral", unless = in_bucket("A"), say = "x" }
      guard "asked" { before = "asking", when = has("asks"), say = "x" }

      """
    func failures(_ fields: String) throws -> [String] {
      let source = ScriptSource(name: "rules.lua", text: Self.rules + guards + "example \"e\" { \(fields) }")
      let clock = Clock(now: try Instant(rfc3339: Trial.now), zone: .utc)
      return try ExampleRunner(source, loader: RuleLoader(clock: clock)).failures.map(\.diagnostic.description)
    }
    #expect(try failures("expect = { guards = { 'proven' } }") == [])
    #expect(try failures("answers = { good = 5 }, expect = { guards = {} }") == [])
    #expect(
      try failures("answers = { good = 5 }, given = { asks = { { what = 'x' } } }, expect = { guards = { 'proven' } }")
        .map { $0.contains("expected 'proven', it is 'asked'") } == [true])
    #expect(
      Trial.problems(Self.rules + guards + "example \"e\" { expect = { guards = { 'prooven' } } }")
        .contains { $0.contains("no guard is named 'prooven'; did you mean 'proven'?") })
  }

  @Test("an explanation shows them")
  func explained() throws {
    let trial = try Trial(
      Self.rules + "guard \"g\" { before = \"asking\", unless = in_bucket(\"A\"), say = \"Wait.\", refuse = true }")
    #expect(
      try trial.explanation(of: #"{"city":"Ulm","answers":{"good":1}}"#).guards == [
        "before asking for something, 'g' refuses: Wait."
      ])
    #expect(try trial.explanation(of: #"{"answers":{"good":5}}"#).guards.isEmpty)
  }

  @Test(
    "what a guard can't be",
    arguments: [
      ("before = 'givng_referral', when = has('city'), say = 'x'", "did you mean \"giving_referral\"?"),
      ("before = 'Sending', when = has('city'), say = 'x'", "did you mean \"sending\"?"),
      ("before = 'xyzzy', when = has('city'), say = 'x'", "it is one of: giving_referral, asking, sending"),
      ("before = 3, when = has('city'), say = 'x'", "'before' of guard 'g' must be"),
      ("before = 'sending', say = 'x'", "guard 'g' does not say when it speaks"),
      ("before = 'sending', when = has('city')", "guard 'g' needs 'say'"),
      ("before = 'sending', when = has('cty'), say = 'x'", "did you mean 'city'?"),
      ("before = 'sending', unless = in_bucket('a'), say = 'x'", "no bucket is named 'a'; did you mean 'A'?"),
      ("before = 'sending', unless = in_bucket('A', 'plaace'), say = 'x'", "did you mean 'place'?"),
      ("before = 'sending', unless = 'A', say = 'x'", "'unless' of guard 'g' must be a condition"),
      ("before = 'sending', unless = is('good', 9), say = 'x'", "'good' is answered with a number from 1 to 5"),
      ("before = 'sending', unless = at_least(3), say = 'x'", "at_least needs a field or a question here"),
      ("before = 'sending', when = has('city'), say = 'x', refuse = 'yes'", "'refuse' of guard 'g' must be true or"),
    ])
  func mismatches(fields: String, message: String) {
    let problems = Trial.problems(Self.rules + "guard \"g\" { \(fields) }")
    #expect(problems.contains { $0.hasPrefix("6:") && $0.contains(message) }, "\(problems)")
  }
}
