import Testing

@testable import ReferRules

@Suite("Where declarations stand")
struct SourceIndexTests {
  static let source = ScriptSource(
    name: "rules.lua",
    text: """
      -- question "no" { }
      question "a" {
        ask = "what is question \\"b\\" { }?", weight = 2,
        answer = function(c) if c.x then return { weight = 1 } end; repeat local t = { 1, 2 } until true end,
        ["help"] = [[ long
        text ]],
      }
      follow_up("f", {
        steps = { { after = days(1) }, { after = days(7), note = "n" }; },
        needs = { "x", good_at_it = at_least(3), any_of { is("city", "x"), has("y") } },
        answer = any_of({ is("a", 1) }),
        7,
      })
      if true then question 'late' { ask = 'q' } end
      bucket "bare"
      question "a" { ask = "again" }
      """)
  let index = SourceIndex(source)

  @Test("declarations are found where they are, and only there")
  func finds() {
    #expect(
      index.declarations.map { "\($0.word) \($0.name)" } == [
        "question a", "follow_up f", "question late", "bucket bare", "question a",
      ])
    #expect(index.declarations.map(\.hasTable) == [true, true, true, false, true])
    #expect(index.declarations[0].wordPlace == Place(line: 2, column: 1, length: 8))
    #expect(index.declarations[0].namePlace == Place(line: 2, column: 10, length: 3))
    #expect(index.declarations[0].endLine == 7)
  }

  @Test("of two of a name, the line tells which")
  func byLine() {
    #expect(index.declaration(word: "question", name: "a")?.wordPlace.line == 2)
    #expect(index.declaration(word: "question", name: "a", line: 5)?.wordPlace.line == 2)
    #expect(index.declaration(word: "question", name: "a", line: 16)?.wordPlace.line == 16)
    #expect(index.declaration(word: "question", name: "z") == nil)
  }

  @Test(
    "keys are found by path",
    arguments: [
      ("a", "weight", 3, 40, 6), ("a", "answer", 4, 3, 6), ("a", "help", 5, 4, 6), ("f", "steps[2].after", 9, 36, 5),
      ("f", "needs.good_at_it", 10, 18, 10), ("f", "needs[1]", 10, 13, 3), ("f", "needs[2][2]", 10, 70, 8),
      ("f", "answer[1]", 11, 21, 10),
      ("f", "[1]", 12, 3, 1), ("f", "steps[2].missing", 9, 34, 31), ("f", "missing", 8, 11, 3),
    ])
  func places(name: String, path: String, line: Int, column: Int, length: Int) throws {
    let declaration = try #require(index.declarations.first { $0.name == name })
    #expect(index.place(of: path, in: declaration) == Place(line: line, column: column, length: length))
  }

  @Test("values have a place of their own")
  func values() throws {
    let declaration = try #require(index.declaration(word: "follow_up", name: "f"))
    #expect(index.valuePlace(of: "needs.good_at_it", in: declaration) == Place(line: 10, column: 31, length: 11))
    #expect(index.positionalValues(in: declaration).map(\.path) == ["[1]"])
    let first = try #require(index.declaration(word: "question", name: "a"))
    #expect(index.entries(in: first).map(\.path) == ["ask", "weight", "answer", "help"])
  }

  @Test(
    "a file that is not finished is read as far as it goes",
    arguments: [
      "question \"a\" { ask = \"x\", needs = { \"y\"", "question \"a\" { answer = function(c) if x, weight = 2 }",
    ])
  func unfinished(text: String) {
    let index = SourceIndex(ScriptSource(name: "rules.lua", text: text))
    #expect(index.declarations.map(\.name) == ["a"])
  }
}
