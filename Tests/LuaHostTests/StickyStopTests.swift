import LuaHost
import Testing

/// A script that must be stopped, by which limit, and on which line.
struct Hostile: CustomTestStringConvertible, Sendable {
  enum Limit: Sendable { case instructions, pattern, memory, output, either }
  let limit: Limit
  let line: Int?
  let source: String

  init(_ limit: Limit, line: Int? = 1, _ source: String) {
    self.limit = limit
    self.line = line
    self.source = source
  }

  var testDescription: String { String(source.prefix(60)) }

  func matches(_ reason: ScriptError.Reason) -> Bool {
    switch (limit, reason) {
    case (.instructions, .instructions), (.pattern, .pattern), (.memory, .memory), (.output, .output): true
    case (.either, .instructions), (.either, .memory): true
    default: false
    }
  }
}

@Suite("a spent budget stops whatever a script does")
struct StickyStopTests {
  static let small = Budget(instructions: 200_000, memory: 4 << 20, output: 1000)

  /// With instructions enough to reach the limit of memory first.
  static let roomy = Budget(instructions: 20_000_000, memory: 4 << 20, output: 1000)

  static let loops = [
    Hostile(.instructions, "while true do end"),
    Hostile(.instructions, line: 2, "\nrepeat until false"),
    Hostile(.instructions, "for i = 1, 1e15 do end"),
    Hostile(.instructions, "for i = 1.5, math.huge do end"),
    Hostile(.instructions, line: 3, "local n = 1\n\n::again:: n = n + 1 goto again"),
    Hostile(.instructions, "local function f() return f() end f()"),
    Hostile(.instructions, line: nil, "local function f() pcall(f) return f() end f()"),
    Hostile(.instructions, "while true do ipairs({}) end"),
  ]

  /// H4, H5: what catches the error goes on to nothing.
  static let catchers = [
    Hostile(.instructions, line: 2, "while true do\npcall(function() while true do end end) end"),
    Hostile(.instructions, "for i = 1, 20 do pcall(function() while true do end end) end return 'survived'"),
    Hostile(.instructions, "while true do pcall(error) end"),
    Hostile(.instructions, "while true do pcall(pcall, error) end"),
    Hostile(.instructions, "pcall(pcall, pcall, function() while true do end end) return 'survived'"),
    Hostile(.instructions, "while true do pcall(function() local x = nil return x.a.b end) end"),
    Hostile(.instructions, "pcall(string.rep, 'x', 1e6) while true do pcall(string.rep, 'x', 1e6) end"),
  ]

  /// Functions of the script that the library calls.
  static let callbacks = [
    Hostile(.instructions, "table.sort({ 1, 2, 3 }, function() while true do end end)"),
    Hostile(
      .instructions,
      "local t = {} for i = 1, 2000 do t[i] = i % 7 end "
        + "while true do table.sort(t, function(a, b) return a < b end) end"),
    Hostile(.instructions, "('x'):gsub('.', function() while true do end end)"),
    Hostile(.instructions, "while true do ('xxxx'):gsub('.', function(c) return c end) end"),
    Hostile(.instructions, "count({ 1 }, function() while true do end end)"),
    Hostile(.instructions, "where({ 1 }, function() while true do end end)"),
    Hostile(.instructions, "sort_by({ 1 }, function() while true do end end)"),
    Hostile(.instructions, "group_by({ 1 }, function() while true do end end)"),
    Hostile(.instructions, "sum({ 1 }, function() while true do end end)"),
    Hostile(.instructions, "for w in ('x'):rep(1000):gmatch('.') do while true do end end"),
  ]

  /// H1, H2: work inside C is charged as well.
  static let work = [
    Hostile(.instructions, "('a'):rep(60):find(('.*'):rep(8) .. 'z')"),
    Hostile(.instructions, "local s = ('a'):rep(26) return s:find(('a-'):rep(26) .. 'b')"),
    Hostile(.instructions, "while true do pcall(string.find, ('a'):rep(40000), '.-b') end"),
    Hostile(.instructions, "local s = ('a'):rep(500000) while true do s:find('b', 1, true) end"),
    Hostile(.instructions, "local s = ('('):rep(500000) while true do s:match('%b()') end"),
    Hostile(.instructions, "while true do string.rep('x', 1000000) end"),
    Hostile(.instructions, "local s = ('x'):rep(500000) while true do local t = s .. 'y' end"),
    Hostile(.instructions, "local s = ('x'):rep(500000) while true do s:upper() end"),
    Hostile(.instructions, "local s = ('x'):rep(500000) while true do utf8.len(s) end"),
    Hostile(.instructions, "local f, s = utf8.codes('a' .. ('\\x80'):rep(500000)) while true do pcall(f, s, 1) end"),
    Hostile(.instructions, "local t = {} for i = 1, 1000 do t[i] = 'xxxx' end while true do table.concat(t) end"),
    Hostile(.instructions, "while true do table.move({}, 1, 999999, 2) end"),
    Hostile(.instructions, "local t = {} for i = 1, 5000 do t[i] = i end while true do table.insert(t, 1, 0) end"),
    Hostile(.instructions, "local t = {} for i = 1, 5000 do t[i] = i end while true do table.remove(t, 1) end"),
    Hostile(.instructions, "local t = {} for i = 1, 1000 do t[i] = i end while true do next(t) end"),
    Hostile(.instructions, "local t = {} for i = 1, 1000 do t['k' .. i] = i end while true do pairs(t) end"),
    Hostile(.instructions, "while true do table.unpack({}, 1, 5000) end"),
    Hostile(.instructions, "while true do ('%99d %-99s'):format(1, 'x') end"),
    Hostile(.instructions, "while true do tostring(1.5) end"),
    Hostile(
      .instructions, line: nil,
      "local function f(...) while true do local n = select('#', ...) end end "
        + "f(table.unpack({}, 1, 20000))"),
    Hostile(.either, line: nil, "local function g(...) return g(1, ...) end g()"),
  ]

  /// One call of a pattern function has a limit of its own, however much the budget allows.
  static let patterns = [
    Hostile(.pattern, line: 2, "\npcall(string.find, ('a'):rep(26), ('a-'):rep(26) .. 'b')"),
    Hostile(.pattern, "while true do pcall(string.match, ('a'):rep(60), ('.*'):rep(8) .. 'z') end"),
    Hostile(.pattern, "pcall(string.gsub, ('a'):rep(60), ('.*'):rep(8) .. 'z', '') return 'survived'"),
    Hostile(.pattern, "pcall(function() for w in ('a'):rep(60):gmatch(('.*'):rep(8) .. 'z') do end end)"),
  ]

  /// H3: memory is a limit of its own, and no clock.
  static let memory = [
    Hostile(.memory, "local t = {} while true do t[#t + 1] = {} end"),
    Hostile(.memory, line: 2, "local s = 'x'\nwhile true do s = s .. s end"),
    Hostile(.memory, "local t = {} for i = 1, 100 do t[i] = ('x'):rep(1000000 + i) end"),
    Hostile(
      .memory,
      "while true do pcall(function() local t = {} "
        + "while true do t[#t + 1] = ('x'):rep(1000) .. #t end end) end"),
    Hostile(.memory, "local function f() return 1 + f() end f()"),
    Hostile(.memory, "local function f() local ok = pcall(f) return 1 + f() end return pcall(f)"),
    Hostile(.memory, line: nil, "local s, t = ('x'):rep(1000000), {} for i = 1, 100 do t[i] = s end return t"),
    Hostile(.either, line: nil, "local t = {} for i = 1, 50 do t = { t, t } end return t"),
  ]

  static let output = [
    Hostile(.output, line: 2, "while true do\nprint('x') end"),
    Hostile(.output, "while true do pcall(print, ('x'):rep(300)) end"),
    Hostile(.output, "while true do print() end"),
    Hostile(.output, "pcall(print, ('x'):rep(2000)) return 'survived'"),
  ]

  @Test("loops", arguments: loops)
  func stopsLoops(_ script: Hostile) throws { try check(script) }

  @Test("what catches errors", arguments: catchers)
  func stopsCatchers(_ script: Hostile) throws { try check(script) }

  @Test("functions that the library calls", arguments: callbacks)
  func stopsCallbacks(_ script: Hostile) throws { try check(script) }

  @Test("work inside the library", arguments: work)
  func stopsWork(_ script: Hostile) throws { try check(script) }

  @Test("one call of a pattern function", arguments: patterns)
  func stopsPatterns(_ script: Hostile) throws { try check(script, Self.roomy) }

  @Test("memory", arguments: memory)
  func stopsMemory(_ script: Hostile) throws { try check(script, Self.roomy) }

  @Test("output", arguments: output)
  func stopsOutput(_ script: Hostile) throws { try check(script) }

  private func check(_ script: Hostile, _ budget: Budget = small) throws {
    let sandbox = try Sandbox(budget: budget)
    let printed = sandbox.recording()
    let error = #expect(throws: ScriptError.self) { try sandbox.run(script.source, name: "test.lua") }
    let found = try #require(error)
    #expect(script.matches(found.reason), "\(found)")
    if let line = script.line { #expect(found.line == line, "\(found)") }
    #expect(printed.text.utf8.count <= Self.small.output)
    #expect(sandbox.memoryHeld <= Self.small.memory)
    // Stopped for good, until a new run begins.
    #expect(throws: ScriptError.self) { try sandbox.run("for i = 1, 10 do end", name: "test.lua") }
    sandbox.begin(budget)
    #expect(try sandbox.run("return 1 + 1", name: "test.lua") == [.integer(2)])
  }
}
