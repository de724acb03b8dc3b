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

  var limits: lh_limits {
    lh_limits(instructions: Int64(instructions), memory: Int64(memory), output: Int64(output))
  }
}
