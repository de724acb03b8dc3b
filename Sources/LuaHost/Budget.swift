import CLuaHost

/// What one run of a script may use. Only counts that are the same on every machine: no wall time.
///
/// A spent budget is sticky: whatever the script does to catch the error, it is stopped again at its
/// next instruction, until the host begins a new run.
public struct Budget: Hashable, Sendable {
  /// VM instructions, with the work that library functions do inside C charged in the same unit.
  public var instructions: Int
  /// Bytes that the sandbox may hold.
  public var memory: Int
  /// Bytes that the script may print.
  public var output: Int

  public init(instructions: Int, memory: Int, output: Int) {
    self.instructions = instructions
    self.memory = memory
    self.output = output
  }

  /// For one decision about one contact: 200,000 instructions, 32 MiB, 64 KiB printed.
  public static let decision = Budget(instructions: 200_000, memory: 32 << 20, output: 64 << 10)
  /// For loading a file, or a whole plain script: 50 million instructions, 32 MiB, 1 MiB printed.
  public static let run = Budget(instructions: 50_000_000, memory: 32 << 20, output: 1 << 20)

  /// The most that any part of a budget can be: sums of such numbers never overflow.
  static let most = 1 << 50

  var limits: lh_limits {
    func bounded(_ count: Int) -> Int64 { Int64(min(max(count, 0), Self.most)) }
    return lh_limits(
      instructions: instructions == Self.uncounted ? .max : bounded(instructions), memory: bounded(memory),
      output: bounded(output))
  }

  /// For the benchmark alone: instructions that are not counted, without the hook that counts them.
  package static let uncounted = Int.max
}

/// What rules may use: for each decision, and for all that runs outside decisions.
public struct Budgets: Hashable, Sendable {
  /// For one decision about one contact, and for ranking one contact.
  public var decision: Budget
  /// For loading a file, and for a whole script that decides nothing.
  public var run: Budget

  public init(decision: Budget = .decision, run: Budget = .run) {
    self.decision = decision
    self.run = run
  }
}
