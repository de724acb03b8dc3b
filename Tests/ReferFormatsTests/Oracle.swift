import Foundation

/// Readers that others wrote, in Python: where one is not installed, its tests are skipped.
enum Oracle {
  /// A file for an oracle to read.
  struct File: Encodable {
    var text: String
    var separator = ","
  }

  /// One property of a card, as vobject gives it.
  struct Property: Decodable, Hashable, Comparable, CustomStringConvertible {
    var group: String
    var name: String
    var parameters: [[String]]
    var value: [[String]]

    var description: String { "\(group).\(name) \(parameters) \(value)" }

    static func < (one: Property, other: Property) -> Bool { one.description < other.description }
  }

  private struct Request: Encodable {
    let kind: String
    let files: [File]
  }

  /// The Python that has csv, as any has; nil where there is none.
  static let csv = python(with: "csv")
  /// One that has vobject, which `scripts/setup --tools` installs.
  static let vobject = python(with: "vobject")

  static func rows(of files: [File]) throws -> [[[String]]] {
    try JSONDecoder().decode([[[String]]].self, from: try ask(csv, Request(kind: "csv", files: files)))
  }

  static func cards(of files: [File]) throws -> [[[Property]]] {
    try JSONDecoder().decode([[[Property]]].self, from: try ask(vobject, Request(kind: "vcard", files: files)))
  }

  /// An oracle that could not answer.
  struct Silent: Error { let status: Int32 }

  private static func ask(_ python: String?, _ request: Request) throws -> Data {
    let folder = FileManager.default.temporaryDirectory.appending(path: "oracle-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (asked, answered) = (folder.appending(path: "asked"), folder.appending(path: "answered"))
    try JSONEncoder().encode(request).write(to: asked)
    try Data().write(to: answered)
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/oracle/read.py").path
    let status = try run(
      python, [script], input: try FileHandle(forReadingFrom: asked), output: try FileHandle(forWritingTo: answered))
    guard status == 0 else { throw Silent(status: status) }
    return try Data(contentsOf: answered)
  }

  /// The first Python on the path that has the module, or else the system's own: another may stand before it.
  private static func python(with module: String) -> String? {
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
