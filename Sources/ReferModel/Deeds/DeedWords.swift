/// How something was said.
package enum Channel: String, ClosedWord {
  case inPerson = "in person"
  case phone, video
  case email = "e-mail"
  case message, letter
  case socialMedia = "social media"

  package static let noun = "channel"
  package var synonyms: [String] {
    switch self {
    case .inPerson: ["face to face", "personally", "live"]
    case .phone: ["telephone", "call", "mobile"]
    case .video: ["video call", "zoom", "teams", "meet", "skype", "online"]
    case .email: ["mail"]
    case .message: ["text", "sms", "chat", "whatsapp"]
    case .letter: ["post", "card", "handwritten"]
    case .socialMedia: ["social", "linkedin", "facebook", "instagram", "xing"]
    }
  }
}

/// From whom to whom, as the user sees it.
package enum Direction: String, ClosedWord {
  case `in`, out, both

  package static let noun = "direction"
  package var synonyms: [String] { self == .in ? ["from them"] : self == .out ? ["to them"] : [] }
}

/// What came back.
package enum Response: String, ClosedWord {
  case none, reply, meeting, referral

  package static let noun = "response"
  package var synonyms: [String] { self == .none ? ["nothing"] : self == .reply ? ["answer", "answered"] : [] }
}

/// How far a referral is from the one who gave it: they buy themselves, somebody they know does, or it came out of an
/// earlier referral.
package enum Tier: String, ClosedWord {
  case inside, outside
  case spinOff = "spin_off"

  package static let noun = "tier"
  package var synonyms: [String] {
    switch self {
    case .inside: ["tier 1", "1"]
    case .outside: ["tier 2", "2"]
    case .spinOff: ["tier 3", "3", "tier 3+", "3+"]
    }
  }
}

/// How a prospect was handed over.
package enum Handoff: String, ClosedWord {
  case cardGiven = "card_given"
  case toldYouWouldCall = "told_you_would_call"
  case byMail = "introduced_by_mail"
  case byCall = "by_call"
  case inPerson = "in_person"

  package static let noun = "handoff"
  package var synonyms: [String] {
    switch self {
    case .cardGiven: ["card", "gave your card"]
    case .toldYouWouldCall: ["will call", "told you will call"]
    case .byMail: ["mail", "by mail", "email", "by email"]
    case .byCall: ["call", "phone", "introduced by call"]
    case .inPerson: ["personally", "introduced in person"]
    }
  }
}

/// How somebody was thanked.
package enum ThanksKind: String, ClosedWord {
  case note, call, card, gift, bonus, discount
  /// Said where others hear it.
  case `public`
  case donation

  package static let noun = "kind of thanks"
  package var synonyms: [String] {
    switch self {
    case .note: ["letter", "email", "mail", "message"]
    case .call: ["phone", "in person"]
    case .card: []
    case .gift: ["present", "flowers"]
    case .bonus: ["fee", "commission"]
    case .discount: ["rebate"]
    case .public: ["publicly", "testimonial", "post", "shout out"]
    case .donation: ["charity"]
    }
  }
}

/// Why somebody was at an event.
package enum EventRole: String, ClosedWord {
  /// They came by themselves.
  case own = "self"
  /// Somebody's guest.
  case visitor
  case host

  package static let noun = "role"
  package var synonyms: [String] { [] }
}

/// Whether somebody was at a meeting of a group, as its reports count it.
package enum AttendanceCode: String, ClosedWord {
  case present = "P"
  case absent = "A"
  case late = "L"
  case medical = "M"
  case substitute = "S"
  case visitor = "V"

  package static let noun = "attendance"
  package var synonyms: [String] { [word] }

  /// What it stands for.
  package var word: String {
    switch self {
    case .present: "present"
    case .absent: "absent"
    case .late: "late"
    case .medical: "medical"
    case .substitute: "substitute"
    case .visitor: "visitor"
    }
  }
}

/// What became of a meeting; only a completed one counts.
package enum MeetingState: String, ClosedWord {
  case draft, completed, discarded, holiday

  package static let noun = "state of a meeting"
  package var synonyms: [String] {
    switch self {
    case .draft: ["open"]
    case .completed: ["complete", "done", "held", "closed"]
    case .discarded: ["cancelled", "canceled"]
    case .holiday: []
    }
  }
}
