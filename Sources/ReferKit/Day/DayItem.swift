import ReferModel
import ReferRules
import ReferStore

/// Something that the user is to do about somebody: a step of a follow-up, thanks, a promise, news to a referrer.
public struct DayItem: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    case followUp = "follow_up"
    case thankYou = "thank_you"
    case promise
    /// Telling whoever gave a referral what became of it.
    case news
  }

  /// How urgent it is: over, not yet to be done, to be done, late, too late.
  public enum State: String, CaseIterable, Comparable, Hashable, Sendable {
    /// It was done.
    case done
    /// It was skipped, missed, or something happened that ends it.
    case over
    case waiting, green, amber, red

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    public static func < (a: State, b: State) -> Bool { a.rank < b.rank }

    /// There is still something to do.
    public var isOpen: Bool { self >= .waiting }
  }

  /// A digest that is the same in every run: of rule, step, contact and what started it.
  public let id: String
  public let kind: Kind
  public private(set) var state: State
  /// The id in the book of the contact in whose decision it stands.
  public let contact: String
  public let name: String?
  /// Whom it is with, where that is somebody else.
  public var with: String?
  /// What is to be done, as a line of a list: "send 'nice to meet you'".
  public let what: String
  public let why: String
  /// The rule that asks for it, and where it stands; nil of promises and news.
  public var rule: String?
  var place: SourcePlace?
  /// The name of the template to send.
  public var template: String?
  /// When it is best done.
  private(set) var ideal: Instant
  /// When it is due, and when it is too late.
  var due: Instant?
  var limit: Instant?
  /// When it was done, or otherwise came to an end.
  var endedAt: Instant?
  /// The kind of the interaction that did it, where that is known.
  var doneBy: String?
  /// Until when the user put it off, as long as that lasts.
  private(set) var putOffUntil: Instant?
  /// What it would be done by.
  let deed: Deed

  /// What `refer done` writes down.
  enum Deed: Hashable, Sendable {
    /// A message or a talk, of this kind unless another is said; news of a referral where it is about one.
    ///
    /// `counts` are the kinds that the rule takes for it; empty takes any real contact.
    case contact(kind: String, counts: [String], with: Partner, referral: Int64?)
    case thanks(kind: String, with: Partner, referral: Int64?)
    case promise(Int64, due: Double?)
    case news(referral: Int64)
  }

  /// Whom a deed is with.
  enum Partner: Hashable, Sendable {
    /// The contact in whose decision the item stands.
    case contact
    /// Another contact, by their id.
    case other(Int64)
    /// Somebody who is not in the book: no more can be written down than that it was done.
    case stranger
  }

  /// The id of whom it is with; nil where they are not in the book.
  var person: Int64? {
    switch deed {
    case .contact(_, _, .other(let id), _), .thanks(_, .other(let id), _): id
    case .contact(_, _, .stranger, _), .thanks(_, .stranger, _): nil
    case .contact, .thanks, .promise, .news: Int64(contact)
    }
  }

  /// The referral that it is about.
  var referral: Int64? {
    switch deed {
    case .contact(_, _, _, let referral), .thanks(_, _, let referral): referral
    case .news(let referral): referral
    case .promise: nil
    }
  }

  /// The time after which it is late; what was put off is no earlier than that.
  var deadline: Instant { putOffUntil.map { max(due ?? limit ?? $0, $0) } ?? due ?? limit ?? ideal }

  /// When it is best done, due and too late, as of RFC 3339.
  public var idealAt: String { "\(ideal)" }
  public var file: String? { place?.file }
  public var line: Int? { place?.line }
  public var dueAt: String? { due.map { "\($0)" } }
  public var limitAt: String? { limit.map { "\($0)" } }

  /// The item as it is while the user has put it off: it waits until then.
  func putOff(until: Instant) -> DayItem {
    var item = self
    (item.state, item.ideal, item.putOffUntil) = (.waiting, max(ideal, until), until)
    return item
  }

  /// The item once it is over.
  func closed(_ isDone: Bool, at: Instant) -> DayItem {
    var item = self
    (item.state, item.endedAt) = (isDone ? .done : .over, at)
    return item
  }

  /// How many characters of the id are shown.
  public static let shownDigits = 6
  public var shortID: String { String(id.prefix(Self.shownDigits)) }
}
