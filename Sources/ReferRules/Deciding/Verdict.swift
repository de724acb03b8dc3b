package import ReferModel

/// Where a contact belongs and why: the part of a decision that all contacts in the same situation share.
package final class Verdict: Sendable {
  /// A set of buckets, and the one that was decided in it.
  package struct Place: Hashable, Sendable {
    package let set: String
    package let bucket: String?
    /// Its place in the set.
    package let indexInSet: Int?
  }

  /// One for each set, in the order of the file.
  package let places: [Place]
  package let title: String?
  /// No open question can change it.
  package let isSettled: Bool
  /// The buckets of the first set in which it may end, in the order of the file.
  package let possible: [String]
  package let score: Points
  package let scoreRange: ClosedRange<Points>
  /// The open questions, by how much they can change.
  package let open: [String]
  package let why: [String]
  /// Why each bucket before it does not hold.
  package let passedOver: [String]

  package var bucket: String? { places.first?.bucket }

  init(
    places: [Place], title: String?, isSettled: Bool, possible: [String], score: Points,
    scoreRange: ClosedRange<Points>, open: [String], why: [String], passedOver: [String]
  ) {
    self.places = places
    self.title = title
    self.isSettled = isSettled
    self.possible = possible
    self.score = score
    self.scoreRange = scoreRange
    self.open = open
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
    var isSettled = true
    for (number, set) in rules.sets.enumerated() {
      let holding = placing.holding[number]
      places.append(Place(set: set.name, bucket: holding.map { set.buckets[$0].name }, indexInSet: holding))
      let maybe = outlook?.possible[number] ?? Set(placing.sets[number])
      if outlook?.cannotTell ?? false || (maybe.isEmpty ? [Outlook.nowhere] : maybe) != [holding ?? Outlook.nowhere] {
        isSettled = false
      }
    }
    let teller = Teller(rules: rules, situation: situation, placing: placing, logic: logic, range: current)
    var why = rules.sets.indices.flatMap { teller.why(set: $0) }
    if outlook?.cannotTell ?? false {
      why.append(
        "cannot tell whether it is settled: a function would have to be asked more than \(Outlook.mostTrials) times")
    }
    let main = rules.sets.first
    let bucket = placing.holding.first.flatMap { $0 }.map { main?.buckets[$0] } ?? nil
    if isSettled, let handTo = bucket?.handTo { why.append("hand on to \(handTo)") }
    let possible = (outlook?.possible.first ?? Set(placing.sets.first ?? [])).sorted()
    return Verdict(
      places: places, title: bucket?.title, isSettled: isSettled,
      possible: possible.filter { $0 >= 0 }.compactMap { main?.buckets[$0].name }, score: situation.score,
      scoreRange: range, open: order(situation, rules, outlook), why: why,
      passedOver: rules.sets.indices.flatMap { teller.passedOver(set: $0) })
  }

  /// Open questions: required ones first, then those whose answer leaves the fewest buckets, then the most points.
  private static func order(_ situation: Situation, _ rules: RuleSet, _ outlook: Outlook?) -> [String] {
    let hasUnanswered = rules.sets.contains { $0.buckets.contains(where: \.isUnanswered) }
    let open = situation.slots.indices.filter { situation.slots[$0].isOpen }
    func rank(_ place: Int) -> (Int, Double, Int64, Int) {
      let question = rules.questions[place]
      let swing = question.range.upperBound - question.range.lowerBound
      let isRequired = hasUnanswered && question.isRequired && situation.slots[place].value == nil
      return (isRequired ? 0 : 1, outlook?.left[place] ?? .infinity, -swing.nanos, place)
    }
    return open.map { ($0, rank($0)) }.sorted { $0.1 < $1.1 }.map { rules.questions[$0.0].name }
  }
}
