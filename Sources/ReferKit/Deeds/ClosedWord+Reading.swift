import ReferModel
import ReferReports
import ReferRules

/// The closed lists that deeds take, by their words: for help and completion.
public enum DeedWords {
  public static let kinds = InteractionKind.names
  public static let channels = Channel.names
  public static let directions = Direction.names
  public static let responses = Response.names
  public static let tiers = Tier.names
  public static let handoffs = Handoff.names
  public static let stages = ReferralStage.names
  public static let thanks = ThanksKind.names

  /// Each kind of interaction on a line, with what people say for it.
  public static var kindsHelp: String {
    InteractionKind.allCases.map { kind in
      "  \(TerminalText.padded(kind.name, to: 16))\(kind.synonyms.prefix(3).joined(separator: ", "))"
    }.joined(separator: "\n")
  }
}

extension ClosedWord {
  /// The word of the list that a person typed.
  ///
  /// - Throws: ``ReferError`` with the nearest and all of them.
  static func read(_ text: String) throws -> Self {
    if let word = named(text) { return word }
    let near = Nearest.suggestion(for: text, among: spellings).map { "; did you mean '\($0)'?" } ?? "."
    let shown = TerminalText.truncated(TerminalText.escaped(text), to: 60)
    throw ReferError(
      "'\(shown)' is no \(noun)\(near) There are \(names.dropLast().joined(separator: ", ")) and \(names.last ?? "")",
      status: .wrongUsage)
  }

  static func read(_ text: String?) throws -> Self? { try text.map { try read($0) } }
}
