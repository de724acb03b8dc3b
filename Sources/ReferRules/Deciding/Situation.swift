import ReferModel

/// What is known of one contact when the buckets are decided.
struct Situation {
  /// The answer to one question.
  struct Slot {
    /// The value now; nil while it is not known.
    var value: Question.Value?
    var points = Points.zero
    /// Whether the answer may still come, or come again.
    var isOpen = true
  }

  var slots: [Slot]
  /// The buckets' field tests.
  var tests: [Ternary]

  /// The sum of the points that are known.
  var score: Points { slots.reduce(.zero) { $0 + $1.points } }
}

/// Decides the sets of buckets in one situation, with three answers.
struct BucketLogic {
  let rules: RuleSet
  /// The steps that placing a contact takes at most: a bucket, a need and a part of a condition each.
  let parts: Int
  /// The scores at which a bucket's test changes its mind.
  let limits: [Points]
  /// Asks a function of a bucket; nil where rules have none.
  var ask: ((When.FunctionCall) throws -> Ternary)?
  /// Judges what may become: an answer that is missing will come.
  var isForecast = false

  init(rules: RuleSet, ask: ((When.FunctionCall) throws -> Ternary)?) {
    self.rules = rules
    self.ask = ask
    let buckets = rules.sets.flatMap(\.buckets)
    parts = buckets.reduce(0) { $0 + $1.parts }
    limits = Array(Set(buckets.flatMap { $0.score?.limits ?? [] })).sorted()
  }

  /// Which bucket of each set: those that may hold, up to the first that does.
  struct Placing {
    var sets: [[Int]]
    /// The first that holds, of each set.
    var holding: [Int?]
  }

  /// - Parameter range: the scores that are possible, for the tests of the score.
  func place(_ situation: Situation, range: ClosedRange<Points>) throws -> Placing {
    var placing = Placing(sets: [], holding: [])
    for set in rules.sets {
      var possible: [Int] = []
      var holding: Int?
      for (place, bucket) in set.buckets.enumerated() {
        switch try answer(bucket, situation, range, placing) {
        case .no: continue
        case .unknown: possible.append(place)
        case .yes:
          possible.append(place)
          holding = place
        }
        if holding != nil { break }
      }
      placing.sets.append(possible)
      placing.holding.append(holding)
    }
    return placing
  }

  /// All of needs, score and when must hold.
  private func answer(_ bucket: Bucket, _ situation: Situation, _ range: ClosedRange<Points>, _ before: Placing)
    throws -> Ternary
  {
    if bucket.isOtherwise { return .yes }
    if bucket.isUnanswered {
      if isForecast { return .no }
      return Ternary(zip(rules.questions, situation.slots).contains { $0.isRequired && $1.value == nil })
    }
    var result = Ternary.yes
    for need in bucket.needs {
      switch answer(need.test, situation.slots[need.question]) {
      case .no: return .no
      case .unknown: result = .unknown
      case .yes: break
      }
    }
    if let score = bucket.score {
      let holds =
        if case .function(let function) = score {
          try ask?(When.FunctionCall(function: function, kind: .score, score: situation.score, slots: situation.slots))
            ?? .unknown
        } else {
          score.answer(range)
        }
      if holds == .no { return .no }
      if holds == .unknown { result = .unknown }
    }
    if let when = bucket.when {
      let holds =
        switch when {
        case .condition(let condition): answer(condition, situation, before)
        case .function(let function):
          try ask?(When.FunctionCall(function: function, kind: .when, score: situation.score, slots: situation.slots))
            ?? .unknown
        }
      if holds == .no { return .no }
      if holds == .unknown { result = .unknown }
    }
    return result
  }

  func answer(_ test: AnswerTest, _ slot: Situation.Slot) -> Ternary {
    guard let value = slot.value else { return isForecast ? .unknown : test.whileOpen }
    return Ternary(test.holds(value, slot.points))
  }

  func answer(_ condition: BucketCondition, _ situation: Situation, _ before: Placing) -> Ternary {
    switch condition {
    case .field(let place): return situation.tests[place]
    case .question(let place, let test): return answer(test, situation.slots[place])
    case .bucket(let set, let bucket):
      let possible = before.sets[set]
      if !possible.contains(bucket) { return .no }
      return possible == [bucket] && before.holding[set] == bucket ? .yes : .unknown
    case .any(let parts): return Ternary.any(parts) { answer($0, situation, before) }
    case .all(let parts): return Ternary.all(parts) { answer($0, situation, before) }
    case .none(let parts): return Ternary.any(parts) { answer($0, situation, before) }.negated
    }
  }
}
