import ReferFormats
import ReferModel
import ReferPacks
import ReferReports

/// Installing a pack out of a folder, an archive or a repository: what `refer pack add` does.
///
/// ```swift
/// let add = try AddPack("https://example.org/packs.git@v1.0.0", to: workspace)
/// try add.sheet.print(as: .table, to: output)
/// try add.make()
/// ```
public struct AddPack {
  /// What would be added; see what it reads before it is.
  public let sheet: PackSheet
  /// Whether just this is installed already.
  public let isInstalled: Bool
  private let store: PackStore
  private let seen: PackStore.Snapshot
  private let entry: PackLock.Entry

  /// Fetches the pack and checks everything about it; installs nothing.
  ///
  /// - Throws: ``ReferError`` with why it is refused.
  public init(_ source: String, to workspace: Workspace, allowsDowngrade: Bool = false) throws {
    let place = PackSource(source)
    let store = workspace.packStore
    self.store = store
    (sheet, seen, entry, isInstalled) = try ReferError.packs {
      let seen = try store.snapshot()
      let (contents, commit) = try place.read()
      let pack = try Pack(contents)
      try Self.check(pack, seen.lock, allowsDowngrade)
      var graph = PackGraph(store, seen)
      graph.place(pack)
      try Self.checkDependents(of: pack, in: graph)
      let verdict = try seen.trust.judge(pack, allowsDowngrade: allowsDowngrade)
      let known = seen.lock[pack.name.description]
      try known?.check(verdict)
      let isSigned = verdict.ground != .unsigned
      let shelf = try PackShelf(workspace, placing: pack, isSigned: isSigned)
      let declared = try RulesFile(RulesPack(pack, isSigned: isSigned), pack.contents, for: nil).declared(on: shelf)
      try Self.checkLoading(of: graph.dependents(of: pack.name.description), with: pack, shelf)
      let entry = PackLock.Entry(
        pack, questions: declared.questions.map(\.name), source: place.kept, tag: place.tag, commit: commit,
        isSigned: isSigned)
      let sheet = PackSheet(
        pack: pack, verdict: verdict, source: place.shown, tag: place.tag, commit: commit,
        installed: known?.version.description,
        newReads: known.map { known in pack.manifest.reads.names.filter { !known.reads.names.contains($0) } },
        declared: declared)
      return (sheet, seen, entry, store.holds(entry, in: seen))
    }
  }

  /// What to ask before ``make()``.
  public var question: String {
    let unsigned = sheet.isSigned ? "" : "Nobody has signed this pack. "
    return "\(unsigned)Add \(sheet.name) \(sheet.version), which reads what stands above? Type yes: "
  }

  /// - Throws: ``ReferError``; the installed set is then as it was.
  public func make() throws {
    try ReferError.packs { try store.install(sheet.pack, as: entry, pin: sheet.verdict.pin, over: seen) }
  }

  /// What is added, or would be.
  public func printSheet(as format: OutputFormat, to output: Output) throws {
    if format == .table || format == .markdown { try sheet.print(as: format, to: output) }
  }

  public func printDone(_ isAdded: Bool, as format: OutputFormat, to output: Output) throws {
    switch format {
    case .json, .ndjson: try output.write(sheet.json(isAdded).line)
    case .csv: try sheet.print(as: format, to: output)
    case .table, .markdown:
      guard isAdded else { return try output.write("Nothing was added.\n") }
      try output.write("Added \(sheet.name) \(sheet.version).\n")
    }
  }

  // MARK: What else is installed

  private static func check(_ pack: Pack, _ lock: PackLock, _ allowsDowngrade: Bool) throws {
    let name = pack.name.description
    try pack.checkProgram()
    if let known = lock[name] {
      let order = pack.version.order(to: known.version)
      if order < 0, !allowsDowngrade {
        throw ReferError(
          "\(name) \(pack.version) is older than \(known.version), which is installed; if you mean it, add "
            + "--allow-downgrade")
      }
      if order == 0, pack.digest != known.digest {
        throw ReferError(
          "\(name) \(pack.version) is installed, and holds other files: a version never changes. Its author must "
            + "give this one a new version, or somebody changed it")
      }
    }
    for need in pack.manifest.dependencies {
      guard need.name != pack.name else {
        throw ReferError("\(name): it names itself as a pack that it needs; its author must take that out of pack.toml")
      }
      guard let other = lock[need.name.description] else {
        throw ReferError("\(name) needs the pack \(need.name) \(need.range); add that first")
      }
      guard need.range.contains(other.version) else {
        throw ReferError("\(name) needs \(need.name) \(need.range), and \(other.version) is installed")
      }
    }
  }

  /// What is installed and builds on it must be able to go on.
  private static func checkDependents(of pack: Pack, in graph: PackGraph) throws {
    let name = pack.name.description
    if let other = graph.circle(of: name).first {
      throw ReferError(
        "\(name) \(pack.version) needs \(other), and \(other) needs \(name): packs can't need each other; the author of "
          + "one of them must take that out of pack.toml")
    }
    for demand in graph.demands(on: name) where !demand.range.contains(pack.version) {
      throw ReferError(
        "\(demand.by) \(demand.version) is installed and needs \(name) \(demand.range), not \(pack.version); "
          + removeFirst(demand.by))
    }
  }

  private static func checkLoading(of names: [String], with pack: Pack, _ shelf: PackShelf) throws {
    for name in names {
      do {
        _ = try shelf.rules(of: name)?.declared(on: shelf)
      } catch let error as ReferError {
        // One that could not be used before either is told wherever it is used.
        let before = PackShelf(shelf.workspace)
        guard (try? before.rules(of: name)?.declared(on: before)) != nil else { continue }
        let reason = error.description.split(separator: "\n").first ?? ""
        throw ReferError(
          "\(name) is installed and can't build on \(pack.name) \(pack.version); \(removeFirst(name)). \(reason)")
      }
    }
  }

  private static func removeFirst(_ name: String) -> String {
    "'refer pack remove \(name)' first, and add a version of it that builds on this one afterwards"
  }
}
