#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An open file, or standard input, that is read from front to end.
final class InputFile {
  /// The file as messages name it.
  let name: String
  private let descriptor: Int32

  /// Opens `path`; "-" is standard input.
  init(path: String) throws {
    name = Self.name(of: path)
    descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw Self.error(errno, file: name) }
  }

  deinit {
    if descriptor > 0 { close(descriptor) }
  }

  static func name(of path: String) -> String { path == "-" ? "standard input" : path }

  /// Says what is wrong with a path before the first file is read. Opens nothing: a named pipe would notice.
  static func check(path: String) throws {
    guard path != "-" else { return }
    var status = stat()
    if stat(path, &status) != 0 { throw error(errno, file: path) }
    if status.st_mode & S_IFMT == S_IFDIR { throw InputError.folder(file: path) }
    if access(path, R_OK) != 0 { throw error(errno, file: path) }
  }

  /// Reads at most `size` bytes to `place`; 0 at the end.
  func read(to place: UnsafeMutableRawPointer, size: Int) throws -> Int {
    while true {
      #if canImport(Glibc)
        let count = Glibc.read(descriptor, place, size)
      #else
        let count = Darwin.read(descriptor, place, size)
      #endif
      if count >= 0 { return count }
      let code = errno
      if code == EINTR { continue }
      if code == EAGAIN {
        // Standard input may be set not to wait by whoever shares it with us.
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&request, 1, -1)
        continue
      }
      throw Self.error(code, file: name)
    }
  }

  private static func error(_ code: Int32, file: String) -> InputError {
    switch code {
    case ENOENT, ENOTDIR: .missing(file: file)
    case EISDIR: .folder(file: file)
    case EACCES, EPERM: .noPermission(file: file)
    default: .unreadable(file: file, reason: String(cString: strerror(code)))
    }
  }
}
