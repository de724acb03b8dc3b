#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The book as a file, before SQLite opens it.
enum BookFile {
  /// Makes an empty file that only its owner may read; SQLite makes its other files alike.
  ///
  /// - Throws: ``BookError``.
  static func create(_ path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      if errno == EEXIST { throw BookError.exists(path: path) }
      throw BookError.unusable(path: path, reason: "it cannot be made: \(String(cString: strerror(errno)))")
    }
    close(file)
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
