import ReferModel
import ReferReports
import ReferRules
import ReferStore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Making a workspace: an empty book, and rules to begin with. What `refer init` does.
public struct InitWorkspace {
  /// What was made.
  public struct Report: Hashable, Sendable {
    public let book: String
    /// False where an import had made the book, and only rules were missing.
    public let isNew: Bool
    /// Nil where the user had rules there already.
    public let rules: String?
    /// The zone of the user's days.
    public let zone: String
  }

  private let workspace: Workspace
  private let run: RunContext

  /// - Parameter run: its zone becomes the profile's.
  public init(_ workspace: Workspace, run: RunContext) {
    self.workspace = workspace
    self.run = run
  }

  /// - Throws: ``ReferError`` where the book and rules are there already, or can't be made.
  public func make() throws -> Report {
    let isNew = access(workspace.book, F_OK) != 0
    let hasRules = access(workspace.rules, F_OK) == 0
    if !isNew, hasRules { throw ReferError(TerminalText.escaped("\(BookError.exists(path: workspace.book))")) }
    let zone = run.clock.zone.identifier
    if isNew {
      try workspace.write("init", run: run, creates: true) { writer in
        try writer.setProfile("zone", zone)
        return "Made this book"
      }
    }
    if !hasRules { try writeRules() }
    return Report(book: workspace.book, isNew: isNew, rules: hasRules ? nil : workspace.rules, zone: zone)
  }

  private func writeRules() throws {
    guard let file = fopen(workspace.rules, "wx") else {
      throw ReferError(
        "\(TerminalText.escaped(workspace.rules)): these rules cannot be written: \(String(cString: strerror(errno)))")
    }
    let bytes = PackageResources.starter_lua
    let written = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, written == bytes.count else {
      throw ReferError(
        "\(TerminalText.escaped(workspace.rules)): these rules cannot be written: \(String(cString: strerror(errno)))")
    }
  }
}

extension RunContext {
  /// The zone of this machine, by its own name for it; nil where it is none that is known.
  public static func systemZone() -> String? {
    if let zone = getenv("TZ").map({ String(cString: $0) }), isZone(zone) { return zone }
    var buffer = [CChar](repeating: 0, count: 1024)
    let count = readlink("/etc/localtime", &buffer, buffer.count - 1)
    guard count > 0 else { return nil }
    let path = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    guard let range = path.range(ofLast: "zoneinfo/") else { return nil }
    let zone = String(path[range.upperBound...])
    return isZone(zone) ? zone : nil
  }

  private static func isZone(_ name: String) -> Bool { (try? Zone(identifier: name)) != nil }
}

extension String {
  /// The last place of a text in this one.
  fileprivate func range(ofLast text: String) -> Range<String.Index>? {
    var start = endIndex
    while start > startIndex {
      start = index(before: start)
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
    }
    return nil
  }
}
