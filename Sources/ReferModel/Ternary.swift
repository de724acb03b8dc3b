/// Yes, no, or not known: Kleene's strong logic of indeterminacy (Introduction to Metamathematics, § 64).
package enum Ternary: UInt8, Hashable, Sendable {
  case no = 0
  case yes = 1
  case unknown = 2

  package init(_ yes: Bool) { self = yes ? .yes : .no }

  package var negated: Ternary {
    switch self {
    case .yes: .no
    case .no: .yes
    case .unknown: .unknown
    }
  }
}
