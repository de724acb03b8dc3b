public import LuaHost
import ReferRules

/// What rules may use, a decision and outside decisions.
public typealias Budgets = LuaHost.Budgets

extension Budgets {
  /// The defaults with some parts set, each as a person writes it: `instructions=400k`, `memory=64MiB`.
  ///
  /// The parts are `instructions` and `output`, of one decision; `memory`; and `run-instructions` and `run-output`,
  /// of loading the rules and of scripts that decide nothing.
  ///
  /// - Throws: ``ReferError`` that names the nearest part, or what the part can be set to.
  public init(_ parts: [String]) throws {
    self.init()
    for part in parts {
      do { try set(part) } catch { throw ReferError("--budget: \(error)") }
    }
  }
}
