import ReferModel

/// An e-mail address in the form that all spellings of it share: lower case, without what stands behind a plus, and
/// Google's points, which its servers pass over.
struct EmailKey: Hashable {
  let local: String
  let domain: String

  /// Nil for what is no address.
  init?(_ address: String) {
    let parts = NameKey.of(address).split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[1].contains(".") else { return nil }
    domain = parts[1] == "googlemail.com" ? "gmail.com" : String(parts[1])
    let local = parts[0].prefix { $0 != "+" }
    let plain = domain == "gmail.com" ? String(local.filter { $0 != "." }) : String(local)
    if plain.isEmpty { return nil }
    self.local = plain
  }

  var text: String { "\(local)@\(domain)" }

  /// An address of a role, which several people read.
  var isShared: Bool { Self.roles.contains(local) }

  /// Whether the domain says where somebody works; a provider's says nothing.
  var isCompanys: Bool { !Self.providers.contains(domain.prefix { $0 != "." }.description) }

  /// The domain's own word: "parkbank" of "mail.parkbank.co.uk".
  var companyWord: String {
    let labels = domain.split(separator: ".").map(String.init)
    let rest = labels.dropLast(
      labels.count > 2 && ["co", "com", "org", "ac"].contains(labels[labels.count - 2]) ? 2 : 1)
    return rest.last ?? ""
  }

  private static let roles: Set<String> = [
    "info", "office", "contact", "kontakt", "mail", "email", "hello", "hi", "sales", "support", "service", "admin",
    "team", "family", "familie", "buero", "post", "accounts", "billing", "enquiries", "inquiries", "reception",
    "bookings", "help", "hr", "jobs", "marketing", "press",
  ]
  private static let providers: Set<String> = [
    "gmail", "yahoo", "ymail", "hotmail", "outlook", "live", "msn", "icloud", "me", "mac", "aol", "gmx", "web",
    "t-online", "freenet", "proton", "protonmail", "pm", "comcast", "att", "verizon", "sbcglobal", "bellsouth", "cox",
    "earthlink", "mail", "fastmail", "zoho", "yandex", "orange", "wanadoo", "free", "laposte", "libero", "btinternet",
    "sky", "virginmedia", "bluewin", "posteo", "mailbox", "hey", "qq", "163",
  ]
}

/// A telephone number by its digits: however it is grouped, and with or without the country's code.
struct PhoneKey: Hashable {
  /// The last nine digits, or all of a shorter number.
  let digits: String
  /// All digits with the country's code, where the number has it.
  private let international: String?
  private let line: String

  /// Nil for what is too short to be anybody's own.
  init?(_ number: String) {
    let text = number.lowercased()
    // The line within the house: "x12", "ext. 12", ";ext=12", "#12".
    let end = text.firstIndex { $0 == "x" || $0 == "e" || $0 == "#" || $0 == ";" } ?? text.endIndex
    func digits(_ text: some StringProtocol) -> String { String(text.filter { $0.isASCII && $0.isNumber }) }
    var own = digits(text[..<end])
    line = digits(text[end...])
    let start = text.drop { !$0.isNumber && $0 != "+" }
    if start.hasPrefix("+") {
      // "+44 (0)20": the zero is dialled at home alone.
      own = digits(text[..<end].replacing("(0)", with: ""))
      international = own
    } else if own.hasPrefix("00"), own.count > 10 {
      own = String(own.dropFirst(2))
      international = own
    } else {
      international = nil
    }
    guard own.count >= 7 else { return nil }
    self.digits = String(own.suffix(9))
  }

  func isSame(as other: PhoneKey) -> Bool {
    guard digits == other.digits, line == other.line else { return false }
    guard let one = international, let two = other.international else { return true }
    return one == two
  }
}

/// A company's name without what changes from file to file: its legal form, "and" for "&", punctuation and spaces.
struct CompanyKey: Hashable {
  /// Empty where there is none that says anything.
  let key: String
  /// The words of its legal form.
  let form: [String]
  private let spelling: String

  init(_ name: String?) {
    let text = SearchKey.of(name ?? "").replacing("&", with: " and ").replacing("+", with: " and ")
    spelling = NameKey.of(name ?? "")
    let apart: (Character) -> Bool = { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "'" || $0 == "’") }
    var words = text.split(whereSeparator: apart).map(String.init)
    func bare(_ word: String) -> String { word.filter { $0.isLetter || $0.isNumber } }
    words.removeAll { bare($0).isEmpty }
    if words.first == "the", words.count > 1 { words.removeFirst() }
    var form: [String] = []
    while words.count > 1, let last = words.last.map(bare), Self.forms[last] != nil || last == "and" {
      if let written = Self.forms[last] { form.insert(written, at: 0) }
      words.removeLast()
    }
    self.form = form
    let joined = words.map { PersonName.plain(bare($0)) }.joined()
    key = Self.none.contains(joined) ? "" : joined
  }

  var isEmpty: Bool { key.isEmpty }

  /// How much alike two companies are, in words; nil where they are not.
  func likeness(to other: CompanyKey) -> String? {
    guard !isEmpty, !other.isEmpty else { return nil }
    if spelling == other.spelling { return "same company" }
    if key == other.key {
      let words = form.filter { !other.form.contains($0) } + other.form.filter { !form.contains($0) }
      return words.isEmpty
        ? "same company in another spelling" : "same company but for \(words.joined(separator: " "))"
    }
    let isNear = min(key.count, other.key.count) >= 6 && Spelling.isOneSlip(key, other.key)
    return isNear ? "company differs by a letter" : nil
  }

  /// Legal forms, and how they are written.
  private static let forms: [String: String] = [
    "inc": "Inc.", "incorporated": "Incorporated", "llc": "LLC", "llp": "LLP", "lp": "LP", "pllc": "PLLC", "pc": "PC",
    "ltd": "Ltd.", "limited": "Limited", "corp": "Corp.", "corporation": "Corporation", "co": "Co.",
    "company": "Company", "gmbh": "GmbH", "mbh": "mbH", "ag": "AG", "kg": "KG", "ohg": "OHG", "ug": "UG", "gbr": "GbR",
    "ev": "e.V.", "eg": "eG", "se": "SE", "sa": "SA", "sarl": "SARL", "sas": "SAS", "bv": "BV", "nv": "NV",
    "plc": "plc", "pty": "Pty", "oy": "Oy", "ab": "AB", "as": "AS", "aps": "ApS", "srl": "SRL", "spa": "SpA",
    "kk": "KK", "sl": "SL", "pa": "PA",
  ]
  private static let none: Set<String> = [
    "selfemployed", "self", "freelance", "freelancer", "none", "na", "retired", "unemployed", "privat", "private",
  ]
}

/// Slips of the finger.
enum Spelling {
  /// Whether two texts differ by one letter: missing, added, changed, or two that are swapped.
  static func isOneSlip(_ one: String, _ other: String) -> Bool {
    var (a, b) = (Array(one)[...], Array(other)[...])
    if a.count > b.count { (a, b) = (b, a) }
    guard a != b, b.count - a.count <= 1 else { return false }
    while let first = a.first, first == b.first { (a, b) = (a.dropFirst(), b.dropFirst()) }
    while let last = a.last, last == b.last { (a, b) = (a.dropLast(), b.dropLast()) }
    if b.count <= 1 { return true }
    return a.count == 2 && b.count == 2 && a.first == b.last && a.last == b.first
  }
}
