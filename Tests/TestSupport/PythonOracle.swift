package import Foundation

/// Readers that others wrote, in Python: where one is not installed, its tests are skipped.
package enum PythonOracle {
  /// An oracle that could not answer.
  package struct Silent: Error { package let status: Int32 }

  /// What a script answers on its standard output to a question on its standard input.
  package static func ask(_ python: String?, _ script: URL, _ question: Data) throws -> Data {
    let folder = FileManager.default.temporaryDirectory.appending(path: "oracle-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (asked, answered) = (folder.appending(path: "asked"), folder.appending(path: "answered"))
    try question.write(to: asked)
    try Data().write(to: answered)
    let status = try run(
      python, [script.path], input: try FileHandle(forReadingFrom: asked),
      output: try FileHandle(forWritingTo: answered))
    guard status == 0 else { throw Silent(status: status) }
    return try Data(contentsOf: answered)
  }

  /// The first Python on the path that has the module, or else the system's own: another may stand before it.
  package static func python(with module: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    return (folders + ["/usr/bin"]).map { $0 + "/python3" }.first {
      FileManager.default.isExecutableFile(atPath: $0) && (try? run($0, ["-c", "import \(module)"])) == 0
    }
  }

  private static func run(
    _ program: String?, _ arguments: [String], input: FileHandle = .nullDevice, output: FileHandle = .nullDevice
  ) throws -> Int32 {
    guard let program else { throw Silent(status: -1) }
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = ["-I", "-X", "utf8"] + arguments
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
