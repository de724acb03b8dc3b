import LuaHost
import Testing

@Suite("nothing is kept from call to call")
struct FreezingTests {
  static let setUp = """
    local captured = { list = { 1, 2 } }
    local calls, nan = 0, 0 / 0
    local shared = 1
    kinds = { "a", "b", inner = { x = 1 } }
    kinds.again = kinds
    helpers = { bump = function() calls = calls + 1 return calls end, both = { function() shared = 2 end } }
    function total() return calls end
    """

  @Test(
    "writing to what was made while loading is an error with its line",
    arguments: [
      ("name = 1", "'name' can't be set inside a rule"),
      ("kinds = {}", "'kinds' can't be set inside a rule"),
      ("kinds[3] = 'c'", "it is read-only"),
      ("kinds.x = 'c'", "'x' is read-only"),
      ("kinds.inner.x = 2", "'x' is read-only"),
      ("kinds.again.again[1] = 2", "it is read-only"),
      ("captured.y = 1", "'y' is read-only"),
      ("captured.list[1] = 1", "it is read-only"),
      ("table.insert(kinds, 1)", "it is read-only"),
      ("table.remove(captured.list)", "it is read-only"),
      ("table.sort(kinds)", "it is read-only"),
      ("table.move({ 1 }, 1, 1, 1, kinds)", "it is read-only"),
      ("helpers.bump = nil", "'bump' is read-only"),
      ("string.rep = nil", "'rep' is read-only"),
      ("math.pi = 3", "'pi' is read-only"),
      ("print = nil", "'print' can't be set inside a rule"),
      ("_ENV.name = 1", "'name' can't be set inside a rule"),
    ])
  func writes(_ write: String, _ message: String) throws {
    let sandbox = try Sandbox()
    let rule = try function(sandbox, Self.setUp + "\nreturn function()\n\(write) end")
    try sandbox.freeze()
    sandbox.begin(.decision)
    let error = #expect(throws: ScriptError.self) { try sandbox.call(rule, []) }
    #expect(error?.line == 9)
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test(
    "reading works as before",
    arguments: [
      ("#kinds, kinds[2], kinds.inner.x, kinds.again.again[1]", [.integer(2), .text("b"), .integer(1), .text("a")]),
      ("table.concat(kinds, ','), table.unpack(captured.list)", [.text("a,b"), .integer(1), .integer(2)]),
      (
        "rawlen(kinds), rawget(kinds, 1), next(kinds.inner), type(kinds)",
        [.integer(2), .text("a"), .text("x"), .text("table")]
      ),
      ("(function() local s = '' for i, v in ipairs(kinds) do s = s .. i .. v end return s end)()", [.text("1a2b")]),
      (
        "(function() local s = '' for k in pairs(kinds) do s = s .. tostring(k) end return s end)()",
        [.text("12againinner")]
      ),
      ("kinds == kinds.again, rawequal(kinds, kinds.again)", [.yesno(true), .yesno(true)]),
      ("count(kinds), sum(captured.list)", [.integer(2), .integer(3)]),
    ] as [(String, [LuaValue])])
  func reads(_ expression: String, _ values: [LuaValue]) throws {
    let sandbox = try Sandbox()
    let rule = try function(sandbox, Self.setUp + "\nreturn function() return \(expression) end")
    #expect(Array(try sandbox.call(rule, []).prefix(values.count)) == values)
    try sandbox.freeze()
    sandbox.begin(.decision)
    #expect(Array(try sandbox.call(rule, []).prefix(values.count)) == values)
  }

  @Test("a captured local is put back before each run, and named")
  func capturedLocals() throws {
    let sandbox = try Sandbox()
    let rule = try function(sandbox, Self.setUp + "\nreturn function() nan = nan return helpers.bump() end")
    try sandbox.freeze()
    for _ in 0..<3 {
      sandbox.begin(.decision)
      #expect(sandbox.changedLocal == nil)
      #expect(try sandbox.call(rule, []) == [.integer(1)])
      #expect(sandbox.changedLocal == "calls")
    }
    sandbox.begin(.decision)
    #expect(sandbox.changedLocal == nil)
  }

  @Test("a captured zero keeps its sign", arguments: ["0.0", "-0.0"])
  func signOfZero(_ zero: String) throws {
    let sandbox = try Sandbox()
    let rule = try function(sandbox, "local z = \(zero) return function() local was = 1 / z < 0 z = -z return was end")
    try sandbox.freeze()
    for _ in 0..<3 {
      sandbox.begin(.decision)
      #expect(try sandbox.call(rule, []) == [.yesno(zero == "-0.0")])
      #expect(sandbox.changedLocal == "z")
    }
  }

  @Test("a table that is a key would never be found again, and is refused by its line")
  func tablesAsKeys() throws {
    let sandbox = try Sandbox()
    _ = try function(sandbox, "local gold = {}\nlocal worth = { [gold] = 5 }\nreturn function() return worth[gold] end")
    let error = #expect(throws: (any Error).self) { try sandbox.freeze() }
    #expect("\(error, default: "")".contains("a table is a key in a table that the rules keep"))
  }

  @Test("a function inside a table of functions captures nothing that lasts")
  func nestedFunctions() throws {
    let sandbox = try Sandbox()
    let rule = try function(
      sandbox,
      """
      local shared, made = 1, {}
      local function set() shared = shared + 1 made = { shared } end
      local tools = { inner = { set } }
      return function() tools.inner[1]() return shared, made[1] end
      """)
    try sandbox.freeze()
    for _ in 0..<3 {
      sandbox.begin(.decision)
      #expect(try sandbox.call(rule, []) == [.integer(2), .integer(2)])
    }
  }

  @Test("a table of the call's own can be changed")
  func ownTables() throws {
    let sandbox = try Sandbox()
    let rule = try function(sandbox, "return function() local t = { 3, 1 } t.x = 1 table.sort(t) return t[1] end")
    try sandbox.freeze()
    #expect(try sandbox.call(rule, []) == [.integer(1)])
  }

  @Test(
    "an iterator that counts on can't be kept",
    arguments: [
      "it = ('abc'):gmatch('.')", "local it = pairs({ 1, 2 }) function rule() return it() end",
    ])
  func iterators(_ source: String) throws {
    let sandbox = try Sandbox()
    _ = try sandbox.run(source, name: "test.lua")
    let error = #expect(throws: ScriptError.self) { try sandbox.freeze() }
    #expect(error?.message == "an iterator can't be kept for a rule: call pairs or gmatch inside it")
  }

  @Test("what is nested too deep to freeze is an error, not a crash")
  func deepTables() throws {
    let sandbox = try Sandbox()
    _ = try sandbox.run("t = {} local u = t for i = 1, 10000 do u.x = {} u = u.x end", name: "test.lua")
    let error = #expect(throws: ScriptError.self) { try sandbox.freeze() }
    #expect(error?.message == "tables and functions are nested too deep")
  }
}
