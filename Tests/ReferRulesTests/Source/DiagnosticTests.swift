import Testing

@testable import ReferRules

@Suite("Diagnostics")
struct DiagnosticTests {
  @Test("a description says where, what and what to do")
  func describes() {
    var diagnostic = Diagnostic(file: "rules.lua", line: 12, column: 5, message: "no", remedy: "write yes")
    #expect(diagnostic.description == "rules.lua:12:5: error: no; write yes")
    diagnostic.column = nil
    diagnostic.severity = .warning
    diagnostic.remedy = nil
    #expect(diagnostic.description == "rules.lua:12: warning: no")
    diagnostic.line = 0
    #expect(diagnostic.description == "rules.lua: warning: no")
  }

  @Test("diagnostics sort along the file")
  func sorts() {
    let list = [(9, 1), (2, 7), (2, 3), (10, 1)].map {
      Diagnostic(file: "a.lua", line: $0.0, column: $0.1, message: "m")
    }
    #expect(list.sorted().map(\.line) == [2, 2, 9, 10])
    #expect(list.sorted().first?.column == 3)
  }

  @Test(
    "the carets stand below what is meant",
    arguments: [
      ("  weight = 1,5,", 12, 3, ["  1 |   weight = 1,5,", "    |            ^^^"]),
      ("\tx = 1", 2, 1, ["  1 |   x = 1", "    |   ^"]),
      ("你好 = 1", 4, 1, ["  1 | 你好 = 1", "    |      ^"]),
      ("x\u{1B}[31m = 1", 2, 1, ["  1 | x␛[31m = 1", "    |  ^"]),
      ("x\u{A0}= 1", 2, 1, ["  1 | x<U+00A0>= 1", "    |  ^^^^^^^^"]),
      ("a\u{202E}b", 3, 1, ["  1 | a<U+202E>b", "    |          ^"]),
    ])
  func underlines(line: String, column: Int, length: Int, shown: [String]) {
    let source = ScriptSource(name: "rules.lua", text: line)
    let diagnostic = Diagnostic(file: "rules.lua", line: 1, column: column, length: length, message: "m")
    #expect(diagnostic.rendered(in: source).split(separator: "\n").dropFirst().map(String.init) == shown)
  }

  @Test("a long line is cut around the carets", arguments: [1, 60, 118, 119, 500, 980, 1000])
  func cuts(column: Int) throws {
    let text = String(repeating: "x", count: column - 1) + "!" + String(repeating: "y", count: 1000 - column)
    let diagnostic = Diagnostic(file: "rules.lua", line: 1, column: column, message: "m")
    let lines = diagnostic.rendered(in: ScriptSource(name: "rules.lua", text: text)).split(separator: "\n")
    try #require(lines.count == 3)
    #expect(lines.dropFirst().allSatisfy { $0.count <= 120 })
    let caret = try #require(lines[2].firstIndex(of: "^"))
    let offset = lines[2].distance(from: lines[2].startIndex, to: caret)
    #expect(lines[1].dropFirst(offset).first == "!")
  }

  @Test("without its source, or beyond its end, a diagnostic is its description")
  func withoutSource() {
    let diagnostic = Diagnostic(file: "rules.lua", line: 5, column: 1, message: "m")
    #expect(diagnostic.rendered(in: nil) == diagnostic.description)
    #expect(diagnostic.rendered(in: ScriptSource(name: "rules.lua", text: "x")) == diagnostic.description)
  }
}
