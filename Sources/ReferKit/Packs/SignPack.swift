import ReferFormats
import ReferPacks
import ReferReports

/// Signing a pack, a folder or an archive, with a key of one's own: what `refer pack sign` does.
///
/// In a folder the sums and signatures become files of it, to be committed with it; an archive gets them inside.
public struct SignPack {
  private let path: String
  private let pack: Pack
  private let signed: Pack
  private let key: PublicKey

  /// - Parameter name: of the key; nil is the only one.
  /// - Throws: ``ReferError``.
  public init(_ path: String, with name: String?, in workspace: Workspace) throws {
    let path = DiskFiles.followed(path)
    self.path = path
    (pack, signed, key) = try ReferError.packs {
      let contents = try PackSource(path).read().contents
      let isFolder = DiskFiles.kind(path) == .folder
      let pack = isFolder ? try Pack.building(contents).pack : try Pack(contents)
      let key = try Self.key(name, workspace.keyRing)
      return (pack, try pack.signed(by: key), try key.publicKey())
    }
  }

  private static func key(_ name: String?, _ ring: KeyRing) throws -> SecretKey {
    if let name { return try ring.key(name) }
    let names = try ring.names()
    guard names.count == 1 else {
      throw ReferError(
        names.isEmpty
          ? "you have no key yet; 'refer pack keys new NAME' makes one"
          : "which key? Name it with --key: \(names.joined(separator: ", "))")
    }
    return try ring.key(names[0])
  }

  /// - Throws: ``ReferError``.
  public func make() throws {
    try ReferError.packs {
      guard DiskFiles.kind(path) == .folder else {
        return try DiskFiles.replace(path, with: PackArchive.write(signed.contents), mode: 0o644)
      }
      for file in [PackSums.file, PackSignatures.file] {
        if let bytes = signed.contents[file] { try DiskFiles.replace("\(path)/\(file)", with: bytes, mode: 0o644) }
      }
    }
  }

  /// Whether the pack itself names the key as one that stands for it.
  private var counts: Bool { signed.announced.contains(key) }

  private var uncounted: String {
    pack.manifest.signers == nil
      ? " The first alone stands for the pack; for others to count, name their keys under [signers] in pack.toml "
        + "before signing."
      : " This one does not count: its key is not among [signers] in pack.toml."
  }

  public func print(_ isSigned: Bool, as format: OutputFormat, to output: Output) throws {
    let count = signed.signatures.list.count
    switch format {
    case .json, .ndjson:
      let json = JSONValue.object([
        ("name", .text(pack.name.description)), ("version", .text(pack.version.description)),
        ("sha256", .text(pack.digest)), ("key", .text(key.fingerprint)), ("signatures", .int(count)),
        ("counts", .yesno(counts)), ("signed", .yesno(isSigned)),
      ])
      try output.write(json.line)
    case .csv, .table, .markdown:
      let what = "\(pack.name) \(pack.version) with \(key.label ?? "") (\(key.fingerprint))"
      let all = count == 1 ? "1 signature" : "\(count) signatures"
      try output.write("\(isSigned ? "Signed" : "Would sign") \(what); it has \(all).\(counts ? "" : uncounted)\n")
    }
  }
}
