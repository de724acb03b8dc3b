internal import ReferModel

/// A card in the making: properties are replaced where they stand, and else added.
struct CardDraft {
  private let original: VCard
  private let version: VCardWriter.Version
  private var properties: [VCardProperty]

  init(_ card: VCard, _ version: VCardWriter.Version) {
    original = card
    self.version = version
    properties = card.properties
  }

  var card: VCard { VCard(version: original.version, properties: properties, line: original.line) }

  // MARK: fields

  /// Gives the fields at these places the values that a contact has now; `before` is what the card says of them.
  mutating func set(_ places: [Int], _ fields: CardFields, before: CardFields) {
    let names = Set(places.map { Schema.contact.fields[$0].name })
    func isSet(_ some: String...) -> Bool { some.contains { names.contains($0) } }
    if isSet("first_name", "last_name") {
      setComponents("N", [(1, fields.text("first_name")), (0, fields.text("last_name"))], of: 5)
    }
    let texts = [
      ("name", "FN"), ("nickname", "NICKNAME"), ("organization", "ORG"), ("title", "TITLE"), ("profession", "ROLE"),
      ("url", "URL"), ("notes", "NOTE"),
    ]
    for (field, key) in texts where isSet(field) {
      setFirst(key, from: before.text(field), to: fields.text(field))
    }
    if isSet("emails") { setList("EMAIL", from: before.texts("emails"), to: fields.texts("emails")) }
    if isSet("phones") { setList("TEL", from: before.texts("phones"), to: fields.texts("phones")) }
    if isSet("city", "region", "country") {
      setComponents("ADR", [(3, fields.text("city")), (4, fields.text("region")), (6, fields.text("country"))], of: 7)
    }
    if isSet("tags") { setTags(fields.texts("tags")) }
    if isSet("birthday") { setDay(["BDAY"], fields.text("birthday")) }
    if isSet("anniversary") {
      setDay(version == .v40 ? Self.anniversary : Self.anniversary.reversed(), fields.text("anniversary"))
    }
    if isSet("introduced_by") { setIntroducer(fields.introducer, before: before.introducer) }
  }

  /// What every card must have: a name to show, and in 3.0 the structured one.
  mutating func complete(_ fields: CardFields) {
    if !has("FN") {
      let shown = [
        fields.text("organization"), fields.text("nickname"), fields.text("email"), fields.texts("phones").first,
      ].compactMap(\.self).first { !$0.isEmpty }
      properties.insert(VCardProperty(name: "FN", value: Self.escaped(shown ?? "")), at: 0)
    }
    if version == .v30, !has("N") { properties.insert(VCardProperty(name: "N", value: ";;;;"), at: 1) }
  }

  // MARK: properties of ours

  mutating func setID(_ id: String) { replaceAll(OwnProperties.idKey, with: Self.escaped(id)) }

  mutating func setOwn(_ place: Int, json: [UInt8]) {
    replaceAll(OwnProperties.key(of: place), with: Self.escaped(String(decoding: json, as: UTF8.self)))
  }

  mutating func removeOwn(_ places: [Int]) {
    properties.removeAll { property in OwnProperties.field(of: property).map(places.contains) ?? false }
  }

  private mutating func replaceAll(_ key: String, with value: String) {
    let first = properties.firstIndex { $0.key == key }
    properties.removeAll { $0.key == key }
    properties.insert(VCardProperty(name: key, value: value), at: first ?? properties.count)
  }

  // MARK: properties with a build of their own

  private func has(_ key: String) -> Bool { properties.contains { $0.key == key } }

  /// Of several such properties, the one that says what the field was; else the first.
  private func place(of key: String, saying old: String?) -> Int? {
    func first(_ property: VCardProperty) -> String {
      switch VCardShape(key: key) {
      case .components: property.components.first?.first ?? ""
      case .list: property.list.first ?? ""
      case .text, .other: property.text
      }
    }
    let places = properties.indices.filter { properties[$0].key == key && properties[$0].base64 == nil }
    return places.first { old != nil && first(properties[$0]) == old } ?? places.first
  }

  /// Sets a property's text, or the first component or entry of one that has many.
  private mutating func setFirst(_ key: String, from old: String?, to new: String?) {
    let place = place(of: key, saying: old)
    guard let new, !new.isEmpty else {
      if old != nil, let place { remove(at: place) }
      return
    }
    let text = key == "URL" ? Self.escapedAddress(new) : Self.escaped(new)
    guard let place else { return properties.append(VCardProperty(name: key, value: text)) }
    let rest =
      switch VCardShape(key: key) {
      case .components: properties[place].components.dropFirst().map { ";" + Self.component($0) }.joined()
      case .list: properties[place].list.dropFirst().map { "," + Self.escaped($0) }.joined()
      case .text, .other: ""
      }
    replace(at: place, with: text + rest)
  }

  private mutating func setComponents(_ key: String, _ values: [(place: Int, text: String?)], of count: Int) {
    let isEmpty = values.allSatisfy { $0.text == nil }
    func hasAny(_ property: VCardProperty) -> Bool {
      let parts = property.components
      return values.contains { $0.place < parts.count && parts[$0.place].contains { !$0.isEmpty } }
    }
    let place = properties.firstIndex { $0.key == key && hasAny($0) } ?? properties.firstIndex { $0.key == key }
    if isEmpty, place == nil { return }
    var parts = place.map { properties[$0].components } ?? []
    while parts.count < count { parts.append([""]) }
    for value in values { parts[value.place] = [value.text ?? ""] }
    let text = parts.map(Self.component).joined(separator: ";")
    if let place { replace(at: place, with: text) } else { properties.append(VCardProperty(name: key, value: text)) }
  }

  /// Keeps the properties of values that stay, and their order.
  private mutating func setList(_ key: String, from old: [String], to new: [String]) {
    for gone in old where !new.contains(gone) {
      while let place = properties.firstIndex(where: { $0.key == key && Self.says($0, gone) }) { remove(at: place) }
    }
    for text in new where !text.isEmpty && !old.contains(text) {
      let last = properties.lastIndex { $0.key == key }
      let property = VCardProperty(name: key, value: Self.escaped(text))
      properties.insert(property, at: last.map { $0 + 1 } ?? properties.count)
    }
  }

  /// Whether a property's value is this one, but for blanks around it and a scheme before it.
  private static func says(_ property: VCardProperty, _ text: String) -> Bool {
    let blanks: Set<Character> = [" ", "\t", "\n"]
    var value = property.text[...]
    while let last = value.last, blanks.contains(last) { value.removeLast() }
    while let first = value.first, blanks.contains(first) { value.removeFirst() }
    guard value.hasSuffix(text) else { return false }
    return ["", "mailto:", "tel:"].contains(value.dropLast(text.count).lowercased())
  }

  private mutating func setTags(_ tags: [String]) {
    let first = properties.firstIndex { $0.key == "CATEGORIES" }
    properties.removeAll { $0.key == "CATEGORIES" }
    let value = tags.filter { !$0.isEmpty }.map(Self.escaped).joined(separator: ",")
    if value.isEmpty { return }
    properties.insert(VCardProperty(name: "CATEGORIES", value: value), at: first ?? properties.count)
  }

  /// "1980-04-16" or "--04-16"; another text stays in a property of ours. Version 3.0 knows no day without a year, and
  /// Apple's way to write one there is read everywhere.
  ///
  /// - Parameter keys: the names that it may have, first the one that it gets.
  private mutating func setDay(_ keys: [String], _ day: String?) {
    let place = properties.firstIndex { keys.contains($0.key) }
    properties.removeAll { keys.contains($0.key) }
    guard let day, Self.isDay(day) else { return }
    let key = keys[0]
    let hasNoYear = day.hasPrefix("--")
    let property =
      switch version {
      case .v40:
        VCardProperty(
          name: key, value: (hasNoYear ? "--" : "") + day.filter { $0 != "-" })
      case .v30 where hasNoYear:
        VCardProperty(
          name: key, parameters: [VCardParameter("X-APPLE-OMIT-YEAR", ["1604"])], value: "1604" + day.dropFirst())
      case .v30: VCardProperty(name: key, value: day)
      }
    properties.insert(property, at: place ?? properties.count)
  }

  /// Of RFC 6350, 6.2.6; of Outlook; and what others write in 3.0, which has no such property.
  private static let anniversary = ["ANNIVERSARY", "X-MS-ANNIVERSARY", "X-ANNIVERSARY"]

  private static func isDay(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    let isOurs = bytes.count == 10 || bytes.count == 7 && text.hasPrefix("--")
    return isOurs && bytes.withUnsafeBytes { VCardBirthday($0, omittedYear: nil) } != nil
  }

  /// RELATED in 4.0; in 3.0, which has no such property, as Apple writes it.
  private mutating func setIntroducer(_ name: String?, before: String?) {
    if let before {
      let place = properties.firstIndex { ["RELATED", "X-ABRELATEDNAMES"].contains($0.key) && $0.text == before }
      if let place { remove(at: place) }
    }
    guard let name, !name.isEmpty else { return }
    switch version {
    case .v40:
      let parameters = [VCardParameter("TYPE", ["contact"]), VCardParameter("VALUE", ["text"])]
      properties.append(VCardProperty(name: "RELATED", parameters: parameters, value: Self.escaped(name)))
    case .v30:
      let used = Set(properties.compactMap { $0.group?.lowercased() })
      let free = (1...(used.count + 1)).map { "item\($0)" }.first { !used.contains($0) }
      properties += [
        VCardProperty(group: free, name: "X-ABRELATEDNAMES", value: Self.escaped(name)),
        VCardProperty(group: free, name: "X-ABLabel", value: "referred by"),
      ]
    }
  }

  // MARK: places

  /// With the group and the parameters that say nothing about the value itself.
  private mutating func replace(at place: Int, with value: String) {
    let old = properties[place]
    let parameters = old.parameters.filter { parameter in
      !parameter.isTransfer && !["VALUE", "SORT-AS", "LANGUAGE"].contains(parameter.key)
    }
    properties[place] = VCardProperty(group: old.group, name: old.name, parameters: parameters, value: value)
  }

  /// And the label that would label nothing then.
  private mutating func remove(at place: Int) {
    let gone = properties.remove(at: place)
    guard let group = gone.group?.lowercased() else { return }
    let left = properties.filter { $0.group?.lowercased() == group }
    if left.allSatisfy({ $0.key == "X-ABLABEL" }) { properties.removeAll { $0.group?.lowercased() == group } }
  }

  // MARK: text

  private static func component(_ entries: [String]) -> String { entries.map(escaped).joined(separator: ",") }

  private static func escaped(_ text: String) -> String { escaped(text, ["\\", ",", ";"]) }

  /// Commas and semicolons stand in addresses of the web as they are.
  private static func escapedAddress(_ text: String) -> String { escaped(text, ["\\"]) }

  private static func escaped(_ text: String, _ marked: Set<Unicode.Scalar>) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        result.append("\\")
        result.append("n")
        continue
      }
      if marked.contains(scalar) { result.append("\\") }
      result.append(scalar)
    }
    return String(result)
  }
}
