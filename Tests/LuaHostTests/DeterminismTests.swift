import LuaHost
import Testing

@Suite("the same script gives the same bytes")
struct DeterminismTests {
  @Test(
    "in every fresh sandbox",
    arguments: [
      // Own order of keys, whatever Lua's hash seed is.
      "local t = {} for i = 1, 50 do t['key' .. i] = i t[i * 1.5] = i t[-i] = i end t[true] = 1 t[false] = 2 "
        + "for k, v in pairs(t) do print(k, v) end",
      "local t = { z = 1, a = 2, m = 3, [1] = 4 } local k repeat k = next(t, k) print(k) until k == nil",
      // One sequence of random numbers.
      "for i = 1, 50 do print(math.random(), math.random(100), math.random(0), math.random(-5, 5)) end",
      // Ties stay in order, and a comparator that answers nonsense still ends.
      "local t = {} for i = 1, 200 do t[i] = { i % 3, i } end table.sort(t, function(a, b) return a[1] < b[1] end) "
        + "for _, p in ipairs(t) do print(p[1], p[2]) end",
      "local t = {} for i = 1, 200 do t[i] = i end table.sort(t, function(a, b) return math.random() < 0.5 end) "
        + "print(table.concat(t, ' '))",
      "local t = {} for i = 1, 200 do t[i] = i end table.sort(t, function() return true end) print(table.concat(t, ' '))",
      // No addresses, and no locale.
      "print({}, print, tostring, {} == {}, string.format('%s %s', {}, print), 1.5, 1 / 3, 2^53, -0.0, 1e100)",
      "print(('ÄÖ'):lower(), ('äö'):upper(), 'a' < 'B', 'Z' < 'a', 'ä' < 'z')",
      "for k, g in pairs(group_by({ 5, 3, 5, 1 }, function(x) return x end)) do print(k, #g) end",
    ])
  func sameBytes(_ source: String) throws {
    let first = try printed(source)
    #expect(!first.isEmpty)
    for _ in 0..<5 { #expect(try printed(source) == first) }
  }

  @Test("returned and handed tables arrive in order, whatever their keys are")
  func tables() throws {
    let source = """
      local t = { "a", "b", [10] = 1, [-1] = 1, [1.5] = 1, [true] = 1, [false] = 1, z = 1, a = 1, ["\\xff"] = 1,
        [math.maxinteger] = 1, [math.maxinteger - 1] = 1 }
      for i = 1, 40 do t["k" .. i] = i end
      return t
      """
    let first = try run(source)
    for _ in 0..<10 { #expect(try run(source) == first) }
    guard case .table(let table)? = first.first else { throw HostError("no table") }
    #expect(table.items == [.text("a"), .text("b")])
    #expect(
      table.pairs.prefix(5).map(\.key) == [
        .integer(-1), .number(1.5), .integer(10), .integer(Int.max - 1), .integer(Int.max),
      ])
    #expect(table.pairs.suffix(3).map(\.key) == [.bytes([0xFF]), .yesno(false), .yesno(true)])
  }

  @Test("random numbers do not depend on the runs before")
  func randomPerRun() throws {
    let sandbox = try Sandbox()
    let roll = try function(sandbox, "return function() return math.random(1000000) end")
    sandbox.begin(.decision)
    let first = try sandbox.call(roll, [])
    _ = try sandbox.call(roll, [])
    sandbox.begin(.decision)
    #expect(try sandbox.call(roll, []) == first)
  }

  @Test("tostring never shows an address")
  func noAddresses() throws {
    let sandbox = try Sandbox.withPeople()
    let rows = try PeopleRows()
    let show = try function(
      sandbox,
      """
      return function(p) return table.concat({ tostring(p), tostring(p.tags), tostring(p.extra), tostring(p.partner),
        tostring({}), tostring(print), tostring(function() end), tostring(string), tostring(pairs({})) }, " ") end
      """)
    let row = rows.person("Ann", tags: ["x"], partner: rows.person("Bob"))
    let outcome = try sandbox.call(show, with: .record(People.person, row))
    guard case .text(let text) = outcome.value else { throw HostError("no text") }
    #expect(String(decoding: text, as: UTF8.self) == "record list map record table function function table function")
    #expect(try failure("return ('%p'):format({})")?.message.contains("invalid conversion '%p'") == true)
  }

  private func printed(_ source: String) throws -> String {
    let sandbox = try Sandbox()
    let printed = sandbox.recording()
    _ = try sandbox.run(source, name: "test.lua")
    return printed.text
  }
}
