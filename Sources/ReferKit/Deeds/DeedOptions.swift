/// What all deeds take.
public struct DeedOptions: Sendable {
  /// When it happened, as a person writes it: "yesterday", "2026-05-23"; nil is now.
  public var at: String?
  /// Free text beside it.
  public var note: String?
  /// Do what otherwise is refused, and keep what spoke against it.
  public var anyway = false
  /// Only say what would be done.
  public var isDryRun = false
  /// Asks the user who is meant where a name means nobody or several; nil refuses.
  public var picker: NamePicker?
  /// What may speak against giving, asking and introducing.
  public var objections = ActGuard.none

  public init() {}
}

/// Asks which of a few people a name means.
public struct NamePicker: Sendable {
  /// The name as it was typed, and whom it may mean; nil where it is none of them.
  public let pick: @Sendable (String, [Person]) -> Person?

  public init(_ pick: @escaping @Sendable (String, [Person]) -> Person?) { self.pick = pick }
}
