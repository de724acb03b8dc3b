import ReferModel
import ReferStore

/// Why two contacts may be one person, and why not, each with its weight.
///
/// A reason for it of weight w leaves 1 - w of the doubt; a reason against it of weight w leaves 1 - w of what all
/// reasons for it make. So the same name (0.60) and the same company (0.50) make 0.80, and with another middle initial
/// (against, 0.70) 0.24. The weights are judgements, not frequencies; they stand in ``reasons`` alone.
struct IdentityEvidence {
  struct Reason: Hashable {
    let text: String
    let weight: Double
  }

  private(set) var reasons: [Reason] = []
  private(set) var against: [Reason] = []

  /// From 0 to 1, in hundredths.
  var confidence: Double {
    let doubt = reasons.reduce(1) { $0 * (1 - $1.weight) }
    let rest = against.reduce(1) { $0 * (1 - $1.weight) }
    return ((1 - doubt) * rest * 100).rounded() / 100
  }

  /// - Parameter isCommon: whether more than two people of the book have an address or a number, such as a
  ///   switchboard's.
  init(_ a: ContactIdentity, _ b: ContactIdentity, isCommon: (String) -> Bool) {
    let relation = NameRelation(a.name, b.name)
    let hasOwn = addAddresses(a, b, isCommon)
    addNames(relation, a, b, hasOwn)
    addPhones(a, b, isCommon)
    addCompanies(a, b, hasOwn)
    if !a.city.isEmpty, a.city == b.city { add("same city", 0.10) }
    addBirthdays(a, b)
    addSources(a, b)
    reasons.sort { ($1.weight, $0.text) < ($0.weight, $1.text) }
    against.sort { ($1.weight, $0.text) < ($0.weight, $1.text) }
  }

  private mutating func add(_ text: String, _ weight: Double) { reasons.append(Reason(text: text, weight: weight)) }
  private mutating func oppose(_ text: String, _ weight: Double) { against.append(Reason(text: text, weight: weight)) }

  // MARK: Names

  private mutating func addNames(
    _ relation: NameRelation, _ a: ContactIdentity, _ b: ContactIdentity, _ hasOwnAddress: Bool
  ) {
    switch relation {
    case .same: add("same name", 0.60)
    case .sameInAnotherOrder: add("same name in another order", 0.55)
    case .sameButForMiddle: add("same name but for a middle one", 0.60)
    case .otherMiddle:
      add("same first and last name", 0.55)
      oppose("other middle name", 0.70)
    case .nickname(let one, let other): add("nickname \(Self.capital(one))/\(Self.capital(other))", 0.60)
    case .initial: add("name fits the initial", 0.35)
    case .middleUsed: add("goes by a middle name", 0.35)
    case .firstDiffersByLetter: add("name differs by a letter", 0.40)
    case .lastDiffersByLetter: add("name differs by a letter", 0.40)
    case .partOfLast: add("last name is a part of the other", 0.40)
    case .partOnly: add("name is a part of the other", 0.25)
    case .otherLast where hasOwnAddress: add("same first name", 0.10)
    case .otherLast: oppose("other last name", 0.80)
    case .otherFirst: oppose("other first name", 0.90)
    case .other: oppose("other name", 0.95)
    case .unknown: if a.isCompany != b.isCompany { oppose("one is a company", 0.80) }
    }
    if let one = a.name.suffix, let other = b.name.suffix, one != other {
      oppose("\(Self.capital(one)) and \(Self.capital(other))", 0.95)
    } else if a.name.suffix != b.name.suffix {
      oppose("only one is \(Self.capital(a.name.suffix ?? b.name.suffix ?? ""))", 0.30)
    }
  }

  private static func capital(_ word: String) -> String {
    if ["ii", "iii", "iv"].contains(word) { return word.uppercased() }
    return word.prefix(1).uppercased() + word.dropFirst() + (["jr", "sr"].contains(word) ? "." : "")
  }

  // MARK: Addresses

  /// Answers whether they share an address that is one person's.
  private mutating func addAddresses(
    _ a: ContactIdentity, _ b: ContactIdentity, _ isCommon: (String) -> Bool
  ) -> Bool {
    var hasOwn = false
    if !a.url.isEmpty, a.url == b.url {
      add("same web page", 0.85)
      hasOwn = true
    }
    let shared = a.emails.filter(b.emails.contains)
    if shared.contains(where: { !$0.isShared && !isCommon($0.text) }) {
      add("same e-mail", 0.85)
      return true
    }
    if !shared.isEmpty {
      add("same e-mail, which several use", 0.30)
      return hasOwn
    }
    let domains = Set(a.emails.filter(\.isCompanys).map(\.domain))
      .intersection(b.emails.filter(\.isCompanys).map(\.domain))
    if domains.isEmpty { return hasOwn }
    let personal = [a, b].map { $0.emails.contains { domains.contains($0.domain) && !$0.isShared } }
    add("same e-mail domain", 0.30)
    if personal == [true, true] { oppose("each has an e-mail of their own there", 0.35) }
    return hasOwn
  }

  private mutating func addPhones(_ a: ContactIdentity, _ b: ContactIdentity, _ isCommon: (String) -> Bool) {
    let shared = a.phones.filter { phone in b.phones.contains { phone.isSame(as: $0) } }
    if shared.contains(where: { !isCommon($0.digits) }) {
      add("same phone", 0.65)
    } else if !shared.isEmpty {
      add("same phone, which several use", 0.15)
    }
  }

  // MARK: Work, birth, source

  private mutating func addCompanies(_ a: ContactIdentity, _ b: ContactIdentity, _ hasOwnAddress: Bool) {
    if let likeness = a.company.likeness(to: b.company) {
      return add(likeness, likeness.hasSuffix("letter") ? 0.40 : 0.50)
    }
    func works(_ one: ContactIdentity, at other: ContactIdentity) -> Bool {
      !other.company.isEmpty && one.emails.contains { $0.isCompanys && $0.companyWord == other.company.key }
    }
    if works(a, at: b) || works(b, at: a) { return add("e-mail of the other's company", 0.50) }
    guard !a.company.isEmpty, !b.company.isEmpty, !hasOwnAddress else { return }
    let domains = [a, b].map { Set($0.emails.filter(\.isCompanys).map(\.domain)) }
    if !domains[0].isEmpty, !domains[1].isEmpty, domains[0].isDisjoint(with: domains[1]) {
      oppose("other company and other e-mail domain", 0.60)
    } else {
      oppose("other company", 0.40)
    }
  }

  private mutating func addBirthdays(_ a: ContactIdentity, _ b: ContactIdentity) {
    guard let one = a.birthday, let other = b.birthday else { return }
    let isWhole = !one.hasPrefix("--") && !other.hasPrefix("--")
    let isSame = isWhole ? one == other : one.suffix(5) == other.suffix(5)
    if isSame { add("same birthday", isWhole ? 0.60 : 0.40) } else { oppose("different birthdays", 0.95) }
  }

  private mutating func addSources(_ a: ContactIdentity, _ b: ContactIdentity) {
    for source in a.sources {
      guard let other = b.sources.first(where: { $0.name == source.name }), !SameSource.isKindOfFile(source.name) else {
        continue
      }
      return source.hasOwnID && other.hasOwnID
        ? oppose("both have an id in \(source.name)", 0.35) : oppose("both stand in \(source.name)", 0.10)
    }
  }
}

/// When two contacts come from one and the same source.
enum SameSource {
  /// Files that no `--source` was given for are named by their kind: two of them need not be one source.
  static func isKindOfFile(_ name: String) -> Bool { ["ndjson", "vcard", "table", "spreadsheet"].contains(name) }
}
