import ReferFormats
import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// The deeds that changed the book, and taking them back: what `refer undo` does.
public struct UndoDeed {
  /// One act that changed the book.
  public struct Entry: Hashable, Sendable {
    public let number: Int
    /// When it was entered, as of RFC 3339 in UTC.
    public let at: String
    /// The command, such as "import".
    public let verb: String
    /// What was understood.
    public let summary: String
    /// The deed that it took back.
    public let undoes: Int?
    /// The deed by which it was taken back.
    public let undoneBy: Int?
  }

  private let workspace: Workspace
  private let run: RunContext

  public init(_ workspace: Workspace, run: RunContext) {
    self.workspace = workspace
    self.run = run
  }

  /// The last deeds, newest first.
  ///
  /// - Throws: ``ReferError``.
  public func list(limit: Int = 20) throws -> [Entry] {
    try workspace.read(asOf: run.asOf) { try $0.deeds(limit: limit) }.map(Entry.init)
  }

  /// The deed that ``take(back:)`` takes back when none is named: the last that stands and is no undo.
  ///
  /// - Throws: ``ReferError`` where there is none.
  public func last() throws -> Entry {
    guard let last = try list(limit: .max).first(where: { $0.undoneBy == nil && $0.undoes == nil }) else {
      throw ReferError("there is nothing to undo")
    }
    return last
  }

  /// Takes a deed back. Returns what was taken back, and the number of the deed that did it.
  ///
  /// - Throws: ``ReferError`` where it can't be taken back; the book is then as it was.
  public func take(back number: Int) throws -> (undone: Entry, by: Int) {
    try ReferError.wrap {
      let book = try Book.open(path: workspace.book)
      guard let done = try book.undo(Int64(number), at: run.clock.now.seconds) else {
        throw ReferError("there is no deed \(number)")
      }
      let by = try book.read { try $0.deeds(limit: 1) }.first?.id ?? 0
      return (Entry(done), Int(by))
    }
  }

  public static func print(_ entries: [Entry], as format: OutputFormat, to output: Output) throws {
    switch format {
    case .json: try output.write(JSONValue.list(entries.map(\.json)).line)
    case .ndjson: for entry in entries { try output.write(entry.json.line) }
    case .csv, .table, .markdown:
      var table = TextTable(["deed", "at", "verb", "summary", "state"].map { TextTable.Heading($0) })
      for entry in entries {
        let state =
          entry.undoneBy.map { "taken back by \($0)" } ?? entry.undoes.map { "takes back \($0)" } ?? ""
        table.append([String(entry.number), entry.at, entry.verb, entry.summary, state])
      }
      try output.write(table, as: format)
    }
  }
}

extension UndoDeed.Entry {
  fileprivate init(_ deed: Deed) {
    self.init(
      number: Int(deed.id), at: "\(Instant(seconds: deed.at))", verb: deed.verb, summary: deed.summary,
      undoes: deed.undoes.map(Int.init), undoneBy: deed.undoneBy.map(Int.init))
  }

  fileprivate var json: JSONValue {
    .object([
      ("deed", .int(number)), ("at", .text(at)), ("verb", .text(verb)), ("summary", .text(summary)),
      ("undoes", .int(undoes)), ("undone_by", .int(undoneBy)),
    ])
  }
}
