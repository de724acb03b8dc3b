/// A row of a table that names its columns, and what they mean.
struct HeaderRow {
  /// One column: nil is a meaning that no field has.
  struct Column {
    let title: String
    var meaning: ColumnMeaning?
    var rank: Int
  }

  private(set) var columns: [Column]
  let language: HeaderName.Language

  /// How many of the first rows may stand above the header: PALMS reports carry a dozen.
  static let furthest = 20

  /// Nil for a row that names no person: neither a name, nor an e-mail address, nor the two sides of a slip.
  init?(_ titles: [String]) {
    let index = HeaderIndex.shared
    let found = titles.map { index.meanings(of: $0) }
    language = Self.language(found)
    let own = language
    columns = zip(titles, found).map { title, entries in
      let best = entries.first { $0.language == nil } ?? entries.first { $0.language == own } ?? entries.first
      return Column(title: title, meaning: best?.meaning, rank: best?.rank ?? 0)
    }
    settle()
    guard columns.contains(where: { $0.meaning.map(Self.namesPerson) ?? false }) else { return nil }
  }

  /// How many columns are known.
  var known: Int { columns.count { $0.meaning != nil } }

  var isSlips: Bool { has(.slipType) && has(.slipTo) }

  /// Whether rows may be no members but sums: a PALMS report.
  var isPALMS: Bool {
    let titles = Set(columns.map { $0.title.lowercased() })
    return titles.isSuperset(of: ["p", "a", "l", "m", "s"])
  }

  /// Whether the address of the profile identifies a row: of LinkedIn, where two people may share a name.
  var isLinkedIn: Bool {
    columns.contains { HeaderIndex.normal($0.title) == "connected on" } && has(.text("url"))
  }

  /// The header among the first rows of a table, and its place: the first that has two known columns or more, else
  /// the first that has one.
  static func find(in rows: [[String]]) -> (place: Int, header: HeaderRow)? {
    var single: (Int, HeaderRow)?
    for (place, titles) in rows.prefix(furthest).enumerated() {
      guard let header = HeaderRow(titles) else { continue }
      if header.known >= 2 { return (place, header) }
      if single == nil { single = (place, header) }
    }
    return single
  }

  private func has(_ meaning: ColumnMeaning) -> Bool { columns.contains { $0.meaning == meaning } }

  private static func namesPerson(_ meaning: ColumnMeaning) -> Bool {
    switch meaning {
    case .text("name"), .text("first_name"), .text("last_name"), .text("nickname"), .fileAs, .email, .slipType: true
    default: false
    }
  }

  /// The language in which most headers have a meaning that they have in no other.
  private static func language(_ found: [[HeaderIndex.Entry]]) -> HeaderName.Language {
    var counts = [Int](repeating: 0, count: HeaderName.Language.allCases.count)
    for entries in found where entries.count == 1 {
      // The names of our own fields are English words.
      counts[(entries[0].language ?? .english).rawValue] += 1
    }
    var best = HeaderName.Language.english
    for language in HeaderName.Language.allCases where counts[language.rawValue] > counts[best.rawValue] {
      best = language
    }
    return best
  }

  /// Settles what a header can mean only beside the others.
  private mutating func settle() {
    let (hasFirst, hasLast) = (has(.text("first_name")), has(.text("last_name")))
    let hasTitle = has(.text("title"))
    let meant = Set(columns.compactMap(\.meaning))
    let hasCountry = { (kind: PlaceKind) in meant.contains(.place(.country, kind)) }
    // A newer Outlook has a column of its own for the country.
    let isOutlook = { (kind: PlaceKind) in
      meant.isSuperset(of: [.germanRegion(kind), .germanLand(kind)]) && !hasCountry(kind)
    }
    let isSlips = isSlips
    for place in columns.indices {
      guard let meaning = columns[place].meaning else { continue }
      columns[place].meaning =
        switch meaning {
        case .anyName where hasFirst && !hasLast: .text("last_name")
        case .anyName where hasLast && !hasFirst: .text("first_name")
        case .anyName: .text("name")
        case .honorific: hasTitle ? nil : .text("title")
        case .germanRegion(let kind): .place(isOutlook(kind) ? .country : .region, kind)
        case .germanLand(let kind): .place(isOutlook(kind) || hasCountry(kind) ? .region : .country, kind)
        case .slipFrom, .slipTo, .slipType: isSlips ? meaning : nil
        default: meaning
        }
    }
  }
}
