package import ReferModel

/// Something that happened between the user and a contact, and that a follow-up or a thank-you answers.
package struct Occurrence {
  /// The closed list of `from`, `on` and `until_on`.
  package enum Kind: String, CaseIterable, Sendable {
    case met, added
    case joinedGroup = "joined_group"
    case eventAttended = "event_attended"
    case oneToOne = "one_to_one"
    case lastInteraction = "last_interaction"
    case replyReceived = "reply_received"
    case interestShown = "interest_shown"
    case asked
    case bucketChanged = "bucket_changed"
    case referralReceived = "referral_received"
    case referralGiven = "referral_given"
    case referralMoved = "referral_moved"
    case referralWon = "referral_won"
    case referralLost = "referral_lost"
    case referralClosed = "referral_closed"
    case introduced
    case introductionMade = "introduction_made"
    case giftReceived = "gift_received"
    case visitorCame = "visitor_came"
    case promiseMade = "promise_made"
    case promiseDue = "promise_due"
    case promiseBroken = "promise_broken"
    case birthday, anniversary
  }

  /// Whom a follow-up or a thank-you is with, as seen from what happened.
  package enum Role: String, CaseIterable, Sendable {
    case contact, giver, receiver, prospect
    case otherSide = "other_side"
    case introducer, introduced
  }

  package let kind: Kind
  package let at: Instant
  /// What sets it apart from others of its kind with this contact: it stays the same while the book grows.
  package let identity: String
  /// The referral, promise, gift or talk that it is. Valid as long as the contact's row.
  package let record: (kind: RecordKind, cells: Cells)?
  /// Of a referral: the user gave it.
  package let isGiven: Bool
  /// Whether the rules that it is for may see the name of the event that it was at.
  let isEventNamed: Bool
}

extension Occurrence.Kind {
  /// Whom it may be with; the first is meant where nothing is said.
  package var roles: [Occurrence.Role] {
    switch self {
    case .referralReceived: [.giver, .prospect]
    case .referralGiven: [.receiver, .prospect]
    case .referralMoved, .referralWon, .referralLost, .referralClosed: [.otherSide, .giver, .receiver, .prospect]
    case .introduced: [.introducer, .introduced]
    case .introductionMade: [.introduced, .otherSide]
    default: [.contact]
    }
  }

  /// Whether it is one of a referral, whose own fields say what was done about it.
  var isOfReferral: Bool {
    switch self {
    case .referralReceived, .referralGiven, .referralMoved, .referralWon, .referralLost, .referralClosed: true
    default: false
    }
  }

  /// Whether it comes again every year, so that a step may lie before it.
  var isYearly: Bool { self == .birthday || self == .anniversary }

  /// Whether it is known before it comes.
  var isForeseen: Bool { isYearly || self == .promiseDue }

  /// "you met", as an explanation begins.
  var phrase: String {
    switch self {
    case .met: "you met"
    case .added: "they came into your book"
    case .joinedGroup: "they joined your group"
    case .eventAttended: "you were at one event"
    case .oneToOne: "you had a one-to-one"
    case .lastInteraction: "you were last in touch"
    case .replyReceived: "they replied"
    case .interestShown: "they showed interest"
    case .asked: "you asked them for something"
    case .bucketChanged: "they changed buckets"
    case .referralReceived: "they gave you a referral"
    case .referralGiven: "you gave them a referral"
    case .referralMoved: "a referral moved on"
    case .referralWon: "a referral became business"
    case .referralLost: "a referral was lost"
    case .referralClosed: "a referral was closed"
    case .introduced: "they were introduced to you"
    case .introductionMade: "you introduced them"
    case .giftReceived: "they gave you something"
    case .visitorCame: "they came as your visitor"
    case .promiseMade: "a promise was made"
    case .promiseDue: "a promise falls due"
    case .promiseBroken: "a promise was broken"
    case .birthday: "their birthday"
    case .anniversary: "their anniversary"
    }
  }
}

extension Occurrence {
  private static let referralID = Schema.referral.index["id"] ?? 0

  /// The id of the referral that it is about, if it is one.
  var referral: String? { record.flatMap { $0.kind == .referral ? $0.cells[Self.referralID].text : nil } }

  /// The person in a role, as a record of ``Schema/contact``; nil for the user, and where nobody is known.
  func person(_ role: Role, _ contact: Cells) -> Cells? {
    switch role {
    case .contact, .introduced: contact
    case .giver: isGiven ? nil : contact
    case .receiver: isGiven ? contact : nil
    case .prospect: nested("prospect")
    case .otherSide: kind == .introductionMade ? nested("to") : contact
    case .introducer: Schema.contact.index["introduced_by"].flatMap { contact[$0].nested?.baseAddress }
    }
  }

  private func nested(_ field: String) -> Cells? {
    guard let record else { return nil }
    return Schema.of(record.kind).index[field].flatMap { record.cells[$0].nested?.baseAddress }
  }
}
