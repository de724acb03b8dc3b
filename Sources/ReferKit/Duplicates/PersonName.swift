import ReferModel

/// A name in its parts, in a form that two spellings of one name share: "Park, Ada M." and "Dr. Ada Park" differ by a
/// middle initial alone.
///
/// Case, accents (ü as ue, too), points and hyphens do not count. Words in brackets or quotes are what friends say.
struct PersonName: Hashable {
  private(set) var first = ""
  /// The first name for people to read.
  private(set) var spoken = ""
  private(set) var middle: [String] = []
  private(set) var last = ""
  /// The generation: jr, sr, ii, iii, iv.
  private(set) var suffix: String?
  /// Further given names: what friends say.
  private(set) var aliases: [String] = []

  var isEmpty: Bool { first.isEmpty && last.isEmpty }

  /// - Parameters: the fields of a contact, as the book has them; the suffix as a file had it in a column of its own.
  init(name: String?, first: String?, last: String?, nickname: String?, suffix written: String? = nil) {
    let whole = Words(name ?? "")
    if let first, let last, !first.isEmpty, !last.isEmpty {
      let (given, family) = (Words(first), Words(last))
      self.first = given.words.first ?? ""
      spoken = given.written.first ?? ""
      middle = Array(given.words.dropFirst())
      self.last = family.words.joined()
      aliases = given.aliases + family.aliases
      suffix = family.suffix ?? given.suffix
    } else {
      let only = name?.isEmpty == false ? whole : Words([first, last].compactMap(\.self).joined(separator: " "))
      takeParts(of: only)
    }
    suffix = suffix ?? whole.suffix ?? Words("x \(written ?? "")").suffix
    aliases += whole.aliases + Words(nickname ?? "").words.prefix(1)
    aliases = aliases.filter { $0 != self.first && !$0.isEmpty }
  }

  private mutating func takeParts(of name: Words) {
    aliases = name.aliases
    suffix = name.suffix
    let words = name.words
    if let family = name.familyCount {
      last = words.prefix(family).joined()
      first = words.dropFirst(family).first ?? ""
      spoken = name.written.dropFirst(family).first ?? ""
      middle = Array(words.dropFirst(family + 1))
      return
    }
    first = words.first ?? ""
    spoken = name.written.first ?? ""
    guard words.count > 1 else { return }
    var start = words.count - 1
    while start > 1, Self.particles.contains(words[start - 1]) { start -= 1 }
    last = words[start...].joined()
    middle = Array(words[1..<start])
  }

  private static let particles: Set<String> = [
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "la", "le", "al", "bin", "ter", "zu",
  ]

  /// All given names that count: the first, and what friends say.
  var given: [String] { (first.isEmpty ? [] : [first]) + aliases }

  /// The words of a name as it is written.
  private struct Words {
    var words: [String] = []
    /// The same with umlauts as they are written out.
    var written: [String] = []
    var aliases: [String] = []
    var suffix: String?
    /// How many of the words stand before a comma, as the family name does.
    var familyCount: Int?

    private static let titles: Set<String> = [
      "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "herr", "frau", "hr", "fr", "ing", "dipl", "rev",
      "phd", "md", "esq", "mba", "cpa", "jd", "dds", "cfp", "cfa", "pe", "rn",
    ]
    private static let generations = [
      "jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "2nd": "ii", "iii": "iii", "3rd": "iii",
      "iv": "iv", "4th": "iv",
    ]

    init(_ text: String) {
      var word = ""
      var closing: Character?
      for character in SearchKey.of(text) + " " {
        if let end = closing {
          if character == end {
            if !word.isEmpty { aliases.append(PersonName.plain(word)) }
            (word, closing) = ("", nil)
          } else {
            word.append(character)
          }
          continue
        }
        switch character {
        case "(", "\"", "“", "„":
          take(&word)
          closing = character == "(" ? ")" : character == "\"" ? "\"" : "”"
        case ",":
          take(&word)
          if familyCount == nil, !words.isEmpty { familyCount = words.count }
        case " ", ".", "-", "–", "/", ";": take(&word)
        case "'", "’", "`": break
        default: word.append(character)
        }
      }
      take(&word)
      // "Ada Park, PhD" has no family name before its comma.
      if familyCount == words.count { familyCount = nil }
    }

    private mutating func take(_ word: inout String) {
      defer { word = "" }
      if word.isEmpty { return }
      if let generation = Self.generations[word], !words.isEmpty {
        suffix = generation
      } else if !Self.titles.contains(word) {
        words.append(PersonName.plain(word))
        written.append(word)
      }
    }
  }

  /// Umlauts that are written out are as those that are not.
  static func plain(_ word: String) -> String {
    guard word.utf8.count >= 5 else { return word }
    var result = ""
    for character in word {
      if character == "e", let last = result.last, "aou".contains(last) { continue }
      result.append(character)
    }
    return result
  }
}
