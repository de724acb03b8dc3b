package import ReferModel

/// Where a contact belongs and why: the part of a decision that all contacts in the same situation share.
package final class Verdict: Sendable {
  /// A set of buckets, and the one that was decided in it.
  package struct Place: Hashable, Sendable {
    package let set: String
    package let bucket: String?
    /// Its place in the set.
    package let indexInSet: Int?
    /// Nothing that is open can change it.
    package let isSettled: Bool
  }

  /// One for each set, in the order of the file.
  package let places: [Place]
  package let title: String?
  /// All sets are settled: nothing that is open can change them.
  package let isSettled: Bool
  /// The buckets of the first set in which it may end, in the order of the file.
  package let possible: [String]
  package let score: Points
  package let scoreRange: ClosedRange<Points>
  /// The open questions, by how much they can change.
  package let open: [String]
  /// How much the first of them can change; nil where none is open.
  package let decisiveness: Decisiveness?
  package let why: [String]
  /// Why each bucket before it does not hold.
  package let passedOver: [String]

  package var bucket: String? { places.first?.bucket }

  init(
    places: [Place], title: String?, isSettled: Bool, possible: [String], score: Points,
    scoreRange: ClosedRange<Points>, open: [String], decisiveness: Decisiveness?, why: [String], passedOver: [String]
  ) {
    self.places = places
    self.title = title
    self.isSettled = isSettled
    self.possible = possible
    self.score = score
    self.scoreRange = scoreRange
    self.open = open
    self.decisiveness = decisiveness
    self.why = why
    self.passedOver = passedOver
  }
}

extension Verdict {
  /// Decides a situation.
  static func decide(_ situation: Situation, _ logic: BucketLogic) throws -> Verdict {
    let rules = logic.rules
    let range = rules.scoreRange(of: situation)
    // What holds now: the points that are known, those of answers that are to be asked again among them.
    var now = situation
    for place in now.slots.indices { now.slots[place].isOpen = now.slots[place].value == nil }
    let current = rules.scoreRange(of: now)
    let placing = try logic.place(situation, range: current)
    let isOpen = situation.slots.contains(where: \.isOpen) || situation.tests.contains(.unknown)
    let outlook = isOpen ? try Outlook(situation, logic) : nil
    var places: [Place] = []
    for (number, set) in rules.sets.enumerated() {
      let holding = placing.holding[number]
      let maybe = outlook?.possible[number] ?? Set(placing.sets[number])
      let isOne = (maybe.isEmpty ? [Outlook.nowhere] : maybe) == [holding ?? Outlook.nowhere]
      places.append(
        Place(
          set: set.name, bucket: holding.map { set.buckets[$0].name }, indexInSet: holding,
          isSettled: isOne && !(outlook?.cannotTell ?? false)))
    }
    let isSettled = places.allSatisfy(\.isSettled)
    let teller = Teller(rules: rules, situation: situation, placing: placing, logic: logic, range: current)
    var why = rules.sets.indices.flatMap { teller.why(set: $0) }
    if outlook?.cannotTell ?? false {
      why.append(
        "cannot tell whether it is settled: a function would have to be asked more than \(Outlook.mostTrials) times")
    }
    let main = rules.sets.first
    let bucket = placing.holding.first.flatMap { $0 }.map { main?.buckets[$0] } ?? nil
    if isSettled, let handTo = bucket?.handTo { why.append("hand on to \(handTo)") }
    let open = order(situation, rules, outlook)
    let possible = (outlook?.possible.first ?? Set(placing.sets.first ?? [])).sorted()
    return Verdict(
      places: places, title: bucket?.title, isSettled: isSettled,
      possible: possible.filter { $0 >= 0 }.compactMap { main?.buckets[$0].name }, score: situation.score,
      scoreRange: range, open: open.map { rules.questions[$0.question].name }, decisiveness: open.first?.decisiveness,
      why: why,
      passedOver: rules.sets.indices.flatMap { teller.passedOver(set: $0) })
  }

  /// Open questions, the most decisive first, in the order of the file where they are alike.
  private static func order(
    _ situation: Situation, _ rules: RuleSet, _ outlook: Outlook?
  ) -> [(question: Int, decisiveness: Decisiveness)] {
    let hasUnanswered = rules.sets.contains { $0.buckets.contains(where: \.isUnanswered) }
    let possible = outlook?.possible.reduce(0) { $0 + $1.count } ?? 0
    let open = situation.slots.indices.filter { situation.slots[$0].isOpen }.map { place in
      let question = rules.questions[place]
      return (
        question: place,
        decisiveness: Decisiveness(
          isRequired: hasUnanswered && question.isRequired && situation.slots[place].value == nil,
          bucketsRuledOut: (outlook?.left[place]).map { Double(possible) - $0 } ?? -.infinity,
          swing: question.range.upperBound - question.range.lowerBound)
      )
    }
    return open.sorted { ($1.decisiveness, $0.question) < ($0.decisiveness, $1.question) }
  }
}

/// How much the answer to an open question can change: a required one beats all others, then the one that rules out
/// the most buckets, then the one with the most points.
package struct Decisiveness: Comparable, Sendable {
  package let isRequired: Bool
  /// On average of its answers, of all sets.
  package let bucketsRuledOut: Double
  /// Between its best answer and its worst.
  package let swing: Points

  package static func < (a: Decisiveness, b: Decisiveness) -> Bool {
    if a.isRequired != b.isRequired { return b.isRequired }
    return a.bucketsRuledOut != b.bucketsRuledOut ? a.bucketsRuledOut < b.bucketsRuledOut : a.swing < b.swing
  }
}
