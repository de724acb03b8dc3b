import Foundation
import LuaHost
import Testing

/// Source text is an attack too. Everything here runs on a thread with 1 MiB of stack.
@Suite("hostile source text")
struct HostileSourceTests {
  /// A source of which only the beginning is shown.
  struct Source: CustomTestStringConvertible, Sendable {
    let text: String
    var testDescription: String { String(text.prefix(50)) }
  }

  static let links = String(repeating: ".a", count: 100_000)

  @Test(
    "long chains of fields are refused before Lua follows them",
    arguments: [
      "local a\nreturn a" + links,
      "local a = {}\na" + String(repeating: "['a']", count: 5000) + " = 1",
      "local a\nreturn " + String(repeating: "(", count: 90) + "a"
        + String(repeating: ".a.a.a.a.a.a)", count: 90) + ".a",
      "local f\nf" + String(repeating: "()", count: 50_000),
      "local f\nf" + String(repeating: "{}", count: 50_000),
      "local f\nf" + String(repeating: "'x'", count: 50_000),
      "local f\nf" + String(repeating: ":m()", count: 50_000),
      "local a --[==[ a ]] ]==] = [=[\n]=]a" + String(repeating: ". --\n a", count: 300),
    ].map(Source.init))
  func longChains(_ source: Source) throws {
    let error = try #require(try onSmallStack { try failure(source.text) })
    #expect(error.reason == .source)
    #expect(error.message == "more than 200 fields or calls behind each other")
    #expect(error.line >= 2)
  }

  @Test("ordinary sources have no chains, however long they are")
  func ordinarySources() throws {
    let calls = String(repeating: "tostring(1)\n", count: 2000)
    let table = "local t = {" + String(repeating: "{ a = { 1, 2 }, 'x', [1] = (2) }, ", count: 2000) + "}"
    let texts = "local s = 'x' .. " + String(repeating: "'a.b.c[1]()' .. ", count: 100) + "\"\\\"\" .. [[x]]"
    let comments = String(repeating: "-- a.b.c.d.e.f\n", count: 2000) + "--[[ a" + Self.links + " ]]"
    let lines = "local x = { a = 1 }\n" + String(repeating: "x.a = x.a\nx = x\n", count: 2000)
    for source in [calls, table, texts, comments, lines] {
      let error = try failure(source)
      #expect(error == nil)
    }
    let chain = "local a = {} a.a = a return a" + String(repeating: ".a", count: 200) + " == a"
    #expect(try run(chain) == [.yesno(true)])
  }

  @Test(
    "the longest chain that is allowed fails with a message",
    arguments: [
      "local a = {} a.a = a\nreturn a" + String(repeating: ".a", count: 196) + ".b.c",
      "local a = {} a.a = a\nreturn a" + String(repeating: "[a and 'a']", count: 196) + ".b.c",
    ].map(Source.init))
  func allowedChain(_ source: Source) throws {
    let error = try #require(try onSmallStack { try failure(source.text) })
    #expect(error.message == "attempt to index a nil value (field 'b')")
    #expect(error.line == 2)
  }

  @Test(
    "deep nesting is an error of the source",
    arguments: [
      "return " + String(repeating: "(", count: 100_000),
      "return " + String(repeating: "{", count: 100_000),
      "return " + String(repeating: "- ", count: 100_000) + "1",
      "return " + String(repeating: "not ", count: 50_000) + "1",
      "return " + String(repeating: "1 .. ", count: 40_000) + "1",
      "return " + String(repeating: "2 ^ ", count: 50_000) + "1",
      String(repeating: "return function() ", count: 10_000),
      String(repeating: "do ", count: 80_000),
      String(repeating: "if x then ", count: 20_000),
      String(repeating: "while x do ", count: 20_000),
      String(repeating: "x[", count: 100_000),
      String(repeating: "f(", count: 100_000),
      "local a\n" + (0..<300).map { "local v\($0)\n" }.joined(),
      "\u{1B}Lua", "\u{1B}", "x = = 1", "return 1 2", "goto nowhere", "break", "\u{0}", "return 'a\nb'",
    ].map(Source.init))
  func deepNesting(_ source: Source) throws {
    let error = try #require(try onSmallStack { try failure(source.text) })
    #expect(error.reason == .syntax || error.reason == .source, "\(error)")
    #expect(!error.message.isEmpty)
    #expect(error.line > 0 || error.reason == .source, "\(error)")
  }

  @Test(
    "what is slow to compile is bounded by the length of a source",
    arguments: [
      "return " + String(repeating: "x and ", count: 40_000) + "x",
      String(repeating: "goto z ", count: 18_000) + (0..<13_000).map { "::l\($0)::" }.joined() + "::z::",
      "local x\nif x then " + String(repeating: "elseif x then ", count: 18_000) + "end",
      "local t = {" + String(repeating: "1,", count: 130_000) + "}",
      (0..<20_000).map { "k\($0)=1 " }.joined(),
      "return " + String(repeating: "9", count: 250_000),
      "return '" + String(repeating: "\\u{10FFFF}", count: 26_000) + "'",
    ].map(Source.init))
  func slowToCompile(_ source: Source) throws {
    _ = try onSmallStack { try failure("local x = false " + source.text) }
  }

  @Test("a source that is too long is not read")
  func tooLong() throws {
    let error = try failure(String(repeating: " ", count: (256 << 10) + 1))
    #expect(error?.reason == .source)
    #expect("\(try #require(error))" == "test.lua: the file has 257 KiB; a script has at most 256")
    #expect(try failure(String(repeating: " ", count: 256 << 10)) == nil)
  }

  @Test("a compiled script is refused with a clear message")
  func bytecode() throws {
    let error = try failure("\u{1B}LuaT")
    #expect(error?.message == "this is a compiled script; only its text is run")
  }

  @Test(
    "recursion through the library ends with a message",
    arguments: [
      "local function f(s) return (s:gsub('.', f)) end f('x')",
      "local function f() return pcall(f) and error('x') end return f() or error('deep')",
      "local function f() table.sort({ 1, 2 }, f) end f()",
      "local function f() return count({ 1 }, f) end f()",
      "local function f() return sort_by({ 1 }, f) end f()",
      "local function f(s) for w in s:gmatch('.') do w:gsub('.', f) end end f('x')",
      "return ('x'):rep(50000):find(('(x)'):rep(32) .. ('x-'):rep(300))",
      "return ('('):rep(1000):find(('%('):rep(900) .. ('.-'):rep(300))",
    ].map(Source.init))
  func recursion(_ source: Source) throws {
    let error = try #require(try onSmallStack { try failure(source.text) })
    #expect(error.line == 1, "\(error)")
    #expect(!error.message.contains("line:"))
  }

  /// Runs `body` on a thread with 1 MiB of stack, as little as the sandbox asks for.
  private func onSmallStack<T>(_ body: @escaping () throws -> T) throws -> T {
    let box = Box<T>(body)
    let thread = Thread { box.run() }
    thread.stackSize = 1 << 20
    thread.start()
    box.done.wait()
    return try #require(box.result).get()
  }

  /// Hands a result from one thread to another, which waits for it.
  private final class Box<T>: @unchecked Sendable {
    let done = DispatchSemaphore(value: 0)
    private(set) var result: Result<T, any Error>?
    private let body: () throws -> T

    init(_ body: @escaping () throws -> T) { self.body = body }

    func run() {
      result = Result { try body() }
      done.signal()
    }
  }
}
