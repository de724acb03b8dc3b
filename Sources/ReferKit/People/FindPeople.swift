import ReferFormats
import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// Searching the book: what `refer find` does.
///
/// All words must be found somewhere in a person's name, nickname, company, title, profession, industry, town, e-mail
/// addresses, telephone numbers, tags, notes or custom fields; case and accents do not count. No words fit everybody.
///
/// ```swift
/// let find = FindPeople(["golf", "irvine"], in: workspace, run: run)
/// try find.forEach { person in print(person.id, person.name ?? "") }
/// ```
public struct FindPeople {
  private let words: [String]
  private let workspace: Workspace
  private let run: RunContext
  /// Only the first so many; nil is all.
  public var limit: Int?
  /// Those who were put away, too.
  public var includesArchived = false

  public init(_ words: [String] = [], in workspace: Workspace, run: RunContext) {
    self.words = words
    self.workspace = workspace
    self.run = run
  }

  /// Gives each person found to `body`, in the order of their ids.
  ///
  /// - Throws: ``ReferError`` where the book can't be read, and what `body` throws.
  public func forEach(_ body: (Person) throws -> Void) throws {
    try workspace.read(asOf: run.asOf) { reader in
      try reader.forEachPerson(with: words, withArchived: includesArchived, limit: limit) { try body(Person($0)) }
    }
  }

  /// How many are found; the limit does not count.
  ///
  /// - Throws: ``ReferError`` where the book can't be read.
  public func count() throws -> Int {
    try workspace.read(asOf: run.asOf) { try $0.countPeople(with: words, withArchived: includesArchived) }
  }

  // MARK: Printing

  /// - Throws: ``ReferError``, and what the output throws.
  public func print(as format: OutputFormat, to output: Output) throws {
    switch format {
    case .table, .markdown: try printTable(isMarkdown: format == .markdown, to: output)
    case .csv: try printCSV(to: output)
    case .json, .ndjson: try printJSON(isWrapped: format == .json, to: output)
    }
  }

  /// The number alone, or as an object.
  ///
  /// - Throws: ``ReferError``, and what the output throws.
  public func printCount(as format: OutputFormat, to output: Output) throws {
    let count = try count()
    switch format {
    case .table, .markdown: try output.write("\(count)\n")
    case .csv: try output.write(CSVText.line(["count"]) + CSVText.line(["\(count)"]))
    case .json, .ndjson: try output.write("{\"count\":\(count)}\n")
    }
  }

  private func printTable(isMarkdown: Bool, to output: Output) throws {
    var table = TextTable([
      TextTable.Heading(isMarkdown ? "Id" : "ID", .right), Self.heading("name", isMarkdown),
      Self.heading("organization", isMarkdown), Self.heading("city", isMarkdown),
      Self.heading("last spoke", isMarkdown),
    ])
    let text = ValueText(zone: run.clock.zone)
    var others = 0
    var archived = 0
    try workspace.read(asOf: run.asOf) { reader in
      try reader.forEachPerson(with: words, withArchived: includesArchived, limit: limit) { line in
        let name = (line.name ?? "") + (line.archivedAt == nil ? "" : " (put away)")
        table.append([
          "\(line.id)", name, line.organization ?? "", line.city ?? "", line.lastInteractionAt.map(text.day) ?? "",
        ])
      }
      if let limit, table.rows.count == limit {
        others = try reader.countPeople(with: words, withArchived: includesArchived) - limit
      }
      if !includesArchived, table.rows.isEmpty {
        archived = try reader.countPeople(with: words, withArchived: true)
      }
    }
    if !table.rows.isEmpty { try output.write(isMarkdown ? table.markdown() + "\n" : table.plain(width: output.width)) }
    if others > 0 { try output.write("and \(others) more\n") }
    let found = table.rows.count + others
    let away = archived > 0 ? " (\(archived) put away: --archived shows them)" : ""
    try output.write((found == 1 ? "1 person" : "\(found) people") + away + ".\n")
  }

  private static func heading(_ title: String, _ isMarkdown: Bool) -> TextTable.Heading {
    let shown = isMarkdown ? title.prefix(1).uppercased() + title.dropFirst() : title.uppercased()
    return TextTable.Heading(shown, canShrink: title != "last spoke", minWidth: 8)
  }

  private func printCSV(to output: Output) throws {
    var text = CSVText.line(["id", "name", "organization", "city", "last_interaction_at", "archived"])
    try forEach { person in
      let fields = [
        person.id, person.name ?? "", person.organization ?? "", person.city ?? "", person.lastInteractionAt ?? "",
        person.isArchived ? "yes" : "no",
      ]
      text += CSVText.line(fields.map(output.field))
      guard text.utf8.count >= 64 << 10 else { return }
      try output.write(text)
      text = ""
    }
    try output.write(text)
  }

  private func printJSON(isWrapped: Bool, to output: Output) throws {
    var json = JSONBytes()
    let block = OutputBlock(output)
    var count = 0
    if isWrapped {
      json.raw("{\"refer\":")
      json.text(ReferVersion.current)
      json.raw(",\"people\":[")
    }
    try forEach { person in
      if isWrapped { count == 0 ? json.raw("\n") : json.raw(",\n") }
      count += 1
      Self.json(person).append(to: &json)
      if !isWrapped { json.raw("\n") }
      try block.flush(&json)
    }
    if isWrapped {
      json.raw("],\"count\":")
      json.raw(number: "\(limit == nil ? count : try self.count())")
      json.raw("}\n")
    }
    try block.flush(&json, always: true)
  }

  private static func json(_ person: Person) -> JSONValue {
    .object([
      ("id", .text(person.id)), ("name", .text(person.name)), ("organization", .text(person.organization)),
      ("city", .text(person.city)), ("last_interaction_at", .text(person.lastInteractionAt)),
      ("archived", .yesno(person.isArchived)),
    ])
  }
}
