internal import CRows
package import ReferModel

extension VCardReader {
  /// The contact that a card stands for; nil when memory is out.
  ///
  /// FN is the name, N first and last name, ORG's first component the organization, ROLE the profession, the
  /// preferred ADR gives city, region and country, CATEGORIES are tags, and X-REFER-ID, or else UID, is the id: `id`
  /// only stands in for them. RELATED;TYPE=contact and Apple's related name "referred by" say who introduced them.
  /// What a field has no room for goes to `custom` under its name and label, "ADR (home)", but for the bytes of
  /// photos, sounds and keys, which only the card keeps, and what stands behind the first 2,000 properties.
  package func row(of card: VCard, into builder: inout ContactRowBuilder, id: String) -> Cells? {
    builder.begin()
    var contact = VCardContact(card: card, builder: builder)
    contact.fill()
    builder = contact.builder
    return builder.finish(id: id)
  }
}

/// Fills one row from one card.
private struct VCardContact {
  typealias Field = ContactRowBuilder.Field

  /// A row is no place for more, and takes ever longer to fill; the card keeps all.
  private static let most = 2_000

  let properties: ArraySlice<VCardProperty>
  var builder: ContactRowBuilder
  private let labels: VCardLabels
  private var counts: [String: Int] = [:]

  init(card: VCard, builder: ContactRowBuilder) {
    self.builder = builder
    properties = card.properties.prefix(Self.most)
    labels = VCardLabels(of: properties)
  }

  mutating func fill() {
    // An own id goes before any other.
    for property in properties where property.key == "X-REFER-ID" { set(Fields.id, property) }
    var organization: String?
    for place in Self.preferredFirst(properties) {
      let property = properties[place]
      if property.key == "ORG", organization == nil { organization = property.components.first?.first }
      take(property)
    }
    // Without any name, what remains is how address books show them.
    guard let name = Fields.name, let first = Fields.firstName, let last = Fields.lastName else { return }
    if builder.text(name) == nil, builder.text(first) == nil, builder.text(last) == nil, let organization {
      _ = builder.set(name, organization)
    }
  }

  private mutating func take(_ property: VCardProperty) {
    switch property.key {
    case "X-REFER-ID": break
    case "UID": set(Fields.id, property)
    case "FN": set(Fields.name, property)
    case "N": takeName(property)
    case "NICKNAME": takeList(property, Fields.nickname)
    case "EMAIL": append(Fields.emails, property, without: "mailto:")
    case "TEL": append(Fields.phones, property, without: "tel:")
    case "ORG": takeOrganization(property)
    case "TITLE": set(Fields.title, property)
    case "ROLE": set(Fields.profession, property)
    case "ADR": takeAddress(property)
    case "URL": takePage(property)
    case "CATEGORIES":
      guard let tags = Fields.tags else { return }
      for tag in property.list.prefix(Self.most) { builder.append(tags, Self.trimmed(tag)) }
    case "NOTE": set(Fields.notes, property)
    case "BDAY": takeBirthday(property)
    case "RELATED", "X-ABRELATEDNAMES": takeRelated(property)
    case "X-ABLABEL": takeLabel(property)
    default: keep(property)
    }
  }

  // MARK: properties with a build of their own

  private mutating func takeName(_ property: VCardProperty) {
    let parts = property.components.map { Self.joined($0, " ") }
    guard let first = Fields.firstName, let last = Fields.lastName else { return }
    guard builder.text(first) == nil, builder.text(last) == nil else { return keep(property) }
    for (part, place) in zip(parts, 0...) where !part.isEmpty {
      switch place {
      case 0: _ = builder.set(last, Self.trimmed(part))
      case 1: _ = builder.set(first, Self.trimmed(part))
      case 2: keep("N (additional)", part)
      case 3: keep("N (prefix)", part)
      case 4: keep("N (suffix)", part)
      default: keep("N", part)
      }
    }
  }

  private mutating func takeList(_ property: VCardProperty, _ field: Field?) {
    for entry in property.list.prefix(Self.most) {
      let entry = Self.trimmed(entry)
      if let field, !builder.set(field, entry) { keep(labels.name(of: property), entry) }
    }
  }

  private mutating func takeOrganization(_ property: VCardProperty) {
    let parts = property.components.map { Self.trimmed(Self.joined($0, ", ")) }
    guard let field = Fields.organization, let first = parts.first else { return }
    guard builder.set(field, first) else { return keep(property) }
    keep("ORG (department)", parts.dropFirst().filter { !$0.isEmpty }.joined(separator: ", "))
  }

  private mutating func takeAddress(_ property: VCardProperty) {
    let parts = property.components.map { Self.trimmed(Self.joined($0, ", ")) }
    let isFirst = Fields.places.allSatisfy { builder.text($0.field) == nil }
    var rest = parts
    if isFirst {
      for (place, field) in Fields.places where place < parts.count {
        if builder.set(field, parts[place]) { rest[place] = "" }
      }
    }
    // A street alone says little: the whole address stays together.
    guard rest.contains(where: { !$0.isEmpty }) else { return }
    keep(labels.name(of: property), parts.filter { !$0.isEmpty }.joined(separator: ", "))
  }

  private mutating func takePage(_ property: VCardProperty) {
    guard let url = Fields.url else { return }
    if !builder.set(url, Self.trimmed(property.text)) { keep(property) }
  }

  private mutating func takeBirthday(_ property: VCardProperty) {
    let text = Self.trimmed(property.text)
    let isText = property.parameter("VALUE").contains { $0.lowercased() == "text" }
    let omitted = property.parameter("X-APPLE-OMIT-YEAR").first
    if !isText, let field = Fields.birthday, let day = VCardBirthday.text(of: text, omittedYear: omitted),
      builder.set(field, day)
    {
      return
    }
    keep(property)
  }

  private mutating func takeRelated(_ property: VCardProperty) {
    let text = Self.trimmed(property.text)
    let label = labels.given(to: property)?.lowercased()
    let isIntroducer =
      property.key == "RELATED"
      ? property.parameter("TYPE").contains { $0.lowercased() == "contact" }
      : label == "referred by" || label == "referredby" || label == "introduced by"
    // An address of another card is no name.
    let isAddress = ["urn:", "http:", "https:", "mailto:", "tel:", "data:"].contains {
      text.lowercased().hasPrefix($0)
    }
    if isIntroducer, !isAddress, let field = Fields.introducedBy, builder.set(field, named: text) { return }
    keep(property)
  }

  /// A label goes with what it labels; one that labels nothing is kept alone.
  private mutating func takeLabel(_ property: VCardProperty) {
    if !labels.hasTarget(property) { keep(property) }
  }

  // MARK: into the row

  private mutating func set(_ field: Field?, _ property: VCardProperty) {
    if let field, property.base64 == nil, builder.set(field, Self.trimmed(property.text)) {
      keepLabel(of: property)
    } else {
      keep(property)
    }
  }

  private mutating func append(_ field: Field?, _ property: VCardProperty, without scheme: String) {
    var text = Self.trimmed(property.text)
    if text.utf8.count > scheme.utf8.count, text.prefix(scheme.count).lowercased() == scheme {
      text = String(text.dropFirst(scheme.count))
    }
    if let field { builder.append(field, text) }
    keepLabel(of: property)
  }

  /// A label of the user's own is worth keeping beside a field that has no room for it.
  private mutating func keepLabel(of property: VCardProperty) {
    guard labels.given(to: property) != nil else { return }
    keep(labels.name(of: property), Self.trimmed(property.text))
  }

  private mutating func keep(_ property: VCardProperty) {
    if let agent = property.agent {
      return keep("AGENT", agent.first("FN")?.text ?? agent.first("N")?.text ?? "")
    }
    guard property.base64 == nil else { return }
    let text = Self.trimmed(property.text)
    guard !VCardWords.isEqual(text.utf8.prefix(5), "DATA:") else { return }
    keep(labels.name(of: property), text)
  }

  /// Numbers a name that has been there, as the row's builder would, without its search.
  private mutating func keep(_ name: String, _ value: String) {
    guard !value.isEmpty else { return }
    let count = counts[name, default: 0] + 1
    counts[name] = count
    builder.keep(count == 1 ? name : "\(name) \(count)", value)
  }

  /// The order of the file, but what is marked as preferred before others.
  private static func preferredFirst(_ properties: ArraySlice<VCardProperty>) -> [Int] {
    var preferred: [(rank: Int, place: Int)] = []
    var others: [Int] = []
    others.reserveCapacity(properties.count)
    for place in properties.indices {
      let rank = rank(properties[place])
      if rank < unranked { preferred.append((rank, place)) } else { others.append(place) }
    }
    preferred.sort { $0 < $1 }
    return preferred.map(\.place) + others
  }

  private static let unranked = 101

  private static func rank(_ property: VCardProperty) -> Int {
    guard !property.parameters.isEmpty else { return unranked }
    for parameter in property.parameters {
      if parameter.key == "PREF", let rank = parameter.values.first.flatMap({ Int($0) }), (1...100).contains(rank) {
        return rank
      }
      guard parameter.key == "TYPE" else { continue }
      for value in parameter.values where isPreferred(value) { return 1 }
    }
    return unranked
  }

  /// "pref", or a quoted list that holds it.
  private static func isPreferred(_ type: String) -> Bool {
    if type == "pref" || type == "PREF" { return true }
    return type.utf8.count > 4 && type.utf8.contains(UInt8(ascii: ","))
      && type.split(separator: ",").contains { $0.lowercased() == "pref" }
  }

  /// The entries of a component that are not empty.
  private static func joined(_ entries: [String], _ separator: String) -> String {
    entries.count == 1 ? entries[0] : entries.filter { !$0.isEmpty }.joined(separator: separator)
  }

  private static func trimmed(_ text: String) -> String {
    func isBlank(_ byte: UInt8?) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 }
    guard isBlank(text.utf8.first) || isBlank(text.utf8.last) else { return text }
    let bytes = text.utf8.drop { isBlank($0) }
    guard let last = bytes.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(bytes[...last]) ?? text
  }
}

/// The fields of a contact that a card can fill.
private enum Fields {
  static let id = ContactRowBuilder.Field("id")
  static let name = ContactRowBuilder.Field("name")
  static let firstName = ContactRowBuilder.Field("first_name")
  static let lastName = ContactRowBuilder.Field("last_name")
  static let nickname = ContactRowBuilder.Field("nickname")
  static let emails = ContactRowBuilder.Field("emails")
  static let phones = ContactRowBuilder.Field("phones")
  static let organization = ContactRowBuilder.Field("organization")
  static let title = ContactRowBuilder.Field("title")
  static let profession = ContactRowBuilder.Field("profession")
  /// The components of an address that have a field.
  static let places = [(3, "city"), (4, "region"), (6, "country")].compactMap { place, name in
    ContactRowBuilder.Field(name).map { (place: place, field: $0) }
  }
  static let url = ContactRowBuilder.Field("url")
  static let tags = ContactRowBuilder.Field("tags")
  static let notes = ContactRowBuilder.Field("notes")
  static let birthday = ContactRowBuilder.Field("birthday")
  static let introducedBy = ContactRowBuilder.Field("introduced_by")
}
