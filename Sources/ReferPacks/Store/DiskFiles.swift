package import Foundation

/// Files as packs need them: read without following a link, written whole or not at all.
package enum DiskFiles {
  /// The bytes of a plain file; nil where nothing is there.
  ///
  /// - Throws: ``PackError`` for a link, a folder, a device, more than `limit` bytes, or what can't be read.
  package static func read(_ path: String, limit: Int) throws -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else {
      if errno == ENOENT { return nil }
      throw errno == ELOOP ? PackError.notPlain(path) : failure(path, errno)
    }
    defer { close(file) }
    var info = stat()
    guard fstat(file, &info) == 0 else { throw failure(path, errno) }
    guard info.st_mode & S_IFMT == S_IFREG else { throw PackError.notPlain(path) }
    guard info.st_size <= limit else { throw PackError.fileTooLarge(path, limit) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(info.st_size))
    var block = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = Foundation.read(file, &block, block.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(path, errno)
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: block[..<count])
      guard bytes.count <= limit else { throw PackError.fileTooLarge(path, limit) }
    }
  }

  /// The first bytes of a plain file, 512 at most; none where it can't be read.
  package static func beginning(of path: String) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { return [] }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 512)
    let count = pread(file, &bytes, bytes.count, 0)
    return Array(bytes.prefix(max(0, count)))
  }

  /// Writes a file that is not there yet, down to the disk.
  ///
  /// - Parameter shown: the path that an error names; nil is `path`.
  package static func writeNew(_ bytes: [UInt8], to path: String, mode: mode_t, shown: String? = nil) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
    guard file >= 0 else { throw failure(shown ?? path, errno) }
    var code: Int32 = 0
    // Whatever the mask of the user takes away, a secret has no more than this.
    if fchmod(file, mode) != 0 { code = errno }
    bytes.withUnsafeBytes { all in
      var rest = all[...]
      while code == 0, !rest.isEmpty {
        let count = write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count >= 0 { rest = rest.dropFirst(count) } else if errno != EINTR { code = errno }
      }
    }
    if code == 0, fsync(file) != 0 { code = errno }
    if close(file) != 0, code == 0 { code = errno }
    guard code == 0 else {
      unlink(path)
      throw failure(shown ?? path, code)
    }
  }

  /// Puts a file in place of the one of this name, or none: whoever reads it finds the old one or the new one.
  package static func replace(_ path: String, with bytes: [UInt8], mode: mode_t) throws {
    let (folder, name) = split(path)
    let temporary = (folder.map { $0.hasSuffix("/") ? $0 : "\($0)/" } ?? "") + halfName(of: name)
    try writeNew(bytes, to: temporary, mode: mode, shown: path)
    guard rename(temporary, path) == 0 else {
      let code = errno
      unlink(temporary)
      throw failure(path, code)
    }
    try sync(folder: parent(of: path))
  }

  /// What a file is called while it is written: with a dot, so that no pack holds one that was left over.
  private static func halfName(of name: String) -> String { ".\(name).\(UUID().uuidString).tmp" }

  /// Whether a name is that of a file that ``replace(_:with:mode:)`` was writing.
  ///
  /// - Parameter file: the file that it was to become; nil is any.
  static func isHalf(_ name: String, of file: String? = nil) -> Bool {
    name.hasPrefix(file.map { ".\($0)." } ?? ".") && name.hasSuffix(".tmp")
  }

  /// A folder, for its owner alone unless it is there, and those above it.
  package static func makeFolder(_ path: String, mode: mode_t = 0o700) throws {
    if mkdir(path, mode) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, path != parent(of: path) else { throw failure(path, errno) }
    try makeFolder(parent(of: path), mode: mode)
    guard mkdir(path, mode) == 0 || errno == EEXIST else { throw failure(path, errno) }
  }

  /// Runs `body` while no other program does so for this folder.
  package static func alone<Value>(in path: String, _ body: () throws -> Value) throws -> Value {
    let folder = open(path, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
    guard folder >= 0 else { throw failure(path, errno) }
    defer { close(folder) }
    while flock(folder, LOCK_EX) != 0 {
      guard errno == EINTR else { throw failure(path, errno) }
    }
    return try body()
  }

  package static func sync(folder path: String) throws {
    let folder = open(path, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
    guard folder >= 0 else { throw failure(path, errno) }
    defer { close(folder) }
    guard fsync(folder) == 0 || errno == EINVAL else { throw failure(path, errno) }
  }

  /// The names in a folder, sorted; none where it is not there. Names that are no UTF-8 are left out: refer gives none.
  package static func names(in path: String) throws -> [String] { try entries(in: path).compactMap(\.text).sorted() }

  /// A name in a folder.
  struct Entry {
    let bytes: [UInt8]
    /// Nil where it is no UTF-8.
    var text: String? { String(validating: bytes, as: UTF8.self) }
  }

  /// All that is in a folder, in no order; nothing where it is not there.
  static func entries(in path: String) throws -> [Entry] {
    guard let folder = opendir(path) else {
      if errno == ENOENT { return [] }
      throw failure(path, errno)
    }
    defer { closedir(folder) }
    var found: [Entry] = []
    while let entry = readdir(folder) {
      let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if bytes != [0x2E], bytes != [0x2E, 0x2E] { found.append(Entry(bytes: bytes)) }
    }
    return found
  }

  package enum Kind: Hashable, Sendable { case file, folder, link, other }

  /// What is there, not what a link leads to; nil where nothing is.
  package static func kind(_ path: String) -> Kind? {
    var info = stat()
    guard lstat(path, &info) == 0 else { return nil }
    switch info.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    case S_IFLNK: return .link
    default: return .other
    }
  }

  /// Takes away a file, or a folder with all that is in it; follows no link.
  package static func remove(_ path: String) throws {
    guard let kind = kind(path) else { return }
    guard kind == .folder else {
      guard unlink(path) == 0 || errno == ENOENT else { throw failure(path, errno) }
      return
    }
    for name in try names(in: path) { try remove("\(path)/\(name)") }
    guard rmdir(path) == 0 || errno == ENOENT else { throw failure(path, errno) }
  }

  package static func parent(of path: String) -> String { split(path).folder ?? "." }

  /// Between bytes: what stands beside a slash may make one letter with it for Swift, and never for the system.
  private static func split(_ path: String) -> (folder: String?, name: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (nil, path) }
    let name = String(path[path.utf8.index(after: slash)...])
    return (slash == path.startIndex ? "/" : String(path[..<slash]), name)
  }

  /// The file or folder that a link leads to; the same path where it is no link, or leads nowhere.
  package static func followed(_ path: String) -> String {
    guard kind(path) == .link, let end = realpath(path, nil) else { return path }
    defer { free(end) }
    return String(cString: end)
  }

  static func failure(_ path: String, _ code: Int32) -> PackError {
    .file(path, String(cString: strerror(code)))
  }
}
