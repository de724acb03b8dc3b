#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The book as a file, before SQLite opens it.
enum BookFile {
  /// Lets `fill` make a book in a file of another name, which only its owner may read, and then gives it its own name:
  /// nobody ever sees half a book. SQLite makes its other files alike.
  ///
  /// - Throws: ``BookError``, and what `fill` throws.
  static func create(_ path: String, _ fill: (String) throws -> Void) throws {
    if access(path, F_OK) == 0 { throw BookError.exists(path: path) }
    let unfinished = "\(path).\(getpid()).new"
    remove(unfinished)
    let file = open(unfinished, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw unusable(path) }
    close(file)
    defer { remove(unfinished) }
    try fill(unfinished)
    // Unlike a renaming, a second name never takes the place of a file that came meanwhile.
    if link(unfinished, path) != 0 { throw errno == EEXIST ? BookError.exists(path: path) : unusable(path) }
  }

  private static func unusable(_ path: String) -> BookError {
    BookError.unusable(path: path, reason: "it cannot be made: \(String(cString: strerror(errno)))")
  }

  /// Removes a book with what SQLite keeps beside it; what is not there is gone already.
  static func remove(_ path: String) { for part in ["", "-wal", "-shm"] { unlink(path + part) } }

  /// Whether nobody who runs as we do can write in the folder of the book, and the file holds all of it: then SQLite
  /// can't make its files beside it, and needs none.
  static func isSealed(_ path: String) -> Bool {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    if access(folder, W_OK) == 0 { return false }
    var log = stat()
    return stat("\(path)-wal", &log) != 0 || log.st_size == 0
  }

  /// The name under which SQLite reads a file that nobody changes, without locks and files of its own.
  static func immutable(_ path: String) -> String {
    let letters = path.utf8.map { byte in
      let isPlain = 48...57 ~= byte || 65...90 ~= byte || 97...122 ~= byte || "/._-".utf8.contains(byte)
      return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return "file:\(letters.joined())?immutable=1"
  }

  /// - Throws: ``BookError`` for a file that is not there, or may not be used so.
  static func check(_ path: String, isReadOnly: Bool) throws {
    var status = stat()
    guard stat(path, &status) == 0 else { throw BookError.missing(path: path) }
    if status.st_mode & S_IFMT == S_IFDIR {
      throw BookError.unusable(path: path, reason: "this is a folder; name the file in it")
    }
    if access(path, R_OK) != 0 || !isReadOnly && access(path, W_OK) != 0 { throw BookError.readOnly(path: path) }
  }
}
