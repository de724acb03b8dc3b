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
  }

  /// Why it should not be done. `--anyway` does it all the same, and the deed keeps what spoke against it.
  public struct Objection: Hashable, Sendable {
    /// In the middle of a sentence: "they asked not to be contacted".
    public let why: String

    public init(_ why: String) { self.why = why }
  }

  public typealias Check = @Sendable (Act, Person, RunContext) throws -> [Objection]

  let check: Check

  public init(_ check: @escaping Check) { self.check = check }

  /// Nothing speaks against anything.
  public static let none = ActGuard { _, _, _ in [] }
}
