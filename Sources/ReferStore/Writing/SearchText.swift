import GRDB
import ReferModel

/// The words by which a contact is found, a line for each value, as ``SearchKey`` folds them.
struct SearchText {
  static let table = "search"

  /// Who they are: name, nickname, company, e-mail addresses. The first line is the name.
  let who: String
  /// What else a search looks at: title, trade, town, telephone, tags, notes and what imports brought.
  let about: String

  private static let texts = ["title", "profession", "industry", "city", "notes"]

  init(_ row: Cells) {
    var about = Self.texts.compactMap { field in Schema.contact.index[field].flatMap { row[$0].text } }
    for field in ["phones", "tags"] {
      about += (Schema.contact.index[field].flatMap { row[$0].nested } ?? .init(start: nil, count: 0)).compactMap(
        \.text)
    }
    let custom = Schema.contact.index["custom"].flatMap { row[$0].nested } ?? .init(start: nil, count: 0)
    for place in stride(from: 1, to: custom.count, by: 2) { if let text = custom[place].text { about.append(text) } }
    self.init(who: PersonQuery.who(row), about: about)
  }

  /// - Parameter who: keys.
  init(who: [String], about: [String]) {
    self.who = "\n\(who.joined(separator: "\n"))\n"
    self.about = about.flatMap(Self.lines).joined(separator: "\n")
  }

  /// The key of a text; a telephone number is found by its digits, too.
  private static func lines(_ text: String) -> [String] {
    let key = SearchKey.of(text)
    let digits = key.utf8.filter { 48...57 ~= $0 }
    guard digits.count >= 5, digits.count < key.utf8.count, key.utf8.allSatisfy({ $0 < 65 }) else { return [key] }
    return [key, String(decoding: digits, as: UTF8.self)]
  }

  /// The columns from which ``init(_:)-(RawStatement)`` makes the words of one contact.
  static let query = """
    SELECT coalesce(name, trim(ifnull(first_name, '') || ' ' || ifnull(last_name, ''))), nickname, organization,
      (SELECT group_concat(address, char(10)) FROM email WHERE contact = ?1),
      \(texts.joined(separator: ", ")),
      (SELECT group_concat(number, char(10)) FROM phone WHERE contact = ?1),
      (SELECT group_concat(tag, char(10)) FROM tag WHERE contact = ?1),
      (SELECT group_concat(text, char(10)) FROM custom WHERE contact = ?1)
    FROM contact WHERE id = ?1
    """

  init(_ statement: RawStatement) {
    let emails = statement.text(3)?.split(separator: "\n").map(String.init) ?? []
    let who = [0, 1, 2].map { statement.text($0) ?? "" } + emails
    let texts = Int32(4 + Self.texts.count)
    let single = (4..<texts).compactMap { statement.text($0) }
    let many = (texts..<texts + 3).flatMap { statement.text($0)?.split(separator: "\n").map(String.init) ?? [] }
    self.init(who: who.map(SearchKey.of), about: single + many)
  }
}

extension BookWriter {
  func writeSearchText(_ text: SearchText, of contact: Int64) throws {
    let insert = try statement(
      """
      INSERT INTO search (contact, since, who, about) VALUES (?1, ?2, ?3, ?4)
      ON CONFLICT (contact) DO UPDATE SET who = excluded.who, about = excluded.about
        WHERE who <> excluded.who OR about <> excluded.about
      """)
    insert.bind(1, contact)
    insert.bind(2, deed)
    insert.bind(3, text.who)
    insert.bind(4, text.about)
    try insert.run()
  }

  /// Makes a contact findable by what the book now holds of them: to be called after any change of the fields that
  /// ``SearchText`` reads.
  package func refreshSearchText(of contact: Int64) throws {
    let query = try statement(SearchText.query)
    defer { query.reset() }
    query.bind(1, contact)
    guard try query.step() else { return }
    try writeSearchText(SearchText(query), of: contact)
  }
}
