/// A person as somebody types them: the id, the whole name, or words out of name, company and e-mail address, in any
/// order. Case, spaces and accents do not count.
package struct PersonQuery: Hashable, Sendable {
  /// How well somebody fits, best first.
  package enum Fit: Int, Comparable, Sendable {
    case id, name, part
    package static func < (a: Fit, b: Fit) -> Bool { a.rawValue < b.rawValue }
  }

  package let text: String
  /// The whole name as ``SearchKey`` has it; empty where nobody can be meant.
  package let key: String
  /// The words that all must be found.
  package let words: [String]

  package init(_ text: String) {
    self.text = text
    key = SearchKey.of(text)
    words = key.split(separator: " ").map(String.init)
  }

  /// How the contact of a row fits; nil where they do not.
  package func fit(_ row: Cells) -> Fit? {
    if Self.text(row, "id") == text { return .id }
    // A number is an id, and no part of anybody's address.
    if key.isEmpty || text.allSatisfy(\.isNumber) { return nil }
    let who = Self.who(row)
    if who.first == key { return .name }
    return words.allSatisfy { word in who.contains { SearchKey.contains($0, word) } } ? .part : nil
  }

  package func matches(_ row: Cells) -> Bool { fit(row) != nil }

  /// By what a contact is found, as keys: the name, what friends say, the company, e-mail addresses.
  package static func who(_ row: Cells) -> [String] {
    let parts = ["first_name", "last_name"].compactMap { text(row, $0) }.joined(separator: " ")
    let names = [text(row, "name") ?? parts, text(row, "nickname") ?? "", text(row, "organization") ?? ""]
    let emails = (Schema.contact.index["emails"].flatMap { row[$0].nested } ?? .init(start: nil, count: 0)).compactMap(
      \.text)
    let first = text(row, "email").flatMap { emails.contains($0) ? nil : $0 }
    return (names + (first.map { [$0] } ?? []) + emails).map(SearchKey.of)
  }

  private static func text(_ row: Cells, _ field: String) -> String? {
    Schema.contact.index[field].flatMap { row[$0].text }
  }
}
