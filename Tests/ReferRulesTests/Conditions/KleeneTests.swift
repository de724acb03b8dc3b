import ReferRules
import TestSupport
import Testing

@Suite("Three answers")
struct KleeneTests {
  enum Truth: String, CaseIterable {
    case no, unknown, yes

    var json: String? {
      switch self {
      case .no: "\"b\""
      case .yes: "\"a\""
      case .unknown: nil
      }
    }
    var rank: Int { self == .no ? 0 : self == .unknown ? 1 : 2 }
  }

  private static let fields = ["city", "region", "country"]
  private static let parts = fields.map { "is(\"\($0)\", \"a\")" }.joined(separator: ", ")
  private static let rules = """
    question "any"   { ask = "?", answer = any_of { \(parts) } }
    question "all"   { ask = "?", answer = all_of { \(parts) } }
    question "none"  { ask = "?", answer = none_of { \(parts) } }
    question "is_not" { ask = "?", answer = is_not("city", "a") }
    question "deep"  { ask = "?", answer = all_of { any_of { \(parts) }, none_of { all_of { \(parts) } } } }
    """

  @Test("any_of, all_of and none_of follow Kleene's tables, in every place and nested")
  func tables() throws {
    let trial = try Trial(Self.rules)
    for first in Truth.allCases {
      for second in Truth.allCases {
        for third in Truth.allCases {
          let all = [first, second, third]
          let pairs = zip(Self.fields, all).compactMap { name, truth in truth.json.map { "\"\(name)\":\($0)" } }
          let decision = try trial.decide("{\(pairs.joined(separator: ","))}")
          // Kleene: with no < unknown < yes, or is the greater, and is the smaller.
          let any = all.map(\.rank).max() ?? 0
          let every = all.map(\.rank).min() ?? 2
          let word = ["no", "unknown", "yes"]
          #expect(trial.text("any", in: decision) == word[any], "\(all)")
          #expect(trial.text("all", in: decision) == word[every], "\(all)")
          #expect(trial.text("none", in: decision) == word[2 - any], "\(all)")
          #expect(trial.text("is_not", in: decision) == word[2 - first.rank], "\(all)")
          #expect(trial.text("deep", in: decision) == word[min(any, 2 - every)], "\(all)")
        }
      }
    }
  }

  @Test("a bucket's when joins facts and questions by the same tables", arguments: Truth.allCases, Truth.allCases)
  func inBuckets(fact: Truth, answer: Truth) throws {
    let trial = try Trial(
      """
      question "q" { ask = "?" }
      bucket "any" { set = "any", when = any_of { is("city", "a"), is("q", yes) } }
      bucket "not any" { set = "any", when = none_of { is("city", "a"), is("q", yes) } }
      bucket "all" { set = "all", when = all_of { is("city", "a"), is("q", yes) } }
      bucket "not all" { set = "all", when = none_of { all_of { is("city", "a"), is("q", yes) } } }
      """)
    var parts = fact.json.map { ["\"city\":\($0)"] } ?? []
    if answer != .unknown { parts.append("\"answers\":{\"q\":\(answer == .yes)}") }
    let verdict = try #require(try trial.decide("{\(parts.joined(separator: ","))}").verdict)
    func name(_ rank: Int, _ yes: String, _ no: String) -> String? { rank == 2 ? yes : rank == 0 ? no : nil }
    #expect(verdict.places[0].bucket == name(max(fact.rank, answer.rank), "any", "not any"))
    #expect(verdict.places[1].bucket == name(min(fact.rank, answer.rank), "all", "not all"))
  }
}
