import ReferModel
import ReferRules
import TestSupport
import Testing

@Suite("Rules in several files")
struct SeveralFilesTests {
  private func source(_ main: String, _ modules: [String: String]) -> ScriptSource {
    ScriptSource(
      ScriptSource(name: "pack/rules.lua", text: main),
      modules: modules.sorted { $0.key < $1.key }.map { name, text in
        (name, ScriptSource(name: "pack/\(name.replacing(".", with: "/")).lua", text: text))
      })
  }

  private func load(_ source: ScriptSource) throws -> LoadedRules {
    try RuleLoader(clock: Clock(now: try Instant(rfc3339: Trial.now), zone: .utc)).load(source)
  }

  private func problems(_ main: String, _ modules: [String: String]) -> [String] {
    do {
      _ = try load(source(main, modules))
      return []
    } catch let error as RulesError {
      return error.diagnostics.map(\.description)
    } catch { return ["\(error)"] }
  }

  @Test func `one file declares what another uses`() throws {
    let rules = try load(
      source(
        """
        local words = require "lib.words"
        require "questions"
        bucket "A" { needs = { "kind" } }
        bucket "B" { otherwise = true, title = words.later }
        """,
        [
          "lib.words": "return { later = 'Later', kinds = { 'law', 'banking' } }",
          "questions": """
          local words = require "lib.words"

          question "kind" {
            ask = "?", answer = function(contact)
              for _, kind in ipairs(words.kinds) do if contact.industry == kind then return true end end
            end,
          }
          """,
        ]))
    #expect(rules.rules.questions.map(\.name) == ["kind"])
    let decider = try Decider(rules, clock: rules.clock)
    let people = try ContactRows([#"{"id":"1","industry":"law"}"#, #"{"id":"2","industry":"art"}"#])
    #expect(people.rows.map { decider.decide($0).bucket } == ["A", "B"])
    let lines = people.rows.map { Explanation(decider.decide($0), $0, decider).answers.joined() }
    #expect(lines[0].contains("by pack/questions.lua:4"), "\(lines[0])")
  }

  @Test func `each problem is told with the file in which it stands`() {
    let found = problems(
      "require 'one'\nrequire 'lib.two'\nbucket 'A' { otherwis = true }",
      ["one": "\n\nquestion 'q' { ask = 5 }", "lib.two": "question 'r' {\n  ask = '?',\n  wieght = 2,\n}"])
    #expect(found.contains { $0.hasPrefix("pack/one.lua:3:") && $0.contains("ask") }, "\(found)")
    #expect(found.contains { $0.hasPrefix("pack/lib/two.lua:3:3: ") && $0.contains("did you mean 'weight'?") }, "\(found)")
    #expect(found.contains { $0.hasPrefix("pack/rules.lua:3:") && $0.contains("did you mean 'otherwise'?") }, "\(found)")
  }

  @Test func `an excerpt shows the line of the file that is named`() throws {
    let error = try #require(throws: RulesError.self) {
      try load(source("require 'one'", ["one": "-- first\nquestion 'q' { ask = '?', wieght = 2 }"]))
    }
    #expect(error.description.contains("  2 | question 'q' { ask = '?', wieght = 2 }"), "\(error)")
  }

  @Test func `what is no Lua is told in the words and with the place of its file`() {
    let found = problems("require 'one'\nbucket 'A' { otherwise = true }", ["one": "question 'q' {\n  ask = '?'\n  weight = 2,\n}"])
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("pack/one.lua:2:") == true, "\(found)")
    #expect(found.first?.contains("a comma is missing") == true, "\(found)")
  }

  @Test func `slips are found in each file`() {
    let found = problems(
      "require 'one'\nbucket 'A' { score = at_least(1,5) }",
      ["one": "question 'q' { ask = '?', answer = has('city'), weight = 1,5 }"])
    #expect(found.contains { $0.hasPrefix("pack/rules.lua:2:") }, "\(found)")
    #expect(found.contains { $0.hasPrefix("pack/one.lua:1:") }, "\(found)")
  }

  @Test func `a name declared in two files names the other place`() {
    let found = problems(
      "question 'q' { ask = '?' }\nrequire 'one'\nbucket 'A' { otherwise = true }", ["one": "question 'q' { ask = '?' }"])
    #expect(found.first?.hasPrefix("pack/one.lua:1:") == true, "\(found)")
    #expect(found.first?.contains("is declared twice, first on line 1") == true, "\(found)")
    let turned = problems(
      "require 'one'\nquestion 'q' { ask = '?' }\nbucket 'A' { otherwise = true }", ["one": "\n\nquestion 'q' { ask = '?' }"])
    #expect(turned.first?.contains("first on line 3 of pack/one.lua") == true, "\(turned)")
  }

  @Test func `a rule that fails names its file and line`() throws {
    let rules = try load(
      source(
        "require 'one'\nbucket 'A' { otherwise = true }",
        ["one": "question 'q' {\n  ask = '?',\n  answer = function(c)\n    return c.city.x\n  end,\n}"]))
    let people = try ContactRows([#"{"id":"1"}"#])
    let failure = try Decider(rules, clock: rules.clock).decide(people.rows[0]).error
    #expect(failure?.file == "pack/one.lua" && failure?.line == 4, "\(String(describing: failure))")
  }

  @Test(
    "a file that is not there is an error that says what could be meant",
    arguments: [
      ("lib/words", "write require \"lib.words\""), ("lib.words.lua", "write require \"lib.words\""),
      ("lib.wrods", "did you mean require \"lib.words\"?"), ("os", "it can require: lib.words, questions"),
    ])
  func unknown(_ name: String, _ message: String) {
    let found = problems("require '\(name)'", ["lib.words": "return 1", "questions": ""])
    #expect(found.first?.hasPrefix("pack/rules.lua:1:") == true && found.first?.contains(message) == true, "\(found)")
  }

  @Test func `a file alone is told that require is for packs`() {
    #expect(Trial.problems("local words = require 'words'").first?.contains("it joins the files of a pack") == true)
  }

  @Test func `an open quote or comment in one file does not hide what stands in the next`() {
    let found = problems("require 'one'\n--[[ and so on", ["one": "question 'q' { ask = '?', wieght = 1 }"])
    #expect(found.contains { $0.hasPrefix("pack/rules.lua:2:") }, "\(found)")
  }
}
