import LuaHost
import Testing

@Suite("a spent budget names what ate it")
struct BudgetMessageTests {
  static let small = Budget(instructions: 200_000, memory: 4 << 20, output: 2048)

  @Test(
    "the place, the function and its share",
    arguments: [
      ("\nwhile true do end", "200,000 instructions are spent; 100% of the budget at test.lua:2"),
      (
        "while true do\nlocal s = ('x'):rep(100000) end",
        "200,000 instructions are spent: 112,318 steps at test.lua:2, string.rep; 56% of the budget"
      ),
      (
        "local s = ('a'):rep(40)\nreturn s:find(('a-'):rep(40) .. 'b')",
        "200,000 instructions are spent: 200,000 pattern steps at test.lua:2, string.find; 100% of the budget"
      ),
      (
        "local t = {}\nfor i = 1, 3000 do t[i] = i end\nwhile true do table.sort(t) end",
        "200,000 instructions are spent: 196,000 steps at test.lua:3, table.sort; 98% of the budget"
      ),
    ])
  func culprits(_ source: String, _ sentence: String) throws {
    let error = try failure(source, Self.small)
    #expect(error?.sentence() == sentence)
  }

  @Test("what ate most is named, not what came last")
  func biggest() throws {
    let error = try failure(
      """
      local s = ('ab'):rep(2000)
      for i = 1, 40 do s:find('(a)(b)(a)c') end
      for i = 1, 100 do
        local n = i
      end
      while true do local n = 1 end
      """, Budget(instructions: 1_000_000, memory: 4 << 20, output: 0))
    let culprit = try #require(error?.culprit)
    #expect(error?.line == 6)
    #expect(culprit.function == "string.find")
    #expect(culprit.line == 2)
    #expect((20...95).contains(culprit.share), "\(culprit)")
  }

  @Test("many places that eat a little do not hide the one that eats much")
  func many() throws {
    var source = "local s = ('ab'):rep(1900)\nwhile true do\n  for i = 1, 40 do s:find('(a)(b)(a)c') end\n"
    for _ in 0..<60 { source += "  for i = 1, 3000 do end\n" }
    let error = try failure(source + "end", Budget(instructions: 10_000_000, memory: 4 << 20, output: 0))
    #expect(error?.culprit?.function == "string.find")
    #expect(error?.culprit?.line == 3)
    #expect((5...20).contains(error?.culprit?.share ?? 0), "\(String(describing: error?.culprit))")
  }

  @Test("the same culprit every time")
  func repeats() throws {
    let source = "local s = ('ab'):rep(99)\nwhile true do s:find('(a)(b)(a)c') s:upper()\nlocal n = s:rep(9) end"
    let first = try failure(source, Self.small)
    for _ in 0..<5 { #expect(try failure(source, Self.small) == first) }
  }

  @Test(
    "the field whose text it worked on",
    arguments: [
      ("p.city:find(pattern)", "person.city"), ("p.city:lower():find(pattern)", "person.city"),
      ("for w in p.city:gmatch(pattern) do end", "person.city"), ("p.city:gsub(pattern, '')", "person.city"),
      ("p.tags[1]:find(pattern)", "person.tags"), ("p.extra.note:find(pattern)", "person.extra"),
      ("p.meetings[1].kind:find(pattern)", "meeting.kind"), ("('x' .. p.city):find(pattern)", nil),
    ])
  func fields(_ call: String, _ field: String?) throws {
    let rows = try PeopleRows()
    let sandbox = try Sandbox.withPeople()
    let rule = try function(sandbox, "return function(p)\nlocal pattern = ('a-'):rep(26) .. 'b'\n\(call) end")
    try sandbox.freeze()
    let texts = ["city", "tag", "note", "kind"].map { $0 + String(repeating: "a", count: 40) }
    let person = rows.person(
      "Ada", city: texts[0], tags: [texts[1]], meetings: [(texts[3], 1)], extra: [("note", rows.text(texts[2]))])
    sandbox.begin(Self.small)
    let error = #expect(throws: ScriptError.self) { try sandbox.call(rule, with: .record(People.person, person)) }
    #expect(error?.culprit?.field == field)
    #expect(error?.culprit?.line == 3)
    #expect(error?.description.contains("aaaa") == false)
    if let field { #expect(error?.sentence().contains(" over \(field); ") == true) }
  }

  @Test("a text of a contact that is gone is not looked for")
  func gone() throws {
    let sandbox = try Sandbox.withPeople()
    let rule = try function(sandbox, "return function(p) return p.city end")
    do {
      let rows = try PeopleRows()
      _ = try sandbox.call(rule, with: .record(People.person, rows.person("Ada", city: "aaaaaaaaaa")))
    }
    sandbox.begin(Self.small)
    let error = #expect(throws: ScriptError.self) {
      try sandbox.run("return ('a'):rep(40):find(('a-'):rep(40) .. 'b')", name: "test.lua")
    }
    #expect(error?.culprit?.field == nil)
  }

  @Test(
    "memory: who asked, and for how much",
    arguments: [
      (
        "local t = {}\nfor i = 1, 100 do t[i] = ('x'):rep(1000000 + i) end",
        "more than 4 MiB of memory is needed: string.rep at test.lua:2 asked for "
      ),
      ("local s = ('x'):rep(900000)\nlocal t = s .. s .. s .. s", "more than 4 MiB of memory is needed: test.lua:2"),
      ("local t = {}\nwhile true do t = { t } end", "more than 4 MiB of memory is needed"),
    ])
  func memory(_ source: String, _ start: String) throws {
    let error = try failure(source, Budget(instructions: 20_000_000, memory: 4 << 20, output: 0))
    #expect(error?.sentence().hasPrefix(start) == true, "\(String(describing: error))")
    #expect(error?.line == 2)
  }

  @Test("output", arguments: [(2048, "it prints more than 2 KiB"), (1500, "it prints more than 1.4 KiB"), (0, "0 bytes")])
  func output(_ most: Int, _ sentence: String) throws {
    let error = try failure("\nwhile true do print('x') end", Budget(instructions: 200_000, memory: 1 << 20, output: most))
    #expect(error?.sentence().hasSuffix(sentence) == true)
    #expect(error?.line == 2)
  }

  @Test(
    "too deep has its line too",
    arguments: [
      "\nlocal function f() return 1 + f() end\nf()", "\nlocal function f() return (pcall(f)) end\nf()",
      "\nlocal function f() return ('x'):gsub('x', f) end\nf()",
      "\nlocal function f() table.sort({ 1, 2 }, f) end\nf()", "\nlocal function f() return 1, f() end\nf()",
    ])
  func depth(_ source: String) throws {
    let error = try failure(source, Budget(instructions: 50_000_000, memory: 32 << 20, output: 0))
    if let error {
      #expect(error.line == 2 || error.line == 3, "\(error)")
      #expect(error.script == "test.lua")
    } else {
      // pcall keeps it: that is the script's own business.
      #expect(source.contains("pcall"))
    }
  }

  @Test("limits that are none are bounded, and never overflow")
  func bounds() throws {
    #expect(try failure("while true do end", Budget(instructions: -1, memory: 1 << 20, output: 0))?.isOverBudget == true)
    #expect(throws: ScriptError.self) { try Sandbox(budget: Budget(instructions: 1000, memory: -1, output: 0)) }
    let huge = Budget(instructions: Int.max - 1, memory: Int.max, output: Int.max)
    #expect(try run("print('x') return ('x'):rep(10)", huge) == [.text("xxxxxxxxxx")])
    #expect(try failure("return ('x'):rep(2^40 | 0)", huge)?.reason == .failed)
    #expect(try failure("\nprint('x')", Budget(instructions: 1000, memory: 1 << 20, output: -5))?.line == 2)
  }
}
