package import ReferModel

/// A dated sequence of steps, one for each occurrence; or one that repeats.
package struct FollowUpRule: Sendable {
  /// One thing to do at a time.
  package struct Step: Sendable {
    /// From 1, in the order of the file.
    package let number: Int
    /// When it is best done, counted from the start of the sequence; of `every`, from the last contact.
    package let after: Length
    /// When it is due, and when it is too late, counted in the same way.
    package let by: Length?
    package let limit: Length?
    /// What to do; of several, one after the other in turn.
    package let notes: [String]
    /// The template to send, by its place among the rules' templates.
    package let send: Int?
    package let with: Occurrence.Role
    /// Each of the lists must have a group that the contact is in.
    package let onlyIn: [[Group]]
    package let line: Int
  }

  /// Contacts that a step is for.
  package enum Group: Hashable, Sendable {
    case bucket(BucketPlace)
    /// By its place among the rules' shortlists, which are drawn up once everyone is decided.
    case shortlist(Int)
  }

  /// What counts as having done it.
  enum Fulfilment: Sendable {
    /// A real contact: two-way, or meant for this one person.
    case contact
    /// An interaction of one of these kinds, by all words for them.
    case kinds([String], words: [FoldedText])
    /// News of the referral to whoever gave it: `updated_at`.
    case news
  }

  package let name: String
  package let from: Occurrence.Kind
  package let when: When?
  package let steps: [Step]
  /// It has one step, which comes again after each contact.
  package let isRepeated: Bool
  let doneBy: Fulfilment
  package let untilOn: [Occurrence.Kind]
  /// Who declares it.
  let origin: Int
  package let line: Int

  /// The kinds of interaction that it asks for; empty where any real contact does, or news.
  var kinds: [String] { if case .kinds(let names, _) = doneBy { names } else { [] } }
}

/// What is owed to whoever did one a favour.
package struct ThankYouRule: Sendable {
  /// How thanks are given; a closed list.
  package enum Kind: String, CaseIterable, Sendable { case note, call, card, gift, bonus, discount, `public`, donation }

  package enum Gift: Sendable {
    case text(String)
    case function(RuleFunction)
  }

  package let name: String
  package let on: Occurrence.Kind
  package let with: Occurrence.Role
  package let when: When?
  package let within: Length?
  /// The template to send, by its place among the rules' templates.
  package let send: Int?
  package let gift: Gift?
  package let kind: Kind?
  /// It is said in public, for which they must have agreed.
  package let isPublic: Bool
  /// Who declares it.
  let origin: Int
  package let line: Int

  /// The only kind of thanks that will do; nil where any does.
  var kindAsked: Kind? { isPublic ? .public : kind }
}

extension RuleSet {
  /// The shortlists that follow-ups are only for, by their places: those follow-ups are settled once all are decided.
  package var shortlistsOfFollowUps: Set<Int> {
    Set(
      followUps.flatMap(\.steps).flatMap(\.onlyIn).joined().compactMap {
        if case .shortlist(let place) = $0 { place } else { nil }
      })
  }
}
