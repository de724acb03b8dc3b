import ReferModel
import ReferRules
import TestSupport
import Testing

@Suite("bucket")
struct BucketTests {
  private static let questions = """
    question "yn" { ask = "?" }
    question "sc" { ask = "?", scale = { 1, 5 } }
    question "ch" { ask = "?", choices = { { "often", 2 }, { "never", 0 } } }
    question "ms" { ask = "?", measure = "trust", points = { { 0, 0 }, { 5, 1 } } }

    """

  /// The bucket of one that takes `fields`, else "rest".
  private func bucket(_ fields: String, _ contact: String) throws -> String? {
    let decision = try Trial(Self.questions + "bucket \"A\" { \(fields) }\nbucket \"rest\" { otherwise = true }")
      .decide(contact)
    #expect(decision.error == nil)
    return decision.bucket
  }

  @Test(
    "needs, score and when test what they say",
    arguments: [
      ("needs = { 'yn' }", #""yn":true"#, true), ("needs = { 'yn' }", #""yn":false"#, false),
      ("needs = { 'yn' }", "", false),
      ("needs = 'yn'", #""yn":true"#, true), ("needs = { yn = no }", #""yn":false"#, true),
      ("needs = { yn = unknown }", "", true),
      ("needs = { yn = unknown }", #""yn":true"#, false), ("needs = { sc = at_least(3) }", #""sc":3"#, true),
      ("needs = { sc = at_least(3) }", #""sc":2"#, false), ("needs = { sc = at_most(3) }", #""sc":3"#, true),
      ("needs = { sc = 4 }", #""sc":4"#, true), ("needs = { sc = { 4, 5 } }", #""sc":5"#, true),
      ("needs = { ch = 'Often' }", #""ch":"often""#, true),
      ("needs = { ch = { 'often', 'never' } }", #""ch":"never""#, true),
      ("needs = { ch = at_least(1) }", #""ch":"never""#, false),
      ("needs = { ch = at_least(1) }", #""ch":"often""#, true),
      ("needs = { 'yn', sc = at_least(2) }", #""yn":true,"sc":2"#, true),
      ("needs = { 'yn', sc = at_least(2) }", #""yn":true"#, false),
      ("score = at_least(1)", #""yn":true"#, true), ("score = at_most(-1)", #""yn":true"#, false),
      ("score = any_of { at_most(-1), at_least(1) }", #""yn":true"#, true),
      ("score = all_of { at_least(1), at_most(1) }", #""yn":true,"sc":1,"ch":"never","ms":0"#, true),
      ("score = none_of { at_least(2) }", #""yn":true,"sc":1,"ch":"never","ms":0"#, true),
      ("when = is('yn', yes)", #""yn":true"#, true), ("when = is_not('yn', yes)", #""yn":false"#, true),
      ("when = has('yn')", #""yn":false"#, true),
      ("when = has('yn')", "", false), ("when = at_least('sc', 4)", #""sc":4"#, true),
      ("when = is('ch', 'never')", #""ch":"never""#, true),
      ("when = at_least('ch', 2)", #""ch":"often""#, true), ("when = at_most('ms', 3)", #""ms":3"#, true),
      ("when = none_of { is('yn', yes) }", #""yn":false"#, true),
      ("needs = { 'yn' }, score = at_least(2)", #""yn":true"#, false),
      ("needs = { 'yn' }, when = has('sc')", #""yn":true,"sc":1"#, true),
    ])
  func tests(fields: String, answers: String, holds: Bool) throws {
    #expect(try bucket(fields, "{\"answers\":{\(answers)}}") == (holds ? "A" : "rest"))
  }

  @Test("a question comes before a field of the same name")
  func names() throws {
    let trial = try Trial(
      """
      question "trust" { ask = "?" }
      bucket "A" { when = is("trust", yes) }
      bucket "B" { otherwise = true }
      """
    )
    #expect(try trial.decide(#"{"trust":5,"answers":{"trust":true}}"#).bucket == "A")
  }

  @Test("the first that holds, in the order written, once in each set, side by side")
  func sets() throws {
    let trial = try Trial(
      """
      question "q" { ask = "?" }
      bucket "one" { when = has("city") }
      bucket "active" { set = "mode", when = is("mode", "active") }
      bucket "two" { when = has("city") }
      bucket "passive" { set = "mode", otherwise = true }
      bucket "both" { set = "joined", when = all_of { in_bucket("one"), in_bucket("active", "mode") } }
      bucket "else" { set = "joined", otherwise = true }
      """)
    let verdict = try #require(try trial.decide(#"{"city":"x","mode":"Active"}"#).verdict)
    #expect(verdict.places.map(\.set) == ["main", "mode", "joined"])
    #expect(verdict.places.map(\.bucket) == ["one", "active", "both"])
    #expect(verdict.bucket == "one")
    let none = try #require(try trial.decide(#"{"mode":"passive"}"#).verdict)
    #expect(none.places.map(\.bucket) == [nil, "passive", "else"])
    #expect(none.bucket == nil)
    #expect(none.possible == [])
    #expect(none.isSettled)
  }

  @Test("unanswered holds while a required question is open, and then never again")
  func unanswered() throws {
    let trial = try Trial(
      """
      question "r" { ask = "?", required = true }
      question "q" { ask = "?" }
      bucket "unsorted" { unanswered = true }
      bucket "A" { needs = { "r" } }
      bucket "B" { otherwise = true, title = "Bye" }
      """)
    let open = try #require(try trial.decide().verdict)
    #expect(open.bucket == "unsorted")
    #expect(!open.isSettled)
    #expect(open.possible == ["A", "B"])
    #expect(open.open == ["r", "q"])
    let done = try #require(try trial.decide(#"{"answers":{"r":false}}"#).verdict)
    #expect(done.bucket == "B")
    #expect(done.title == "Bye")
    #expect(done.isSettled)
    #expect(done.open == ["q"])
  }

  @Test("hand_to acts on settled decisions only")
  func handTo() throws {
    let trial = try Trial(
      """
      setting "colleague" { kind = "contact" }
      question "q" { ask = "?" }
      bucket "A" { needs = { "q" } }
      bucket "B" { otherwise = true, hand_to = settings.colleague }
      """, settings: ["colleague": "Ann"])
    #expect(try trial.decide().verdict?.why.contains { $0.contains("Ann") } == false)
    #expect(try trial.decide(#"{"answers":{"q":false}}"#).verdict?.why.last == "hand on to Ann")
  }

  @Test("the open questions stand by how much they can change")
  func order() throws {
    let trial = try Trial(
      """
      question "light" { ask = "?", weight = 0.5 }
      question "heavy" { ask = "?", weight = 5 }
      question "decides" { ask = "?", weight = 0 }
      question "must" { ask = "?", weight = 0, required = true }
      bucket "unsorted" { unanswered = true }
      bucket "A" { needs = { "decides" } }
      bucket "B" { otherwise = true }
      """)
    #expect(try trial.decide().verdict?.open == ["must", "decides", "heavy", "light"])
  }

  @Test(
    "what a bucket can't ask for",
    arguments: [
      ("", "does not say whom it takes"), ("otherwise = true, score = at_least(1)", "has both 'otherwise' and 'score'"),
      ("unanswered = true, needs = { 'yn' }", "has both 'unanswered' and 'needs'"),
      ("otherwise = false", "can only be true; take it out instead"),
      ("otherwise = 1", "can only be true"), ("needs = { 'ynn' }", "no question is named 'ynn'; did you mean 'yn'?"),
      ("needs = { YN = yes }", "no question is named 'YN'; did you mean 'yn'?"),
      ("needs = { 'zzz' }", "no question is named 'zzz'"),
      (
        "needs = { 'sc' }",
        "'sc' is answered with a number from 1 to 5, not with yes or no; write sc = at_least(3) in needs"
      ),
      ("needs = { sc = 9 }", "it can't be 9"), ("needs = { yn = 3 }", "it can't be 3"),
      ("needs = { ch = 'x' }", "it can't be \"x\""),
      ("needs = { yn = at_least(1) }", "'yn' is answered with yes or no"),
      ("needs = { 3 }", "takes names of questions, here is a number"),
      ("needs = 5", "must be questions, such as"),
      ("needs = { 'yn', yn = no }", "'yn' stands twice in 'needs' of bucket 'A'"),
      ("score = 3", "'score' of bucket 'A' needs a test, not a number; write score = at_least(3)"),
      ("score = has('city')", "must be a test, such as at_least(3)"),
      ("score = at_least('trust', 3)", "must be a test"),
      ("score = any_of { at_least(1), has('city') }", "must be a test"),
      ("when = at_least(3)", "at_least needs a field or a question here"),
      ("when = 'x'", "must be a condition"),
      ("when = is('yn', 'x')", "'yn' is answered with yes or no: is does not fit"),
      ("when = within('yn', days(3))", "within does not fit"), ("when = is('yno', yes)", "did you mean 'yn'?"),
      ("when = in_bucket('A')", "a bucket can't ask for a bucket of its own set"),
      ("when = in_bucket('later')", "no bucket of a set that stands before this one is named 'later'"),
      ("when = in_bucket('X', 'moode')", "no set of buckets is named 'moode'; did you mean 'mode'?"),
      ("set = 3, otherwise = true", "'set' of bucket 'A' must be a text"),
      ("otherwise = true, hand_to = 3", "'hand_to' of bucket 'A' must be a text"),
      ("otherwise = true, of = 'group'", "about contacts only"),
      ("otherwise = true, title = 3", "'title' of bucket 'A' must be a text"),
    ])
  func mismatches(fields: String, message: String) {
    let text = Self.questions + "bucket \"A\" { \(fields) }\nbucket \"later\" { set = \"mode\", otherwise = true }"
    let problems = Trial.problems(text)
    #expect(problems.contains { $0.contains(message) }, "\(problems)")
    #expect(problems.allSatisfy { $0.hasPrefix("5:") }, "\(problems)")
  }

  @Test("a bucket behind one that takes everyone, or twice in a set, is told")
  func places() {
    let behind = Trial.problems("bucket \"A\" { otherwise = true }\nbucket \"B\" { when = has(\"city\") }")
    #expect(behind.first?.contains("bucket 'A' takes everyone, so 'B' never gets anyone") == true)
    let twice = Trial.problems("bucket \"A\" { when = has(\"city\") }\nbucket \"A\" { otherwise = true }")
    #expect(twice.first?.contains("bucket \"A\" is declared twice, first on line 1") == true)
    #expect(Trial.problems("bucket \"A\" { otherwise = true }\nbucket \"A\" { set = \"x\", otherwise = true }").isEmpty)
    let either = Trial.problems(
      """
      bucket "A" { otherwise = true }
      bucket "A" { set = "x", otherwise = true }
      bucket "C" { set = "y", when = in_bucket("A") }
      """
    )
    #expect(
      either.first?.contains("more than one set has a bucket 'A'; name the set too: in_bucket(\"A\", \"main\")") == true
    )
  }
}
