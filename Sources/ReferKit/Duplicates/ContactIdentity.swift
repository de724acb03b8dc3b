import ReferModel
import ReferStore

/// What tells one contact from another, in the forms that are compared.
struct ContactIdentity {
  let id: Int64
  let name: PersonName
  let emails: [EmailKey]
  let phones: [PhoneKey]
  let company: CompanyKey
  let city: String
  let url: String
  /// As "1980-04-16", or "--04-16" without the year.
  let birthday: String?
  /// Where they come from, with the ids that they have there: see ``SameSource``.
  let sources: [ContactFacts.Source]

  init(_ facts: ContactFacts) {
    id = facts.id
    name = PersonName(
      name: facts.name, first: facts.firstName, last: facts.lastName, nickname: facts.nickname, suffix: facts.suffix)
    emails = Self.distinct(facts.emails.compactMap(EmailKey.init))
    phones = Self.distinct(facts.phones.compactMap(PhoneKey.init))
    company = CompanyKey(facts.organization)
    city = SearchKey.of(facts.city ?? "")
    url = Self.address(facts.url)
    birthday = facts.birthday.flatMap { $0.utf8.count >= 7 ? $0 : nil }
    sources = facts.sources
  }

  /// A company's own entry: it has a company and no person.
  var isCompany: Bool { name.isEmpty && !company.isEmpty }

  private static func distinct<Key: Hashable>(_ keys: [Key]) -> [Key] {
    var seen: Set<Key> = []
    return keys.filter { seen.insert($0).inserted }
  }

  /// A page without protocol, "www." and a last stroke; empty where it is nobody's own page.
  private static func address(_ url: String?) -> String {
    var text = NameKey.of(url ?? "")[...]
    for prefix in ["https://", "http://", "www."] where text.hasPrefix(prefix) { text = text.dropFirst(prefix.count) }
    while text.hasSuffix("/") { text = text.dropLast() }
    // A bare domain is a company's.
    return text.contains("/") ? String(text) : ""
  }
}
