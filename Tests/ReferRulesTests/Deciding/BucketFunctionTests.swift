import ReferModel
import ReferRules
import TestSupport
import Testing

@Suite("Functions of buckets")
struct BucketFunctionTests {
  private static let questions = """
    question "a" { ask = "?", weight = 2 }
    question "n" { ask = "?", scale = { 1, 5 }, weight = 4 }
    question "c" { ask = "?", choices = { { "often", 2 }, { "never", 0 } } }

    """

  private func verdict(_ buckets: String, _ contact: String) throws -> Verdict {
    let decision = try Trial(Self.questions + buckets).decide(contact)
    #expect(decision.error == nil, "\(String(describing: decision.error))")
    return try #require(decision.verdict)
  }

  private static let known = #"{"city":"Bonn","answers":{"a":true,"n":3,"c":"often"}}"#

  @Test(
    "they see the contact, the answers and the score",
    arguments: [
      "when = function(contact, answers, score) return contact.city == 'Bonn' and answers.a and score == 6 end",
      "when = function(contact, given) return given.n == 3 and given.c == 'often' end",
      "when = function() return answers.a and answers.n == 3 end", "score = function(score) return score == 6 end",
      "score = function(points) return answers.a and points > 5 end",
      "needs = { 'a' }, score = function(s) return s >= 6 end",
    ])
  func arguments(fields: String) throws {
    let verdict = try verdict("bucket \"A\" { \(fields) }\nbucket \"B\" { otherwise = true }", Self.known)
    #expect(verdict.bucket == "A")
    #expect(verdict.isSettled)
    #expect(verdict.possible == ["A"])
  }

  @Test("the answers are each contact's own")
  func fresh() throws {
    let trial = try Trial(
      Self.questions + "bucket \"A\" { when = function() return answers.a end }\nbucket \"B\" { otherwise = true }")
    #expect(try trial.decide(#"{"answers":{"a":true}}"#).bucket == "A")
    #expect(try trial.decide(#"{"answers":{"a":false}}"#).bucket == "B")
    #expect(try trial.decide(#"{"answers":{"a":true}}"#).bucket == "A")
  }

  @Test("every answer to the open questions is tried, and decides what is settled")
  func tried() throws {
    let buckets =
      """
      bucket "A" { when = function(contact, answers) return answers.a and answers.n == 5 end }
      bucket "B" { otherwise = true }
      """
    let open = try verdict(buckets, #"{"answers":{"a":true,"c":"often"}}"#)
    #expect(open.bucket == "B")
    #expect(open.possible == ["A", "B"])
    #expect(!open.isSettled)
    let no = try verdict(buckets, #"{"answers":{"a":false}}"#)
    #expect(no.isSettled)
    #expect(no.possible == ["B"])
  }

  @Test("falling off the end means no, unless an answer or a fact was missing")
  func endings() throws {
    let buckets =
      """
      bucket "A" { when = function(contact) if contact.city == "Ulm" then return true end end }
      bucket "B" { otherwise = true }
      """
    #expect(try verdict(buckets, Self.known).isSettled)
    let unknown = try verdict(buckets, #"{"answers":{"a":true,"n":3,"c":"often"}}"#)
    #expect(unknown.bucket == "B")
    #expect(!unknown.isSettled)
    #expect(unknown.possible == ["A", "B"])
  }

  @Test("more than 4,096 calls are not made: it says that it cannot tell")
  func tooMany() throws {
    let many = (0..<13).map { "question \"q\($0)\" { ask = \"?\" }" }.joined(separator: "\n")
    let trial = try Trial(
      "\(many)\nbucket \"A\" { when = function() return false end }\nbucket \"B\" { otherwise = true }")
    let verdict = try #require(try trial.decide().verdict)
    #expect(!verdict.isSettled)
    #expect(verdict.possible == ["A", "B"])
    #expect(verdict.why.contains { $0.hasPrefix("cannot tell") && $0.contains("4096") })
    let one = try #require(try trial.decide(#"{"answers":{"q0":true}}"#).verdict)
    #expect(one.isSettled)
    #expect(one.possible == ["B"])
    #expect(!one.why.contains { $0.contains("cannot tell") })
  }

  @Test(
    "what does not fit is an error of this contact",
    arguments: [
      ("when = function() return 3 end", "a bucket's function must return true or false, here it is a number"),
      ("score = function() return 'x' end", "a bucket's function must return true or false, here it is a text"),
      ("when = function() return answers.nn end", "no question is named 'nn'; did you mean 'n'?"),
      ("when = function(contact, answers) return answers.A end", "no question is named 'A'; did you mean 'a'?"),
      ("when = function(contact, answers) answers.a = true end", ""),
      ("when = function() return answer.a end", "did you mean 'answers'?"),
    ])
  func mismatches(fields: String, message: String) throws {
    let error = try #require(try Trial(Self.questions + "bucket \"A\" { \(fields) }").decide().error)
    #expect(error.line == 4)
    #expect(error.message.contains(message), "\(error.message)")
  }

  @Test("a question's function sees no answers: it sees one contact alone")
  func questions() throws {
    let trial = try Trial("question \"q\" { ask = \"?\", answer = function() return answers.q end }")
    #expect(try trial.decide().error?.message.contains("answers are known once all questions are") == true)
  }
}
