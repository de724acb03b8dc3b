import Foundation
import Testing

@testable import ReferRules

/// One script that Lua refuses: what it said, and what is to be said instead.
struct BrokenScript: CustomTestStringConvertible, Sendable {
  let luaMessage: String
  let text: String
  let line: Int
  /// The column, and a part of the message.
  let due: String

  var testDescription: String { text }

  /// Those of Fixtures/syntax.lua: `---` starts a script, `--=` is what Lua 5.4 says about it, `--!` is the column and
  /// message due on that line.
  static let all: [BrokenScript] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = try? String(contentsOf: folder.appending(path: "Fixtures/syntax.lua"), encoding: .utf8)
    return (file ?? "").components(separatedBy: "\n---\n").map { script in
      var lines = script.trimmingCharacters(in: ["\n"]).components(separatedBy: "\n")
      let said = String(lines.removeFirst().dropFirst(4))
      var due = (line: 0, text: "")
      for (index, line) in lines.enumerated() {
        guard let mark = line.range(of: "  --! ", options: .backwards) else { continue }
        due = (index + 1, String(line[mark.upperBound...]))
        lines[index] = String(line[..<mark.lowerBound])
      }
      return BrokenScript(luaMessage: said, text: lines.joined(separator: "\n"), line: due.line, due: due.text)
    }
  }()
}

@Suite("Advice on what Lua refuses")
struct SyntaxAdviceTests {
  @Test("each message says where, what and what to do", arguments: BrokenScript.all)
  func advises(script: BrokenScript) {
    let source = ScriptSource(name: "rules.lua", text: script.text)
    let advice = SyntaxAdvice.explain(luaMessage: script.luaMessage, source: source)
    #expect(advice.line == script.line)
    let place = advice.column.map { "\($0): " } ?? ""
    let shown = place + advice.message + (advice.remedy.map { "; \($0)" } ?? "")
    #expect(shown.hasPrefix(script.due), "\(shown)")
  }

  @Test("the fixture is there")
  func hasScripts() {
    #expect(BrokenScript.all.count > 150)
  }

  @Test("what is no text is told by its name")
  func noText() {
    let compiled = ScriptSource(name: "rules.lua", bytes: [0x1B, 0x4C, 0x75, 0x61, 0x54, 0, 0x19, 0x93])
    #expect(SyntaxAdvice.explain(luaMessage: "", source: compiled).message == "this is compiled Lua, not a rules file")
    let wide = Array("question \"a\" { }".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    for bytes in [wide, [0xFF, 0xFE] + wide] {
      let advice = SyntaxAdvice.explain(
        luaMessage: "rules.lua:1: unexpected symbol near '<\\255>'",
        source: ScriptSource(name: "rules.lua", bytes: bytes))
      #expect(advice.message.contains("UTF-16"))
    }
  }

  @Test("a byte order mark that Lua was given is named")
  func byteOrderMark() {
    let source = ScriptSource(name: "rules.lua", bytes: [0xEF, 0xBB, 0xBF] + Array("x = 1".utf8))
    let advice = SyntaxAdvice.explain(luaMessage: "rules.lua:1: unexpected symbol near '<\\239>'", source: source)
    #expect(advice.line == 1)
    #expect(advice.message.contains("byte order mark"))
  }

  @Test("what has no advice of its own keeps Lua's sentence and its line")
  func keeps() {
    let source = ScriptSource(name: "rules.lua", text: "x = 1\ny = 2")
    let advice = SyntaxAdvice.explain(luaMessage: "rules.lua:2: something else near 'y'", source: source)
    #expect(advice.description == "rules.lua:2: error: something else")
    #expect(SyntaxAdvice.explain(luaMessage: "not enough memory", source: source).line == 0)
  }
}
