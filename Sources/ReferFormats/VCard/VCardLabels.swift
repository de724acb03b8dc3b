/// What a card calls its properties beside their names: Apple's X-ABLabel in the same group, or a TYPE.
struct VCardLabels {
  private var byGroup: [String: String] = [:]
  private var labelled: Set<String> = []

  init(of card: ArraySlice<VCardProperty>) {
    for property in card where property.key == "X-ABLABEL" {
      guard let group = property.group else { continue }
      byGroup[Self.folded(group)] = Self.plain(property.text)
    }
    guard !byGroup.isEmpty else { return }
    for property in card where property.key != "X-ABLABEL" {
      if let group = property.group { labelled.insert(Self.folded(group)) }
    }
  }

  /// Whether a label has something in its group to label.
  func hasTarget(_ label: VCardProperty) -> Bool { label.group.map { labelled.contains(Self.folded($0)) } ?? false }

  /// The label that the user gave, without Apple's `_$!<…>!$_`.
  func given(to property: VCardProperty) -> String? {
    guard let group = property.group, !byGroup.isEmpty else { return nil }
    return byGroup[Self.folded(group)].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// "ADR (home)": the property's name, and what tells it from others of that name.
  func name(of property: VCardProperty) -> String {
    if let label = given(to: property) { return "\(property.key) (\(label))" }
    guard !property.parameters.isEmpty else { return property.key }
    let types = property.parameter("TYPE").map { $0.lowercased() }.filter { !Self.meaningless.contains($0) }
    return types.isEmpty ? property.key : "\(property.key) (\(types.joined(separator: ", ")))"
  }

  /// Groups are compared without regard to case, and nearly all are in lower case.
  private static func folded(_ group: String) -> String {
    group.utf8.contains { ($0 >= 0x41 && $0 <= 0x5A) || $0 >= 0x80 } ? group.lowercased() : group
  }

  private static func plain(_ label: String) -> String {
    label.hasPrefix("_$!<") && label.hasSuffix(">!$_") && label.utf8.count >= 8
      ? String(label.dropFirst(4).dropLast(4)) : label
  }

  private static let meaningless: Set = ["pref", "internet", "voice", "postal", "parcel", "dom", "intl"]
}
