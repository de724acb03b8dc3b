package import ReferModel

/// A group that contacts are sorted into.
package struct Bucket: Sendable {
  package let name: String
  package let title: String?
  package let needs: [Need]
  package let score: ScoreTest?
  package let when: When?
  package let isOtherwise: Bool
  package let isUnanswered: Bool
  /// To whom its contacts are handed on.
  package let handTo: String?
  /// Who declares it.
  let origin: Int
  package let line: Int

  package var usesFunctions: Bool { functionCount > 0 }

  /// How many functions are asked about it.
  var functionCount: Int {
    let asksWhen = if case .function? = when { true } else { false }
    return (asksWhen ? 1 : 0) + (score?.isFunction ?? false ? 1 : 0)
  }
}

/// The buckets of one set: each contact is in one of them, or in none.
package struct BucketSet: Sendable {
  /// The name of the set that has no name of its own.
  package static let mainName = "main"

  package let name: String
  package let buckets: [Bucket]

  /// The place of the bucket that takes whoever is left.
  package var otherwise: Int? { buckets.firstIndex(where: \.isOtherwise) }
}

/// A question that a bucket needs, and what the answer must be.
package struct Need: Sendable {
  package let question: Int
  package let test: AnswerTest
}

/// A test of an answer.
package enum AnswerTest: Hashable, Sendable {
  case oneOf([Question.Value], negated: Bool)
  case atLeast(Double)
  case atMost(Double)
  /// Of a question with choices, by their points.
  case pointsAtLeast(Points)
  case pointsAtMost(Points)
  case isKnown
  case isUnknown

  package func holds(_ value: Question.Value, _ points: Points) -> Bool {
    switch self {
    case .oneOf(let values, let negated): values.contains(value) != negated
    case .atLeast(let limit): value >= limit
    case .atMost(let limit): value <= limit
    case .pointsAtLeast(let limit): points >= limit
    case .pointsAtMost(let limit): points <= limit
    case .isKnown: true
    case .isUnknown: false
    }
  }

  /// The answers at which it changes its mind.
  var limits: [Double] {
    switch self {
    case .oneOf(let values, _): values
    case .atLeast(let limit), .atMost(let limit): [limit]
    case .pointsAtLeast, .pointsAtMost, .isKnown, .isUnknown: []
    }
  }

  /// Whether it asks if there is an answer at all.
  var isOfKnowing: Bool { self == .isKnown || self == .isUnknown }

  /// The answer while the question is open.
  package var whileOpen: Ternary {
    switch self {
    case .isKnown: .no
    case .isUnknown: .yes
    default: .unknown
    }
  }
}

/// A test of the sum of points.
package indirect enum ScoreTest: Sendable {
  case atLeast(Points)
  case atMost(Points)
  case any([ScoreTest])
  case all([ScoreTest])
  case none([ScoreTest])
  case function(RuleFunction)

  package var isFunction: Bool {
    if case .function = self { return true }
    return false
  }

  /// The scores at which it changes its mind.
  var limits: [Points] {
    switch self {
    case .atLeast(let limit), .atMost(let limit): [limit]
    case .any(let parts), .all(let parts), .none(let parts): parts.flatMap(\.limits)
    case .function: []
    }
  }

  /// The answer for all scores within a range. A function is not asked here.
  package func answer(_ range: ClosedRange<Points>) -> Ternary {
    switch self {
    case .atLeast(let limit):
      return range.lowerBound >= limit ? .yes : range.upperBound < limit ? .no : .unknown
    case .atMost(let limit):
      return range.upperBound <= limit ? .yes : range.lowerBound > limit ? .no : .unknown
    case .any(let parts):
      let answers = parts.map { $0.answer(range) }
      return answers.contains(.yes) ? .yes : answers.contains(.unknown) ? .unknown : .no
    case .all(let parts):
      let answers = parts.map { $0.answer(range) }
      return answers.contains(.no) ? .no : answers.contains(.unknown) ? .unknown : .yes
    case .none(let parts): return ScoreTest.any(parts).answer(range).negated
    case .function: return .unknown
    }
  }

  /// "at least 3".
  func text(in source: ScriptSource) -> String {
    switch self {
    case .atLeast(let limit): "at least \(limit)"
    case .atMost(let limit): "at most \(limit)"
    case .any(let parts): parts.map { $0.text(in: source) }.joined(separator: " or ")
    case .all(let parts): parts.map { $0.text(in: source) }.joined(separator: " and ")
    case .none(let parts): "not " + parts.map { $0.text(in: source) }.joined(separator: " nor ")
    case .function(let function): "what the function on \(source.spoken(function.line)) takes"
    }
  }
}

/// What else a bucket asks for.
package enum When: Sendable {
  case condition(BucketCondition)
  case function(RuleFunction)
}

/// A condition on the contact, on questions, and on buckets of sets decided before.
package indirect enum BucketCondition: Sendable {
  /// A field test, by its place among the rule set's tests.
  case field(Int)
  case question(Int, AnswerTest)
  case bucket(set: Int, bucket: Int)
  case any([BucketCondition])
  case all([BucketCondition])
  case none([BucketCondition])

  /// The sets whose buckets it names.
  var sets: Set<Int> {
    switch self {
    case .field, .question: []
    case .bucket(let set, _): [set]
    case .any(let parts), .all(let parts), .none(let parts): Set(parts.flatMap(\.sets))
    }
  }
}

extension When {
  /// One question put to a bucket's function.
  struct FunctionCall {
    enum Kind { case score, when }
    let function: RuleFunction
    let kind: Kind
    let score: Points
    let slots: [Situation.Slot]
  }
}
