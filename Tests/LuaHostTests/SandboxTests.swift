import Foundation
import LuaHost
import Testing

@Suite("a sandbox for anybody")
struct SandboxTests {
  @Test("the example of its documentation works as written")
  func documentedExample() throws {
    let sandbox = try Sandbox(budget: .run)
    try sandbox.define("greet") { call in
      guard case .text(let name)? = call.arguments.first else { throw HostError("greet needs a name") }
      return .text("Hello, \(name)!")
    }
    let values = try sandbox.run("return greet('Ada'), 6 * 7", name: "hello.lua")
    #expect(values == [.text("Hello, Ada!"), .integer(42)])
  }

  @Test("the bounded library keeps all its promises")
  func library() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/library.lua")
    let source = try String(contentsOf: file, encoding: .utf8)
    #expect(try Sandbox(budget: .run).run(source, name: "library.lua") == [])
  }

  @Test("a script reaches what it is given, and nothing else")
  func allowList() throws {
    let names = [
      "getmetatable", "setmetatable", "load", "loadstring", "loadfile", "dofile", "require", "package", "os", "io",
      "debug", "coroutine", "collectgarbage", "xpcall", "rawset", "warn", "module", "setfenv", "getfenv", "newproxy",
      "bit32", "jit", "arg",
    ]
    for name in names {
      let error = try #require(try failure("local x = 1\nreturn \(name)"))
      #expect(error.message == "'\(name)' is not defined")
      #expect(error.line == 2)
    }
    for name in ["string.dump", "string.pack", "string.unpack", "math.randomseed", "math.pow", "table.foreach"] {
      #expect(try run("return \(name)") == [.none], "\(name)")
    }
    #expect(try failure("return _G")?.message == "'_G' is not defined")
    #expect(try failure("return (''):dump()")?.line == 1)
  }

  @Test(
    "library and host names keep their meaning",
    arguments: [
      "print = 1", "string = {}", "string.rep = nil", "greet = 1", "limit = 2", "math.pi = 3", "(''). x = 1",
    ])
  func sealed(_ change: String) throws {
    let sandbox = try Sandbox()
    try sandbox.define("greet") { _ in .none }
    try sandbox.set("limit", to: .integer(1))
    #expect(throws: ScriptError.self) { try sandbox.run(change, name: "test.lua") }
  }

  @Test("a second script goes on where the first ended, and may change what it set")
  func secondScript() throws {
    let sandbox = try Sandbox()
    _ = try sandbox.run("visits = 1", name: "a.lua")
    _ = try sandbox.run("visits = visits + 1", name: "b.lua")
    #expect(try sandbox.run("return visits", name: "c.lua") == [.integer(2)])
  }

  @Test("a host function may call the script again")
  func reentry() throws {
    let sandbox = try Sandbox()
    try sandbox.define("twice") { [unowned sandbox] call in
      guard case .function(let function)? = call.arguments.first else { throw HostError("twice needs a function") }
      let once = try sandbox.call(function, [call.arguments[1]])
      return try sandbox.call(function, once).first ?? .none
    }
    let source = "local x, y = 7, twice(function(n) return n * 10 end, 3) return x, y"
    #expect(try sandbox.run(source, name: "test.lua") == [.integer(7), .integer(300)])
    let loop = "return pcall(twice, function() while true do end end, 1)"
    sandbox.begin(Budget(instructions: 50_000, memory: 1 << 20, output: 0))
    #expect(throws: ScriptError.self) { try sandbox.run(loop, name: "test.lua") }
    sandbox.begin(.run)
    let deep = "local function f(n) return twice(f, n) end f(1)"
    #expect(throws: ScriptError.self) { try sandbox.run(deep, name: "test.lua") }
  }

  @Test("what it used is known, and a new run begins at nothing")
  func counters() throws {
    let sandbox = try Sandbox()
    #expect(sandbox.memoryHeld > 0)
    _ = try sandbox.run("for i = 1, 100000 do end", name: "test.lua")
    #expect(sandbox.instructionsUsed >= 100_000)
    sandbox.begin(.decision)
    #expect(sandbox.instructionsUsed == 0)
  }

  @Test("a sandbox with too little memory to begin with is an error, not a crash")
  func tinyMemory() {
    for bytes in stride(from: 0, to: 30_000, by: 500) {
      let sandbox = try? Sandbox(budget: Budget(instructions: 1000, memory: bytes, output: 0))
      _ = try? sandbox?.run("local t = {} for i = 1, 100 do t[i] = {} end", name: "test.lua")
    }
  }
}
