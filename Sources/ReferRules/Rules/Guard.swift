/// A check before an act of the user.
package struct Guard: Sendable {
  /// What the user is about to do; a closed list.
  package enum Act: String, CaseIterable, Sendable {
    case givingReferral = "giving_referral"
    case asking
    case sending
    case bulkSending = "bulk_sending"
    case introducing
    case handingOn = "handing_on"
    case seatingMember = "seating_member"

    /// "giving a referral".
    package var phrase: String {
      switch self {
      case .givingReferral: "giving a referral"
      case .asking: "asking for something"
      case .sending: "sending a message"
      case .bulkSending: "sending to many at once"
      case .introducing: "introducing"
      case .handingOn: "handing on"
      case .seatingMember: "seating a member"
      }
    }
  }

  package let name: String
  package let before: Act
  /// It speaks only when this holds.
  package let when: When?
  /// It is silent when this holds.
  package let unless: When?
  package let say: String
  package let refuses: Bool
  package let line: Int
}

/// A guard that speaks before an act.
package struct GuardFinding: Hashable, Sendable {
  package let name: String
  package let say: String
  /// The act is refused; else it is only warned of.
  package let refuses: Bool
  /// Whether the decision was settled, and the guard's conditions known: only then a guard may refuse.
  package let isSettled: Bool
  /// Where the guard is declared.
  package let place: SourcePlace
}
