package import LuaHost

/// Which of the ``Budgets`` a script ran under.
package enum BudgetScope: Sendable {
  case decision, run

  private var name: String { self == .decision ? "this decision's budget" : "this run's budget" }

  /// What happened, and what to do about it, for all that is no Lua message.
  package func told(_ error: ScriptError) -> (message: String, remedy: String?) {
    (error.sentence(of: name), remedy(error))
  }

  private func remedy(_ error: ScriptError) -> String? {
    switch error.reason {
    case .instructions(let limit):
      let part: BudgetPart = self == .decision ? .instructions : .runInstructions
      return lessWork(error.culprit?.function) + more(part, limit)
    case .pattern: return lessWork("string.find")
    case .memory(let limit): return "keep fewer and shorter texts and tables" + more(.memory, limit)
    case .output(let limit): return "print less" + more(self == .decision ? .output : .runOutput, limit)
    case .syntax, .failed, .source: return nil
    }
  }

  private func lessWork(_ function: String?) -> String {
    switch function {
    case nil: "look for a loop that never ends, or do less"
    case "string.find", "string.match", "string.gmatch", "string.gsub":
      "make the pattern simpler, or search a shorter text"
    case let function?: "call \(function) less often, or with less"
    }
  }

  /// The flag that doubles a part, as far as it can be set.
  func more(_ part: BudgetPart, _ limit: Int) -> String {
    guard limit > 0, limit <= part.range.upperBound / 2 else { return "" }
    return "; --budget \(part.rawValue)=\(part.text(limit * 2)) allows more"
  }
}
