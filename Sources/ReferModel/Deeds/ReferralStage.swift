/// How far a referral has come. It is open until one of the ends is reached.
package enum ReferralStage: String, ClosedWord {
  case new, acknowledged, contacted, meeting, proposal
  case won, lost, declined, unreachable, expired

  package static let noun = "stage"

  /// Those of BNI among them: New, Pending (In progress), Closed, No Sale.
  package var synonyms: [String] {
    switch self {
    case .new: ["received", "given", "not contacted yet"]
    case .acknowledged: ["ack", "confirmed"]
    case .contacted: ["pending", "in progress", "called", "reached", "contacted them"]
    case .meeting: ["met", "appointment", "meeting set"]
    case .proposal: ["proposed", "quote", "quoted", "offer"]
    case .won: ["closed", "closed business", "sold", "got the business", "tyfcb"]
    case .lost: ["no sale", "lost it"]
    case .declined: ["not interested", "refused", "not a good fit"]
    case .unreachable: ["no answer", "no response", "not reached"]
    case .expired: ["gave up", "too old"]
    }
  }

  package var isEnd: Bool {
    switch self {
    case .new, .acknowledged, .contacted, .meeting, .proposal: false
    case .won, .lost, .declined, .unreachable, .expired: true
    }
  }

  /// The referrer, or who was asked to help, deserves to hear why.
  package var needsReason: Bool { self == .lost || self == .declined }

  /// What a change of stage is.
  package enum Step: Hashable, Sendable {
    case same
    /// To a later stage, or to an end.
    case onward
    /// Back, or away from an end.
    case reopening
  }

  package func step(to next: ReferralStage) -> Step {
    if next == self { return .same }
    if isEnd { return .reopening }
    return next.isEnd || next.place > place ? .onward : .reopening
  }

  private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
