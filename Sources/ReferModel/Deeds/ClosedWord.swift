/// A word of a closed list: as the book keeps it, and what people say for it.
package protocol ClosedWord: CaseIterable, Hashable, Sendable {
  /// What the list is a list of, as a message names it: "kind of interaction".
  static var noun: String { get }
  /// As the book keeps it, and rules read it.
  var name: String { get }
  var synonyms: [String] { get }
}

extension ClosedWord {
  /// The word that a text means; case, spaces, hyphens and points do not count: "1-2-1" and "121" are one.
  package static func named(_ text: String) -> Self? {
    let key = key(text)
    if key.isEmpty { return nil }
    return allCases.first { Self.key($0.name) == key }
      ?? allCases.first { $0.synonyms.contains { Self.key($0) == key } }
  }

  package static var names: [String] { allCases.map(\.name) }

  /// All that ``named(_:)`` takes.
  package static var spellings: [String] { allCases.flatMap { [$0.name] + $0.synonyms } }

  private static func key(_ text: String) -> String { SearchKey.of(text).filter { !" -_.:".contains($0) } }
}

extension ClosedWord where Self: RawRepresentable<String> {
  package var name: String { rawValue }
}
