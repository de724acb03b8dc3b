import ReferKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Standard output and standard error: data goes to the one, all else to the other.
enum Terminal {
  /// Results, as wide as the terminal is; not cut and without colour elsewhere.
  static func output() -> Output {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let hasColour = isTerminal && environment("NO_COLOR") == nil && environment("TERM") != "dumb"
    return Output(width: isTerminal ? width(STDOUT_FILENO) : nil, hasColour: hasColour) { bytes in
      try write(bytes, to: STDOUT_FILENO)
    }
  }

  /// Shows what was done. Where that can't be written it is done all the same, and the message says so; nor does a
  /// reader that has gone end the program before it could be said.
  ///
  /// - Parameter isDone: whether the book is another now.
  static func tell(isDone: Bool, _ show: (Output) throws -> Void) throws {
    guard isDone else { return try show(output()) }
    signal(SIGPIPE, SIG_IGN)
    do { try show(output()) } catch let error as ReferError {
      throw ReferError("it was written down; only this could not be shown: \(error.description)", status: .someFailed)
    }
  }

  /// A message on standard error; names and ids in it come from files, and must not steer the terminal.
  static func complain(_ message: String) {
    clearProgress()
    // Nothing can be said where even this can't be written.
    try? write(Array("refer: \(Output.safe(message))\n".utf8), to: STDERR_FILENO)
  }

  /// Lines on standard error.
  static func say(_ lines: String) {
    clearProgress()
    if !lines.isEmpty { try? write(Array("\(Output.safe(lines))\n".utf8), to: STDERR_FILENO) }
  }

  /// What a rule prints, on standard error.
  static func note(_ bytes: UnsafeBufferPointer<UInt8>) {
    clearProgress()
    // Lua's print puts a tab between values.
    let text = String(decoding: bytes, as: UTF8.self).replacing("\t", with: "  ")
    try? write(Array(Output.safe(text).utf8), to: STDERR_FILENO)
  }

  /// Takes up the standard streams that whoever started us has closed: else the next file that is opened would be
  /// taken for one of them. Reading from them, or writing to them, fails as before.
  static func occupyClosedStreams() {
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) < 0 {
      _ = open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  static func exit(_ status: Int32) -> Never {
    clearProgress()
    #if canImport(Glibc)
      Glibc.exit(status)
    #elseif canImport(Musl)
      Musl.exit(status)
    #else
      Darwin.exit(status)
    #endif
  }

  private static func environment(_ name: String) -> String? {
    getenv(name).flatMap { $0.pointee == 0 ? nil : String(cString: $0) }
  }

  private static func width(_ file: Int32) -> Int {
    var size = winsize()
    guard ioctl(file, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return 80 }
    return Int(size.ws_col)
  }

  /// Writes all bytes to an open file.
  static func write(_ bytes: [UInt8], to file: Int32) throws {
    try bytes.withUnsafeBytes { all in
      var rest = all[...]
      while !rest.isEmpty {
        let part = UnsafeRawBufferPointer(rebasing: rest)
        #if canImport(Glibc)
          let count = Glibc.write(file, part.baseAddress, part.count)
        #elseif canImport(Musl)
          let count = Musl.write(file, part.baseAddress, part.count)
        #else
          let count = Darwin.write(file, part.baseAddress, part.count)
        #endif
        if count < 0 {
          if errno == EINTR { continue }
          throw ReferError("the results cannot be written: \(reason(errno))")
        }
        rest = rest.dropFirst(count)
      }
    }
  }

  /// What is wrong with where results go, in words.
  static func reason(_ code: Int32) -> String {
    switch code {
    case EBADF: "standard output is closed"
    case ENOSPC, EDQUOT: "no space is left there; free some, or write them elsewhere"
    case EPIPE: "whoever reads them has stopped"
    default: String(cString: strerror(code))
    }
  }

  // MARK: Progress

  private static let showsProgress = isatty(STDERR_FILENO) == 1
  nonisolated(unsafe) private static var started = time(nil)
  nonisolated(unsafe) private static var shown: time_t = 0

  /// How many contacts are done: on a terminal, once a second, after the first two.
  static func progress(_ count: Int) {
    guard showsProgress else { return }
    let now = time(nil)
    guard now > started + 1, now > shown else { return }
    shown = now
    try? write(Array("\r\u{1B}[K\(count) contacts …".utf8), to: STDERR_FILENO)
  }

  private static func clearProgress() {
    guard showsProgress, shown > 0 else { return }
    shown = 0
    try? write(Array("\r\u{1B}[K".utf8), to: STDERR_FILENO)
  }

  /// Ends the progress line, so that what is printed next stands alone.
  static func endProgress() { clearProgress() }
}
