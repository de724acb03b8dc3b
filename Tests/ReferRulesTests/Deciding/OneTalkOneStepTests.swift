import ReferModel
import TestSupport
import Testing

@testable import ReferRules

/// What one talk, one gift or one word of thanks does, and what it leaves to be done.
@Suite("what one talk does")
struct OneTalkOneStepTests {
  private static let buckets = "bucket \"B\" { otherwise = true }\n"
  private static let steps = """
    follow_up "x" { from = "met", steps = {
      { after = days(1), note = "a" }, { after = days(2), note = "b" }, { after = days(3), note = "c" } } }
    """

  private func trial(_ rules: String, now: String = Trial.now, _ records: DutyRecords? = nil) throws -> Trial {
    let trial = try Trial(Self.buckets + rules, now: now)
    trial.decider.records = records
    return trial
  }

  private func states(
    _ rules: String, _ contact: String, now: String = Trial.now, _ records: DutyRecords? = nil
  ) throws -> [String] {
    let duties = try trial(rules, now: now, records).decide(contact).duties
    return duties.followUps.map { "\($0.note ?? "-") \($0.state.rawValue)" }
      + duties.thankYous.map { "\($0.rule) \($0.state.rawValue)" }
  }

  private func met(_ talks: String...) -> String {
    let talks = talks.map { "{\"at\":\"\($0)\",\"kind\":\"call\"}" }.joined(separator: ",")
    return "{\"id\":\"1\",\"met_at\":\"2026-01-10T10:00:00Z\",\"interactions\":[\(talks)]}"
  }

  @Test func `each talk does one step of a sequence, the earliest that is open`() throws {
    #expect(try states(Self.steps, met("2026-01-13T12:00:00Z")) == ["a done", "b green", "c green"])
    #expect(
      try states(Self.steps, met("2026-01-13T12:00:00Z", "2026-01-13T13:00:00Z")) == ["a done", "b done", "c green"])
    #expect(try states(Self.steps + "\n" + Self.steps.replacing("\"x\"", with: "\"y\""), met("2026-01-13T12:00:00Z")).filter { $0 == "a done" }.count == 2)
    let late = Self.steps.replacing("{ after = days(1), note = \"a\" }, ", with: "")
      .replacing("} } }", with: "}, { after = days(1), note = \"a\" } } }")
    #expect(try states(late, met("2026-01-13T12:00:00Z")) == ["b green", "c green", "a done"], "whatever the order")
  }

  @Test func `the step that the user named was done by the talk that was written down for it`() throws {
    let talk = "2026-01-13T12:00:00Z"
    let ids = try trial(Self.steps).decide(met()).duties.followUps.map(\.id)
    let at = try Instant(rfc3339: talk).seconds
    let said = DutyRecords(done: ["1": [ids[1]: at]])
    #expect(try states(Self.steps, met(talk), said) == ["a green", "b done", "c green"])
    #expect(try states(Self.steps, met("2026-01-13T11:00:00Z", talk), said) == ["a done", "b done", "c green"])
    #expect(try states(Self.steps, met(), said) == ["a green", "b green", "c green"], "without the talk it is not done")
  }

  @Test func `a step for others takes no talk from the next`() throws {
    let rules =
      "bucket \"A\" { when = has(\"city\") }\n" + Self.buckets
      + #"follow_up "x" { from = "met", steps = { { after = days(1), note = "a", only_in = "A" }, { after = days(2), note = "b" } } }"#
    let decision = try Trial(rules).decide(met("2026-01-13T12:00:00Z"))
    #expect(decision.duties.followUps.map(\.state) == [.done])
  }

  @Test(arguments: [
    ("2026-01-12T12:00:00Z", ["a green", "b waiting"]), ("2026-01-13T12:00:00Z", ["a done", "b waiting"]),
    ("2026-01-13", ["a done", "b waiting"]), ("2026-01-12", ["a green", "b waiting"]),
  ])
  func `no talk does what is for a later day`(talk: String, due: [String]) throws {
    let rule =
      #"follow_up "x" { from = "birthday", steps = { { after = -days(7), note = "a" }, { after = days(0), note = "b" } } }"#
    let contact = "{\"id\":\"1\",\"birthday\":\"--01-20\",\"interactions\":[{\"at\":\"\(talk)\",\"kind\":\"call\"}]}"
    #expect(try states(rule, contact) == due)
    let promise =
      #"{"id":"1","promises":[{"what":"x","at":"2026-01-09","due":"2026-01-12"}],"interactions":[{"at":"2026-01-09T10:00:00Z","kind":"call"}]}"#
    let ask = #"follow_up "x" { from = "promise_due", steps = { { after = days(1), note = "a" } } }"#
    #expect(try states(ask, promise) == ["a green"])
    #expect(try states(ask, promise.replacing("2026-01-09T10", with: "2026-01-13T10")) == ["a done"])
  }

  @Test func `a promise is broken when it was given up, or, where that is not known, when it was due`() throws {
    let rule = #"follow_up "x" { from = "promise_broken", steps = { { after = hours(0), note = "a" } } }"#
    func start(_ fields: String) throws -> [String] {
      try trial(rule).decide("{\"id\":\"1\",\"promises\":[{\"state\":\"broken\",\(fields)}]}").duties.followUps
        .map { "\($0.idealAt)" }
    }
    #expect(try start(#""due":"2026-02-01","done_at":"2026-01-12""#) == ["2026-01-12T00:00:00Z"])
    #expect(try start(#""due":"2026-01-11""#) == ["2026-01-11T00:00:00Z"])
  }

  @Test(arguments: [
    (#""last_interaction_at":"2026-01-01","interactions":[{"at":"2026-01-05","kind":"newsletter"}]"#, "2026-01-01"),
    (#""last_interaction_at":"2026-01-01","interactions":[{"at":"2026-01-05","kind":"call"}]"#, "2026-01-05"),
    (#""last_interaction_at":"2026-01-08","interactions":[{"at":"2026-01-05","kind":"call"}]"#, "2026-01-08"),
    (
      #""last_interaction_at":"2026-01-08","interactions":[{"at":"2026-01-05","kind":"call"},{"at":"2026-01-08","kind":"email","direction":"in"}]"#,
      "2026-01-05"
    ),
    (
      #""last_interaction_at":"2026-01-08","interactions":[{"at":"2026-01-08","kind":"email","direction":"in"}]"#,
      "2026-01-08"
    ),
  ])
  func `a cadence begins at the last real contact that is known`(fields: String, start: String) throws {
    let rule = #"follow_up "x" { from = "last_interaction", every = days(30), note = "a" }"#
    let found = try trial(rule).decide("{\"id\":\"1\",\(fields)}").duties.followUps.map { $0.idealAt - 30 * 86_400.0 }
    #expect(found.map { "\($0)" } == ["\(start)T00:00:00Z"])
  }

  @Test(arguments: [
    (#""kind":"card","#, ["any done", "gift red", "loud red"]), (#""kind":"gift","#, ["any done", "gift done", "loud red"]),
    (#""kind":"public","#, ["any done", "gift red", "loud done"]), ("", ["any done", "gift done", "loud done"]),
  ])
  func `thanks clear what asks for their kind, and what asks for none`(kind: String, due: [String]) throws {
    let rules = """
      thank_you "any" { on = "referral_received", within = days(2) }
      thank_you "gift" { on = "referral_received", within = days(2), kind = "gift" }
      thank_you "loud" { on = "referral_received", within = days(2), public = true }
      """
    let contact = """
      {"id":"1","thanked":[{\(kind)"at":"2026-01-11","referral":"r"}],"referrals_received":
      [{"id":"r","at":"2026-01-10","thanked_at":"2026-01-11"}]}
      """.replacing("\n", with: "")
    #expect(try states(rules, contact) == due)
  }

  @Test func `the turns of a cadence that are over are told of where they are asked for`() throws {
    let rules = """
      follow_up "last" { from = "last_interaction", every = days(9), note = { "a", "b" } }
      follow_up "met" { from = "met", every = days(9), note = "m" }
      """
    let contact = met("2026-01-11T10:00:00Z", "2026-01-12T10:00:00Z", "2026-01-13T10:00:00Z")
    let trial = try trial(rules)
    func told() throws -> [String] {
      try trial.decide(contact).duties.followUps.map {
        "\($0.rule) \($0.note ?? "-") \($0.state.rawValue) \($0.overAt.map { "\($0)".prefix(10) } ?? "-")"
      }
    }
    #expect(try told() == ["last a waiting -", "met m waiting -"])
    trial.decider.turnsSince = try Instant(rfc3339: "2026-01-12T00:00:00Z")
    #expect(
      try told() == [
        "last a done 2026-01-12", "last b done 2026-01-13", "last a waiting -", "met m done 2026-01-12",
        "met m done 2026-01-13", "met m waiting -",
      ])
    // A turn keeps its id.
    let done = try trial.decide(contact).duties.followUps.filter { $0.state == .done }.map(\.id)
    trial.decider.turnsSince = nil
    let before = try trial.decide(met("2026-01-11T10:00:00Z", "2026-01-12T10:00:00Z")).duties.followUps.map(\.id)
    #expect(done.count == 4 && Set(before).isSubset(of: done) && before.count == 2)
  }
}
