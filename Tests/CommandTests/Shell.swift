import Foundation
import TestSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A folder of its own in which commands are typed, with the built refer on the path.
final class Shell {
  /// What one command did.
  struct Outcome {
    let output: String
    let errors: String
    let status: Int32
    /// The number of the signal that ended it.
    let signal: Int32?
  }

  private let home: TemporaryFolder
  /// Where commands are typed.
  var folder: URL { home.url }

  /// The folder of the built products: that of the tests themselves.
  static let products: URL = {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
    let tests = bundle?.bundleURL ?? URL(filePath: ProcessInfo.processInfo.arguments[0])
    return tests.resolvingSymlinksInPath().deletingLastPathComponent()
  }()
  static let refer = products.appending(path: "refer")
  /// The tree that these tests belong to.
  static let tree = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

  /// What scripts/sanitize asks of the sanitizers that a command was built with.
  private static let sanitizers = ProcessInfo.processInfo.environment.filter {
    ["ASAN_OPTIONS", "ASAN_SYMBOLIZER_PATH", "LSAN_OPTIONS", "TSAN_OPTIONS"].contains($0.key)
  }

  init() throws {
    home = try TemporaryFolder()
  }

  /// Gives the folder `examples` and `samples`.
  func linkScripts() throws {
    for name in ["examples", "samples"] {
      try FileManager.default.createSymbolicLink(
        at: folder.appending(path: name), withDestinationURL: Self.tree.appending(path: "scripts/\(name)"))
    }
  }

  func write(_ text: String, to name: String) throws {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Runs what is typed, and waits for it. With `joined`, errors stand among the output, as on a terminal.
  func run(_ typed: String, joined: Bool = false) throws -> Outcome {
    // Into files: a pipe that nobody reads would stop the command.
    let (output, errors) = (folder.appending(path: ".output"), folder.appending(path: ".errors"))
    for file in [output, errors] { try Data().write(to: file) }
    let process = try process("/bin/sh", ["-c", typed])
    let out = try FileHandle(forWritingTo: output)
    process.standardOutput = out
    process.standardError = joined ? out : try FileHandle(forWritingTo: errors)
    try Self.start(process)
    Self.finish(process)
    return Outcome(
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self), status: process.terminationStatus,
      signal: process.terminationReason == .uncaughtSignal ? process.terminationStatus : nil)
  }

  /// Starts it as a person's shell would: this thread's blocked signals would be blocked in the child, too.
  static func start(_ process: Process) throws {
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_UNBLOCK, &all, nil)
    try process.run()
  }

  /// Waits for its end; what takes half an hour hangs, and is killed.
  static func finish(_ process: Process) {
    let deadline = ContinuousClock.now + .seconds(1800)
    while process.isRunning, ContinuousClock.now < deadline { usleep(2000) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }

  /// A process in the folder, not started yet; its input is empty.
  func process(_ path: String, _ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    // Nothing of whoever runs the tests shall decide what comes out.
    process.environment = Self.sanitizers.merging(
      ["PATH": "\(Self.products.path):/usr/local/bin:/usr/bin:/bin", "HOME": folder.path]) { $1 }
    process.standardInput = FileHandle.nullDevice
    return process
  }
}
