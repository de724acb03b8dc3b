import ReferFormats
import ReferModel
import ReferPacks
import ReferReports

/// The packs that are installed: what `refer pack list` shows.
public struct ListPacks {
  /// One installed pack.
  public struct Item: Hashable, Sendable {
    public let name: String
    public let version: String
    public let summary: String?
    public let source: String
    public let isSigned: Bool
    /// What is wrong with it; nil where it is whole and its keys stand for it.
    public let problem: String?
    public let reads: [String]
  }

  public let items: [Item]
  /// Whether some pack can't be used.
  public var hasProblems: Bool { items.contains { $0.problem != nil } }

  /// - Throws: ``ReferError``.
  public init(in workspace: Workspace) throws {
    let store = workspace.packStore
    items = try ReferError.packs {
      let snapshot = try store.snapshot()
      let graph = PackGraph(store, snapshot)
      return snapshot.lock.entries.map { entry in
        var problem: String?
        var summary: String?
        do {
          summary = try store.load(entry, trust: snapshot.trust).manifest.summary
          problem = graph.problem(of: entry.name.description)
        } catch {
          problem = "\(error)"
        }
        let source = entry.source + (entry.tag.map { "@\($0)" } ?? "")
        return Item(
          name: entry.name.description, version: entry.version.description, summary: summary, source: source,
          isSigned: entry.isSigned, problem: problem, reads: entry.reads.names)
      }
    }
  }

  public func print(as format: OutputFormat, to output: Output) throws {
    switch format {
    case .json: try output.write(JSONValue.list(items.map(\.json)).line)
    case .ndjson: for item in items { try output.write(item.json.line) }
    case .csv, .table, .markdown:
      if items.isEmpty, format == .table { return }
      var table = TextTable(["pack", "version", "signed", "summary", "source"].map { TextTable.Heading($0) })
      for item in items {
        table.append([
          item.name, item.version, item.isSigned ? "yes" : "no", item.problem ?? item.summary ?? "", item.source,
        ])
      }
      try output.write(table, as: format)
    }
  }
}

extension ListPacks.Item {
  fileprivate var json: JSONValue {
    .object([
      ("name", .text(name)), ("version", .text(version)), ("summary", .text(summary)), ("source", .text(source)),
      ("signed", .yesno(isSigned)), ("reads", .texts(reads)), ("problem", .text(problem)),
    ])
  }
}
