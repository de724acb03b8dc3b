import ReferRules
import TestSupport
import Testing

@Suite("What plain Lua would let slip")
struct SlipTests {
  @Test(
    "each is an error that says what was meant, with line and column",
    arguments: [
      (
        "question \"q\" { ask = \"?\", weight = 1,5 }",
        "1:36: error: a number is written without a comma; write weight = 1.5"
      ),
      ("shortlist \"s\" { by = \"score\", at_most = 5,000 }", "write at_most = 5000"),
      ("x = days(1,5)", "write days(1.5)"),
      ("x = at_least(1,5)", "write at_least(1.5)"),
      ("local a, b = 1, 5 x = days(a, b)", "a number takes a point, not a comma"),
      (
        "example \"e\" { given = { met_at = 2026-05-23 }, expect = { score = 0 } }",
        "1:34: error: a date without quotes is a sum; write \"2026-05-23\", in quotes"
      ),
      ("question \"a\"", "1:1: error: question \"a\" has no table; write question \"a\" { … }"),
      ("bucket \"a\"\nquestion \"b\" { ask = \"?\" }", "1:1: error: bucket \"a\" has no table"),
      ("question { ask = \"?\" }", "1: error: question needs a name in quotes; write question \"name\" { … }"),
      ("question(3)", "question needs a name in quotes"),
      ("question \"a\" \"b\"", "question \"a\" has no table"),
      ("question \"a\" { ask = \"?\", ask = \"!\" }", "'ask' is given twice here, first in line 1"),
      (
        "question \"a\" { ask = \"?\" }\nquestion \"a\" { ask = \"!\" }",
        "2:10: error: question \"a\" is declared twice, first on line 1"
      ),
      ("setting \"a\" { }\nsetting \"a\" { }", "setting \"a\" is declared twice"),
      ("question \"a\" { \"?\", ask = \"?\" }", "a value in question 'a' has no name"),
      ("question \"a\" { ask = \"?\", 3 }", "has no name"),
      (
        "bucket \"a\" { Otherwise = true }",
        "1:14: error: bucket 'a' has no field 'Otherwise'; did you mean 'otherwise'?"
      ),
      ("question \"a\" { ask = \"?\", required = True }", "write yes"),
      ("question \"a\" { ask = \"?\", weight = null }", "write nil"),
      ("question \"a\" { ask: \"?\" }", ""), ("question \"a\" { ask == \"?\" }", "write ask = …, with one equals sign"),
      ("question \"\" { ask = \"?\" }", "must be plain text on one line"),
      ("question \"a\\n\" { ask = \"?\" }", "must be plain text on one line"),
      ("question \"a\" { [1.5] = 2, ask = \"?\" }", "a key of question 'a' is a number"),
      ("question \"a\" { ask = \"?\" } { }", "a declaration is finished with its table"),
      ("question \"a\" { ask = \"?\" }, 5", ""),
      ("x = 48h", ""), ("x = 10%", ""), ("x = 1 != 2", ""), ("if 1 then else if 2 then end", ""), ("x = “a”", ""),
      ("x = 'it's'", ""), ("question \"a\" { ask = \"?\" weight = 2 }", ""),
      ("question \"a\" { ask = \"?\"", ""), ("x = function() if x then end", ""),
    ])
  func slips(text: String, message: String) {
    let problems = Trial.problems(text)
    #expect(!problems.isEmpty)
    #expect(problems.contains { $0.contains(message) }, "\(problems)")
    #expect(problems.allSatisfy { $0.first?.isNumber == true }, "\(problems)")
  }

  @Test(
    "budgets end a file that never ends, with the line",
    arguments: [
      ("while true do end", "of this run's budget at rules.lua:2"), ("local s = 'x' while true do s = s .. s end", ""),
      ("local t = {} while true do t[#t + 1] = {} end", ""),
    ])
  func endless(text: String, message: String) throws {
    do {
      _ = try Trial("x = 1\n" + text)
      Issue.record("it ended")
    } catch let error as RulesError {
      #expect(error.isOverBudget)
      #expect(error.diagnostics.first?.line == 2)
      #expect(error.description.contains(message))
    }
  }

  @Test("a file with lists is a script, and with rules is none")
  func scripts() {
    let mixed = Trial.problems("question \"q\" { ask = \"?\" }\nx = contacts()")
    #expect(mixed.first?.hasPrefix("2: error: ") == true, "\(mixed)")
  }
}
