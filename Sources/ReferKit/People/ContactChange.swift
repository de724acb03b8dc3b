import ReferFormats
import ReferModel
import ReferReports

/// What became of one contact by `refer add` or `refer edit`.
public struct ContactChange: Hashable, Sendable {
  /// A field that is no longer what it was.
  public struct Field: Hashable, Sendable {
    /// As it was typed: "city", "custom.Lead Status".
    public let name: String
    /// As people read it; nil where there was nothing.
    public let before: String?
    public let after: String?
  }

  public let id: String
  public let name: String?
  public let isNew: Bool
  public let fields: [Field]
  /// Only what would change was asked for; the book is as it was.
  public let isDryRun: Bool
  /// The number by which `refer undo` takes it back; nil where the book is as it was.
  public var deed: Int64?

  /// What was understood, without how to undo it.
  var summary: String {
    let fields = fields.filter { !isNew || !Self.ofName.contains($0.name) }.map { field in
      let after = field.after.map(Self.short) ?? "nothing"
      return field.before.map { "\(field.name) \(Self.short($0)) → \(after)" } ?? "\(field.name) \(after)"
    }
    let who = "\(name ?? "no name") (\(id))"
    return TerminalText.escaped(fields.isEmpty ? who : "\(who): \(fields.joined(separator: "; "))")
  }

  private static let ofName: Set<String> = ["name", "first_name", "last_name"]

  private static func short(_ text: String) -> String { TerminalText.truncated(text, to: 60) }

  /// One line for people.
  public var line: String {
    if isDryRun { return "Would \(isNew ? "add" : "change"): \(summary). Nothing was written." }
    if !isNew, fields.isEmpty { return "Nothing to change: \(summary) has all of this already." }
    return "\(isNew ? "Added" : "Changed"): \(summary). \(Offer.undo)"
  }

  /// - Throws: what the output throws.
  public func print(as format: OutputFormat, to output: Output) throws {
    switch format {
    case .table: try output.write(line + "\n")
    case .markdown: try output.write(MarkdownText.cell(line) + "\n")
    case .csv:
      var table = TextTable(["id", "field", "before", "after"].map { TextTable.Heading($0) })
      for field in fields { table.append([id, field.name, field.before ?? "", field.after ?? ""]) }
      try output.write(table, as: .csv)
    case .json, .ndjson: try output.write(json.line)
    }
  }

  private var json: JSONValue {
    let changes = fields.map { field in
      (key: field.name, value: JSONValue.object([("before", .text(field.before)), ("after", .text(field.after))]))
    }
    return .object([
      ("id", .text(id)), ("name", .text(name)), ("new", .yesno(isNew)), ("dry_run", .yesno(isDryRun)),
      ("deed", .int(deed.map(Int.init))), ("fields", .object(changes)),
    ])
  }
}
