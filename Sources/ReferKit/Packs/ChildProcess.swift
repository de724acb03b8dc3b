import Foundation
import ReferPacks

/// Another program, run to its end: what it reads and prints goes through files, so that neither waits for the other.
enum ChildProcess {
  struct Outcome {
    let status: Int32
    let output: [UInt8]
    let errors: [UInt8]
  }

  /// Runs `words`, the first of which is the program's path. A signal is a status of 128 and its number.
  ///
  /// - Parameter folder: where the files may be made.
  /// - Throws: ``ReferError`` where it can't be started.
  static func run(_ words: [String], environment: [String: String], input: [UInt8], in folder: String) throws -> Outcome
  {
    let (read, written, said) = ("\(folder)/in", "\(folder)/out", "\(folder)/err")
    for file in [read, written, said] { try DiskFiles.remove(file) }
    try DiskFiles.writeNew(input, to: read, mode: 0o600)
    let status = try wait(for: start(words, environment, read, written, said))
    let limit = 64 << 20
    return Outcome(
      status: status, output: try DiskFiles.read(written, limit: limit) ?? [],
      errors: try DiskFiles.read(said, limit: limit) ?? [])
  }

  private static func start(
    _ words: [String], _ environment: [String: String], _ read: String, _ written: String, _ said: String
  ) throws -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, read, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, written, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, said, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    var arguments = words.map { strdup($0) } + [nil]
    var variables = environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var child = pid_t()
    let code = posix_spawn(&child, words[0], &actions, nil, &arguments, &variables)
    guard code == 0 else { throw ReferError("\(words[0]): this can't be started: \(String(cString: strerror(code)))") }
    return child
  }

  private static func wait(for child: pid_t) throws -> Int32 {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { throw ReferError("git can't be waited for: \(String(cString: strerror(errno)))") }
    }
    // As wait(2) lays it out: the signal in the low seven bits, else the status in the next byte.
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }
}
