import ReferRules
import TestSupport
import Testing

@Suite("A condition is a value, and no test of Lua's")
struct ConditionSlipTests {
  @Test(
    "where Lua wants yes or no, the file is refused with what to write",
    arguments: [
      ("if is(\"city\", \"x\") then return true end", "write contact.city == \"x\""),
      ("if is(\"city\", \"x\", \"y\") then return true end", "write contact.city == \"x\" or contact.city == \"y\""),
      ("if 1 > 2 then elseif has(\"city\") then return true end", "write contact.city ~= nil"),
      ("while is_not(\"city\", \"x\") do return true end", "write contact.city ~= \"x\""),
      ("repeat local n = 1 until has(\"city\")", "write contact.city ~= nil"),
      ("if contact.trust and has(\"city\") then return true end", "write contact.city ~= nil"),
      ("if contact.trust == 2 or at_least(\"trust\", 4) then return true end", "write (contact.trust or 0) >= 4"),
      ("if at_most(\"trust\", 4) or false then return true end", "write contact.trust and contact.trust <= 4"),
      ("if not has_tag(\"vip\") then return true end", "for tag in contact.tags do"),
      ("return not has(\"city\")", "this test never holds; write contact.city ~= nil"),
      (
        "if contains(\"notes\", \"golf\") then return true end",
        "write (contact.notes or \"\"):lower():find(\"golf\", 1, true)"
      ),
      ("if within(\"met_at\", days(30)) then return true end", "write contact.met_at and now - contact.met_at"),
      ("if any_of { has(\"city\") } then return true end", "write the tests themselves"),
      ("if any_of(has(\"city\")) then return true end", "write the tests themselves"),
      ("if in_bucket(\"A\") then return true end", "give the condition itself as the answer"),
    ] as [(String, String)])
  func refused(_ body: String, _ remedy: String) {
    let problems = Trial.problems("question \"q\" { ask = \"?\", answer = function(contact)\n  \(body)\nend }")
    #expect(problems.count == 1, "\(problems)")
    #expect(problems.first?.hasPrefix("2:") == true)
    #expect(problems.first?.contains("is a condition, a value that no contact is asked for here") == true)
    #expect(problems.first?.contains(remedy) == true, "\(problems)")
  }

  @Test(
    "where a condition is meant as a value, nothing is said",
    arguments: [
      "question \"q\" { ask = \"?\", answer = is(\"city\", \"x\") }",
      "strict = yes\nquestion \"q\" { ask = \"?\", answer = strict and is(\"city\", \"x\") or has(\"city\") }",
      "local c = has(\"city\")\nquestion \"q\" { ask = \"?\", answer = all_of { c, none_of { is(\"city\", \"x\") } } }",
      "question \"q\" { ask = \"?\", answer = function(contact) return #where(contact.tags, function(t) return t == \"x\" end) > 0 end }",
      "question \"q\" { ask = \"?\", answer = function(contact)\n  if count(contact.interactions, is(\"kind\", \"call\")) > 1 then return true end\nend }",
      "local function has(t, x) for v in t do if v == x then return true end end return false end\n"
        + "question \"q\" { ask = \"?\", answer = function(contact)\n  if has(contact.tags, \"vip\") then return true end return false\nend }",
      "question \"q\" { ask = \"?\", answer = function(contact)\n  if contact.name:find(\"is(x)\") then return true end -- if is(\"x\") then\nend }",
      "tools = { is = function(x) return x end }\n"
        + "question \"q\" { ask = \"?\", answer = function(contact)\n  if tools.is(contact.city) then return true end\nend }",
    ])
  func quiet(_ rules: String) { #expect(Trial.problems(rules) == []) }
}
