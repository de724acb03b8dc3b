import ReferModel

/// Which fields tell that something happened. A pack that starts from an occurrence, or ends with one, declares them;
/// what refer itself looks at to tick off what was done is no reading of the pack's.
extension Occurrence.Kind {
  /// As a pack declares them: `met_at`, `interaction.kind`.
  package var facts: [String] {
    let talks = ["interactions", "interaction.at"]
    let visits = ["events", "event.at"]
    let referrals = ["referrals_received", "referrals_given"]
    let ends =
      referrals + ["referral.at", "referral.stage", "referral.stages", "stage_change.stage", "stage_change.at"]
    switch self {
    case .met: return ["met_at"]
    // Rules know no field for when somebody came into the book or another bucket.
    case .added, .bucketChanged: return []
    case .joinedGroup: return ["group"]
    case .eventAttended: return visits + talks + ["interaction.event"]
    case .visitorCame: return visits + ["event.role"] + talks + ["interaction.kind"]
    case .oneToOne: return talks + ["interaction.kind"]
    case .interestShown: return talks + ["interaction.kind", "interaction.response"]
    case .replyReceived: return talks + ["interaction.response", "interaction.direction"]
    case .lastInteraction: return ["last_interaction_at"]
    case .asked: return ["asks", "ask.at"]
    case .referralReceived: return ["referrals_received", "referral.at"]
    case .referralGiven: return ["referrals_given", "referral.at"]
    case .referralMoved: return referrals + ["referral.stage", "referral.stages", "stage_change.at"]
    case .referralWon, .referralLost, .referralClosed: return ends
    case .introduced: return ["introduced_by", "met_at"]
    case .introductionMade: return ["introductions", "introduction.at"]
    case .giftReceived: return ["gifts", "gift.at", "gift.direction"]
    case .promiseMade: return ["promises", "promise.at"]
    case .promiseDue, .promiseBroken: return ["promises", "promise.due", "promise.state"]
    case .birthday: return ["birthday"]
    case .anniversary: return ["anniversary"]
    }
  }

  /// The field that leads to whoever has this part in it; nil where it is the contact.
  func fact(of role: Occurrence.Role) -> String? {
    switch role {
    case .contact, .giver, .receiver, .introduced: nil
    case .prospect: "referral.prospect"
    case .otherSide: self == .introductionMade ? "introduction.to" : nil
    case .introducer: "introduced_by"
    }
  }
}

extension FieldSelection {
  /// What is not declared of these, in words for the author of a pack; nil where all are.
  func lack(_ names: [String]) -> (message: String, remedy: String)? {
    let missing = names.filter { !self.names.contains($0) }
    if missing.isEmpty { return nil }
    let list = missing.map { "'\($0)'" }.joined(separator: ", ")
    return (
      "reads \(list), which this pack does not declare",
      "add \(missing.map { "\"\($0)\"" }.joined(separator: ", ")) to 'reads' in pack.toml"
    )
  }
}

extension FieldSelection? {
  /// Without a selection every field is there.
  func allows(_ name: String) -> Bool { self?.names.contains(name) ?? true }
}
