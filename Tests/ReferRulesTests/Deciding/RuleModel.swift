import TestSupport

/// A small rule set, of which this file knows nothing but what it says: the oracle of settled decisions.
struct RuleModel {
  enum Form {
    case yesno(weight: Double)
    case scale(low: Int, high: Int, weight: Double)
    case choices([Double])

    /// The answers, and the points of each.
    var answers: [(value: Int, points: Double)] {
      switch self {
      case .yesno(let weight): [(0, 0), (1, weight)]
      case .scale(let low, let high, let weight):
        (low...high).map { ($0, weight * Double($0 - low) / Double(high - low)) }
      case .choices(let points): points.enumerated().map { ($0, $1) }
      }
    }
  }

  struct Asked {
    var form: Form
    var isRequired: Bool
  }

  indirect enum Test {
    case answer(Int, AnswerTest)
    case fact(Int)
    case bucket(set: Int, Int)
    case any([Test])
    case all([Test])
    case none([Test])
  }

  enum AnswerTest {
    case among([Int])
    case atLeast(Int)
    case atMost(Int)
    case known, unknown
  }

  indirect enum Score {
    case atLeast(Double)
    case atMost(Double)
    case any([Score])
    case all([Score])
    case none([Score])
  }

  struct Group {
    var needs: [(question: Int, test: AnswerTest)] = []
    var score: Score?
    var when: Test?
    var isOtherwise = false
    var isUnanswered = false
  }

  static let facts = ["city", "region", "country"]
  var questions: [Asked] = []
  var sets: [[Group]] = []
}

// MARK: - As a rules file

extension RuleModel {
  var text: String {
    var lines = questions.enumerated().map { place, asked in
      let form =
        switch asked.form {
        case .yesno(let weight): "weight = \(weight)"
        case .scale(let low, let high, let weight): "scale = { \(low), \(high) }, weight = \(weight)"
        case .choices(let points):
          "choices = { " + points.enumerated().map { "{ \"c\($0)\", \($1) }" }.joined(separator: ", ") + " }"
        }
      let required = asked.isRequired ? ", required = true" : ""
      return "question \"q\(place)\" { ask = \"?\", ask_again = days(30), \(form)\(required) }"
    }
    for (set, groups) in sets.enumerated() {
      for (place, group) in groups.enumerated() {
        var fields = ["set = \"s\(set)\""]
        if group.isOtherwise { fields.append("otherwise = true") }
        if group.isUnanswered { fields.append("unanswered = true") }
        if !group.needs.isEmpty {
          fields.append("needs = { " + group.needs.map(need).joined(separator: ", ") + " }")
        }
        if let score = group.score { fields.append("score = \(text(score))") }
        if let when = group.when { fields.append("when = \(text(when))") }
        lines.append("bucket \"b\(set)_\(place)\" { \(fields.joined(separator: ", ")) }")
      }
    }
    return lines.joined(separator: "\n")
  }

  private func literal(_ question: Int, _ value: Int) -> String {
    switch questions[question].form {
    case .yesno: value == 1 ? "yes" : "no"
    case .scale: "\(value)"
    case .choices: "\"c\(value)\""
    }
  }

  private func need(_ need: (question: Int, test: AnswerTest)) -> String {
    let name = "q\(need.question)"
    return switch need.test {
    case .among(let values) where values.count == 1: "\(name) = \(literal(need.question, values[0]))"
    case .among(let values): "\(name) = { " + values.map { literal(need.question, $0) }.joined(separator: ", ") + " }"
    case .atLeast(let limit): "\(name) = at_least(\(limit))"
    case .atMost(let limit): "\(name) = at_most(\(limit))"
    case .known: "\(name) = at_least(-1000)"
    case .unknown: "\(name) = unknown"
    }
  }

  private func text(_ score: Score) -> String {
    switch score {
    case .atLeast(let limit): "at_least(\(limit))"
    case .atMost(let limit): "at_most(\(limit))"
    case .any(let parts): "any_of { " + parts.map(text).joined(separator: ", ") + " }"
    case .all(let parts): "all_of { " + parts.map(text).joined(separator: ", ") + " }"
    case .none(let parts): "none_of { " + parts.map(text).joined(separator: ", ") + " }"
    }
  }

  private func text(_ test: Test) -> String {
    switch test {
    case .fact(let fact): return "is(\"\(Self.facts[fact])\", \"a\")"
    case .bucket(let set, let place): return "in_bucket(\"b\(set)_\(place)\", \"s\(set)\")"
    case .any(let parts): return "any_of { " + parts.map(text).joined(separator: ", ") + " }"
    case .all(let parts): return "all_of { " + parts.map(text).joined(separator: ", ") + " }"
    case .none(let parts): return "none_of { " + parts.map(text).joined(separator: ", ") + " }"
    case .answer(let question, let test):
      let name = "\"q\(question)\""
      switch test {
      case .among(let values):
        return "is(\(name), " + values.map { literal(question, $0) }.joined(separator: ", ") + ")"
      case .atLeast(let limit): return "at_least(\(name), \(limit))"
      case .atMost(let limit): return "at_most(\(name), \(limit))"
      case .known: return "has(\(name))"
      case .unknown: return "is(\(name), unknown)"
      }
    }
  }
}

// MARK: - By chance

extension RuleModel {
  init(questions count: Int, _ random: inout Seeded) {
    let weights = [1, 2, 0.5, 3, -1, -2, 0.25, 0, 1.5]
    for _ in 0..<count {
      let weight = weights.randomElement(using: &random) ?? 1
      let form: Form
      switch Int.random(in: 0..<6, using: &random) {
      case 0: form = .scale(low: 1, high: random.once(in: 2) ? 3 : 5, weight: weight)
      case 1:
        form = .choices(
          (0..<Int.random(in: 2...4, using: &random)).map { _ in weights.randomElement(using: &random) ?? 0 })
      default: form = .yesno(weight: weight)
      }
      questions.append(Asked(form: form, isRequired: random.once(in: 4)))
    }
    for set in 0..<Int.random(in: 1...3, using: &random) {
      var groups: [Group] = []
      if random.once(in: 4) { groups.append(Group(isUnanswered: true)) }
      for _ in 0..<Int.random(in: 1...3, using: &random) { groups.append(group(in: set, &random)) }
      if !random.once(in: 4) { groups.append(Group(isOtherwise: true)) }
      sets.append(groups)
    }
  }

  private func group(in set: Int, _ random: inout Seeded) -> Group {
    var group = Group()
    repeat {
      if random.once(in: 3) {
        let asked = questions.indices.shuffled(using: &random).prefix(Int.random(in: 1...2, using: &random))
        group.needs = asked.map { ($0, answerTest($0, inNeeds: true, &random)) }
      }
      if random.once(in: 2) { group.score = score(depth: 0, &random) }
      if random.once(in: 3) { group.when = test(in: set, depth: 0, &random) }
    } while group.needs.isEmpty && group.score == nil && group.when == nil
    return group
  }

  private func answerTest(_ question: Int, inNeeds: Bool, _ random: inout Seeded) -> AnswerTest {
    let answers = questions[question].form.answers.map(\.value)
    if random.once(in: 6) { return inNeeds || random.once(in: 2) ? .unknown : .known }
    if case .scale = questions[question].form, !random.once(in: 3) {
      let limit = answers.randomElement(using: &random) ?? 1
      return random.once(in: 2) ? .atLeast(limit) : .atMost(limit)
    }
    return .among(Array(answers.shuffled(using: &random).prefix(Int.random(in: 1...2, using: &random))))
  }

  private func score(depth: Int, _ random: inout Seeded) -> Score {
    if depth < 2, random.once(in: 4) {
      let parts = (0..<2).map { _ in score(depth: depth + 1, &random) }
      return [Score.any(parts), .all(parts), .none(parts)].randomElement(using: &random) ?? .any(parts)
    }
    let limit = Double(Int.random(in: -8...16, using: &random)) / 2
    return random.once(in: 3) ? .atMost(limit) : .atLeast(limit)
  }

  private func test(in set: Int, depth: Int, _ random: inout Seeded) -> Test {
    switch Int.random(in: 0..<(depth < 2 ? 6 : 3), using: &random) {
    case 0: return .fact(Int.random(in: 0..<Self.facts.count, using: &random))
    case 1 where set > 0:
      let other = Int.random(in: 0..<set, using: &random)
      return .bucket(set: other, Int.random(in: 0..<sets[other].count, using: &random))
    case 1, 2:
      let question = Int.random(in: 0..<questions.count, using: &random)
      return .answer(question, answerTest(question, inNeeds: false, &random))
    case let kind:
      let parts = (0..<Int.random(in: 1...3, using: &random)).map { _ in test(in: set, depth: depth + 1, &random) }
      return kind == 3 ? .any(parts) : kind == 4 ? .all(parts) : .none(parts)
    }
  }
}
