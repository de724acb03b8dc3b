import LuaHost
import ReferRules
import TestSupport
import Testing

@Suite("Budgets as people write them")
struct BudgetTextTests {
  @Test(
    "numbers with k and M, bytes with KiB and MiB",
    arguments: [
      ("instructions=400k", 400_000), ("instructions=400K", 400_000), ("instructions=1.5M", 1_500_000),
      ("instructions=400,000", 400_000), ("instructions=400_000", 400_000), ("instructions= 1 000 ", 1000),
      ("instructions=1G", 1_000_000_000), ("memory=64MiB", 67_108_864), ("memory=64MB", 67_108_864),
      ("memory=64m", 67_108_864), ("memory=1.5GiB", 1_610_612_736), ("memory=2097152", 2_097_152), ("memory=4096KiB", 4_194_304),
      ("output=0", 0), ("output=100B", 100), ("run-instructions=100M", 100_000_000), ("run-output=2MiB", 2_097_152),
    ] as [(String, Int)])
  func reads(_ text: String, _ value: Int) throws {
    var budgets = Budgets()
    try budgets.set(text)
    var expected = Budgets()
    switch text.prefix(while: { $0 != "=" }) {
    case "instructions": expected.decision.instructions = value
    case "output": expected.decision.output = value
    case "run-instructions": expected.run.instructions = value
    case "run-output": expected.run.output = value
    default:
      expected.decision.memory = value
      expected.run.memory = value
    }
    #expect(budgets == expected)
  }

  @Test(
    "what is no size is refused, and so is what has no bound",
    arguments: [
      "instructions=", "instructions=many", "instructions=-1", "instructions=1e9", "instructions=inf",
      "instructions=nan", "instructions=0x100", "instructions=1,5", "instructions=1,50,000", "instructions=1.5",
      "instructions=400KiB", "instructions=.5M", "instructions=5.", "instructions=1..5k", "instructions=٤٠٠k",
      "memory=64MiBs", "memory=64 apples", "memory=KiB",
    ])
  func refusesNumbers(_ text: String) {
    let message = Self.message(text)
    #expect(message?.contains("; write ") == true, "\(message ?? "taken")")
  }

  @Test("each part has its bounds, and takes them", arguments: BudgetPart.allCases)
  func bounds(_ part: BudgetPart) throws {
    for bound in [part.range.lowerBound, part.range.upperBound] {
      var budgets = Budgets()
      try budgets.set("\(part.rawValue)=\(bound)")
      try budgets.set("\(part.rawValue)=\(part.text(bound))")
    }
    let over = ["\(part.range.upperBound + 1)", "999999999999999999999999999999", "9223372036854775807"]
    let under = part.range.lowerBound > 0 ? ["\(part.range.lowerBound - 1)", "0"] : []
    for value in over + under {
      #expect(Self.message("\(part.rawValue)=\(value)")?.contains("can be set to ") == true, "\(value)")
    }
    let most = String(repeating: "9", count: 400)
    #expect(Self.message("\(part.rawValue)=\(most)") != nil)
  }

  @Test(
    "a misspelt part names the nearest",
    arguments: [
      ("instrctions=1k", "did you mean 'instructions'?"), ("Memory=64MiB", "did you mean 'memory'?"),
      ("mem=64MiB", "did you mean 'memory'?"), ("run_output=1k", "did you mean 'run-output'?"),
      ("time=5", "the parts are instructions, output, memory, run-instructions, run-output"),
      ("=5", "the parts are"), ("400k", "needs a name and a value"),
    ])
  func misspelt(_ text: String, _ part: String) {
    #expect(Self.message(text)?.contains(part) == true, "\(Self.message(text) ?? "taken")")
  }

  private static func message(_ text: String) -> String? {
    var budgets = Budgets()
    do {
      try budgets.set(text)
      return nil
    } catch { return error.description }
  }
}
