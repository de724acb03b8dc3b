import LuaHost
import Testing

@Suite("errors say what and where")
struct ErrorTests {
  @Test(
    "with script and line",
    arguments: [
      ("x = 1\nlocal y = nil + 1", 2, "attempt to perform arithmetic on a nil value"),
      ("\n\nnothing()", 3, "'nothing' is not defined"),
      ("local t = {}\nt.a.b = 1", 2, "attempt to index a nil value (field 'a')"),
      ("local f = 'x'\nf()", 2, "attempt to call a string value (local 'f')"),
      ("error('plain')", 1, "plain"),
      ("local function f()\nerror('mine', 1) end\nf()", 2, "mine"),
      ("local function f() error('the caller', 2) end\n\nf()", 3, "the caller"),
      ("\nerror('no place', 0)", 2, "no place"),
      ("\nerror({ code = 1 })", 2, "the error is no text but a table"),
      ("\nerror(print)", 2, "the error is no text but a function"),
      ("\nerror()", 2, "the error is no text but a nil"),
      ("\nerror(42)", 2, "the error is no text but a number"),
      ("\nassert(false)", 2, "assertion failed!"),
      ("\nassert(nil, 'why')", 2, "why"),
      ("local ok, why = pcall(error, 'inner')\nerror(why, 0)", 2, "inner"),
      ("local ok, why = pcall(function() error('inner') end)\n\nerror(why, 0)", 1, "inner"),
      ("\nstring.rep()", 2, "bad argument #1 to 'rep' (string expected, got no value)"),
      ("\nassert(pcall(string.rep))", 2, "bad argument #1 to 'string.rep' (string expected, got no value)"),
      ("table.sort({ 1, 2 }, table.sort)", 1, "bad argument #1 to 'table.sort' (table expected, got number)"),
      ("\nassert(pcall(ipairs))", 2, "bad argument #1 to 'ipairs' (value expected)"),
      ("\n('x'):bad()", 2, "attempt to call a nil value (method 'bad')"),
      ("\nhost('no')", 2, "the host says no"),
      ("\npcall(host, 'no') host('again')", 2, "the host says again"),
      ("\ntable.sort({ 1, 'x' })", 2, "attempt to compare string with number"),
      ("\nlocal s = ('x'):rep(2^30 // 1 | 0)", 2, "resulting string too large"),
      ("for i = 1, 10, 0 do end", 1, "'for' step is zero"),
      ("return 1 < 'x'", 1, "attempt to compare number with string"),
      ("local n = 0\nreturn 1 % n", 2, "attempt to perform 'n%0'"),
      ("return 2^53 | 1.5", 1, "number has no integer representation"),
      ("local a <const> = 1\na = 2", 2, "attempt to assign to const variable 'a'"),
      ("x = = 1", 1, "unexpected symbol near '='"),
      ("for i = 1 do\nend", 1, "',' expected near 'do'"),
      ("local t = {\n1, 2", 2, "'}' expected (to close '{' at line 1) near <eof>"),
      ("local s = 'abc\n", 1, "unfinished string near ''abc'"),
      ("goto nowhere", 1, "no visible label 'nowhere' for <goto> at line 1"),
      ("local x <close> = {}", 1, "variable 'x' got a non-closable value"),
    ])
  func places(_ source: String, _ line: Int, _ message: String) throws {
    let sandbox = try Sandbox()
    try sandbox.define("host") { call in
      guard case .text(let text)? = call.arguments.first else { return .none }
      throw HostError("the host says \(text)")
    }
    let error = #expect(throws: ScriptError.self) { try sandbox.run(source, name: "pack/rules.lua") }
    #expect(error?.message == message)
    #expect(error?.line == line)
    #expect(error?.script == "pack/rules.lua")
    #expect(error.map { "\($0)" } == "pack/rules.lua:\(line): \(message)")
  }

  @Test("a source that is no Lua is told apart from a script that fails")
  func syntax() throws {
    #expect(try failure("x = = 1")?.reason == .syntax)
    #expect(try failure("error('x')")?.reason == .failed)
    let sandbox = try Sandbox()
    #expect(throws: ScriptError.self) { try sandbox.run("x = = 1", name: "test.lua") }
    let error = #expect(throws: ScriptError.self) { try sandbox.run("error('x')", name: "test.lua") }
    #expect(error?.reason == .failed)
  }

  @Test("a source too large for the memory is out of memory, not wrong")
  func memoryWhileCompiling() throws {
    let source = "return {" + String(repeating: "{},", count: 40_000) + "}"
    let error = try failure(source, Budget(instructions: 1 << 30, memory: 200_000, output: 0))
    #expect(error?.reason == .memory(200_000))
  }

  @Test("messages that a script sees name the line and no internals")
  func caughtMessages() throws {
    let values = try run("local ok, why = pcall(function()\nlocal x = nil + 1 end) return ok, why")
    #expect(values == [.yesno(false), .text("line:2: attempt to perform arithmetic on a nil value")])
    let list = try run("return select(2, pcall(error)), select(2, pcall(error, { 1 })), pcall(error, 'x', 0)")
    #expect(list == [.none, .table(LuaTable(items: [.integer(1)])), .yesno(false), .text("x")])
  }

  @Test("a function that the host calls later has its own lines")
  func calledLater() throws {
    let sandbox = try Sandbox()
    let rule = try function(sandbox, "local x\n\nreturn function(n)\nif n > 1 then\nerror('big')\nend end")
    #expect(rule.line == 3)
    #expect(try sandbox.call(rule, [.integer(1)]) == [])
    let error = #expect(throws: ScriptError.self) { try sandbox.call(rule, [.integer(2)]) }
    #expect(error?.line == 5)
  }

  @Test("the host knows the line that called it")
  func callLine() throws {
    let sandbox = try Sandbox()
    nonisolated(unsafe) var lines: [Int] = []
    try sandbox.define("mark") { call in
      lines.append(call.line)
      return .none
    }
    _ = try sandbox.run("mark()\n\nmark()\npcall(mark)\nlocal t = { mark() }", name: "test.lua")
    #expect(lines == [1, 3, 4, 5])
  }
}
