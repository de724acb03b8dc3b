import Testing

@testable import ReferRules

@Suite("Slips that Lua takes without a word")
struct SourceCheckTests {
  private func slips(_ text: String) -> [String] {
    SourceCheck.slips(ScriptSource(name: "rules.lua", text: text)).map(\.description)
  }

  @Test(
    "each says what was meant",
    arguments: [
      (
        "question \"a\" { weight = 1,5 }",
        "rules.lua:1:25: error: a number is written without a comma; write weight = 1.5"
      ),
      ("bucket \"a\" { at_least = 5,000 }", "write at_least = 5000"),
      ("goal \"a\" { at_least = 1,234,567 }", "write at_least = 1234567"),
      ("goal \"a\" { at_least = 1.000,50 }", "write at_least = 1000.50"),
      ("goal \"a\" { at_least = 1, 5 }", "write at_least = 1.5"),
      ("question \"a\" { weight = -1,5, ask = \"x\" }", "write weight = -1.5"),
      ("x = { needs = { trust = 0,500 } }", "write trust = 0.500"),
      (
        "x = days(1,5)",
        "rules.lua:1:10: error: days(…) takes one number, and a number is written without a comma; write days(1.5)"
      ),
      ("x = at_least(5,000)", "write at_least(5000)"), ("x = percent(2, 5)", "write percent(2.5)"),
      ("x = money(5,000, \"USD\")", "write money(5000, …)"),
      ("x = money(1,250,000, \"USD\")", "write money(1250000, …)"),
      (
        "x = { met_at = 2026-05-23 }",
        "rules.lua:1:16: error: a date without quotes is a sum; write \"2026-05-23\", in quotes"
      ),
      ("x = { met_at = 2026-5-3 }", "write \"2026-05-03\""), ("x = { met_at = 05/23/2026 }", "like \"2026-05-23\""),
      ("x = { a = 1,\n  b = 2,\n  a = 3 }", "rules.lua:3:3: error: 'a' is given twice here, first in line 1"),
      ("x = { a = 1, [\"a\"] = 3 }", "'a' is given twice"), ("question \"a\" { weight: days(3) }", "write weight = …"),
      ("question \"a\" { weight == 3 }", "write weight = …, with one equals sign"), ("x = { a = null }", "write nil"),
      ("x = { required = True }", "write yes"),
      (
        "bucket \"a\" { score >= 4.5 }",
        "rules.lua:1:14: error: >= compares while the file is read, when there is nobody yet; write score = at_least(4.5)"
      ),
      ("question \"a\" { weight >= 2 }", "write weight = 2"),
      ("bucket \"a\" { score = score <= -1 }", "write score = at_most(-1)"),
      ("bucket \"a\" { when = score > 3 }", "write score = at_least(3)"),
      ("bucket \"a\" { needs = { good >= 3 } }", "write good = at_least(3)"),
      ("bucket \"a\" { needs = { good == 3 } }", "write good = 3"),
      ("question \"a\" { answer = trust >= 3 }", "write answer = at_least(\"trust\", 3)"),
      ("question \"a\" { answer = contact.city == \"x\" }", "write answer = is(\"city\", \"x\")"),
      ("guard \"a\" { when = any_of { city ~= \"x\" } }", "write is_not(\"city\", \"x\")"),
    ])
  func tells(text: String, message: String) {
    let found = slips(text)
    #expect(found.count == 1)
    #expect(found.first?.contains(message) == true, "\(found)")
  }

  @Test(
    "honest code has none",
    arguments: [
      "question \"a\" { scale = { 1, 5 }, weight = 2 }", "x = { 1,5 }",
      "local strict = 3\nquestion \"a\" { answer = strict >= 3 and x or y, required = strict >= 3 }",
      "strict = 3\nquestion \"a\" { answer = strict >= 3 }", "question \"a\" { answer = function(c) return c.trust >= 3 end }",
      "trust = 3\nx = { trust >= 3 }", "thank_you \"t\" { within = 0 }", "x = within(\"met_at\", days(90))", "x = { n = 2, 5 }",
      "x = { { \"a\", 1 }, { \"b\", 2 } }",
      "x = at_least(\"trust\", 3)", "x = math.max(1,5)", "x = date.days(1,5)", "function days(a, b) end",
      "x = 2026 - 5 - 23",
      "x = a-5-23", "x = 10/2/5", "x = { a = 1, b = { a = 2 } }", "x = { [1] = 1, [\"1\"] = 2 }",
      "local null = nil x = null",
      "x = { text:upper() }", "x = { f = function(c) return c.a == 3 end }", "x = \"weight = 1,5\" -- weight = 1,5",
      "x = c.None",
      "x = { a = 1, b = 2, a2 = 3, }", "x = money(5000, \"USD\")", "x = { points = { {0, 1}, {5, 2} } }",
      "x = { when = c == 3 }",
    ])
  func leavesAlone(text: String) {
    #expect(slips(text) == [])
  }

  @Test("all are found, by line")
  func findsAll() {
    #expect(
      slips("x = {\n a = days(1,5),\n b = 2026-05-23,\n a = 2 }").map { $0.prefix(11) } == [
        "rules.lua:2", "rules.lua:3", "rules.lua:4",
      ])
  }
}
