import Foundation
import ReferPacks
import ReferReports

/// A repository of git and a tag in it, read with the `git` command: nothing of it is checked out, no hook runs, no
/// submodule comes along, and nobody is asked for a password.
struct GitRepository {
  let address: String
  let tag: String

  /// The protocols that are spoken; all others, such as `ext::`, run what they name.
  private static let protocols = ["https", "ssh", "file"]
  /// The largest file that git may write, in blocks of 512 bytes: four times what a pack may hold.
  private static let largest = 4 * PackLimits.bytes / 512

  /// - Throws: ``ReferError`` for an address or a tag that git should not be handed.
  init(address: String, tag: String) throws {
    let shown = TerminalText.escaped(PackSource.withoutSecret(address))
    let isTag =
      tag.first != "-" && tag.first != "." && !tag.contains("..") && !tag.hasSuffix(".lock") && !tag.hasSuffix(".")
      && tag.utf8.allSatisfy { byte in
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
          || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "._+-".utf8.contains(byte)
      }
    guard isTag, !tag.isEmpty else {
      throw ReferError("'\(TerminalText.escaped(tag))' is no tag; name one as in \(shown)@v1.0.0")
    }
    if let scheme = Self.scheme(of: address) {
      guard Self.protocols.contains(scheme) else {
        throw ReferError("\(shown): packs come by https, ssh or from a folder, not by '\(scheme)'")
      }
      // git knows them in small letters alone.
      self.address = scheme + address.dropFirst(scheme.count)
    } else if Self.isShell(address) {
      self.address = address
    } else {
      guard DiskFiles.kind(address) != nil else { throw ReferError("\(shown): there is no such folder or file") }
      self.address = PackSource.whole(address)
    }
    self.tag = tag
  }

  /// Whether git would look for it elsewhere than in a folder.
  static func isRemote(_ address: String) -> Bool { scheme(of: address) != nil || isShell(address) }

  /// What stands before `://` or `::`.
  private static func scheme(of address: String) -> String? {
    for mark in ["://", "::"] {
      if let range = address.range(of: mark) { return String(address[..<range.lowerBound]).lowercased() }
    }
    return nil
  }

  /// `git@example.org:packs.git`, as scp has it.
  private static func isShell(_ address: String) -> Bool {
    guard let colon = address.firstIndex(of: ":"), address.first != "-" else { return false }
    return !address[..<colon].contains("/") && DiskFiles.kind(address) == nil
  }

  /// The files of the tag, and the commit that it names.
  ///
  /// - Throws: ``ReferError``, ``PackError``.
  func read() throws -> (contents: PackContents, commit: String) {
    let work = try GitWork()
    defer { work.remove() }
    _ = try run(["init", "--quiet", "--bare", "--template=", work.repository], work)
    let name = "refs/tags/\(tag)"
    _ = try run(
      ["fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--", address, "\(name):\(name)"], work)
    let found = try run(["rev-parse", "--verify", "--end-of-options", "\(name)^{commit}"], work)
    let commit = String(decoding: found, as: UTF8.self).filter { $0.isHexDigit }
    let tree = try GitTree(try run(["ls-tree", "-r", "-z", "-l", "--full-tree", commit], work))
    let blobs = try run(["cat-file", "--batch"], work, input: tree.request)
    return (try PackContents(try tree.files(blobs)), commit)
  }

  private func run(_ arguments: [String], _ work: GitWork, input: [UInt8] = []) throws -> [UInt8] {
    let settings = [
      "core.hooksPath=/dev/null", "core.fsmonitor=false", "gc.auto=0", "maintenance.auto=false",
      "transfer.fsckObjects=true", "protocol.allow=user", "submodule.recurse=false",
    ]
    var words = ["/bin/sh", "-c", "ulimit -f \(Self.largest); exec git \"$@\"", "git"]
    words += settings.flatMap { ["-c", $0] }
    if arguments[0] != "init" { words += ["-C", work.repository] }
    let outcome = try ChildProcess.run(
      words + arguments, environment: Self.environment(), input: input, in: work.folder)
    let shown = TerminalText.escaped(PackSource.withoutSecret(address))
    if outcome.status == 127 {
      throw ReferError("'git' is not installed, and a pack from a repository is fetched with it; install git")
    }
    guard outcome.status == 0 else {
      let errors = String(decoding: outcome.errors, as: UTF8.self)
      // The signal of a file that grew past its limit.
      if errors.contains("signal \(SIGXFSZ)") || outcome.status == 128 + SIGXFSZ {
        throw ReferError(
          "\(shown)@\(tag): this repository is larger than \(Self.largest >> 11) MiB; no pack needs so much")
      }
      let told = errors.replacing(address, with: PackSource.withoutSecret(address)).split(whereSeparator: \.isNewline)
      let reason = told.first { $0.hasPrefix("fatal:") || $0.hasPrefix("error:") } ?? told.first ?? "it was ended"
      throw ReferError("\(shown)@\(tag): git can't fetch this: \(TerminalText.escaped(String(reason.prefix(300))))")
    }
    return outcome.output
  }

  /// The user's own, so that proxies and the agent of keys are found, without what would turn git elsewhere.
  private static func environment() -> [String: String] {
    var environment = ProcessInfo.processInfo.environment.filter { name, _ in
      !name.hasPrefix("GIT_") || ["GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSL_CAINFO", "GIT_PROXY_COMMAND"].contains(name)
    }
    environment["GIT_TERMINAL_PROMPT"] = "0"
    environment["GIT_ALLOW_PROTOCOL"] = protocols.joined(separator: ":")
    environment["GIT_SSH_COMMAND"] = environment["GIT_SSH_COMMAND"] ?? "ssh -oBatchMode=yes"
    environment["LC_ALL"] = "C"
    return environment
  }
}

/// A folder for one fetch, for its owner alone.
private struct GitWork {
  let folder: String
  var repository: String { "\(folder)/repository" }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "refer-\(UUID().uuidString)").path
    try DiskFiles.makeFolder(folder)
  }

  func remove() {
    // A folder in the system's place for such that can't be taken away harms nobody.
    try? DiskFiles.remove(folder)
  }
}

/// The files of a commit, as `git ls-tree` lists them, and then their bytes.
private struct GitTree {
  private let entries: [(path: PackPath, name: String, size: Int)]

  init(_ listing: [UInt8]) throws {
    var entries: [(path: PackPath, name: String, size: Int)] = []
    var total = 0
    for line in listing.split(separator: 0) {
      guard let tab = line.firstIndex(of: UInt8(ascii: "\t")) else { throw ReferError("git lists what can't be read") }
      let words = String(decoding: line[..<tab], as: UTF8.self).split(separator: " ").map(String.init)
      let bytes = line[(tab + 1)...]
      if bytes.split(separator: UInt8(ascii: "/")).contains(where: { $0.first == UInt8(ascii: ".") }) { continue }
      let path = try PackPath(bytes: bytes)
      // 100644 and 100755 are plain files; 120000 is a link, 160000 another repository.
      guard words.count == 4, words[0].hasPrefix("100"), let size = Int(words[3]) else {
        throw PackError.notPlain(path.description)
      }
      total += size
      guard entries.count < PackLimits.files else { throw PackError.tooManyFiles }
      guard total <= PackLimits.bytes else { throw PackError.tooLarge }
      entries.append((path, words[2], size))
    }
    self.entries = entries
  }

  /// What `git cat-file --batch` is asked for.
  var request: [UInt8] { entries.flatMap { Array("\($0.name)\n".utf8) } }

  /// Takes its answer apart: a line `NAME blob SIZE`, the bytes, and the end of a line, for each.
  func files(_ answer: [UInt8]) throws -> [PackContents.File] {
    var files: [PackContents.File] = []
    var place = 0
    for entry in entries {
      let head = Array("\(entry.name) blob \(entry.size)\n".utf8)
      let start = place + head.count
      guard answer.count > start + entry.size, answer[place..<start].elementsEqual(head) else {
        throw ReferError("git does not hand out '\(entry.path)' as it is listed")
      }
      files.append(PackContents.File(path: entry.path, bytes: Array(answer[start..<start + entry.size])))
      place = start + entry.size + 1
    }
    return files
  }
}
