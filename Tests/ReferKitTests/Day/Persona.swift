import TestSupport
import Testing

/// A made-up user of the simulated quarter: the rules they keep to, how full their days are, and what those rules promise.
struct Persona: CustomTestStringConvertible, Sendable {
  /// Somebody may not be left alone for longer than a rule of the file says.
  struct Gap: Sendable {
    /// Who it is about: everyone in this bucket of a set, or on this shortlist.
    let group: String
    var set: String?
    /// The shortlist's length where it is one, by trust.
    var atMost: Int?
    /// The only kind that counts; nil is any real contact.
    var kind: String?
    let days: Double
  }

  /// The rules file in Fixtures/quarter.
  let name: String
  let seed: Int
  /// The week's capacity.
  let hours: Double
  /// Once in so many days each: people are met, a referral comes, somebody rings.
  let meets: Int
  let refers: Int
  let rings: Int
  /// Thanks for a referral, and for business that came of it: how soon, in hours.
  let thanks: Double
  let businessThanks: Double
  let gaps: [Gap]
  /// The user's answer to a question of the rules.
  let answer: @Sendable (String, inout Seeded) -> String
  /// What is typed of somebody new.
  let fields: @Sendable (inout Seeded) -> [String]

  var testDescription: String { name }

  static let all = [factor, member, consultant]

  static let factor = Persona(
    name: "factor", seed: 11, hours: 5, meets: 3, refers: 4, rings: 5, thanks: 48, businessThanks: 168,
    gaps: [Gap(group: "A", days: 28)],
    answer: { _, random in "\(Int.random(in: 1...5, using: &random))" },
    fields: { random in
      let trade = ["banking", "brokerage", "law", "home repair", "mortgages"].randomElement(using: &random)
      return trade.map { ["industry=\($0)"] } ?? []
    })

  static let member = Persona(
    name: "member", seed: 22, hours: 8, meets: 4, refers: 3, rings: 3, thanks: 36, businessThanks: 96,
    gaps: [
      Gap(group: "inner", set: "circle", days: 17), Gap(group: "chapter", set: "seat", kind: "one_to_one", days: 40),
    ],
    answer: { _, random in random.once(in: 3) ? "yes" : "no" },
    fields: { random in
      let town = random.once(in: 2) ? "Peoria" : "Pekin"
      return random.once(in: 3) ? ["city=\(town)", "group=River City"] : ["city=\(town)"]
    })

  static let consultant = Persona(
    name: "consultant", seed: 33, hours: 5, meets: 5, refers: 6, rings: 4, thanks: 48, businessThanks: 168,
    gaps: [Gap(group: "known", atMost: 10, days: 21)],
    answer: { _, random in random.once(in: 2) ? "yes" : "no" },
    fields: { random in
      let month = Int.random(in: 1...12, using: &random)
      let birthday = "birthday=--\(month < 10 ? "0" : "")\(month)-\(Int.random(in: 10...28, using: &random))"
      return ["trust=\(Int.random(in: 0...9, using: &random))", "serves=\(random.once(in: 2) ? "b2b" : "b2c")", birthday]
    })
}
