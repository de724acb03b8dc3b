import LuaHost

/// A function of a script that stands where the language takes one.
package struct RuleFunction: Hashable, Sendable {
  fileprivate let body: LuaFunction
  /// Whose it is: what it may see depends on it.
  let origin: Int
  /// Where it is defined, or, for one of the library, where it is given.
  package let line: Int

  /// - Parameter site: where it was given, and by whom.
  init(_ body: LuaFunction, at site: Site) {
    self.body = body
    origin = site.origin
    line = body.line > 0 ? body.line : site.line
  }
}

extension Sandbox {
  func call(_ function: RuleFunction, with first: Argument, _ second: Argument? = nil, _ third: Argument? = nil) throws
    -> Outcome
  {
    try call(function.body, with: first, second, third)
  }
}
