/// What may speak against an act towards somebody, asked before the act is written.
///
/// ```swift
/// let careful = ActGuard { act, person, _ in
///   act == .asking && person.isArchived ? [.init("they are put away")] : []
/// }
/// ```
public struct ActGuard: Sendable {
  /// What is about to be done.
  public enum Act: String, CaseIterable, Hashable, Sendable {
    case givingReferral = "giving_referral"
    case asking
    case introducing
    case sending
    case bulkSending = "bulk_sending"
    case handingOn = "handing_on"
    case seatingMember = "seating_member"
  }

  /// Why it should not be done.
  public struct Objection: Hashable, Sendable {
    /// A sentence, or the middle of one: "they asked not to be contacted".
    public let why: String
    /// Only `--anyway` does it all the same, and the deed keeps what spoke against it; else the user is warned.
    public let refuses: Bool

    public init(_ why: String, refuses: Bool = true) {
      self.why = why
      self.refuses = refuses
    }
  }

  public typealias Check = @Sendable (Act, Person, RunContext) throws -> [Objection]

  let check: Check

  public init(_ check: @escaping Check) { self.check = check }

  /// Nothing speaks against anything.
  public static let none = ActGuard { _, _, _ in [] }
}
