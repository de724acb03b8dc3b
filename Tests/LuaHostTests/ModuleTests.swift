import LuaHost
import Testing

@Suite("A script in several files")
struct ModuleTests {
  /// The first file has ten lines, so that the lines of the others begin at 11 and at 31.
  private func sandbox(_ one: String = "return { name = 'one' }", _ two: String = "return 'two'") throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.define(module: "one", source: one, file: "one.lua", firstLine: 11)
    try sandbox.define(module: "lib.two", source: two, file: "lib/two.lua", firstLine: 31)
    return sandbox
  }

  @Test func `a file is run once, and gives each that requires it the same value`() throws {
    let sandbox = try sandbox("print('one runs') return { n = 1 }", "return require('one')")
    let printed = sandbox.recording()
    let values = try sandbox.run(
      "local a, b = require 'one', require 'lib.two' a.n = 2 return b.n, a == b, require('one').n", name: "main.lua")
    #expect(values == [.integer(2), .yesno(true), .integer(2)])
    #expect(printed.text == "one runs\n")
  }

  @Test func `a file that returns nothing is true, and is given its own name`() throws {
    let sandbox = try sandbox("print(...)", "return false")
    let printed = sandbox.recording()
    let values = try sandbox.run("return require 'one', require 'lib.two'", name: "main.lua")
    #expect(values == [.yesno(true), .yesno(false)])
    #expect(printed.text == "one\n")
  }

  @Test func `an error names the file in which it stands, and its own line there`() throws {
    let sandbox = try sandbox("\n\nreturn { fail = function() return nil + 1 end }", "\nerror('no luck')")
    let first = #expect(throws: ScriptError.self) { try sandbox.run("require 'lib.two'", name: "main.lua") }
    #expect(first?.script == "lib/two.lua" && first?.line == 2 && first?.message == "no luck")
    let second = #expect(throws: ScriptError.self) { try sandbox.run("\nrequire('one').fail()", name: "main.lua") }
    #expect(second?.script == "one.lua" && second?.line == 3)
    let third = #expect(throws: ScriptError.self) { try sandbox.run("\n\n\nlocal x = nil .. ''", name: "main.lua") }
    #expect(third?.script == "main.lua" && third?.line == 4)
  }

  @Test func `what is no Lua is found before anything runs, with its own line`() throws {
    let sandbox = try Sandbox()
    let error = #expect(throws: ScriptError.self) {
      try sandbox.define(module: "one", source: "\nlocal = 1", file: "one.lua", firstLine: 100)
    }
    #expect(error?.reason == .syntax && error?.script == "one.lua" && error?.line == 2)
    let compiled = #expect(throws: ScriptError.self) {
      try sandbox.define(module: "two", source: "\u{1B}Lua", file: "two.lua", firstLine: 200)
    }
    #expect(compiled?.reason == .source && compiled?.script == "two.lua")
  }

  @Test func `a spent budget names the file that spent it`() throws {
    let sandbox = try sandbox("\nreturn { spin = function()\n while true do end end }")
    let error = #expect(throws: ScriptError.self) { try sandbox.run("require('one').spin()", name: "main.lua") }
    #expect(error?.isOverBudget == true && error?.script == "one.lua" && error?.line == 3)
    #expect(error?.culprit?.script == "one.lua" && error?.culprit?.line == 3)
  }

  @Test(
    "a name that leads nowhere is an error with its line",
    arguments: [
      ("require 'three'", "there is no module 'three'"), ("require 'lib/two'", "there is no module 'lib/two'"),
      ("require '../one'", "there is no module '../one'"), ("require 'one\\0'", "there is no module 'one"),
      ("require()", "string expected, got no value"), ("require {}", "string expected, got table"),
      ("require(1)", "string expected, got number"),
    ])
  func unknown(_ script: String, _ message: String) throws {
    let error = try #require(throws: ScriptError.self) { try sandbox().run("\n" + script, name: "main.lua") }
    #expect(error.message.contains(message), "\(error.message)")
    #expect(error.line == 2)
  }

  @Test func `files that require each other are told so`() throws {
    let sandbox = try sandbox("return require 'lib.two'", "\nreturn require 'one'")
    let error = try #require(throws: ScriptError.self) { try sandbox.run("require 'one'", name: "main.lua") }
    #expect(error.script == "lib/two.lua" && error.line == 2)
    #expect(error.message.contains("two files can't need each other"))
  }

  @Test func `what a file returns can't be changed by a rule, nor can a rule load another`() throws {
    let sandbox = try sandbox("local count = 0 return { list = {}, bump = function() count = count + 1 return count end }")
    let rules = try sandbox.run(
      """
      local one = require "one"
      return function() one.list[1] = 1 end, function() return one.bump() end, function() return require "lib.two" end,
        function() require("one").list[1] = 1 end
      """, name: "main.lua")
    try sandbox.freeze()
    let functions = rules.compactMap { if case .function(let function) = $0 { function } else { nil } }
    try #require(functions.count == 4)
    for (place, message) in [(0, "read-only"), (2, "stands at the file's own level"), (3, "read-only")] {
      sandbox.begin(.decision)
      let error = #expect(throws: ScriptError.self) { try sandbox.call(functions[place], []) }
      #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }
    for _ in 1...2 {
      sandbox.begin(.decision)
      #expect(try sandbox.call(functions[1], []) == [.integer(1)])
    }
  }

  @Test func `two hundred files that require each other in a row end well or with an error`() throws {
    let sandbox = try Sandbox()
    for number in 1...200 {
      let next = number < 200 ? "return 1 + require 'm\(number + 1)'" : "return 1"
      try sandbox.define(module: "m\(number)", source: next, file: "m\(number).lua", firstLine: number + 1)
    }
    let error = #expect(throws: ScriptError.self) { try sandbox.run("return require 'm1'", name: "main.lua") }
    #expect(error?.message.contains("overflow") == true, "\(error?.message ?? "")")
    #expect(try sandbox.run("return 1 + 1", name: "main.lua") == [.integer(2)])
  }

  @Test func `a bundle has globals of its own, and neither side sees those of the other`() throws {
    let sandbox = try Sandbox()
    let printed = sandbox.recording()
    try sandbox.define("shared") { _ in .text("host") }
    try sandbox.define(bundleLoader: "use")
    sandbox.findBundle = { call in
      guard call.arguments.first == .text("pack") else { throw HostError("no such pack") }
      return .integer(3)
    }
    sandbox.resolveGlobal = { _ in .none }
    try sandbox.define(module: "words", source: "return 'of the script'", file: "words.lua", firstLine: 10)
    try sandbox.define(
      module: nil, of: 3, source: "print(mine, shared(), require 'words', string.upper('x'))\ntheirs = 'theirs'\nmine = 'not'",
      file: "pack/main.lua", firstLine: 20)
    try sandbox.define(module: "words", of: 3, source: "print(theirs) return 'of the pack'", file: "pack/words.lua", firstLine: 30)
    let values = try sandbox.run(
      "mine = 'mine' local done = use 'pack' use 'pack' return done, mine, theirs, require 'words'", name: "main.lua")
    #expect(values == [.yesno(true), .text("mine"), .none, .text("of the script")])
    #expect(printed.text == "nil\nnil\thost\tof the pack\tX\n")
    let unknown = #expect(throws: ScriptError.self) { try sandbox.run("use 'other'", name: "main.lua") }
    #expect(unknown?.message == "no such pack")
  }

  @Test(
    "who asks the host is told by whose function was called, however it was called",
    arguments: [
      "ask()", "pcall(ask)", "pcall(pcall, pcall, pcall, pcall, pcall, pcall, pcall, pcall, pcall, ask)",
      "('x'):gsub('x', ask)", "table.sort({ 2, 1 }, ask)", "count({ 1 }, ask)", "where({ 1 }, ask)", "sort_by({ 1 }, ask)",
      "group_by({ 1 }, ask)", "sum({ 1 }, ask)", "(function() return ask() end)()", "days('x')", "pcall(days, 'x')",
      "return ask()", "return pcall(pcall, pcall, pcall, pcall, pcall, pcall, pcall, ask)", "missing = global",
      "return pcall(next, { global })", "rawget(_ENV, 'x') return global", "use 'nobody'", "return pcall(pcall, use, 'nobody')",
      "require 'nothing'", "return pcall(pcall, require, 'nothing')",
    ])
  func asking(_ script: String) throws {
    for bundle in [0, 1] {
      let sandbox = try Sandbox()
      var askers: Set<Int?> = []
      func note(_ call: Sandbox.Call) -> LuaValue {
        askers.insert(call.bundle)
        return .number(1)
      }
      try sandbox.define("ask") { note($0) }
      try sandbox.define("days", multipliesBy: 86_400) { note($0) }
      try sandbox.define(bundleLoader: "use")
      sandbox.resolveGlobal = { note($0) }
      sandbox.unknownModule = { note($0) }
      sandbox.findBundle = { call in
        if call.arguments == [.text("pack")] { return .integer(1) }
        _ = note(call)
        throw HostError("none")
      }
      let words = "return 1"
      try sandbox.define(module: "words", of: bundle, source: words, file: "words.lua", firstLine: 5)
      if bundle == 1 {
        try sandbox.define(module: nil, of: 1, source: script, file: "pack.lua", firstLine: 10)
        _ = try? sandbox.run("use 'pack'", name: "main.lua")
      } else {
        _ = try? sandbox.run(script, name: "main.lua")
      }
      #expect(askers == [bundle], "\(script)")
    }
  }

  @Test func `the line of a call is found below any number of library functions`() throws {
    let sandbox = try Sandbox()
    var lines: [Int] = []
    try sandbox.define("ask") { call in
      lines.append(call.line)
      return .none
    }
    let many = String(repeating: "pcall, ", count: 60)
    _ = try sandbox.run("\nask()\npcall(\(many)ask)\nreturn (pcall(\(many)ask))", name: "main.lua")
    #expect(lines == [2, 3, 4])
  }

  @Test func `a global that the host sets later is set for every bundle`() throws {
    let sandbox = try Sandbox()
    try sandbox.define(bundleLoader: "use")
    sandbox.findBundle = { _ in .integer(1) }
    var kept: LuaFunction?
    try sandbox.define("keep") { call in
      if case .function(let function)? = call.arguments.first { kept = function }
      return .none
    }
    try sandbox.set("now", to: .number(1))
    try sandbox.define(module: nil, of: 1, source: "keep(function() return now end)", file: "pack.lua", firstLine: 10)
    _ = try sandbox.run("use 'pack'", name: "main.lua")
    try sandbox.freeze()
    try sandbox.set("now", to: .number(2))
    #expect(try sandbox.call(try #require(kept), []) == [.number(2)])
  }

  @Test(
    "nothing leads from a bundle to the script's own globals",
    arguments: [
      "_ENV.secret", "rawget(_ENV, 'secret')", "_G", "require('main')", "next(_ENV)", "getmetatable(_ENV)",
      "string.secret", "print.secret", "('x').secret", "debug", "load", "select(2, pcall(error, secret))",
    ])
  func closed(_ attempt: String) throws {
    let sandbox = try Sandbox()
    let printed = sandbox.recording()
    try sandbox.define(bundleLoader: "use")
    sandbox.findBundle = { _ in .integer(1) }
    sandbox.resolveGlobal = { _ in .none }
    try sandbox.define(
      module: nil, of: 1, source: "print(pcall(function() return \(attempt) end))", file: "pack.lua", firstLine: 10)
    _ = try sandbox.run("secret = 'hush-4711' use 'pack'", name: "main.lua")
    #expect(!printed.text.isEmpty && !printed.text.contains("hush"), "\(printed.text)")
  }

  @Test func `what a bundle has set can't be changed once rules run`() throws {
    let sandbox = try Sandbox()
    try sandbox.define(bundleLoader: "use")
    sandbox.findBundle = { _ in .integer(1) }
    var kept: LuaFunction?
    try sandbox.define("keep") { call in
      if case .function(let function)? = call.arguments.first { kept = function }
      return .none
    }
    let source = "list = { 1 } total = 0\nkeep(function(what)\nif what == 1 then list[1] = 2 else total = 1 end end)"
    try sandbox.define(module: nil, of: 1, source: source, file: "pack.lua", firstLine: 10)
    _ = try sandbox.run("use 'pack'", name: "main.lua")
    try sandbox.freeze()
    let rule = try #require(kept)
    for (what, message) in [(1, "read-only"), (2, "'total' can't be set inside a rule")] {
      sandbox.begin(.decision)
      let error = #expect(throws: ScriptError.self) { try sandbox.call(rule, [.integer(what)]) }
      #expect(error?.message.contains(message) == true && error?.script == "pack.lua" && error?.line == 3, "\(error?.message ?? "")")
    }
  }
}
