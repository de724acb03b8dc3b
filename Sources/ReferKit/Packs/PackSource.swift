import Foundation
import ReferPacks
import ReferReports

/// Where a pack is taken from: a folder, an archive, or a repository of git and a tag, `SOURCE@TAG`.
struct PackSource {
  let address: String
  let tag: String?

  init(_ text: String) {
    // What is there under the whole name is meant, whatever stands in it.
    guard DiskFiles.kind(text) == nil, let at = text.lastIndex(of: "@"), at != text.startIndex,
      !text[at...].contains(where: { $0 == "/" || $0 == ":" })
    else {
      address = text
      tag = nil
      return
    }
    address = String(text[..<at])
    tag = String(text[text.index(after: at)...])
  }

  /// The address without the password or token that may stand in it: those are for git alone.
  var shown: String { Self.withoutSecret(address) }

  /// As the lock file keeps it: a folder or file by its whole path.
  var kept: String { GitRepository.isRemote(address) ? shown : Self.whole(address) }

  /// In `ssh://git@example.org` the name is part of the address; before a colon, and in https, it is a secret's.
  static func withoutSecret(_ address: String) -> String {
    guard let scheme = address.range(of: "://") else { return address }
    let rest = address[scheme.upperBound...]
    let host = rest.prefix { $0 != "/" }
    guard let at = host.lastIndex(of: "@") else { return address }
    if !host[..<at].contains(":"), address[..<scheme.lowerBound].lowercased() == "ssh" { return address }
    return String(address[..<scheme.upperBound] + rest[rest.index(after: at)...])
  }

  static func whole(_ path: String) -> String { URL(filePath: path).standardizedFileURL.path }

  /// - Throws: ``ReferError``, ``PackError``.
  func read() throws -> (contents: PackContents, commit: String?) {
    if let tag {
      let (contents, commit) = try GitRepository(address: address, tag: tag).read()
      return (contents, commit)
    }
    let shown = TerminalText.escaped(shown)
    if GitRepository.isRemote(address) {
      throw ReferError("\(shown): say which tag of this repository you want: \(shown)@v1.0.0")
    }
    let path = DiskFiles.followed(address)
    switch DiskFiles.kind(path) {
    case nil: throw ReferError("\(shown): there is no such folder or file; check its name")
    case .folder: return (try FolderReader.read(path), nil)
    default:
      guard let bytes = try DiskFiles.read(path, limit: PackArchive.longest) else {
        throw ReferError("\(shown): there is no such folder or file; check its name")
      }
      do {
        return (try PackArchive.read(bytes), nil)
      } catch PackError.archive(let problem) { throw ReferError("\(shown): \(problem)") }
    }
  }
}
