internal import ReferModel

/// ``HeaderNames`` by name, and the names of our own fields.
struct HeaderIndex: Sendable {
  /// One meaning of a header, and how early its line stands in the table.
  struct Entry: Sendable {
    let language: HeaderName.Language?
    let meaning: ColumnMeaning
    let rank: Int
  }

  static let shared = HeaderIndex()
  private var entries: [String: [Entry]] = [:]

  private init() {
    // A field of our own is meant by its name in every language, and before any other column.
    for field in Schema.contact.fields {
      guard let meaning = Self.own(field) else { continue }
      entries[Self.normal(field.name), default: []].append(Entry(language: nil, meaning: meaning, rank: 0))
    }
    for (line, header) in HeaderNames.all.enumerated() {
      for language in HeaderName.Language.allCases {
        for name in header.names[language.rawValue].split(separator: "; ") {
          add(String(name), Entry(language: language, meaning: header.meaning, rank: line + 1))
          if name.hasSuffix(" #") {
            add(String(name.dropLast(2)), Entry(language: language, meaning: header.meaning, rank: line + 1))
          }
        }
      }
    }
  }

  private mutating func add(_ name: String, _ entry: Entry) {
    let known = entries[name, default: []]
    if known.contains(where: { $0.language == nil || $0.language == entry.language }) { return }
    entries[name, default: []].append(entry)
  }

  /// What `header` may mean, one entry a language at most.
  func meanings(of header: String) -> [Entry] {
    let name = Self.normal(header)
    if let found = entries[name] { return found }
    return entries[Self.withoutNumbers(name)] ?? []
  }

  private static func own(_ field: Schema.Field) -> ColumnMeaning? {
    // What a person's table calls so as well keeps the meaning that it has there.
    switch field.name {
    case "name", "title", "profession", "city", "region", "country", "email", "emails", "phones", "birthday",
      "anniversary":
      return nil
    default: break
    }
    switch field.kind {
    case .text: return .text(field.name)
    case .number: return .number(field.name)
    case .yesno: return .yesno(field.name)
    case .time: return .time(field.name)
    case .texts: return .texts(field.name)
    case .record: return .named(field.name)
    case .records, .map: return nil
    }
  }

  /// Small letters, one space where there were several or an underscore, no colon or star at the end.
  static func normal(_ header: String) -> String {
    let spaced = header.replacing("_", with: " ").replacing("\u{2019}", with: "'").replacing("\u{FEFF}", with: "")
    let words = spaced.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    var name = Substring(words)
    while let last = name.last, last == ":" || last == "*" || last == " " { name = name.dropLast() }
    return String(name)
  }

  private static func withoutNumbers(_ name: String) -> String {
    var text = ""
    for character in name {
      if !character.isASCII || !character.isNumber { text.append(character) } else if text.last != "#" { text += "#" }
    }
    // "email2" as "email 2".
    if text.hasSuffix("#"), !text.hasSuffix(" #") { text = text.dropLast() + " #" }
    return text
  }
}
