/// What an import did, or would do.
public struct ImportReport: Hashable, Sendable {
  /// A person whose entry changed.
  public struct Change: Hashable, Sendable {
    public let id: String
    public let name: String
    /// The fields that changed, as the rules language has them; "interactions" and the like for what was added.
    public let fields: [String]
  }

  /// Contacts that the files hold and that could be read.
  public internal(set) var read = 0
  /// Cards, rows and lines that could not be read.
  public internal(set) var unreadable = 0
  public internal(set) var added = 0
  /// Rows and cards that name nobody, and came into no book: LinkedIn's of members who left, an empty card.
  public internal(set) var nameless = 0
  public internal(set) var unchanged = 0
  /// Who changed, in the order of the files.
  public internal(set) var changed: [Change] = []
  /// Fields that were edited by hand and keep their value, though the file has another.
  public internal(set) var kept: [Change] = []
  /// New people of a name that somebody in the book has already: perhaps the same.
  public internal(set) var namesakes: [Change] = []
  /// The deed by which it was done; nil for a plan, and where nothing changed.
  public internal(set) var deed: Int64?

  /// Whether the book is, or would be, another.
  public var changesAnything: Bool { added > 0 || !changed.isEmpty }
}
