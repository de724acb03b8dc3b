import ReferFormats
import ReferPacks
import ReferReports

/// Taking an installed pack away: what `refer pack remove` does.
public struct RemovePack {
  public let name: String
  public let version: String
  private let entry: PackLock.Entry
  private let store: PackStore
  private let seen: PackStore.Snapshot

  /// - Throws: ``ReferError`` for a pack that is not installed, or that another one needs.
  public init(_ name: String, from workspace: Workspace) throws {
    let store = workspace.packStore
    self.store = store
    (seen, entry) = try ReferError.packs {
      let seen = try store.snapshot()
      guard let entry = seen.lock[name] else { throw PackPlace.unknown(name, seen.lock) }
      for other in seen.lock.entries where other.name != entry.name {
        // A pack that can't be read needs nothing that could be told.
        guard let pack = try? store.load(other, trust: seen.trust) else { continue }
        if pack.manifest.dependencies.contains(where: { $0.name == entry.name }) {
          throw ReferError("\(other.name) needs \(entry.name); remove that first")
        }
      }
      return (seen, entry)
    }
    self.name = entry.name.description
    version = entry.version.description
  }

  /// - Parameter forgetsKeys: the next pack of this name is seen for the first time.
  /// - Throws: ``ReferError``; the installed set is then as it was.
  public func make(forgetsKeys: Bool = false) throws {
    try ReferError.packs { try store.remove(entry.name, forgets: forgetsKeys, over: seen) }
  }

  public func print(_ isRemoved: Bool, as format: OutputFormat, to output: Output) throws {
    switch format {
    case .json, .ndjson:
      let json = JSONValue.object([
        ("name", .text(name)), ("version", .text(version)), ("removed", .yesno(isRemoved)),
      ])
      try output.write(json.line)
    case .csv, .table, .markdown:
      try output.write("\(isRemoved ? "Removed" : "Would remove") \(name) \(version).\n")
    }
  }
}
