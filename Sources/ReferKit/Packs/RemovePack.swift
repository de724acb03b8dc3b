import ReferFormats
import ReferPacks
import ReferReports

/// Taking an installed pack away: what `refer pack remove` does. Packs that need each other go together.
public struct RemovePack {
  /// What goes: the pack that was named, and those of its circle.
  private let entries: [PackLock.Entry]
  private let name: PackName
  private let forgetsKeys: Bool
  private let store: PackStore
  private let seen: PackStore.Snapshot

  /// - Parameter forgetsKeys: the next pack of this name is seen for the first time. It can be one that is gone.
  /// - Throws: ``ReferError`` for a pack that is not installed, or that another one needs.
  public init(_ name: String, from workspace: Workspace, forgetsKeys: Bool = false) throws {
    let store = workspace.packStore
    self.store = store
    self.forgetsKeys = forgetsKeys
    (seen, self.name, entries) = try ReferError.packs {
      let seen = try store.snapshot()
      guard let entry = seen.lock[name] else {
        if forgetsKeys, seen.trust.pins[name] != nil || seen.trust.unsigned[name] != nil, let known = PackName(name) {
          return (seen, known, [])
        }
        throw PackPlace.unknown(name, among: seen.lock.names)
      }
      let graph = PackGraph(store, seen)
      let circle = graph.circle(of: name)
      if let other = graph.dependents(of: name).first(where: { $0 != name && !circle.contains($0) }) {
        throw ReferError("\(other) needs \(name); remove that first")
      }
      return (seen, entry.name, [entry] + circle.compactMap { seen.lock[$0] })
    }
  }

  /// What to ask before ``make()``.
  public var question: String {
    entries.isEmpty ? "Forget the keys and versions of \(name)? Type yes: " : "Remove \(titles)? Type yes: "
  }

  private var titles: String { entries.map { "\($0.name) \($0.version)" }.joined(separator: " and ") }

  /// - Throws: ``ReferError``; the installed set is then as it was.
  public func make() throws {
    try ReferError.packs {
      try store.remove(entries.isEmpty ? [name] : entries.map(\.name), forgets: forgetsKeys, over: seen)
    }
  }

  public func print(_ isRemoved: Bool, as format: OutputFormat, to output: Output) throws {
    switch format {
    case .json, .ndjson:
      let json = JSONValue.object([
        ("name", .text(name.description)), ("version", .text(entries.first?.version.description)),
        ("removed", .yesno(isRemoved && !entries.isEmpty)), ("keys_forgotten", .yesno(isRemoved && forgetsKeys)),
        ("with", .texts(entries.dropFirst().map(\.name.description))),
      ])
      try output.write(json.line)
    case .csv:
      var table = TextTable(["pack", "version", "removed"].map { TextTable.Heading($0) })
      for entry in entries {
        table.append([entry.name.description, entry.version.description, isRemoved ? "yes" : "no"])
      }
      try output.write(table, as: .csv)
    case .table, .markdown:
      if entries.isEmpty {
        return try output.write("\(isRemoved ? "Forgot" : "Would forget") the keys and versions of \(name).\n")
      }
      try output.write("\(isRemoved ? "Removed" : "Would remove") \(titles).\n")
    }
  }
}
