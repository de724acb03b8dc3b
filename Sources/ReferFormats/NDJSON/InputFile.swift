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
  /// What was looked at and not yet read.
  private var peeked: [UInt8] = []
  private let chunk = UnsafeMutableRawPointer.allocate(byteCount: chunkSize, alignment: 16)
  private static let chunkSize = 256 << 10

  /// Opens `path`; "-" is standard input.
  init(path: String) throws {
    name = Self.name(of: path)
    descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw Self.error(errno, file: name) }
  }

  deinit {
    chunk.deallocate()
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

  /// The first bytes, which are still there to be read: `size` of them, or all that the file has.
  func peek(_ size: Int) throws -> [UInt8] {
    var block = [UInt8](repeating: 0, count: size)
    while peeked.count < size {
      let wanted = size - peeked.count
      let count = try block.withUnsafeMutableBytes { buffer in
        try buffer.baseAddress.map { try fetch(to: $0, size: wanted) } ?? 0
      }
      if count == 0 { break }
      peeked.append(contentsOf: block[..<count])
    }
    return peeked
  }

  /// The next bytes, good until the next call; nil at the end.
  func nextChunk() throws -> UnsafeRawBufferPointer? {
    let count = try read(to: chunk, size: Self.chunkSize)
    return count == 0 ? nil : UnsafeRawBufferPointer(start: chunk, count: count)
  }

  /// Reads at most `size` bytes to `place`; 0 at the end.
  func read(to place: UnsafeMutableRawPointer, size: Int) throws -> Int {
    guard !peeked.isEmpty else { return try fetch(to: place, size: size) }
    let count = min(size, peeked.count)
    peeked.withUnsafeBytes { buffer in
      if let start = buffer.baseAddress { place.copyMemory(from: start, byteCount: count) }
    }
    peeked.removeFirst(count)
    return count
  }

  private func fetch(to place: UnsafeMutableRawPointer, size: Int) throws -> Int {
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
    case EBADF: .unreadable(file: file, reason: "it is closed")
    default: .unreadable(file: file, reason: String(cString: strerror(code)))
    }
  }
}
