// What budgets cost: the same rules with instructions counted, and with no hook that counts them.
//
//   BudgetBenchmark RULES CONTACTS ROUNDS
//
// The other two are scripts: one that only counts, the worst case for a hook, and one that calls the library.

import LuaHost
import ReferKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Seconds of the processor that `work` took.
func cpuSeconds(_ work: () throws -> Void) rethrows -> Double {
  func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
  let start = now()
  try work()
  return now() - start
}

/// The best of some rounds with each kind of budget, one after the other.
func compare(_ name: String, rounds: Int, _ work: (Budgets) throws -> Void) rethrows {
  let counted = Budgets(run: Budget(instructions: 1 << 40, memory: 1 << 30, output: 0))
  let off = Budget(instructions: Budget.uncounted, memory: 1 << 30, output: 0)
  let uncounted = Budgets(decision: off, run: off)
  var best = (on: Double.infinity, off: Double.infinity)
  for _ in 0..<rounds {
    best.off = min(best.off, try cpuSeconds { try work(uncounted) })
    best.on = min(best.on, try cpuSeconds { try work(counted) })
  }
  func text(_ number: Double) -> String { "\((number * 1000).rounded() / 1000)" }
  print("  \(name): on \(text(best.on)), off \(text(best.off)): \(text(best.on / best.off))")
}

guard CommandLine.arguments.count == 4, let rounds = Int(CommandLine.arguments[3]) else {
  print("BudgetBenchmark RULES CONTACTS ROUNDS")
  exit(64)
}
let rules = try RulesFile(path: CommandLine.arguments[1])
let context = try RunContext(now: "2026-01-15T12:00:00Z")
try compare("the benchmark's rules", rounds: rounds) { budgets in
  var evaluation = Evaluation(rules: rules, files: [CommandLine.arguments[2]], run: context)
  evaluation.budgets = budgets
  _ = try evaluation.decide { _ in }
}
for (name, code) in [
  ("a loop that counts", "local n = 0 for i = 1, 4e7 do n = n + i % 7 end return n"),
  (
    "texts and tables",
    "local t = {} for i = 1, 3e5 do t[i % 100 + 1] = ('x'):rep(i % 50):upper():find('X+y') or #t end return #t"
  ),
] {
  try compare(name, rounds: rounds) { budgets in
    var evaluation = Evaluation(rules: RulesFile(code: code), files: [], run: context)
    evaluation.budgets = budgets
    _ = try evaluation.print(as: .table, to: Output { _ in })
  }
}
