import ReferModel

/// What may still become of a situation: every way in which its open questions can be answered.
///
/// Exact where there are at most ``mostTrials`` ways to try; questions that only bring points are taken
/// together by the sums that they can reach. Beyond that, each bucket is judged by the range of the score
/// alone, which never calls a decision settled that is not.
struct Outlook {
  /// The buckets that each set may end in, as bits.
  private(set) var possible: [Set<Int>]
  /// Whether rules with functions needed more trials than are made.
  private(set) var cannotTell = false
  /// Of each open question, the average number of buckets that its answer leaves.
  private(set) var left: [Int: Double] = [:]

  static let mostTrials = 4096

  /// One thing that is open.
  private struct Variable {
    enum Subject { case question(Int), test(Int) }
    let subject: Subject
    let values: [(value: Question.Value, points: Points)]
  }

  init(_ situation: Situation, _ logic: BucketLogic) throws {
    possible = Array(repeating: [], count: logic.rules.sets.count)
    let rules = logic.rules
    var variables: [Variable] = []
    for (place, slot) in situation.slots.enumerated() where slot.isOpen {
      let question = rules.questions[place]
      variables.append(
        Variable(subject: .question(place), values: question.domain.map { ($0, question.points(for: $0)) }))
    }
    for (place, answer) in situation.tests.enumerated() where answer == .unknown {
      variables.append(Variable(subject: .test(place), values: [(0, .zero), (1, .zero)]))
    }
    let usesFunctions = rules.sets.contains { $0.buckets.contains(where: \.usesFunctions) }
    let calls = usesFunctions ? rules.sets.flatMap(\.buckets).filter(\.usesFunctions).count : 1
    if Self.trials(variables) <= Self.mostTrials / calls {
      try tryAll(variables, sums: [.zero], situation, logic)
    } else if usesFunctions {
      cannotTell = true
      try judgeByRange(situation, logic)
    } else if let (named, sums) = Self.collapsed(variables, named: rules.namedQuestions) {
      try tryAll(named, sums: sums, situation, logic)
    } else {
      try judgeByRange(situation, logic)
    }
  }

  private static func trials(_ variables: [Variable]) -> Int {
    var product = 1
    for variable in variables {
      product *= max(variable.values.count, 1)
      if product > mostTrials { return product }
    }
    return product
  }

  /// Questions that only bring points are replaced by the sums that they reach together.
  private static func collapsed(_ variables: [Variable], named: Set<Int>) -> ([Variable], [Points])? {
    var kept: [Variable] = []
    var sums: Set<Points> = [.zero]
    for variable in variables {
      guard case .question(let place) = variable.subject, !named.contains(place) else {
        kept.append(variable)
        continue
      }
      let points = Set(variable.values.map(\.points))
      guard sums.count * points.count <= mostTrials * 16 else { return nil }
      sums = Set(sums.flatMap { sum in points.map { sum + $0 } })
    }
    guard trials(kept) <= mostTrials, trials(kept) * sums.count <= mostTrials * 16 else { return nil }
    return (kept, sums.sorted())
  }

  private mutating func tryAll(
    _ variables: [Variable], sums: [Points], _ situation: Situation, _ logic: BucketLogic
  ) throws {
    var trial = situation
    // Questions taken together by their sums count as answered.
    for place in trial.slots.indices where trial.slots[place].isOpen {
      trial.slots[place].value = trial.slots[place].value ?? 0
      trial.slots[place].points = .zero
    }
    var digits = Array(repeating: 0, count: variables.count)
    var seen = variables.map { variable in variable.values.map { _ in Set<BucketPlace>() } }
    for (place, variable) in variables.enumerated() { Self.assign(variable, 0, to: &trial) ; _ = place }
    while true {
      for sum in sums {
        let score = trial.score + sum
        let placing = try logic.place(trial, range: score...score)
        for (set, buckets) in placing.sets.enumerated() {
          possible[set].formUnion(buckets)
          if placing.holding[set] == nil { possible[set].insert(Self.nowhere) }
          for (place, digit) in digits.enumerated() {
            for bucket in placing.holding[set].map({ [$0] }) ?? [Self.nowhere] {
              seen[place][digit].insert(BucketPlace(set: set, bucket: bucket))
            }
          }
        }
      }
      guard let turned = digits.indices.first(where: { digits[$0] + 1 < variables[$0].values.count }) else { break }
      for place in 0..<turned {
        digits[place] = 0
        Self.assign(variables[place], 0, to: &trial)
      }
      digits[turned] += 1
      Self.assign(variables[turned], digits[turned], to: &trial)
    }
    for (place, variable) in variables.enumerated() {
      guard case .question(let question) = variable.subject else { continue }
      left[question] = Double(seen[place].reduce(0) { $0 + $1.count }) / Double(max(seen[place].count, 1))
    }
  }

  /// Stands for "in no bucket of the set".
  static let nowhere = -1

  private static func assign(_ variable: Variable, _ digit: Int, to trial: inout Situation) {
    guard !variable.values.isEmpty else { return }
    let (value, points) = variable.values[digit]
    switch variable.subject {
    case .question(let place):
      trial.slots[place].value = value
      trial.slots[place].points = points
    case .test(let place): trial.tests[place] = value == 1 ? .yes : .no
    }
  }

  private mutating func judgeByRange(_ situation: Situation, _ logic: BucketLogic) throws {
    var open = situation
    for place in open.slots.indices where open.slots[place].isOpen {
      open.slots[place].value = nil
      open.slots[place].points = .zero
    }
    let range = logic.rules.scoreRange(of: situation)
    var plain = logic
    plain.ask = nil
    let placing = try plain.place(open, range: range)
    for (set, buckets) in placing.sets.enumerated() {
      // Once the questions are answered, nobody is left in the bucket of the unanswered.
      let all = logic.rules.sets[set].buckets
      possible[set] = Set(buckets.filter { !all[$0].isUnanswered })
      if let first = buckets.first(where: { all[$0].isUnanswered }) {
        possible[set].formUnion(all.indices.filter { $0 > first })
      }
      if placing.holding[set] == nil { possible[set].insert(Self.nowhere) }
    }
  }
}

extension RuleSet {
  /// The scores that are still possible.
  func scoreRange(of situation: Situation) -> ClosedRange<Points> {
    var low = Points.zero
    var high = Points.zero
    for (question, slot) in zip(questions, situation.slots) {
      let range = question.range
      low = low + (slot.isOpen ? range.lowerBound : slot.points)
      high = high + (slot.isOpen ? range.upperBound : slot.points)
    }
    return low...high
  }
}
