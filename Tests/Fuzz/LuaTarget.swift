import LuaHost

/// Any text as a script: it keeps to its budget, does the same in every sandbox, and the sandbox can be used after it.
enum LuaTarget {
  /// Small: what never ends shall end soon.
  private static let budget = Budget(instructions: 50_000, memory: 1 << 20, output: 4 << 10)

  static func run(_ bytes: UnsafeRawBufferPointer) throws { try run(String(decoding: bytes, as: UTF8.self)) }

  static func run(_ script: String) throws {
    let first = try outcome(script)
    let second = try outcome(script)
    Fuzz.expect(first == second, "another result: \(first) \(second)")
  }

  private static func outcome(_ script: String) throws -> String {
    var printed: [UInt8] = []
    let sandbox = try Sandbox(budget: budget)
    sandbox.print = { printed += $0 }
    try sandbox.define("host") { call in
      guard let argument = call.arguments.first else { throw HostError("host needs a value") }
      return argument
    }
    var outcome = ""
    sandbox.begin(budget)
    do {
      let values = try sandbox.run(script, name: "script.lua")
      outcome = "\(values.map(text))"
      for case .function(let function) in values {
        sandbox.begin(budget)
        outcome += "\(((try? sandbox.call(function, [.integer(1), .text("x")])) ?? []).map(text))"
      }
    } catch let error as ScriptError {
      Fuzz.expect(!error.sentence().isEmpty, "an error without a message")
      outcome = "\(error)"
    }
    Fuzz.expect(sandbox.memoryHeld <= budget.memory, "\(sandbox.memoryHeld) bytes are held")
    Fuzz.expect(sandbox.instructionsUsed <= budget.instructions + 1000, "\(sandbox.instructionsUsed) instructions")
    Fuzz.expect(printed.count <= budget.output, "\(printed.count) bytes are printed")
    expectUsable(sandbox)
    return outcome + String(decoding: printed, as: UTF8.self)
  }

  /// Whatever ran before: frozen, it still answers. An iterator that the script left behind can't be frozen, and that
  /// is said.
  private static func expectUsable(_ sandbox: Sandbox) {
    do {
      sandbox.begin(.run)
      Fuzz.expect(try sandbox.run("return 6 * 7", name: "after.lua") == [.integer(42)], "it cannot multiply any more")
      do { try sandbox.freeze() } catch let error as ScriptError where error.message.contains("can't be kept") { return }
      sandbox.begin(.run)
      Fuzz.expect(try sandbox.run("return #'ab'", name: "frozen.lua") == [.integer(2)], "frozen, it cannot count")
    } catch {
      Fuzz.expect(false, "it is of no use any more: \(error)")
    }
  }

  /// Numbers of functions and records are the sandbox's own.
  private static func text(_ value: LuaValue) -> String {
    switch value {
    case .number(let number) where number.isNaN: "nan"
    default: "\(value)"
    }
  }
}

/// Scripts that follow Lua's grammar, written by an input's choices.
enum GrammarTarget {
  static func run(_ bytes: UnsafeRawBufferPointer) throws {
    var writer = ScriptWriter(Choices(bytes))
    try LuaTarget.run(writer.script())
  }
}
