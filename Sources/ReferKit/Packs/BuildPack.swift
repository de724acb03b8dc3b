import ReferFormats
import ReferPacks
import ReferReports

/// A folder made into an archive: what `refer pack build` does. The same folder gives the same bytes.
public struct BuildPack {
  public let name: String
  public let version: String
  public let files: Int
  public let bytes: Int
  public let digest: String
  /// Signatures that the folder held, and that no longer fit it.
  public let droppedSignatures: Bool
  private let pack: Pack
  private let archive: [UInt8]

  /// - Throws: ``ReferError`` for a folder that is no pack.
  public init(_ folder: String) throws {
    let shown = TerminalText.escaped(folder)
    guard DiskFiles.kind(folder) == .folder else {
      throw ReferError("\(shown): there is no such folder; 'refer pack new NAME' makes one to begin with")
    }
    let built = try ReferError.packs { try Pack.building(FolderReader.read(folder)) }
    pack = built.pack
    droppedSignatures = built.dropped
    archive = PackArchive.write(pack.contents)
    name = pack.name.description
    version = pack.version.description
    files = pack.contents.files.count
    bytes = archive.count
    digest = pack.digest
  }

  /// The name of the archive, unless another is given.
  public var file: String { "\(name)-\(version).tar" }

  /// Writes the archive: it is there whole or not at all.
  ///
  /// - Throws: ``ReferError``.
  public func write(to path: String) throws {
    if let kind = DiskFiles.kind(path), kind != .file {
      throw ReferError("\(TerminalText.escaped(path)): this is no plain file; name another one with -o")
    }
    try ReferError.packs { try DiskFiles.replace(path, with: archive, mode: 0o644) }
  }

  public func print(_ path: String, _ isWritten: Bool, as format: OutputFormat, to output: Output) throws {
    switch format {
    case .json, .ndjson:
      let json = JSONValue.object([
        ("name", .text(name)), ("version", .text(version)), ("file", .text(path)), ("files", .int(files)),
        ("bytes", .int(bytes)), ("sha256", .text(digest)), ("written", .yesno(isWritten)),
      ])
      try output.write(json.line)
    case .csv, .table, .markdown:
      let count = files == 1 ? "1 file" : "\(files) files"
      let path = TerminalText.escaped(path)
      try output.write("\(isWritten ? "Wrote" : "Would write") \(path): \(count), \(bytes) bytes\nsha256 \(digest)\n")
    }
  }
}
