package import ReferModel

/// Someone whom a follow-up or thanks are with; either may be missing in the data.
package struct OtherPerson: Hashable, Sendable {
  package let id: String?
  package let name: String?

  init(_ cells: Cells) {
    id = cells[0].text
    name = cells[1].text
  }
}

/// Where a duty stands at the time of the run.
package enum DutyState: String, CaseIterable, Hashable, Sendable {
  /// Its best time is still to come.
  case waiting
  /// Its best time has come.
  case green
  /// It is past due.
  case amber
  /// It is past its limit.
  case red
  case done
  /// Something happened that ends it, before it was done.
  case ended
  /// Nobody did it in time, and by now it would make no sense.
  case missed

  /// Whether something is to be done now.
  package var isNow: Bool { isOpen && self != .waiting }

  /// Whether there is still something to do.
  package var isOpen: Bool {
    switch self {
    case .waiting, .green, .amber, .red: true
    case .done, .ended, .missed: false
    }
  }
}

/// One step of a sequence, for one contact and one occurrence.
package struct FollowUp: Hashable, Sendable {
  /// A digest of rule, step, contact and what started it: the same in every run, whatever else the book gains.
  package let id: String
  package let rule: String
  /// From 1.
  package let step: Int
  /// The id of the contact in whose decision it stands.
  package let contact: String
  package let with: OtherPerson
  package let note: String?
  /// The name of the template to send. Sending acts on settled decisions only.
  package let template: String?
  package let idealAt: Instant
  package let dueAt: Instant?
  package let limitAt: Instant?
  package let state: DutyState
  /// When it was done, ended or given up; nil while it is open.
  package let overAt: Instant?
  /// The kind of the interaction that did it, or `updated_at`.
  package let doneBy: String?
  package let why: String
  /// Where its rule is declared.
  package let place: SourcePlace
  /// The kinds of interaction that do it; empty where any real contact does, or news.
  package let kinds: [String]
  package let occurrence: Occurrence.Kind
  /// The id of the referral that it is about, if it is one.
  package let referral: String?
  /// Which of these it was.
  let startedBy: String
  /// The places of the shortlists that it is only for, one of each list; empty once that is settled.
  var pending: [[Int]]

  /// Whether it is only for contacts on a shortlist, which is not drawn up yet.
  package var isPending: Bool { !pending.isEmpty }

  /// The places of the shortlists that it waits for.
  package var pendingShortlists: [Int] { Set(pending.joined()).sorted() }
}

/// Thanks that are owed for one occurrence.
package struct ThankYou: Hashable, Sendable {
  /// As ``FollowUp/id``.
  package let id: String
  package let rule: String
  package let contact: String
  /// What they are owed for.
  package let occurrence: Occurrence.Kind
  /// The id of the referral, if it is one.
  package let referral: String?
  package let with: OtherPerson
  package let kind: ThankYouRule.Kind?
  package let template: String?
  /// What to give; nil too while the decision is open.
  package let gift: String?
  package let isPublic: Bool
  /// Whether they agreed to be named in public; nil where nobody asked.
  package let consents: Bool?
  package let owedSince: Instant
  package let dueAt: Instant?
  /// Green until it is due, then red; or done.
  package let state: DutyState
  package let doneAt: Instant?
  package let why: String
  /// Where its rule is declared.
  package let place: SourcePlace
  let startedBy: String
}

/// What is to be done about one contact.
package struct Duties: Sendable {
  package var followUps: [FollowUp] = []
  package var thankYous: [ThankYou] = []
  /// What is left out, and why: for an explanation.
  package var withheld: [String] = []

  package init() {}

  /// Keeps of the follow-ups for shortlists those whose contact is on one of them.
  ///
  /// - Parameter shortlists: the places of those that the contact is on.
  package mutating func settle(on shortlists: Set<Int>) {
    followUps = followUps.compactMap { item in
      guard item.pending.allSatisfy({ !shortlists.isDisjoint(with: $0) }) else { return nil }
      var item = item
      item.pending = []
      return item
    }
  }
}
