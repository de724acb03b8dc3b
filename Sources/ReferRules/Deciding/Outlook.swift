import ReferModel

/// What may still become of a situation: every way in which its open questions can be answered.
///
/// Exact where there are at most ``mostTrials`` ways to try; questions that only bring points are taken
/// together by the sums that they can reach, and of these only those are tried that a test can tell
/// apart. Beyond that, each bucket is judged by the range of the score alone, which never calls a
/// decision settled that is not. So does it where the conditions are so large that trying would take too long.
struct Outlook {
  /// The buckets that each set may end in.
  private(set) var possible: [Set<Int>]
  /// Why it could not be found out; nil where it was.
  private(set) var obstacle: Obstacle?

  enum Obstacle {
    /// Rules with functions needed more trials than are made.
    case functions
    /// The trials would take too many steps.
    case work
  }

  /// Of each open question, the average number of buckets that its answer leaves.
  private(set) var left: [Int: Double] = [:]

  static let mostTrials = 4096
  /// Trials by the parts of conditions that each goes through.
  static let mostWork = mostTrials * 1000

  /// One thing that is open, and one of each kind of answer to it.
  private struct Variable {
    enum Subject {
      case question(Int)
      case test(Int)
    }
    let subject: Subject
    /// Without a value the question stays open: of interest where a bucket asks whether there is an answer.
    let values: [(value: Question.Value?, points: Points)]
  }

  init(_ situation: Situation, _ logic: BucketLogic) throws {
    possible = Array(repeating: [], count: logic.rules.sets.count)
    let rules = logic.rules
    let tests = rules.answerTests
    let variables = Self.variables(situation, rules, tests)
    let calls = rules.sets.flatMap(\.buckets).reduce(0) { $0 + $1.functionCount }
    if Self.trials(variables) <= Self.mostTrials / max(calls, 1) {
      try tryBounded(variables, sums: [.zero], situation, logic)
    } else if calls > 0 {
      obstacle = .functions
      try judgeByRange(situation, logic)
    } else if let (named, sums) = Self.collapsed(variables, named: Set(tests.map(\.question))) {
      try tryBounded(named, sums: sums, situation, logic)
    } else {
      try judgeByRange(situation, logic)
    }
  }

  /// Tries all, unless that would take too many steps.
  private mutating func tryBounded(
    _ variables: [Variable], sums: [Points], _ situation: Situation, _ logic: BucketLogic
  ) throws {
    let limits = logic.limits
    // Of the sums, those are tried that a limit can tell apart, from either end of the range.
    let tried = min(sums.count, limits.count * 4 + 1)
    let parts = logic.parts + situation.slots.count + variables.count * logic.rules.sets.count
    let (steps, isOver) = (Self.trials(variables) * tried).multipliedReportingOverflow(by: parts)
    guard !isOver, steps <= Self.mostWork else {
      obstacle = .work
      return try judgeByRange(situation, logic)
    }
    try tryAll(variables, sums: sums, limits: limits, situation, logic)
  }

  private static func variables(
    _ situation: Situation, _ rules: RuleSet, _ tests: [(question: Int, test: AnswerTest)]
  ) -> [Variable] {
    var variables: [Variable] = []
    let ofQuestion = Dictionary(grouping: tests, by: \.question)
    for (place, slot) in situation.slots.enumerated() where slot.isOpen {
      let question = rules.questions[place]
      let own = ofQuestion[place, default: []].map(\.test)
      var values: [(Question.Value?, Points)] = question.trials(at: own.flatMap(\.limits)).map {
        ($0, question.points(for: $0))
      }
      if slot.value == nil, own.contains(where: \.isOfKnowing) { values.append((nil, .zero)) }
      variables.append(Variable(subject: .question(place), values: values))
    }
    for (place, answer) in situation.tests.enumerated() where answer == .unknown {
      variables.append(Variable(subject: .test(place), values: [(0, .zero), (1, .zero)]))
    }
    return variables
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
    guard trials(kept) <= mostTrials else { return nil }
    return (kept, sums.sorted())
  }

  private mutating func tryAll(
    _ variables: [Variable], sums: [Points], limits: [Points], _ situation: Situation, _ logic: BucketLogic
  ) throws {
    var trial = situation
    // Questions taken together by their sums count as answered.
    for place in trial.slots.indices where trial.slots[place].isOpen {
      trial.slots[place].value = trial.slots[place].value ?? 0
      trial.slots[place].points = .zero
    }
    var digits = Array(repeating: 0, count: variables.count)
    var seen = variables.map { variable in variable.values.map { _ in Set<BucketPlace>() } }
    for variable in variables { Self.assign(variable, 0, to: &trial) }
    while true {
      let isPartial = trial.slots.contains { $0.value == nil }
      let range = isPartial ? self.range(of: trial, logic) : trial.score...trial.score
      for sum in Self.telling(sums, range, limits) {
        let placing = try logic.place(trial, range: (range.lowerBound + sum)...(range.upperBound + sum))
        for (set, buckets) in placing.sets.enumerated() {
          let holding = placing.holding[set] ?? Self.nowhere
          // What may still hold is tried with the answers that make it so.
          let reached = isPartial ? [holding] : placing.holding[set] == nil ? buckets + [Self.nowhere] : buckets
          possible[set].formUnion(reached.filter { !Self.isUnanswered($0, set, logic) })
          for (place, digit) in digits.enumerated() {
            seen[place][digit].insert(BucketPlace(set: set, bucket: holding))
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

  /// Once the questions are answered, nobody is left in the bucket of the unanswered.
  private static func isUnanswered(_ bucket: Int, _ set: Int, _ logic: BucketLogic) -> Bool {
    bucket != nowhere && logic.rules.sets[set].buckets[bucket].isUnanswered
  }

  /// The scores that are possible while some questions stay open.
  private func range(of trial: Situation, _ logic: BucketLogic) -> ClosedRange<Points> {
    var trial = trial
    for place in trial.slots.indices { trial.slots[place].isOpen = trial.slots[place].value == nil }
    return logic.rules.scoreRange(of: trial)
  }

  /// Of many sums, in order, the first of each stretch in which no test of the score changes its mind.
  private static func telling(_ sums: [Points], _ range: ClosedRange<Points>, _ limits: [Points]) -> [Points] {
    guard sums.count > 1 else { return sums }
    var starts: Set<Int> = [0]
    for limit in limits {
      for bound in [limit - range.lowerBound, limit - range.upperBound] {
        starts.insert(first(in: sums) { $0 >= bound })
        starts.insert(first(in: sums) { $0 > bound })
      }
    }
    return starts.sorted().filter { $0 < sums.count }.map { sums[$0] }
  }

  /// The place of the first sum that holds, where all behind it hold too.
  private static func first(in sums: [Points], where holds: (Points) -> Bool) -> Int {
    var low = 0
    var high = sums.count
    while low < high {
      let middle = (low + high) / 2
      if holds(sums[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

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
    var forecast = logic
    forecast.ask = nil
    forecast.isForecast = true
    let placing = try forecast.place(open, range: range)
    for (set, buckets) in placing.sets.enumerated() {
      possible[set] = Set(placing.holding[set] == nil ? buckets + [Self.nowhere] : buckets)
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
