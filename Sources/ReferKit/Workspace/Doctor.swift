import ReferFormats
import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// Whether the book is sound, and what to do where it is not: what `refer doctor` says.
public struct Doctor: Hashable, Sendable {
  public let book: String
  /// What is wrong, each in a line; nothing of what is in the book stands in them.
  public let problems: [String]
  /// How many contacts can be read whole, up to the first that can't be.
  public let contacts: Int
  /// Whether that is all of them, so that they can be exported.
  private let readsAll: Bool

  private let counts: [Count]
  private struct Count: Hashable, Sendable {
    let table: String
    let rows: Int
  }

  public var isSound: Bool { problems.isEmpty }

  /// - Throws: ``ReferError`` for a book that can't be opened at all.
  public init(_ workspace: Workspace) throws {
    let checkup = try Self.checkup(workspace.book)
    book = workspace.book
    problems = checkup.problems
    contacts = checkup.readable
    readsAll = checkup.readsAll
    counts = checkup.counts.map { Count(table: $0.table, rows: $0.rows) }
  }

  private static func checkup(_ path: String) throws -> BookCheckup {
    do {
      return try BookCheckup(path: path)
    } catch BookError.corrupt(let path, let detail) {
      throw ReferError(
        """
        \(path): the book is damaged so badly that it can't be opened (\(detail)). Take the last good copy; without \
        one, 'sqlite3 \(path) .recover' writes what can be read of it
        """)
    } catch let error as BookError {
      throw ReferError("\(error)")
    }
  }

  public func print(as format: OutputFormat, to output: Output) throws {
    switch format {
    case .json, .ndjson:
      let tables = counts.map { (key: $0.table, value: JSONValue.int($0.rows)) }
      let json = JSONValue.object([
        ("book", .text(book)), ("sound", .yesno(isSound)), ("contacts", .int(contacts)),
        ("problems", .texts(problems)), ("rows", .object(tables)),
      ])
      try output.write(json.line)
    case .csv:
      var table = TextTable([TextTable.Heading("problem")])
      for problem in problems { table.append([problem]) }
      try output.write(table, as: .csv)
    case .table, .markdown: try output.write(text(isMarkdown: format == .markdown))
    }
  }

  private func text(isMarkdown: Bool) -> String {
    let held = counts.filter { $0.rows > 0 }.map { "\($0.rows) \($0.table)" }.joined(separator: ", ")
    guard !isSound else { return "The book is sound: \(contacts) contacts can be read. It holds \(held).\n" }
    var lines = problems.map { (isMarkdown ? "- " : "") + TerminalText.escaped($0) }
    let path = TerminalText.escaped(book)
    lines += [
      "", "The book is damaged. First copy the file itself, and \(path)-wal where it is there.",
      "Then take the last good copy that you kept;",
    ]
    lines +=
      readsAll
      ? [
        "without one, this saves the \(contacts) contacts, and tells what it leaves out:",
        "  \(Offer.command("export --as ndjson -o saved.ndjson"))", "  refer import saved.ndjson --book new.sqlite",
      ]
      : [
        "without one, 'sqlite3 \(path) .recover' writes what can be read of it.",
        "An export would stop at the damage, behind \(contacts) \(contacts == 1 ? "contact" : "contacts").",
      ]
    return lines.joined(separator: "\n") + "\n"
  }
}
