package import ReferModel

/// A condition as the rules file states it: a value, checked before anything runs.
package indirect enum Condition: Hashable, Sendable {
  /// A test of a field, or in a bucket of a question.
  case field(String, Test, at: Site)
  /// A test whose field is given by where it stands: `score = at_least(3)`.
  case bare(Test, at: Site)
  case inBucket(String, set: String?, at: Site)
  case any([Condition])
  case all([Condition])
  case none([Condition])

  package enum Test: Hashable, Sendable {
    case isOne(of: [Literal])
    case isNone(of: [Literal])
    case has
    case contains(String)
    case within(Length)
    case atLeast(Double)
    case atMost(Double)

    /// Whether it compares with values.
    var isEquality: Bool {
      switch self {
      case .isOne, .isNone: true
      case .has, .contains, .within, .atLeast, .atMost: false
      }
    }

    /// The language's name for it.
    package var name: String {
      switch self {
      case .isOne: "is"
      case .isNone: "is_not"
      case .has: "has"
      case .contains: "contains"
      case .within: "within"
      case .atLeast: "at_least"
      case .atMost: "at_most"
      }
    }
  }

  /// A value that a field is compared with.
  package enum Literal: Hashable, Sendable, CustomStringConvertible {
    case text(String)
    case number(Double)
    case yesno(Bool)
    case unknown

    package var description: String {
      switch self {
      case .text(let text): "\"\(text)\""
      case .number(let number): NumberText.string(number)
      case .yesno(let yes): yes ? "yes" : "no"
      case .unknown: "unknown"
      }
    }
  }
}
