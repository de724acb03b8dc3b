import ReferModel
import ReferRules
import TestSupport
import Testing

@Suite("Every decision explains itself")
struct ExplanationTests {
  /// The first example of the reference, with the words that this version knows.
  private static let rules = """
    our_kind = { "banking", "brokerage", "tax accounting", "law" }

    setting "colleague" { kind = "contact", help = "Who takes our consumer cases?" }

    question "serves_businesses" {
      ask    = "Do they have clients in a B2B industry?",
      answer = any_of { is("serves", "b2b", "both"), is("industry", our_kind) },
      weight = 3,
    }
    question "in_touch" {
      ask    = "Have we spoken in the last three months?",
      answer = within("last_interaction_at", days(90)),
    }
    question "good_at_it" {
      ask = "Are they as good as they say they are?",
      scale = { 1, 5 }, weight = 2, required = true, ask_again = days(365),
    }

    bucket "unsorted" { unanswered = true }
    bucket "A" {
      title = "Get to know better",
      needs = { "serves_businesses", good_at_it = at_least(3) },
      score = at_least(SCORE),
    }
    bucket "B" { title = "Pass on", otherwise = true, hand_to = settings.colleague }

    shortlist "focus" { only_in = { "A" }, by = "score", at_most = 15, warn_under = 10 }

    example "a banker we just met" {
      given   = { industry = "banking", serves = "b2b" },
      answers = { good_at_it = 4 },
      expect  = { bucket = "A", answers = { serves_businesses = yes } },
    }
    """

  /// `score` is what A asks for: 3 in the reference; 5 makes being in touch count.
  private func trial(score: String = "3") throws -> Trial { try Trial(Self.rules.replacing("SCORE", with: score)) }

  private static let banker = #""serves":"b2b","interactions":[{"at":"2025-10-06T12:00:00Z"}]"#

  @Test("the reference's first example loads, decides, and its example holds")
  func reference() throws {
    let text = Self.rules.replacing("SCORE", with: "3")
    let clock = Clock(now: try Instant(rfc3339: Trial.now), zone: .utc)
    let runner = try ExampleRunner(ScriptSource(name: "rules.lua", text: text), loader: RuleLoader(clock: clock))
    #expect(runner.count == 1)
    #expect(runner.failures.isEmpty)
    let verdict = try #require(try trial().decide("{\(Self.banker)}").verdict)
    #expect(verdict.bucket == "unsorted")
    #expect(verdict.possible == ["A", "B"])
    #expect(verdict.open == ["good_at_it"])
  }

  @Test("the nearest change is told in days of talk")
  func withinMoreDays() throws {
    let explanation = try trial(score: "5").explanation(of: "{\(Self.banker),\"answers\":{\"good_at_it\":4}}")
    #expect(explanation.flip == "would be A if you had spoken within 11 more days")
  }

  @Test(
    "other nearest changes",
    arguments: [
      (
        #"{"serves":"b2c","industry":"art","answers":{"good_at_it":4}}"#,
        "would be A if serves were \"b2b\" or \"both\""
      ),
      (#"{"serves":"b2b","answers":{"good_at_it":2}}"#, "would be A if good_at_it were 3"),
      (#"{"serves":"b2b","answers":{"good_at_it":4}}"#, "would be B if"),
      (#"{"serves":"b2c","industry":"art","answers":{"good_at_it":1}}"#, "would be A if"),
      ("{}", "would leave unsorted once answered: good_at_it"),
    ])
  func flips(contact: String, due: String) throws {
    let flip = try #require(try trial().explanation(of: contact).flip)
    #expect(flip.hasPrefix(due), "\(flip)")
  }

  @Test("the flip is true: with that change the bucket is the one it names")
  func isTrue() throws {
    let trial = try trial(score: "5")
    let now = #"{"serves":"b2b","answers":{"good_at_it":4},"interactions":[{"at":"2025-10-06T12:00:00Z"}]}"#
    let eleven = #"{"serves":"b2b","answers":{"good_at_it":4},"interactions":[{"at":"2025-10-17T12:00:00Z"}]}"#
    let ten = #"{"serves":"b2b","answers":{"good_at_it":4},"interactions":[{"at":"2025-10-16T12:00:00Z"}]}"#
    #expect(try trial.decide(now).bucket == "B")
    #expect(try trial.decide(ten).bucket == "B")
    #expect(try trial.decide(eleven).bucket == "A")
  }

  @Test("each answer: whose it is, its points, and the fields that it read with their values")
  func answers() throws {
    let explanation = try trial().explanation(
      of:
        """
        {\(Self.banker),"answers":{
          "good_at_it":{"value":4,"at":"2025-12-01"},"in_touch":{"value":true,"at":"2026-01-01"}
        }}
        """
    )
    #expect(
      explanation.answers[0]
        == "serves_businesses: yes, 3 points, by rules.lua:5 from industry = missing, serves = \"b2b\"")
    #expect(explanation.answers[1].hasPrefix("in_touch: yes, 1 point, your answer of 2026-01-01 (the rule says no)"))
    #expect(explanation.answers[2] == "good_at_it: 4, 1.5 points, your answer of 2025-12-01")
    #expect(explanation.reads.map(\.field) == ["industry", "serves", "last_interaction_at"])
    #expect(explanation.reads.map(\.value)[0...1] == [nil, "\"b2b\""])
  }

  @Test("what is not known says what is missing, or that only the user can know")
  func unknowns() throws {
    let explanation = try trial().explanation(of: "{}")
    #expect(explanation.answers[0] == "serves_businesses: not known, because industry, serves is missing")
    #expect(
      explanation.answers[2] == "good_at_it: not known; only you can answer: Are they as good as they say they are?")
  }

  @Test("the fields that a function read, and its own line")
  func functions() throws {
    let trial = try Trial(
      """
      question "q" {
        ask = "?",
        answer = function(contact) return contact.city == "Bonn" and #contact.tags > 0 end,
      }
      """)
    let explanation = try trial.explanation(of: #"{"city":"Bonn","tags":["a","b"],"region":"x"}"#)
    #expect(explanation.answers == ["q: yes, 1 point, by rules.lua:3 from city = \"Bonn\", tags = \"a\", \"b\""])
    #expect(explanation.reads.map(\.field) == ["city", "tags"])
  }

  @Test("why the bucket, and why not those before it")
  func whys() throws {
    let trial = try trial()
    let chosen = try #require(try trial.decide("{\(Self.banker),\"answers\":{\"good_at_it\":4}}").verdict)
    #expect(
      chosen.why == ["serves_businesses is yes", "good_at_it is 4, needed is at least 3", "score 4.5 is at least 3"])
    let passed = try trial.explanation(of: "{\(Self.banker),\"answers\":{\"good_at_it\":2}}").passedOver
    #expect(passed == ["unsorted: every required question is answered", "A: good_at_it is 2, needed is at least 3"])
    let other = try #require(try trial.decide("{\(Self.banker),\"answers\":{\"good_at_it\":2}}").verdict)
    #expect(other.why == ["not A: good_at_it is 2, needed is at least 3"])
  }

  @Test("a contact that no single or double change can move has no flip")
  func none() throws {
    #expect(try Trial("bucket \"all\" { otherwise = true }").explanation(of: "{}").flip == nil)
  }
}
