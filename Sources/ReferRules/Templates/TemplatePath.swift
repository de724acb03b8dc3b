import ReferModel

/// A value that a template names: `contact.first_name`, `me.pitch`, `event.name`, `now`.
package struct TemplatePath: Hashable, Sendable {
  /// What a message can speak of; a closed list.
  package enum Root: String, CaseIterable, Sendable {
    /// Whom the message is written to.
    case contact
    case me, now, event, referral, prospect, giver, receiver
    /// Of a referral or an introduction: the other one of the two.
    case otherSide = "other_side"
    case introducer, introduced, promise, gift

    /// The fields that lead to it, any of which will do; none for what is there anyway.
    var links: [String] {
      switch self {
      case .contact, .me, .now, .giver, .receiver, .otherSide, .introduced: []
      case .event: ["met_event", "events", "interaction.event", "referral.event"]
      case .referral: ["referrals_received", "referrals_given"]
      case .prospect: ["referral.prospect"]
      case .introducer: ["introduced_by"]
      case .promise: ["promises"]
      case .gift: ["gifts"]
      }
    }

    /// Nil for `now`, which is no record.
    var kind: RecordKind? {
      switch self {
      case .contact, .prospect, .giver, .receiver, .otherSide, .introducer, .introduced: .contact
      case .me: .me
      case .event: .event
      case .referral: .referral
      case .promise: .promise
      case .gift: .gift
      case .now: nil
      }
    }
  }

  /// As it is written.
  package let text: String
  let root: Root
  /// Of the root's record; nil for `now` itself.
  let field: FieldPath?
  let kind: Schema.Kind
  /// Of an amount: the field beside it that names its currency.
  let currency: FieldPath?

  /// What is wrong with a path, and what to write.
  struct Problem: Error, Hashable {
    let message: String
    var remedy: String?
  }

  /// - Parameter reads: the only fields that exist; nil is every field.
  init(_ text: String, reads: FieldSelection? = nil) throws(Problem) {
    let dot = text.firstIndex(of: ".")
    let name = String(text[..<(dot ?? text.endIndex)])
    let rest = dot.map { String(text[text.index(after: $0)...]) }
    guard let root = Root(rawValue: name) else { throw Self.unknown(name, isAlone: rest == nil) }
    self.text = text
    self.root = root
    try Self.checkReached(root, reads)
    guard let record = root.kind else {
      guard rest == nil else {
        throw Problem(message: "'now' has no fields", remedy: "write now | date \"%d %B %Y\"")
      }
      (field, kind, currency) = (nil, .time, nil)
      return
    }
    let schema = Schema.of(record)
    // A person alone is their name, and so is an event.
    guard let rest = rest ?? (schema.index["name"] == nil ? nil : "name") else {
      throw Problem(message: "'\(name)' is more than a text", remedy: "name a field of it, such as \(name).at")
    }
    let path = try Self.field(rest, schema, in: text, reads)
    (field, kind) = (path, path.kind)
    let owner = rest.lastIndex(of: ".").map { rest[...$0] } ?? ""
    currency = path.kind == .number ? try? FieldPath(owner + "currency", in: schema, reads: reads) : nil
  }

  /// - Throws: for a record to which none of the fields lead.
  private static func checkReached(_ root: Root, _ reads: FieldSelection?) throws(Problem) {
    guard let reads, !root.links.isEmpty, !root.links.contains(where: reads.names.contains) else { return }
    throw Problem(
      message: "no field that this pack declares leads to '\(root.rawValue)'",
      remedy: "add one of these to 'reads' in pack.toml: \(root.links.map { "\"\($0)\"" }.joined(separator: ", "))")
  }

  private static func field(
    _ rest: String, _ schema: Schema, in text: String, _ reads: FieldSelection?
  ) throws(Problem) -> FieldPath {
    let path: FieldPath
    do {
      path = try FieldPath(rest, in: schema, reads: reads)
      // A person or an event that is shown alone is its name.
      if case .record(let kind) = path.kind, Schema.of(kind).index["name"] != nil {
        _ = try FieldPath("name", in: Schema.of(kind), reads: reads)
      }
    } catch {
      switch error {
      case .unknownField(let name, let owner, let nearest, let remedy):
        let article = owner == "me" ? "" : "aeiou".contains(owner.first ?? "x") ? "an " : "a "
        throw Problem(
          message: "\(article)\(owner) has no field '\(name)'" + (nearest.map { "; did you mean '\($0)'?" } ?? ""),
          remedy: remedy)
      case .notRecord(let name, let next):
        throw Problem(message: "'\(name)' has no fields, so '\(next)' can't be asked of it")
      }
    }
    switch path.kind {
    case .records, .map:
      throw Problem(
        message: "'\(text)' is \(FieldTest.name(path.kind)): a template shows one value",
        remedy: "write the text as a function for more")
    case .record(let kind) where Schema.of(kind).index["name"] == nil:
      throw Problem(message: "'\(text)' is \(FieldTest.name(path.kind))", remedy: "name a field of it")
    default: return path
    }
  }

  private static func unknown(_ name: String, isAlone: Bool) -> Problem {
    if isAlone, Schema.contact.index[name] != nil {
      return Problem(message: "'\(name)' of whom?", remedy: "write contact.\(name)")
    }
    let roots = Root.allCases.map(\.rawValue)
    let near = Nearest.suggestion(for: name, among: roots)
    return Problem(
      message: "a template knows no '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""),
      remedy: near == nil ? "it knows: \(roots.joined(separator: ", "))" : nil)
  }
}
