import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How refer ends when it is told to, or when nobody listens any more.
@Suite("Signals", .serialized)
struct SignalTests {
  init() {
    // A child of a program that ignores them would ignore them, too.
    signal(SIGINT, SIG_DFL)
    signal(SIGPIPE, SIG_DFL)
  }

  @Test("Ctrl-C ends a run that reads, by the signal and without a word")
  func interrupt() throws {
    let shell = try Shell()
    try shell.linkScripts()
    let pipe = shell.folder.appending(path: "contacts").path
    try #require(mkfifo(pipe, 0o600) == 0)
    let process = try shell.process(Shell.refer.path, ["eval", "examples/b2b-factor.lua", "--from", "contacts"])
    let errors = shell.folder.appending(path: "errors")
    try Data().write(to: errors)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: errors)
    try Shell.start(process)
    // Opening waits until refer reads.
    let writer = try #require(FileHandle(forWritingAtPath: pipe))
    try writer.write(contentsOf: Data(#"{"id":"c1","name":"Ann"}"#.utf8 + [0x0A]))
    process.interrupt()
    Shell.finish(process)
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(process.terminationStatus == SIGINT)
    #expect(try Data(contentsOf: errors).isEmpty)
    withExtendedLifetime(writer) {}
  }

  @Test("whoever has read enough ends the run, by the signal and without a word", arguments: ["ndjson", "json", "csv"])
  func brokenPipe(_ format: String) throws {
    let shell = try Shell()
    try shell.linkScripts()
    // More than a pipe holds.
    let files = Array(repeating: ["--from", "samples/chamber.ndjson"], count: 20).flatMap { $0 }
    let process = try shell.process(
      Shell.refer.path, ["eval", "examples/b2b-factor.lua", "--format", format] + files)
    let errors = shell.folder.appending(path: "errors")
    try Data().write(to: errors)
    process.standardError = try FileHandle(forWritingTo: errors)
    let pipe = Pipe()
    process.standardOutput = pipe
    try Shell.start(process)
    #expect(try pipe.fileHandleForReading.read(upToCount: 100)?.count == 100)
    try pipe.fileHandleForReading.close()
    Shell.finish(process)
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(process.terminationStatus == SIGPIPE)
    #expect(try Data(contentsOf: errors).isEmpty)
  }
}
