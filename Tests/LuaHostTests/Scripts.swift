import LuaHost

/// What a script printed, as text.
final class Printed {
  var text = ""
}

extension Sandbox {
  /// A sandbox whose scripts may be given ``People``.
  static func withPeople(_ budget: Budget = .run, fault: (at: Int, times: Int) = (0, 0)) throws -> Sandbox {
    try Sandbox(budget: budget, schemas: People.schemas, schemaCount: People.count, fault: fault)
  }

  /// Collects what scripts print from now on.
  func recording() -> Printed {
    let printed = Printed()
    print = { printed.text += String(decoding: $0, as: UTF8.self) }
    return printed
  }
}

/// Runs a script in a sandbox of its own.
func run(_ source: String, _ budget: Budget = .run) throws -> [LuaValue] {
  try Sandbox(budget: budget).run(source, name: "test.lua")
}

/// The error with which a script ends, or nil when it ends well.
func failure(_ source: String, _ budget: Budget = .run) throws -> ScriptError? {
  let sandbox = try Sandbox(budget: budget)
  do {
    _ = try sandbox.run(source, name: "test.lua")
    return nil
  } catch let error as ScriptError {
    return error
  }
}

/// The one function that a script returns.
func function(_ sandbox: Sandbox, _ source: String) throws -> LuaFunction {
  struct NoFunction: Error {}
  guard case .function(let function)? = try sandbox.run(source, name: "test.lua").first else { throw NoFunction() }
  return function
}
