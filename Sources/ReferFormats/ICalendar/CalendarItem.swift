package import ReferModel

/// Something to do or to attend, as a calendar keeps it (RFC 5545, 3.6.1 and 3.6.2).
package struct CalendarItem: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case todo
    case event
  }

  /// A moment, or a whole day of the user.
  package enum Time: Hashable, Sendable {
    case moment(Instant)
    case day(CivilDate)
  }

  package enum Status: Hashable, Sendable {
    /// NEEDS-ACTION of a todo, CONFIRMED of an event.
    case standing
    /// COMPLETED of a todo; an event stays CONFIRMED.
    case done(Instant?)
    case cancelled
  }

  /// The same item has the same for ever, so that a second export updates it (RFC 5545, 3.8.4.7).
  package let uid: String
  package let kind: Kind
  package let summary: String
  package var details: String?
  /// DTSTART.
  package var start: Time?
  /// DUE of a todo, DTEND of an event.
  package var end: Time?
  package var status = Status.standing
  /// From 1, the most urgent, to 9.
  package var priority: Int?
  package var categories: [String] = []
  package var location: String?
  /// CONTACT: whom it is about.
  package var contact: String?
  /// RELATED-TO: the item that it belongs to, by its uid.
  package var related: String?
  /// SEQUENCE: rises with each change of time or status.
  package var sequence = 0
  /// A reminder so many seconds before its end.
  package var alarm: Int?
  /// TRANSP: whether the user is taken at that time.
  package var isBusy = false

  package init(uid: String, kind: Kind, summary: String) {
    (self.uid, self.kind, self.summary) = (uid, kind, summary)
  }
}
