import ReferFormats
import ReferPacks
import ReferReports

/// Whether a pack is whole and who stands for it, and what it says of itself: `refer pack verify` and `info`.
public struct InspectPack {
  public let sheet: PackSheet
  private let files: Int

  /// - Parameter name: a folder, an archive, `REPOSITORY@TAG`, or an installed pack.
  /// - Throws: ``ReferError`` for what is damaged or must not be trusted.
  public init(_ name: String, in workspace: Workspace) throws {
    (sheet, files) = try ReferError.packs {
      let store = workspace.packStore
      let snapshot = try store.snapshot()
      let source = PackSource(name)
      if let entry = snapshot.lock[name], DiskFiles.kind(name) == nil {
        let pack = try store.load(entry, trust: snapshot.trust)
        let sheet = PackSheet(
          pack: pack, verdict: try snapshot.trust.judge(pack, allowsDowngrade: true), source: entry.source,
          tag: entry.tag, commit: entry.commit, installed: entry.version.description, newReads: nil,
          declared: Self.declared(by: pack, in: workspace))
        return (sheet, pack.contents.files.count)
      }
      if source.tag == nil, DiskFiles.kind(name) == nil, !GitRepository.isRemote(name) {
        throw PackPlace.unknown(name, among: snapshot.lock.names)
      }
      let (contents, commit) = try source.read()
      let pack = try Pack(contents)
      let sheet = PackSheet(
        pack: pack, verdict: try snapshot.trust.judge(pack, allowsDowngrade: true), source: source.shown,
        tag: source.tag, commit: commit, installed: snapshot.lock[pack.name.description]?.version.description,
        newReads: nil, declared: Self.declared(by: pack, in: workspace))
      return (sheet, contents.files.count)
    }
  }

  /// A pack may be looked at before its rules are right, or before what they build on is there.
  private static func declared(by pack: Pack, in workspace: Workspace) -> PackSheet.Declared? {
    try? RulesFile(RulesPack(pack, isSigned: false), pack.contents, for: nil).declared(on: PackShelf(workspace))
  }

  /// What the pack says of itself, and who signed it.
  public func printInfo(as format: OutputFormat, to output: Output) throws { try sheet.print(as: format, to: output) }

  /// Whether it is whole, in a line.
  public func printVerdict(as format: OutputFormat, to output: Output) throws {
    switch format {
    case .json, .ndjson: try sheet.print(as: format, to: output)
    case .csv:
      var table = TextTable(["pack", "version", "files", "trust", "signed"].map { TextTable.Heading($0) })
      let who = sheet.verdict.signers.map { $0.label ?? $0.fingerprint }.joined(separator: ", ")
      table.append([sheet.name, sheet.version, "\(files)", sheet.verdict.ground.rawValue, who])
      try output.write(table, as: .csv)
    case .table, .markdown:
      let who =
        sheet.isSigned
        ? "signed by " + sheet.verdict.signers.map { $0.label ?? $0.fingerprint }.joined(separator: ", ")
        : "signed by nobody"
      try output.write(
        "\(sheet.name) \(sheet.version): whole, \(files) files, \(who) (\(sheet.verdict.ground.rawValue))\n")
    }
  }
}
