import LuaHost
import TestSupport
import Testing

@testable import ReferRules

/// Rules that make long work of being loaded, each with what ends it, and its line.
@Suite("hostile rules while they are loaded")
struct HostileLoadingTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let rules: String
    let line: Int
    let why: String

    init(_ name: String, _ rules: String, _ line: Int, _ why: String) {
      (testDescription, self.rules, self.line, self.why) = (name, rules, line, why)
    }
  }

  private static func lines(_ line: String, _ count: Int) -> String {
    Array(repeating: line, count: count).joined(separator: "\n")
  }

  static let all = [
    Case("twenty thousand misspelt words", lines("bukket'a'{}", 20_000), 21, "there are more problems than these"),
    Case("a misspelt word in a loop", "for i = 1, 200000 do local q = bukket end", 1, "did you mean 'bucket'"),
    Case("questions without end", "for i = 1, 200000 do question('q' .. i) { asc = 'x' } end", 1, "at most 10000 things"),
    Case("names that never get a table", "for i = 1, 200000 do question('q' .. i) end", 1, "at most 10000 things"),
    Case("a wrong field on each line", lines("bucket 'a' { weigth = 1 }", 9000), 20, "has no field 'weigth'"),
    Case(
      "eight thousand unknown names among four hundred",
      """
      for i = 1, 400 do question('q' .. i) { ask = 'x' } end
      local names = {} for i = 1, 8000 do names[i] = 'nosuch' .. i end
      bucket 'a' { needs = names }
      """, 3, "no question is named 'nosuch1'"),
    Case("unknown names that are caught", "while true do pcall(function() return nosuchname end) end", 1, "instructions are spent"),
    Case(
      "ever new names that are caught", "local i = 0 while true do i = i + 1 pcall(function() return _ENV['x' .. i] end) end",
      1, "instructions are spent"),
    Case("a pattern of a date without end", "return date(now, ('%A'):rep(30000))", 1, "at most 1000 letters"),
    Case(
      "long dates", "local p = ('%A'):rep(450)\nwhile true do local d = date(now, p) end", 2, "instructions are spent"),
    Case(
      "a hundred thousand captured locals",
      "local keep = {}\nfor i = 1, 100000 do local x = i keep[i] = function() return x end end\nfs = keep\nbucket 'b' { otherwise = true }",
      2, "keep at most 10000 locals"),
    Case(
      "memory that freezing needs",
      "fs = {} local x = 1\nfor i = 1, 300000 do fs[i] = function() return x end end\nbucket 'b' { otherwise = true }",
      2, "of memory is needed"),
    Case("a name of 200,000 letters", "bucket 'b' { when = is(('x'):rep(200000), 'a') }", 1, "has no field 'xxx"),
  ]

  @Test("end with few words, on their line", arguments: all)
  func ends(_ what: Case) throws {
    let problems = Trial.problems(what.rules)
    #expect(problems.contains { $0.hasPrefix("\(what.line):") && $0.contains(what.why) }, "\(problems.prefix(3)) … \(problems.suffix(2))")
    #expect(problems.count <= DeclarationBook.mostProblems + 1)
    #expect(problems.allSatisfy { $0.utf8.count < 1000 })
  }

  @Test("nine thousand conditions that are right are taken")
  func sound() {
    let rules = """
      local list = {} for i = 1, 9000 do list[i] = is('city', 'x' .. i) end
      bucket 'a' { when = any_of(list) }
      bucket 'b' { otherwise = true }
      """
    #expect(Trial.problems(rules) == [])
  }

  @Test("a name that is looked for and not found costs the rule that catches it")
  func caught() throws {
    let trial = try Trial(
      """
      question "q" { ask = "?", answer = function(c)
        local n = 0 while true do n = n + 1 pcall(function() return c["nosuch" .. n] end) end
      end }
      bucket "b" { otherwise = true }
      """)
    let error = try trial.decide("{}").error
    #expect(error?.line == 2)
    #expect(error?.message.contains("200,000 instructions are spent") == true, "\(error?.message ?? "")")
  }
}
