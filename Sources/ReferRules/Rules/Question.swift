package import ReferModel

/// One thing to know about a contact.
package struct Question: Sendable {
  package let name: String
  package let ask: String
  package let help: String?
  package let form: Form
  package let source: Source
  /// Points for a yes, or for the top of a scale.
  package let weight: Points
  package let isRequired: Bool
  /// How long the user's answer is good for.
  package let askAgain: Length?
  /// Who asks it.
  let origin: Int
  package let line: Int
  /// Whose rule answers it, and where that stands.
  package let rule: Site

  /// What an answer looks like.
  package enum Form: Hashable, Sendable {
    case yesno
    case scale(low: Double, high: Double)
    case choices([Choice])
    /// Points by a count: the last step whose start is not above it.
    case measure([Step])
  }

  package struct Choice: Hashable, Sendable {
    package let label: String
    package let points: Points
  }

  package struct Step: Hashable, Sendable {
    package let from: Double
    package let points: Points
  }

  /// Who answers.
  package enum Source: Sendable {
    case user
    case condition(Condition)
    case function(RuleFunction)
    case measure(field: String, over: Length?)
  }

  /// An answer as a number: 1 and 0 for yes and no, the place of a choice, else the number itself.
  package typealias Value = Double

  /// The most steps that a scale may have, so that every answer can be tried.
  static let longestScale = 1000.0

  /// Every answer that the user may give; a scale goes by whole steps, and to its end.
  package var domain: [Value] {
    switch form {
    case .yesno: return [0, 1]
    case .scale(let low, let high):
      let steps = Array(stride(from: low, through: high, by: 1))
      return steps.last == high ? steps : steps + [high]
    case .choices(let choices): return choices.indices.map(Double.init)
    case .measure(let steps): return steps.map(\.from)
    }
  }

  /// The points of an answer; the weight counts for yes/no and scales.
  package func points(for value: Value) -> Points {
    switch form {
    case .yesno: return value == 1 ? weight : .zero
    case .scale(let low, let high):
      guard high > low else { return weight }
      return Points(weight.double * (value - low) / (high - low)) ?? .zero
    case .choices(let choices): return choices[Int(value)].points
    case .measure(let steps): return steps.last { $0.from <= value }?.points ?? .zero
    }
  }

  /// The fewest and the most points that an answer may bring.
  package var range: ClosedRange<Points> {
    let all: [Points]
    switch form {
    case .scale(let low, let high): all = [points(for: low), points(for: high)]
    case .measure: all = trials(at: []).map(points)
    case .yesno, .choices: all = domain.map(points)
    }
    return (all.min() ?? .zero)...(all.max() ?? .zero)
  }

  /// How the answer is written: yes, no, 4, "often".
  package func text(of value: Value) -> String {
    switch form {
    case .yesno: value == 1 ? "yes" : "no"
    case .scale, .measure: NumberText.string(value)
    case .choices(let choices): "\"\(choices[Int(value)].label)\""
    }
  }

  /// The user's answer: on a scale a whole step, so that every answer that may come can be tried.
  package func usersValue(of literal: Condition.Literal) -> Value? {
    guard let value = value(of: literal) else { return nil }
    if case .scale = form, !domain.contains(value) { return nil }
    return value
  }

  /// What the user's answers look like, for a message.
  package var usersExpectation: String {
    guard case .scale(let low, let high) = form, low == low.rounded(), high == high.rounded() else {
      return expectation
    }
    return "a whole number from \(NumberText.string(low)) to \(NumberText.string(high))"
  }

  /// What answers look like, for a message.
  package var expectation: String {
    switch form {
    case .yesno: "yes or no"
    case .scale(let low, let high): "a number from \(NumberText.string(low)) to \(NumberText.string(high))"
    case .choices(let choices): "one of " + choices.map { "\"\($0.label)\"" }.joined(separator: ", ")
    case .measure: "a number"
    }
  }

  /// One of each kind of answer that may come: of a measure, those between which no test against one of the limits and
  /// no step of points changes its mind.
  func trials(at limits: [Double]) -> [Value] {
    switch form {
    case .yesno, .choices, .scale: return domain
    case .measure(let steps):
      let edges = Set(steps.map(\.from) + limits).sorted()
      guard let first = edges.first, let last = edges.last else { return [0] }
      let between = zip(edges, edges.dropFirst()).map { ($0 + $1) / 2 }
      return (edges + between + [first - 1, last + 1]).filter { $0 >= 0 || !isCount }.sorted()
    }
  }

  /// Whether it counts a list, so that no answer is below nothing.
  private var isCount: Bool {
    guard case .measure(let field, _) = source, let place = Schema.contact.index[field] else { return false }
    return Schema.contact.fields[place].kind != .number
  }

  /// The answer that a value of a script, a file or a person stands for; nil if it is none for this question.
  package func value(of literal: Condition.Literal) -> Value? {
    switch (form, literal) {
    case (.yesno, .yesno(let yes)): return yes ? 1 : 0
    case (.yesno, .text(let text)):
      switch text.lowercased() {
      case "yes", "true", "y": return 1
      case "no", "false", "n": return 0
      default: return nil
      }
    case (.scale(let low, let high), .number(let number)): return low <= number && number <= high ? number : nil
    case (.measure, .number(let number)): return number.isFinite ? number : nil
    case (.scale, .text(let text)), (.measure, .text(let text)):
      return Double(text).flatMap { value(of: .number($0)) }
    case (.choices(let choices), .text(let text)):
      let folded = FoldedText(text)
      return choices.firstIndex { FoldedText($0.label) == folded }.map(Double.init)
    default: return nil
    }
  }
}
