import ReferFormats
import ReferModel
import ReferReports

/// What a merge did, or would do.
public struct MergeReport: Hashable, Sendable {
  /// How much of a field the one who goes brought along.
  public struct Joined: Hashable, Sendable {
    public let field: String
    public let count: Int
  }

  /// Who stays, as they were.
  public let kept: Person
  /// Who flowed into them.
  public let gone: Person
  /// The fields in which both had a value.
  public let differences: [MergePeople.Difference]
  /// The fields that only the one who goes had.
  public let filled: [String]
  public let joined: [Joined]
  /// Only what would be done was asked for; the book is as it was.
  public let isDryRun: Bool
  /// The number by which `refer undo` takes it back.
  public internal(set) var deed: Int64?

  /// - Throws: what the output throws.
  public func print(as format: OutputFormat, to output: Output) throws {
    switch format {
    case .table: try output.write(text { TerminalText.escaped($0) })
    case .markdown: try output.write(text { MarkdownText.cell($0) })
    case .csv:
      var table = TextTable(["field", "a", "b", "taken", "kept_as"].map { TextTable.Heading($0) })
      for item in differences {
        table.append([item.field, item.a, item.b, item.taken?.rawValue ?? "", "custom.merged.\(item.field)"])
      }
      try output.write(table, as: .csv)
    case .json, .ndjson: try output.write(json.line)
    }
  }

  private func text(_ safe: (String) -> String) -> String {
    var lines = ["\(isDryRun ? "Would merge" : "Merged") \(gone.label) into \(kept.label)."]
    for item in differences {
      let taken = item.taken.map { side in
        let (value, other) = side == .a ? (item.a, item.b) : (item.b, item.a)
        return "\(safe(value)) (\(side.rawValue)); kept beside it: \(safe(other))"
      }
      lines.append(
        "  \(safe(item.field)): \(taken ?? "A \(safe(item.a)) or B \(safe(item.b))? --take or --prefer says")")
    }
    if !filled.isEmpty { lines.append("  taken over: \(filled.joined(separator: ", "))") }
    if !joined.isEmpty { lines.append("  added: \(joined.map { "\($0.field) \($0.count)" }.joined(separator: ", "))") }
    lines.append(isDryRun ? "Nothing was done: this was the plan." : Offer.undo)
    return lines.joined(separator: "\n") + "\n"
  }

  private var json: JSONValue {
    func person(_ person: Person) -> JSONValue { .object([("id", .text(person.id)), ("name", .text(person.name))]) }
    return .object([
      ("kept", person(kept)), ("gone", person(gone)),
      (
        "fields",
        .list(
          differences.map { item in
            .object([
              ("field", .text(item.field)), ("a", .text(item.a)), ("b", .text(item.b)),
              ("taken", .text(item.taken?.rawValue)),
            ])
          })
      ),
      ("taken_over", .texts(filled)),
      ("added", .object(joined.map { (key: $0.field, value: JSONValue.int($0.count)) })), ("dry_run", .yesno(isDryRun)),
      ("deed", .int(deed.map(Int.init))),
    ])
  }
}
