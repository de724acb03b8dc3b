import LuaHost
import ReferModel
import ReferRules
import TestSupport

/// Any bytes as a rules file: it is refused with problems that have places, or decides about two contacts, twice alike.
enum RulesTarget {
  nonisolated(unsafe) private static let contacts = Result {
    try ContactRows([
      "{}",
      #"{"name":"Ann Lee","city":"Lake Forest","industry":"law","serves":"b2b","trust":4,"tags":["a","b"],"#
        + #""met_at":"2025-06-01","interactions":[{"at":"2026-01-01","kind":"coffee","minutes":60}],"#
        + #""referrals_received":[{"stage":"won","value":1500}],"custom":{"vat":"1"}}"#,
    ])
  }

  static func run(_ bytes: UnsafeRawBufferPointer) throws {
    let first = try outcome(bytes)
    let second = try outcome(bytes)
    Fuzz.expect(first == second, "another result: \(first) \(second)")
  }

  private static func outcome(_ bytes: UnsafeRawBufferPointer) throws -> [String] {
    let source = ScriptSource(name: "rules.lua", bytes: bytes)
    let clock = Clock(now: Example.standardNow, zone: .utc)
    var loader = RuleLoader(clock: clock)
    loader.budgets.run = Budget(instructions: 100_000, memory: 4 << 20, output: 4 << 10)
    do {
      let loaded = try loader.load(source)
      guard !loaded.isPlainScript else { return ["plain"] }
      let decider = try Decider(loaded, clock: clock)
      let rows = try contacts.get().rows
      let decided = rows.map { row in
        let decision = decider.decide(row)
        return "\(decision.bucket ?? "") \(decision.isSettled) \(String(describing: decision.error)) "
          + "\(decision.answers.map { String(describing: $0.value) }) \(Explanation(decision, row, decider))"
      }
      // Nothing of one contact reaches the next.
      let again = rows.reversed().map { decider.decide($0) }
      Fuzz.expect(
        again.reversed().map { "\($0.bucket ?? "") \($0.isSettled)" }.elementsEqual(decided, by: { $1.hasPrefix($0) }),
        "in another order they are decided otherwise")
      return decided + (try ExampleRunner(source, loader: loader).failures.map(\.diagnostic.description))
    } catch let error as RulesError {
      Fuzz.expect(!error.diagnostics.isEmpty, "refused without a problem")
      for problem in error.diagnostics {
        Fuzz.expect(!problem.message.isEmpty, "a problem without words")
        Fuzz.expect(0...error.source.lineCount ~= problem.line, "a problem at line \(problem.line)")
      }
      return [error.description]
    }
  }
}
