import Foundation
import LuaHost
import Testing

/// A script of `Fixtures/Hostile`, and how it must end.
///
///     -- expect: instructions, line 4        or memory, either (of the two), pattern, output, syntax, source, failed, ok
///     -- expect: failed, line 2: why         the message begins with or holds "why"; ok 3: a call answers 3
///     -- run                                 the budget of a run; else that of a decision
///     -- called                              after freezing, the function that it returns is called with a person
///     --@ 100 x$                             in the script: "x1x2x3…x100" in this line's place
///
/// The comments are lines of the script, too.
struct HostileScript: CustomTestStringConvertible, Sendable {
  /// Class and name: `cpu/goto`.
  let name: String
  let source: String
  let kind: String
  let line: Int?
  let message: String?
  let isCalled: Bool
  let budget: Budget

  var testDescription: String { name }

  /// How a script ended: its error, or what its calls answered; and what it printed.
  struct Ending: Equatable {
    var error: ScriptError?
    var answers: [String] = []
    var printed = ""
  }

  /// All of them, by name.
  static let all: [HostileScript] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/Hostile")
    let files = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return files.filter { $0.hasSuffix(".lua") }.sorted().compactMap { file in
      guard let text = try? String(contentsOf: root.appending(path: file), encoding: .utf8) else { return nil }
      return HostileScript(name: String(file.dropLast(4)), text: text)
    }
  }()

  init?(name: String, text: String) {
    let head = "-- expect: "
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let first = lines.first, first.hasPrefix(head) else { return nil }
    let parts = first.dropFirst(head.count).split(separator: ": ", maxSplits: 1).map(String.init)
    let due = parts[0].components(separatedBy: ", line ")
    self.name = name
    kind = due[0]
    line = due.count > 1 ? Int(due[1]) : nil
    message = parts.count > 1 ? parts[1] : nil
    isCalled = lines.prefix(2).contains("-- called")
    budget = lines.prefix(2).contains("-- run") ? .run : .decision
    source = lines.map(Self.repeated).joined(separator: "\n")
  }

  private static func repeated(_ line: String) -> String {
    let head = "--@ "
    let parts = line.dropFirst(head.count).split(separator: " ", maxSplits: 1)
    guard line.hasPrefix(head), parts.count == 2, let count = Int(parts[0]) else { return line }
    guard parts[1].contains("$") else { return String(repeating: String(parts[1]), count: count) }
    return (1...count).map { parts[1].replacing("$", with: "\($0)") }.joined()
  }

  /// Runs it as its header says.
  func run(in sandbox: Sandbox) throws -> Ending {
    let printed = sandbox.recording()
    var ending = Ending()
    do {
      sandbox.begin(isCalled ? .run : budget)
      let values = try sandbox.run(source, name: "\(name).lua")
      if isCalled, case .function(let function)? = values.first {
        try sandbox.freeze()
        let rows = try PeopleRows()
        let person = rows.person("Ann", tags: ["x", "y"], extra: [("key", rows.text("value"))])
        for _ in 0..<3 {
          sandbox.begin(budget)
          ending.answers.append(Self.text(try sandbox.call(function, with: .record(People.person, person)).value))
        }
      } else {
        ending.answers = values.map { "\($0)" }
      }
    } catch let error as ScriptError {
      ending.error = error
    }
    ending.printed = printed.text
    return ending
  }

  private static func text(_ value: Sandbox.Outcome.Value) -> String {
    switch value {
    case .nothing, .none: "nil"
    case .yesno(let yes): "\(yes)"
    case .number(let number): number == number.rounded() ? "\(Int(number))" : "\(number)"
    case .text(let text): String(decoding: text, as: UTF8.self)
    case .other(let type): type
    }
  }

  /// Why this is not how it must end, or nil.
  func complaint(about ending: Ending) -> String? {
    guard let error = ending.error else {
      let due = kind.split(separator: " ")
      if due.first != "ok" { return "it ended well" }
      if isCalled, Set(ending.answers).count > 1 { return "its calls differ: \(ending.answers)" }
      if due.count > 1, due[1] != "same", ending.answers.first != String(due[1]) { return "it answered \(ending.answers)" }
      return nil
    }
    let kinds: [String] =
      switch error.reason {
      case .instructions: ["instructions", "either"]
      case .pattern: ["pattern"]
      case .memory: ["memory", "either"]
      case .output: ["output"]
      case .syntax: ["syntax"]
      case .source: ["source"]
      case .failed: ["failed"]
      }
    if !kinds.contains(kind) { return "it ended with: \(error)" }
    if let line, error.line != line { return "the line is another: \(error)" }
    if error.line == 0, line == nil, !name.hasPrefix("result/") { return "no line: \(error)" }
    if let message, !error.message.contains(message.replacing("\\27", with: "\u{1B}")) { return "it says: \(error)" }
    return nil
  }
}
