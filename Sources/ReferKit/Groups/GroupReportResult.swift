import ReferFormats
import ReferModel
import ReferReports

/// What the import of a group's report did, or would do.
public struct GroupReportResult: Hashable, Sendable {
  public internal(set) var group = ""
  /// How many slips of each kind, or rows of members ("member"), are new or changed.
  public internal(set) var added: [String: Int] = [:]
  /// Those that the book had.
  public internal(set) var unchanged = 0
  /// People who were not in the book.
  public internal(set) var people = 0
  /// Rows that could not be read.
  public internal(set) var unreadable = 0
  public let isDryRun: Bool
  /// The deed by which it was done; nil for a plan, and where nothing changed.
  public internal(set) var deed: Int64?

  init(isDryRun: Bool) { self.isDryRun = isDryRun }

  private static let kinds = [
    ("referral", "referrals"), ("one_to_one", "one-to-ones"), ("business", "thanks for business"),
    ("education", "units of learning"), ("visitor", "visitors"), ("member", "rows of members"),
  ]

  /// - Throws: what the output throws.
  public func print(as format: OutputFormat, to output: Output) throws {
    switch format {
    case .json, .ndjson:
      let counts = Self.kinds.map { (key: $0.0, value: JSONValue.int(added[$0.0] ?? 0)) }
      try output.write(
        JSONValue.object([
          ("group", .text(group)), ("added", .object(counts)), ("people", .int(people)), ("unchanged", .int(unchanged)),
          ("unreadable", .int(unreadable)), ("dry_run", .yesno(isDryRun)), ("deed", .int(deed.map(Int.init))),
        ]).line)
    case .csv:
      var table = TextTable(["what", "count"].map { TextTable.Heading($0) })
      for (kind, _) in Self.kinds { table.append([kind, String(added[kind] ?? 0)]) }
      table.append(["people", String(people)])
      table.append(["unchanged", String(unchanged)])
      try output.write(table, as: .csv)
    case .table: try output.write(text(TerminalText.escaped(group)))
    case .markdown: try output.write(text(MarkdownText.cell(group)))
    }
  }

  private func text(_ name: String) -> String {
    let news = Self.kinds.compactMap { kind, words in added[kind].map { "\(words) \($0)" } }
    let new = news.isEmpty ? "nothing new" : news.joined(separator: ", ")
    var lines = ["\(name): \(new); \(unchanged) as they were; \(people) new people."]
    if deed != nil { lines += ["", Offer.undo] }
    if isDryRun { lines += ["", "Nothing was done: this was the plan."] }
    return lines.joined(separator: "\n") + "\n"
  }
}
