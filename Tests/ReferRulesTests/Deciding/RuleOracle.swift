/// Says by trying everything what a ``RuleModel`` decides. Slow, and of one mind with the reference only.
struct RuleOracle {
  let model: RuleModel

  /// What is known: of each question and each fact.
  struct State {
    var answers: [Int?]
    var facts: [Bool?]
  }

  /// Questions whose answer was given so long ago that it is asked for again.
  typealias Stale = Set<Int>

  struct Outcome: Equatable {
    var buckets: [Int?]
    var isSettled: Bool
    /// Of the first set, without the bucket of the unanswered.
    var possible: Set<Int>
    var score: Double
    var range: ClosedRange<Double>
  }

  private static let yes = 2, unknown = 1, no = 0

  func outcome(_ state: State, stale: Stale) -> Outcome {
    let buckets = place(state)
    var reached = model.sets.map { _ in Set<Int?>() }
    forEachEnd(state, stale) { end in
      for (set, bucket) in place(end).enumerated() where !isUnanswered(bucket, set) { reached[set].insert(bucket) }
    }
    var low = 0.0
    var high = 0.0
    for question in model.questions.indices {
      let points = isOpen(question, state, stale) ? all(question) : [points(question, state) ?? 0]
      low += points.min() ?? 0
      high += points.max() ?? 0
    }
    return Outcome(
      buckets: buckets, isSettled: zip(buckets, reached).allSatisfy { $1 == [$0] },
      possible: Set(reached[0].compactMap { $0 }),
      score: model.questions.indices.reduce(0) { $0 + (points($1, state) ?? 0) }, range: low...high)
  }

  /// How many ends there are.
  func ends(_ state: State, stale: Stale) -> Int {
    let asked = model.questions.indices.filter { isOpen($0, state, stale) }.map { options($0, state).count }
    return (asked + state.facts.filter { $0 == nil }.map { _ in 2 }).reduce(1, *)
  }

  private func isOpen(_ question: Int, _ state: State, _ stale: Stale) -> Bool {
    state.answers[question] == nil || stale.contains(question)
  }

  private func isUnanswered(_ bucket: Int?, _ set: Int) -> Bool {
    bucket.map { model.sets[set][$0].isUnanswered } ?? false
  }

  private func all(_ question: Int) -> [Double] { model.questions[question].form.answers.map(\.points) }

  private func points(_ question: Int, _ state: State) -> Double? {
    state.answers[question].flatMap { value in
      model.questions[question].form.answers.first { $0.value == value }?.points
    }
  }

  // MARK: Every end

  /// A question may also stay open for good, where that makes a difference.
  private func options(_ question: Int, _ state: State) -> [Int?] {
    let values: [Int?] = model.questions[question].form.answers.map(\.value)
    return state.answers[question] == nil && asksWhetherKnown(question) ? values + [nil] : values
  }

  private func asksWhetherKnown(_ question: Int) -> Bool {
    func asks(_ test: RuleModel.Test) -> Bool {
      switch test {
      case .answer(question, .known), .answer(question, .unknown): true
      case .any(let parts), .all(let parts), .none(let parts): parts.contains(where: asks)
      default: false
      }
    }
    return model.sets.joined().contains { group in
      group.when.map(asks) ?? false
        || group.needs.contains { need in
          if case .unknown = need.test { return need.question == question }
          return false
        }
    }
  }

  private func forEachEnd(_ state: State, _ stale: Stale, _ body: (State) -> Void) {
    let questions = model.questions.indices.filter { isOpen($0, state, stale) }
    let facts = state.facts.indices.filter { state.facts[$0] == nil }
    let choices = questions.map { options($0, state) }
    var end = state
    func fillFacts(_ place: Int) {
      guard place < facts.count else { return body(end) }
      for value in [false, true] {
        end.facts[facts[place]] = value
        fillFacts(place + 1)
      }
    }
    func fill(_ place: Int) {
      guard place < questions.count else { return fillFacts(0) }
      for value in choices[place] {
        end.answers[questions[place]] = value
        fill(place + 1)
      }
    }
    fill(0)
  }

  // MARK: One state

  /// The first bucket of each set that holds for certain.
  func place(_ state: State) -> [Int?] { truths(state).map { $0.firstIndex(of: Self.yes) } }

  private func truths(_ state: State) -> [[Int]] {
    var sets: [[Int]] = []
    for groups in model.sets { sets.append(groups.map { truth($0, state, sets) }) }
    return sets
  }

  private func truth(_ group: RuleModel.Group, _ state: State, _ before: [[Int]]) -> Int {
    if group.isOtherwise { return Self.yes }
    if group.isUnanswered {
      return zip(model.questions, state.answers).contains { $0.isRequired && $1 == nil } ? Self.yes : Self.no
    }
    var truths = group.needs.map { truth($0.test, state.answers[$0.question]) }
    if let score = group.score {
      var low = 0.0
      var high = 0.0
      for question in model.questions.indices {
        let points = points(question, state).map { [$0] } ?? all(question)
        low += points.min() ?? 0
        high += points.max() ?? 0
      }
      truths.append(truth(score, low, high))
    }
    if let when = group.when { truths.append(truth(when, state, before)) }
    return truths.min() ?? Self.yes
  }

  private func truth(_ test: RuleModel.AnswerTest, _ answer: Int?) -> Int {
    switch (test, answer) {
    case (.unknown, nil), (.known, .some): Self.yes
    case (.unknown, .some), (.known, nil): Self.no
    case (_, nil): Self.unknown
    case (.among(let values), let answer?): values.contains(answer) ? Self.yes : Self.no
    case (.atLeast(let limit), let answer?): answer >= limit ? Self.yes : Self.no
    case (.atMost(let limit), let answer?): answer <= limit ? Self.yes : Self.no
    }
  }

  private func truth(_ score: RuleModel.Score, _ low: Double, _ high: Double) -> Int {
    switch score {
    case .atLeast(let limit): low >= limit ? Self.yes : high < limit ? Self.no : Self.unknown
    case .atMost(let limit): high <= limit ? Self.yes : low > limit ? Self.no : Self.unknown
    case .any(let parts): parts.map { truth($0, low, high) }.max() ?? Self.no
    case .all(let parts): parts.map { truth($0, low, high) }.min() ?? Self.yes
    case .none(let parts): 2 - (parts.map { truth($0, low, high) }.max() ?? Self.no)
    }
  }

  private func truth(_ test: RuleModel.Test, _ state: State, _ before: [[Int]]) -> Int {
    switch test {
    case .fact(let fact): state.facts[fact].map { $0 ? Self.yes : Self.no } ?? Self.unknown
    case .answer(let question, let test): truth(test, state.answers[question])
    case .bucket(let set, let place):
      // In it if it is the first that holds; certain if none before it may hold.
      min(before[set][place], 2 - (before[set][..<place].max() ?? Self.no))
    case .any(let parts): parts.map { truth($0, state, before) }.max() ?? Self.no
    case .all(let parts): parts.map { truth($0, state, before) }.min() ?? Self.yes
    case .none(let parts): 2 - (parts.map { truth($0, state, before) }.max() ?? Self.no)
    }
  }
}
