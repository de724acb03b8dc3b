import ReferModel
import ReferRules
import TestSupport
import Testing

@Suite("example")
struct ExampleTests {
  private static let rules = """
    question "b2b" { ask = "?", answer = is("serves", "b2b"), weight = 3 }
    question "good" { ask = "?", scale = { 1, 5 }, weight = 2 }
    question "often" { ask = "?", choices = { { "often", 2 }, { "never", 0 } } }
    bucket "A" { needs = { "b2b" }, score = at_least(4) }
    bucket "B" { otherwise = true }
    bucket "near" { set = "place", when = is("city", "Bonn") }
    bucket "far" { set = "place", otherwise = true }

    """

  /// What is wrong with an example, when it is tried.
  private func failures(_ fields: String, rules: String = Self.rules, now: String = "2030-06-01T00:00:00Z") throws
    -> [String]
  {
    let source = ScriptSource(name: "rules.lua", text: rules + "example \"e\" { \(fields) }")
    let clock = Clock(now: try Instant(rfc3339: now), zone: .utc)
    return try ExampleRunner(source, loader: RuleLoader(clock: clock)).failures.map(\.diagnostic.description)
  }

  @Test(
    "what no file can hold, and no score can be, is an error and no example that holds",
    arguments: [
      "expect = { score = 0/0 }", "expect = { score = 1e300 }", "expect = { score = math.huge }",
      "given = { trust = 0/0 }, expect = { bucket = 'B' }", "given = { birthday = '--02-31' }, expect = { bucket = 'B' }",
      "given = { met_at = 1e300 }, expect = { bucket = 'B' }",
      "given = { interactions = { { at = -1e18, kind = 'call' } } }, expect = { bucket = 'B' }",
    ])
  func impossible(fields: String) {
    #expect(throws: RulesError.self) { try failures(fields) }
  }

  @Test(
    "these hold",
    arguments: [
      "given = { serves = 'b2b', city = 'Ulm' }, answers = { good = 5 }, expect = { bucket = 'A', settled = yes }",
      "given = { serves = 'b2b' }, expect = { bucket = 'B', settled = no, possible = { 'A', 'B' }, score = 3 }",
      "given = { serves = 'b2c', city = 'Ulm' }, expect = { possible = { 'B' }, settled = yes }",
      "given = { serves = unknown }, expect = { answers = { b2b = unknown } }",
      "answers = { good = 3, often = 'Often' }, expect = { answers = { good = 3, often = 'often' }, score = 3 }",
      "answers = { good = unknown }, expect = { answers = { good = unknown } }",
      "given = { city = 'Bonn' }, expect = { buckets = { place = 'near', main = 'B' } }",
      "answers = { b2b = no }, given = { serves = 'b2b' }, expect = { answers = { b2b = no } }",
      "expect = { score = 0 }",
    ])
  func hold(fields: String) throws { #expect(try failures(fields) == []) }

  @Test(
    "these do not, and it is said what came out, at the line and column of what was expected",
    arguments: [
      ("expect = { bucket = 'A' }", "rules.lua:8:26: error: example 'e': expected bucket 'A', it is 'B'"),
      ("expect = { score = 4 }", "expected score 4, it is 0"),
      ("expect = { settled = yes }", "expected settled = yes, it is no"),
      ("expect = { possible = { 'A' } }", "expected A to be possible, it is A, B"),
      ("expect = { answers = { good = 3 } }", "expected good to be 3, it is not known"),
      ("given = { serves = 'b2b' }, expect = { answers = { b2b = no } }", "expected b2b to be no, it is yes"),
      (
        "answers = { often = 'often' }, expect = { answers = { often = unknown } }",
        "expected often to be not known, it is \"often\""
      ),
      ("expect = { buckets = { place = 'near' } }", "expected bucket 'near', it is 'far'"),
    ])
  func fail(fields: String, message: String) throws {
    let found = try failures(fields)
    #expect(found.count == 1)
    #expect(found.first?.contains(message) == true, "\(found)")
    #expect(found.first?.hasPrefix("rules.lua:8:") == true)
  }

  @Test("it runs at 2026-01-15T12:00:00Z, whatever the run's time is, or at its own")
  func times() throws {
    let rules = "question \"q\" { ask = \"?\", answer = within(\"met_at\", days(3)) }\n"
    #expect(try failures("given = { met_at = '2026-01-13' }, expect = { answers = { q = yes } }", rules: rules) == [])
    #expect(try failures("given = { met_at = ago(days(2)) }, expect = { answers = { q = yes } }", rules: rules) == [])
    #expect(try failures("given = { met_at = ago(days(4)) }, expect = { answers = { q = no } }", rules: rules) == [])
    #expect(
      try failures("given = { met_at = time '2026-01-13' }, expect = { answers = { q = yes } }", rules: rules) == [])
    #expect(
      try failures(
        "now = '2026-05-23', given = { met_at = '2026-05-21' }, expect = { answers = { q = yes } }", rules: rules) == []
    )
    #expect(
      try failures(
        "now = '2026-05-23', given = { met_at = ago(days(2)) }, expect = { answers = { q = yes } }", rules: rules) == []
    )
    #expect(
      try failures("now = '2026-05-23', given = { met_at = now }, expect = { answers = { q = yes } }", rules: rules)
        == [])
  }

  @Test("given may hold all that a contact's line may")
  func given() throws {
    let rules = """
      question "q" { ask = "?", scale = { 0, 9 }, answer = function(contact)
        return #contact.interactions + #contact.tags + (contact.met_event.name == "Mixer" and 1 or 0)
          + (contact.introduced_by.name == "Ann" and 1 or 0) + (contact.custom.x == "5" and 1 or 0)
          + #contact.referrals_received
      end }

      """
    let given = """
      given = { tags = "a", met_event = "Mixer", introduced_by = { name = "Ann" }, custom = { x = 5 },
        interactions = { { at = ago(days(3)), kind = "call" }, { at = "2026-01-01" } },
        referrals_received = { { at = "2026-01-01" } } },
      """
    #expect(try failures(given + "expect = { answers = { q = 7 } }", rules: rules) == [])
  }

  @Test("an example whose rule fails says so")
  func failingRule() throws {
    let rules = "question \"q\" { ask = \"?\", answer = function(contact) return contact.trust > 3 end }\n"
    let found = try failures("expect = { answers = { q = yes } }", rules: rules)
    #expect(found.count == 1)
    #expect(found.first?.contains("a rule failed on line 1") == true, "\(found)")
  }

  @Test(
    "what an example can't hold",
    arguments: [
      ("expect = {}", "example 'e' expects nothing"), ("given = {}", "example 'e' needs 'expect'"),
      ("expect = { 'A' }", "expects nothing"),
      ("expect = { 'A', score = 3 }", "a value in 'expect' has no name"),
      ("expect = { buckets = { 'A' } }", "must be a table of sets"),
      ("expect = { possible = 'A' }", "must be a list of buckets"),
      ("expect = { possible = { x = 'A' } }", "must be a list of buckets"),
      ("expect = { possible = { 'AA' } }", "no bucket is named 'AA'"),
      ("expect = { score = 'x' }", "'score' of an example's expect must be a number"),
      ("expect = { settled = 1 }", "must be yes or no"),
      ("expect = { bucket = 3 }", "must be a bucket's name, here it is a number"),
      ("expect = { bucket = unknown }", "here it is unknown"),
      ("expect = { answers = 3 }", "must be a table"),
      ("expect = { answers = { good = 9 } }", "'good' is answered with a number from 1 to 5"),
      ("answers = { good = 2.5 }, expect = { score = 0 }", "'good' is answered with a whole number from 1 to 5"),
      ("answers = { 'good' }, expect = { score = 0 }", "a value in 'answers' has no name"),
      ("answers = { often = 'x' }, expect = { score = 0 }", "'often' is answered with one of \"often\", \"never\""),
      ("now = 'soon', expect = { score = 0 }", "'now' of example 'e' is no date"),
      ("now = 3, expect = { score = 0 }", "must be a text in quotes"),
      ("given = 'x', expect = { score = 0 }", "must be a table"),
      ("given = { 'x' }, expect = { score = 0 }", "a value in 'given' has no name"),
      ("given = { met_at = 'soon' }, expect = { score = 0 }", "'met_at' is no date that can be read"),
      (
        "given = { met_at = 3 }, expect = { score = 0 }",
        "'met_at' is a time, here it is the number 3; put the date in quotes"
      ),
      ("given = { trust = 'x' }, expect = { score = 0 }", "'trust' is a number, here it is a text"),
      ("given = { interactions = { 'x' } }, expect = { score = 0 }", "is a list of interactions, each a table"),
      (
        "given = { interactions = { { knd = 'x' } } }, expect = { score = 0 }",
        "an interaction has no field 'knd'; did you mean 'kind'?"
      ),
      ("given = { tags = { 1 } }, expect = { score = 0 }", "is a list of texts"),
      ("given = { city = months(1) }, expect = { score = 0 }", "here it is a length of time"),
      ("given = { answers = {} }, expect = { score = 0 }", "a contact has no field 'answers'"),
    ])
  func mismatches(fields: String, message: String) {
    let problems = Trial.problems(Self.rules + "example \"e\" { \(fields) }")
    #expect(problems.contains { $0.hasPrefix("8:") && $0.contains(message) }, "\(problems)")
  }
}
