/// Why a script was stopped, and where. No text of the host's own internals is in it.
public struct ScriptError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Reason: Hashable, Sendable {
    /// The source is no Lua.
    case syntax
    /// The script raised an error, or used a value wrongly.
    case failed
    /// The budget of instructions is spent; work inside C counts too.
    case instructions(Int)
    /// One call of a pattern function took more steps than one may, whatever the budget.
    case pattern(Int)
    /// More bytes were asked for than the budget allows.
    case memory(Int)
    /// More was printed than the budget allows.
    case output(Int)
    /// The source is longer than a sandbox reads, is not text, or puts more behind each other than Lua can bear.
    case source
  }

  /// The place in the script that used most of a budget of instructions.
  public struct Culprit: Hashable, Sendable {
    /// The library function, "string.find"; nil for the script's own instructions.
    public let function: String?
    /// The file of the script.
    public let script: String
    /// From 1; 0 where no line is known.
    public let line: Int
    /// What it used, in instructions.
    public let work: Int
    /// The part of the budget that it used, in percent.
    public let share: Int
    /// Whose text the function worked on, "contact.notes", where that is known.
    public let field: String?
  }

  public let reason: Reason
  /// The name that the host gave the script.
  public let script: String
  /// From 1; 0 where no line is known.
  public let line: Int
  /// Lua's own words for ``Reason/syntax`` and ``Reason/failed``, without the position.
  public let message: String
  /// The library function in which the budget ran out.
  public let function: String?
  /// What used most of the budget; nil where that is not known.
  public let culprit: Culprit?
  /// The bytes that were asked for when there was no memory left; 0 where that is not known.
  public let asked: Int
  /// The missing field that the script had read last.
  public let reading: String?

  init(
    _ reason: Reason, script: String, line: Int = 0, message: String = "", function: String? = nil,
    culprit: Culprit? = nil, asked: Int = 0, reading: String? = nil
  ) {
    self.reason = reason
    self.script = script
    self.line = line
    self.message = message
    self.function = function
    self.culprit = culprit
    self.asked = asked
    self.reading = reading
  }

  /// Whether a budget is spent: nothing that the script does can go on.
  public var isOverBudget: Bool {
    switch reason {
    case .instructions, .pattern, .memory, .output: true
    case .syntax, .failed, .source: false
    }
  }

  public var description: String { line > 0 ? "\(script):\(line): \(sentence())" : "\(script): \(sentence())" }

  /// What happened, in one sentence; `budget` is what the host calls the budget: "this decision's budget".
  public func sentence(of budget: String = "the budget") -> String {
    switch reason {
    case .syntax, .failed, .source: return message
    case .instructions(let limit):
      let spent = "\(Self.grouped(limit)) instructions are spent"
      guard let culprit else { return spent }
      guard culprit.function != nil else {
        return "\(spent); \(culprit.share)% of \(budget) at \(Self.place(culprit.script, culprit.line))"
      }
      return "\(spent): \(work(culprit)); \(culprit.share)% of \(budget)"
    case .pattern(let limit):
      let over = culprit?.field.map { " over \($0)" } ?? ""
      let share = culprit.map { "; \($0.share)% of \(budget)" } ?? ""
      return "\(Self.grouped(limit)) pattern steps at \(place(line)), \(function ?? "one call")\(over)\(share)"
    case .memory(let limit):
      let spent = "more than \(Self.size(limit)) of memory is needed"
      // A small piece that finds no room says nothing about what took all the rest.
      if asked < 4 << 10, function == nil { return spent }
      return "\(spent): \(function.map { "\($0) at " } ?? "")\(place(line)) asked for \(Self.size(asked))"
    case .output(let limit): return "it prints more than \(Self.size(limit))"
    }
  }

  private func place(_ line: Int) -> String { Self.place(script, line) }

  private static func place(_ script: String, _ line: Int) -> String { line > 0 ? "\(script):\(line)" : script }

  /// "184,320 pattern steps at rules.lua:22, string.find over contact.notes".
  private func work(_ culprit: Culprit) -> String {
    let function = culprit.function ?? ""
    let isPattern = ["string.find", "string.match", "string.gmatch", "string.gsub"].contains(function)
    let over = culprit.field.map { " over \($0)" } ?? ""
    let place = Self.place(culprit.script, culprit.line)
    return "\(Self.grouped(culprit.work)) \(isPattern ? "pattern steps" : "steps") at \(place), "
      + function + over
  }

  /// 1234567 as "1,234,567".
  private static func grouped(_ number: Int) -> String {
    let digits = Array("\(number)")
    return digits.indices.map { ($0 > 0 && (digits.count - $0) % 3 == 0 ? "," : "") + String(digits[$0]) }.joined()
  }

  /// A number of bytes, as "32 MiB".
  private static func size(_ bytes: Int) -> String {
    for (unit, shift) in [("GiB", 30), ("MiB", 20), ("KiB", 10)] where bytes >= 1 << shift {
      let tenths = ((bytes >> (shift - 10)) * 10) >> 10
      return tenths % 10 == 0 || tenths >= 100 ? "\(tenths / 10) \(unit)" : "\(tenths / 10).\(tenths % 10) \(unit)"
    }
    return "\(bytes) bytes"
  }
}
