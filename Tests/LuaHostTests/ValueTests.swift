import LuaHost
import Testing

@Suite("values that cross")
struct ValueTests {
  @Test(
    "come back as they went",
    arguments: [
      .none, .yesno(true), .yesno(false), .integer(0), .integer(.max), .integer(.min), .number(1.5), .number(-0.0),
      .number(.infinity), .number(-.infinity), .number(.greatestFiniteMagnitude), .text(""), .text("Ähm € 𝄞 \0 x"),
      .bytes([0xFF, 0x00, 0xC3]), .object(-7), .text(String(repeating: "x", count: 100_000)),
      .table(LuaTable()), .table(LuaTable(items: [.integer(1), .text("x"), .table(LuaTable(items: [.yesno(true)]))])),
      .table(
        LuaTable(
          items: [.none, .integer(2)].filter { $0 != .none },
          pairs: [
            .init(key: .number(0.5), value: .integer(1)), .init(key: .text("a"), value: .table(LuaTable())),
            .init(key: .bytes([0xFF]), value: .integer(2)), .init(key: .yesno(true), value: .integer(3)),
          ])),
    ] as [LuaValue])
  func roundTrip(_ value: LuaValue) throws {
    let sandbox = try Sandbox()
    try sandbox.set("given", to: value)
    try sandbox.define("same") { $0.arguments.first ?? .none }
    if value != .none { #expect(try sandbox.run("return given", name: "test.lua") == [value]) }
    let same = try function(sandbox, "return function(x) return same(x) end")
    #expect(try sandbox.call(same, [value]) == [value])
  }

  @Test("a number is whole where Lua says so")
  func numbers() throws {
    #expect(
      try run("return 1, 1.0, 2^53, 1e308 * 10, 7 // 2, math.mininteger") == [
        .integer(1), .number(1), .number(9_007_199_254_740_992), .number(.infinity), .integer(3), .integer(.min),
      ])
    guard case .number(let nan)? = try run("return 0/0").first else { throw HostError("no number") }
    #expect(nan.isNaN)
  }

  @Test("deep tables cross, to a depth")
  func depth() throws {
    func nested(_ depth: Int) -> String { "local t = {} for i = 1, \(depth) do t = { t } end return t" }
    #expect(try failure(nested(50)) == nil)
    let error = try failure(nested(100))
    #expect(error?.message == "a value is nested more than 60 deep, or holds itself")
  }

  @Test(
    "what can't cross is refused",
    arguments: [
      ("local t = {} t.t = t return t", "a value is nested more than 60 deep, or holds itself"),
      ("return { [{}] = 1 }", "only numbers, texts and yes/no can be keys here, not a table"),
      ("return { [print] = 1 }", "only numbers, texts and yes/no can be keys here, not a function"),
    ])
  func refused(_ source: String, _ message: String) throws {
    #expect(try failure(source)?.message == message)
    let sandbox = try Sandbox()
    try sandbox.define("take") { _ in .none }
    let called = source.replacing("return", with: "\ntake(") + ")"
    let error = #expect(throws: ScriptError.self) { try sandbox.run(called, name: "test.lua") }
    #expect(error?.message == message)
    #expect(error?.line == 2)
  }

  @Test("functions cross by reference, the same one each time")
  func functions() throws {
    let sandbox = try Sandbox()
    let values = try sandbox.run("local f = function(n) return n + 1 end return f, f, print", name: "test.lua")
    guard case .function(let first) = values[0], case .function(let second) = values[1] else {
      throw HostError("no functions")
    }
    #expect(first == second)
    #expect(try sandbox.call(first, [.integer(41)]) == [.integer(42)])
    #expect(values[0] != values[2])
  }

  @Test("many results and arguments cross")
  func many() throws {
    let values = try run("return table.unpack({}, 1, 3000)")
    #expect(values.count == 3000)
    let sandbox = try Sandbox()
    let size = try function(sandbox, "return function(...) return select('#', ...) end")
    let arguments = (0..<3000).map { LuaValue.integer($0) }
    #expect(try sandbox.call(size, arguments) == [.integer(3000)])
  }

  @Test("lists of records and texts come back whole")
  func lists() throws {
    let sandbox = try Sandbox.withPeople()
    let rows = try PeopleRows()
    let people = [rows.person("Ann", age: 2), rows.person("Bob", age: 1)]
    let given = LuaValue.list(LuaList(schema: People.person, items: people))
    try sandbox.set("people", to: given)
    let source = "return people, people[2], sort_by(people, 'age'), #people, where(people, function() end)"
    #expect(
      try sandbox.run(source, name: "test.lua") == [
        given, .record(LuaRecord(schema: People.person, cells: people[1])),
        .list(LuaList(schema: People.person, items: people.reversed())), .integer(2),
        .list(LuaList(schema: People.person, items: [])),
      ])
  }

  @Test("a broken host table is an error, not a crash", arguments: [LuaValue.none, .number(.nan)])
  func brokenKeys(_ key: LuaValue) throws {
    let sandbox = try Sandbox()
    let table = LuaValue.table(LuaTable(pairs: [.init(key: key, value: .integer(1))]))
    #expect(throws: ScriptError.self) { try sandbox.set("broken", to: table) }
    #expect(try sandbox.run("return 1", name: "test.lua") == [.integer(1)])
  }
}
