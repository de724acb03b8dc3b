package import ReferModel

/// What a message speaks of: the records behind the names of a template. Valid as long as their rows.
package struct TemplateScope {
  /// Whom it is written to, for messages about what is missing.
  let contact: String
  private var records: [TemplatePath.Root: Cells] = [:]
  /// What it is about, for templates that are functions.
  private(set) var subject: (kind: RecordKind, cells: Cells)?
  /// The only fields that lead anywhere; nil is every field.
  private let reads: FieldSelection?

  /// A message to a contact about nothing in particular: where they met, and who introduced them, is known.
  init(to contact: Cells, reads: FieldSelection? = nil) {
    self.contact = contact[0].text ?? ""
    self.reads = reads
    self[.contact] = contact
    self[.event] = record("met_event", of: contact)
    self[.introducer] = record("introduced_by", of: contact)
  }

  package subscript(root: TemplatePath.Root) -> Cells? {
    get { records[root] }
    set { records[root] = newValue }
  }

  /// Makes the message one about a record: a referral, a promise, a gift, a talk.
  package mutating func speak(of kind: RecordKind, _ cells: Cells) {
    subject = (kind, cells)
    switch kind {
    case .referral:
      self[.referral] = cells
      for (root, field) in [(TemplatePath.Root.giver, "giver"), (.receiver, "receiver"), (.prospect, "prospect")] {
        self[root] = record(field, of: cells, .referral) ?? self[root]
      }
    case .promise: self[.promise] = cells
    case .gift: self[.gift] = cells
    case .event: self[.event] = cells
    case .introduction: self[.otherSide] = record("to", of: cells, .introduction)
    case .contact, .interaction, .ask, .thankYou, .stageChange, .business, .me: break
    }
    if let event = record("event", of: cells, kind) { self[.event] = event }
  }

  private func record(_ field: String, of cells: Cells, _ kind: RecordKind = .contact) -> Cells? {
    guard reads?.contains(field, of: kind) ?? true else { return nil }
    return Schema.of(kind).index[field].flatMap { cells[$0].nested?.baseAddress }
  }
}
