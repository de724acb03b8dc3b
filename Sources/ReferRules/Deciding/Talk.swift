import ReferModel

/// One interaction, as far as follow-ups look at it.
struct Talk {
  let at: Double
  let cells: Cells

  private enum Place {
    static let at = Schema.interaction.index["at"] ?? 0
    static let kind = Schema.interaction.index["kind"] ?? 0
    static let channel = Schema.interaction.index["channel"] ?? 0
    static let direction = Schema.interaction.index["direction"] ?? 0
    static let event = Schema.interaction.index["event"] ?? 0
    static let response = Schema.interaction.index["response"] ?? 0
    static let responseAt = Schema.interaction.index["response_at"] ?? 0
  }

  /// Nil for one without a time.
  init?(_ cells: Cells) {
    guard let at = cells[Place.at].number else { return nil }
    self.at = at
    self.cells = cells
  }

  func isOf(_ kinds: [FoldedText]) -> Bool {
    cells[Place.kind].textBytes.map { text in kinds.contains { $0.matches(text) } } ?? false
  }

  private func isSent(_ direction: FoldedText) -> Bool {
    cells[Place.direction].textBytes.map { direction.matches($0) } ?? false
  }

  /// Two-way, or meant by the user for this one person: no bulk mail, and not what only came in.
  var isRealContact: Bool {
    if isOf(Self.impersonal) || cells[Place.channel].textBytes.map({ Self.bulk.matches($0) }) ?? false { return false }
    return !isSent(Self.incoming) || isOf(Self.twoWay)
  }

  var isTwoWay: Bool { isOf(Self.twoWay) || isSent(Self.both) }

  var kind: String? { cells[Place.kind].text }

  var event: Cells? { cells[Place.event].nested?.baseAddress }

  /// When they answered; nil if they did not. Where only the answer itself is known, the time of the talk stands for it.
  var repliedAt: Double? {
    if let response = cells[Place.response].textBytes, !Self.noResponse.matches(response) {
      return cells[Place.responseAt].number ?? at
    }
    return isSent(Self.incoming) ? at : nil
  }

  /// When they answered with more than a word: a meeting, or a referral.
  var interestAt: Double? {
    guard let response = cells[Place.response].textBytes, Self.interest.contains(where: { $0.matches(response) }) else {
      return nil
    }
    return repliedAt
  }

  private static let interest = ["meeting", "referral", "interest"].map(FoldedText.init)
  private static let incoming = FoldedText("in")
  private static let both = FoldedText("both")
  private static let noResponse = FoldedText("none")
  private static let bulk = FoldedText("bulk")
  /// What goes to many, or to nobody.
  private static let impersonal = InteractionKind.allCases.filter { !$0.isContact }.flatMap(words)
  private static let twoWay = InteractionKind.allCases.filter { $0.direction == .both }.flatMap(words)

  /// The kinds of these names, by all words for them.
  static func kinds(_ names: [String]) -> [FoldedText] {
    InteractionKind.allCases.filter { names.contains($0.name) }.flatMap(words)
  }

  private static func words(_ kind: InteractionKind) -> [FoldedText] {
    ([kind.name] + kind.synonyms).map { FoldedText($0) }
  }
}
