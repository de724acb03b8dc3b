/// The fields of contacts and other records that a pack's rules may see.
///
/// A contact's field is named as it is, `industry`; that of another record behind its kind, `interaction.at`. A list
/// such as `interactions` shows how many there are; what is in them is named by itself. What holds for the contact
/// holds for people inside records too.
package struct FieldSelection: Hashable, Sendable {
  /// As they were written, without those that stand twice.
  package let names: [String]

  package init(_ names: [String]) {
    var seen: Set<String> = []
    self.names = names.filter { seen.insert($0).inserted }
  }

  package func contains(_ field: String, of kind: RecordKind) -> Bool {
    names.contains(kind == .contact ? field : "\(Schema.of(kind).name).\(field)")
  }

  /// What to do about a field that is there, and not declared; nil for one that is declared, or is nowhere.
  package func remedy(for field: String, of kind: RecordKind) -> String? {
    guard Schema.of(kind).visibleNames.contains(field), !contains(field, of: kind) else { return nil }
    let name = kind == .contact ? field : "\(Schema.of(kind).name).\(field)"
    return "this pack does not declare it: add \"\(name)\" to 'reads' in pack.toml"
  }

  /// What is wrong with a name; nil where a field has it.
  package static func fault(_ name: String) -> String? {
    let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let kind = parts.count == 2 ? parts[0] : Schema.contact.name
    guard let schema = Schema.all.first(where: { $0.name == kind }) else {
      let near = Nearest.suggestion(for: kind, among: Schema.all.map(\.name))
      return "no record is named '\(kind)'" + (near.map { "; did you mean '\($0).\(parts[1])'?" } ?? "")
    }
    let field = parts[parts.count - 1]
    if parts.count == 2, schema.kind == .contact { return "write '\(field)' for a contact's field" }
    if schema.visibleNames.contains(field) { return nil }
    let article = schema.kind == .me ? "" : "aeiou".contains(kind.first ?? "x") ? "an " : "a "
    let near = Nearest.suggestion(for: field, among: schema.visibleNames)
    return "\(article)\(kind) has no field '\(field)'" + (near.map { "; did you mean '\($0)'?" } ?? "")
  }

  /// What they show, for people: `industry: the line of business`, in the order of the schemas.
  package var inWords: [(name: String, meaning: String)] {
    Schema.all.flatMap { schema in
      schema.fields.filter { !$0.isHidden && contains($0.name, of: schema.kind) }.map { field in
        switch schema.kind {
        case .contact: (field.name, field.summary)
        case .me: ("\(schema.name).\(field.name)", field.summary)
        default: ("\(schema.name).\(field.name)", "of each \(schema.words): \(field.summary)")
        }
      }
    }
  }
}

extension Schema {
  /// The kind of record, as people say it.
  fileprivate var words: String { name.replacing("_", with: " ") }
}
