import LuaHost
import ReferModel

/// Says in words why a bucket holds, and why those before it do not.
struct Teller {
  let rules: RuleSet
  let situation: Situation
  let placing: BucketLogic.Placing
  let logic: BucketLogic
  let range: ClosedRange<Points>

  /// How many reasons are told of one bucket.
  private static let mostReasons = 1000

  func why(set number: Int) -> [String] {
    let set = rules.sets[number]
    guard let place = placing.holding[number] else {
      return ["no bucket of \(label(number)) holds; a last one with otherwise = true would take everyone else"]
    }
    let bucket = set.buckets[place]
    if bucket.isOtherwise {
      let before = set.buckets[..<place].filter { !$0.isUnanswered }
      if before.isEmpty { return [prefix(number) + "it takes everyone"] }
      return before.map { "\(prefix(number))not \($0.name): \(against($0))" }
    }
    if bucket.isUnanswered {
      let open = zip(rules.questions, situation.slots).filter { $0.isRequired && $1.value == nil }
      return [prefix(number) + "not answered yet: " + open.map { $0.0.name }.joined(separator: ", ")]
    }
    let all = reasons(bucket).map { prefix(number) + $0.text }
    return all.count <= Self.mostReasons ? all : all.prefix(Self.mostReasons) + ["\(prefix(number))…"]
  }

  func passedOver(set number: Int) -> [String] {
    let set = rules.sets[number]
    let end = placing.holding[number] ?? set.buckets.count
    return set.buckets[..<end].map { bucket in
      if bucket.isUnanswered { return "\(prefix(number))\(bucket.name): every required question is answered" }
      return "\(prefix(number))\(bucket.name): \(against(bucket))"
    }
  }

  /// What speaks against a bucket: what does not hold, else what is not known.
  private func against(_ bucket: Bucket) -> String {
    let all = reasons(bucket)
    let against = all.filter { $0.holds == .no }
    let shown = against.isEmpty ? all.filter { $0.holds == .unknown } : against
    return ReasonText.joined(shown, by: ", ") { $0.append($1.text) }
  }

  private func label(_ set: Int) -> String {
    rules.sets.count == 1 ? "this file" : "the set '\(rules.sets[set].name)'"
  }

  /// With several sets, each reason says of which it is.
  private func prefix(_ set: Int) -> String { rules.sets.count == 1 ? "" : "\(rules.sets[set].name): " }

  private func reasons(_ bucket: Bucket) -> [(text: String, holds: Ternary)] {
    var reasons: [(String, Ternary)] = []
    for need in bucket.needs {
      let slot = situation.slots[need.question]
      reasons.append((answer(need.question, need.test), logic.answer(need.test, slot)))
    }
    if let score = bucket.score {
      let holds = score.answer(range)
      let now = "score \(situation.score)"
      let text =
        switch holds {
        case .yes: "\(now) is \(score.text(in: rules.source))"
        case .no: "\(now) is not \(score.text(in: rules.source))"
        case .unknown:
          score.isFunction
            ? "\(now), and \(score.text(in: rules.source))"
            : "\(now) may become \(range.lowerBound) to \(range.upperBound); needed is \(score.text(in: rules.source))"
        }
      reasons.append((text, holds))
    }
    switch bucket.when {
    case .condition(let condition)?: reasons += self.reasons(condition)
    case .function(let function)?:
      reasons.append(("what the function on \(rules.source.spoken(function.line)) says", .unknown))
    case nil: break
    }
    return reasons
  }

  private func answer(_ place: Int, _ test: AnswerTest) -> String {
    let question = rules.questions[place]
    guard let value = situation.slots[place].value else { return "\(question.name) is not known" }
    let text = "\(question.name) is \(question.text(of: value))"
    switch test {
    case .atLeast(let limit): return "\(text), needed is at least \(NumberText.string(limit))"
    case .atMost(let limit): return "\(text), needed is at most \(NumberText.string(limit))"
    case .pointsAtLeast(let limit): return "\(text), needed are at least \(limit) points"
    case .pointsAtMost(let limit): return "\(text), needed are at most \(limit) points"
    default: return text
    }
  }

  private func reasons(_ condition: BucketCondition) -> [(String, Ternary)] {
    if case .all(let parts) = condition { return parts.flatMap(reasons) }
    let holds = logic.answer(condition, situation, placing)
    return [(text(condition) + (holds == .unknown ? ": not known" : holds == .no ? ": no" : ""), holds)]
  }

  private func text(_ condition: BucketCondition) -> String {
    var text = ReasonText()
    write(condition, to: &text)
    return text.text
  }

  private func write(_ condition: BucketCondition, to text: inout ReasonText) {
    if text.isFull { return }
    switch condition {
    case .field(let place):
      let test = rules.fieldTests[place]
      text.append(test.test.text(of: test.path.text))
    case .question(let place, let test): text.append(answer(place, test))
    case .bucket(let set, let bucket): text.append("in bucket \(rules.sets[set].buckets[bucket].name)")
    case .any(let parts): text.append(parts, by: " or ", write)
    case .all(let parts): text.append(parts, by: " and ", write)
    case .none(let parts):
      text.append("none of: ")
      text.append(parts, by: ", ", write)
    }
  }
}

extension Condition.Test {
  /// The test as a sentence about its field.
  func text(of field: String) -> String {
    switch self {
    case .isOne(let values): "\(field) is " + ReasonText.joined(values, by: " or ") { $0.append($1.description) }
    case .isNone(let values): "\(field) is not " + ReasonText.joined(values, by: " or ") { $0.append($1.description) }
    case .has: "\(field) is known"
    case .contains(let text): "\(field) contains \"\(text)\""
    case .within(let length): "\(field) is within \(length)"
    case .atLeast(let limit): "\(field) is at least \(NumberText.string(limit))"
    case .atMost(let limit): "\(field) is at most \(NumberText.string(limit))"
    }
  }
}
