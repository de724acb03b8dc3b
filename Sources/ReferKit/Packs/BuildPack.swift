import Foundation
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
  private let folder: String
  private let pack: Pack
  private let archive: [UInt8]

  /// - Throws: ``ReferError`` for a folder that is no pack.
  public init(_ folder: String) throws {
    let shown = TerminalText.escaped(folder)
    let folder = DiskFiles.followed(folder)
    guard DiskFiles.kind(folder) == .folder else {
      throw ReferError("\(shown): there is no such folder; 'refer pack new NAME' makes one to begin with")
    }
    self.folder = folder
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

  /// Where the archive is written unless another place is given: here, or beside the pack where this is its folder.
  public var file: String {
    let file = "\(name)-\(version).tar"
    return isInside(file) ? "\(folder)/../\(file)" : file
  }

  /// An archive in the pack's own folder would be part of the next one.
  private func isInside(_ path: String) -> Bool {
    func real(_ path: String) -> String { URL(filePath: path).resolvingSymlinksInPath().path }
    return (real(DiskFiles.parent(of: path)) + "/").hasPrefix(real(folder) + "/")
  }

  /// Writes the archive: it is there whole or not at all.
  ///
  /// - Throws: ``ReferError``.
  public func write(to path: String) throws {
    if isInside(path) {
      throw ReferError(
        "\(TerminalText.escaped(path)): the archive would become a part of the pack; name a place outside its folder with -o"
      )
    }
    let parent = DiskFiles.parent(of: path)
    guard DiskFiles.kind(DiskFiles.followed(parent)) == .folder else {
      throw ReferError(
        "\(TerminalText.escaped(parent)): there is no such folder; make it first, or name another with -o")
    }
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
    case .csv:
      var table = TextTable(["pack", "version", "file", "files", "bytes", "sha256"].map { TextTable.Heading($0) })
      table.append([name, version, path, "\(files)", "\(bytes)", digest])
      try output.write(table, as: .csv)
    case .table, .markdown:
      let count = files == 1 ? "1 file" : "\(files) files"
      let path = TerminalText.escaped(path)
      try output.write("\(isWritten ? "Wrote" : "Would write") \(path): \(count), \(bytes) bytes\nsha256 \(digest)\n")
    }
  }
}
