import ReferKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that is there whole or not at all: it is written beside its place under another name, and renamed when all
/// is in it. A signal that ends the program takes the half one away.
///
/// Only its owner may read a new file, for it holds people; one that is replaced keeps its permissions.
final class OutputFile {
  private let path: String
  private let temporary: String
  private var file: Int32
  private var isDone = false

  /// Replaces nothing but a plain file, and none of those to spare.
  ///
  /// - Throws: `ReferError`.
  init(_ path: String, sparing spared: [String]) throws {
    self.path = path
    let mode = try Self.permissions(path, spared)
    var name = Array("\(path).XXXXXX".utf8CString)
    file = mkstemp(&name)
    temporary = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    if file < 0 { throw Self.failure(path, errno) }
    HalfFile.remember(temporary)
    if let mode, fchmod(file, mode) != 0 {
      let code = errno
      discard()
      throw Self.failure(path, code)
    }
  }

  var output: Output { Output { [file] in try Terminal.write($0, to: file) } }

  /// Puts the file in its place.
  ///
  /// - Throws: `ReferError`.
  func commit() throws {
    let isWritten = fsync(file) == 0
    let code = errno
    let isClosed = close(file) == 0
    file = -1
    if !isWritten || !isClosed { throw Self.failure(path, isWritten ? errno : code) }
    if rename(temporary, path) != 0 { throw Self.failure(path, errno) }
    isDone = true
    HalfFile.forget()
  }

  /// Takes the half file away, unless it is whole and in its place.
  func discard() {
    if file >= 0 { close(file) }
    file = -1
    if isDone { return }
    unlink(temporary)
    HalfFile.forget()
    isDone = true
  }

  /// The permissions of the file that is replaced; nil where none is.
  private static func permissions(_ path: String, _ spared: [String]) throws -> mode_t? {
    var info = stat()
    if lstat(path, &info) != 0 {
      if errno == ENOENT, !path.isEmpty, !path.hasSuffix("/") { return nil }
      throw failure(path, errno)
    }
    switch info.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw ReferError("\(path): this is a folder; name a file in it")
    case S_IFLNK: throw ReferError("\(path): this is a link; name the file that it points to")
    default: throw ReferError("\(path): this is no plain file; leave out '-o' to write to standard output")
    }
    for other in spared {
      var known = stat()
      if stat(other, &known) == 0, known.st_dev == info.st_dev, known.st_ino == info.st_ino {
        throw ReferError("\(path): this is the book itself; name another file")
      }
    }
    return info.st_mode & 0o777
  }

  private static func failure(_ path: String, _ code: Int32) -> ReferError {
    if path.isEmpty {
      return ReferError("\"\" names no file; leave out '-o' to write to standard output", status: .wrongUsage)
    }
    let reason = code == ENOENT ? "there is no such folder" : Terminal.reason(code)
    return ReferError("\(path): this file cannot be written: \(reason)")
  }
}

/// The file that a signal must not leave behind.
private enum HalfFile {
  nonisolated(unsafe) private static var name: UnsafeMutablePointer<CChar>?
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGXFSZ]

  static func remember(_ path: String) {
    name = strdup(path)
    for number in signals {
      let before = signal(number) { number in
        if let name = HalfFile.name { unlink(name) }
        signal(number, SIG_DFL)
        raise(number)
      }
      // Who ignored it, with nohup for one, goes on to.
      if unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { signal(number, SIG_IGN) }
    }
  }

  static func forget() {
    for number in signals { signal(number, SIG_DFL) }
    free(name)
    name = nil
  }
}
