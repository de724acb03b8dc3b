import Testing

@testable import ReferRules

@Suite("Advice on rules that fail")
struct RuntimeAdviceTests {
  @Test(
    "Lua's messages become plain English",
    arguments: [
      (
        "attempt to compare nil with number", "a number is compared with a value that is missing",
        "(contact.field or 0)"
      ),
      (
        "attempt to compare number with nil", "a number is compared with a value that is missing",
        "(contact.field or 0)"
      ),
      ("attempt to compare number with string", "a number is compared with a text", "number(…)"),
      ("attempt to compare two table values", "two values are compared that have no order", "numbers"),
      ("attempt to compare boolean with number", "yes or no is compared with a number", "and"),
      (
        "attempt to perform arithmetic on a nil value (field 'trust')", "trust is missing here",
        "write (contact.trust or 0)"
      ),
      ("attempt to perform arithmetic on a nil value (global 'x')", "'x' is not known here", "spelt"),
      ("attempt to perform arithmetic on a nil value", "a number is missing here", "(value or 0)"),
      ("attempt to perform arithmetic on a boolean value", "yes or no can't be counted with", "number"),
      (
        "attempt to index a nil value (field 'met_event')", "met_event has no value here", "if contact.met_event then …"
      ),
      ("attempt to index a nil value (local 'c')", "c has no value here", "if c then …"),
      ("attempt to index a nil value (field '?')", "something is read from a value that is missing", "check it first"),
      ("attempt to call a nil value (global 'x')", "there is no function 'x'", "spelt"),
      ("attempt to call a nil value (method 'foo')", "there is no function 'foo'", "spelt"),
      ("attempt to call a nil value (for iterator 'for iterator')", "'for … in' needs a list", "ipairs"),
      ("attempt to concatenate a nil value (field 'city')", "city is missing here", "write (contact.city or \"\")"),
      ("attempt to concatenate a table value (field 'city')", "city can't be joined to a text", "fields"),
      ("attempt to get length of a nil value (field 'tags')", "tags is missing here", "#(contact.tags or {})"),
      ("attempt to add a 'string' with a 'number'", "a text can't be counted with", "number(…)"),
      ("attempt to divide by zero", "a number is divided by 0", "n ~= 0"),
      ("attempt to perform 'n%%0'", "a rest is taken by 0", "n ~= 0"),
      (
        "bad argument #1 to 'floor' (number expected, got nil)", "the first value of floor(…) is missing",
        "(value or 0)"
      ),
      ("bad argument #2 to 'rep' (number expected, got string)", "has to be a number, and is a text", "number(…)"),
      (
        "bad argument #1 to 'insert' (table expected, got nil)", "the first value of insert(…) is missing",
        "(list or {})"
      ),
      ("bad 'for' limit (number expected, got nil)", "'for' counts with numbers", "for i = 1, 10 do"),
      ("stack overflow", "a function calls itself without end", "stops"),
    ])
  func explains(said: String, message: String, remedy: String) {
    for text in [said, "rules.lua:7: " + said] {
      let advice = RuntimeAdvice.explain(luaMessage: text)
      #expect(advice.message.hasPrefix(message) || advice.message.contains(message), "\(advice)")
      #expect(advice.remedy?.contains(remedy) == true, "\(advice)")
    }
  }

  @Test(arguments: [
    ("return 'Hi ' .. me.name", "me.name is missing here", "say it once: refer set me.name=\"…\""),
    ("return prospect.name .. x", "prospect.name is missing here", "write (prospect.name or \"\")"),
    ("return contact.name .. me.name", "name is missing here", "write (value or \"\")"),
    ("return contact.name .. contact.name", "name is missing here", "write (contact.name or \"\")"),
    ("return list[1].name .. x.names", "name is missing here", "write (contact.name or \"\")"),
  ])
  func `the line tells what holds a field that is missing`(line: String, message: String, remedy: String) {
    let advice = RuntimeAdvice.explain(
      luaMessage: "rules.lua:7: attempt to concatenate a nil value (field 'name')", line: line)
    #expect(advice.message == message)
    #expect(advice.remedy == remedy)
  }

  @Test("a script's own words are kept", arguments: ["boom", "too few: 3 of 5", "see a:b"])
  func keeps(said: String) {
    let advice = RuntimeAdvice.explain(luaMessage: "rules.lua:7: " + said)
    #expect(advice.message == said)
    #expect(advice.remedy == nil)
  }

  @Test(
    "half a message does no harm",
    arguments: [
      "", "attempt to ", "attempt to compare ", "attempt to index a", "bad argument #", "bad argument #1 to 'f' ()",
      "attempt to call a nil value (", "attempt to call a nil value (')",
    ])
  func survives(said: String) {
    #expect(RuntimeAdvice.explain(luaMessage: said).message.isEmpty == said.isEmpty)
  }
}
