import LuaHost
import ReferModel
import TestSupport
import Testing

@testable import ReferRules

/// What a contact's rules leave behind must not tell how the next one ends: with memory as short as it can be, contacts
/// come out alike forwards, backwards and each alone.
@Suite("results do not depend on the contacts before")
struct OrderTests {
  /// Some 3 MiB that stay, and what a contact makes beside: the more, the higher its trust.
  private static let kept = "local words = {} for i = 1, 12000 do words[i] = ('%06d'):format(i) .. ('w'):rep(194) end\n"
  private static let bodies = [
    "local s for i = 1, 1500 * c.trust do s = words[1] .. i end return #s > 0",
    "local t = {} for i = 1, 300 * c.trust do t = { t[1], i, {} } end return #t > 1",
    "local t = {} for i = 1, 700 * c.trust do t[i] = 'k' .. i end return #t > 1",
    "local function deep(n) if n == 0 then return 0 end return 1 + deep(n - 1) end return deep(1500 * c.trust) > 0",
    "local s = '' for i = 1, 100 * c.trust do s = s .. words[i] end return pcall(is, 'x', function() return s end) or true",
  ]
  private static let contacts = [3, 1, 5, 2, 4, 5].enumerated().map { #"{"id":"\#($0)","name":"A","trust":\#($1)}"# }

  private static func rules(_ body: String) -> String {
    // Each function holds them, so that they stay.
    kept + "question 'q' { ask = '?', answer = function(c) local words = words \(body) end }\n"
      + "bucket 'yes' { needs = { 'q' } } bucket 'no' { otherwise = true }"
  }

  private static func outcomes(_ rules: String, _ contacts: [String], memory: Int) throws -> [String] {
    var budgets = Budgets()
    budgets.decision.memory = memory
    budgets.decision.instructions = 1_000_000
    let trial = try Trial(rules, budgets: budgets)
    return try contacts.map { contact in
      let decision = try trial.decide(contact)
      return decision.error.map { "\($0.message)" } ?? trial.text("q", in: decision)
    }
  }

  @Test("at every budget of memory", arguments: bodies)
  func order(_ body: String) throws {
    let rules = Self.rules(body)
    var seen: Set<String> = []
    for memory in stride(from: 5 << 19, through: 10 << 19, by: Trials.areFew ? 1 << 18 : 1 << 17) {
      let forwards = try Self.outcomes(rules, Self.contacts, memory: memory)
      let backwards = try Self.outcomes(rules, Self.contacts.reversed(), memory: memory)
      let alone = try Self.contacts.flatMap { try Self.outcomes(rules, [$0], memory: memory) }
      #expect(forwards == alone, "\(memory) bytes")
      #expect(backwards == alone.reversed(), "\(memory) bytes")
      seen.formUnion(alone.map { String($0.prefix(20)) })
    }
    // Else none of the budgets was near the limit.
    #expect(seen.count > 1, "\(seen)")
  }

  @Test("what is printed before a decision is made again is shown once")
  func printing() throws {
    var budgets = Budgets()
    budgets.decision.memory = 7 << 19
    let clock = Clock(now: try Instant(rfc3339: Trial.now), zone: .utc)
    var loader = RuleLoader(clock: clock)
    loader.budgets = budgets
    var printed: [UInt8] = []
    loader.print = { printed += $1 }
    let rules = Self.rules("print('one') local s for i = 1, 2500 do s = words[1] .. i end print('two') return true")
    let decider = try Decider(try loader.load(ScriptSource(name: "rules.lua", text: rules)), clock: clock)
    let rows = try ContactRows(Self.contacts, zone: .utc)
    for row in rows.rows {
      let decision = decider.decide(row)
      #expect(decision.error == nil, "\(decision.error?.message ?? "")")
    }
    #expect(String(decoding: printed, as: UTF8.self) == String(repeating: "one\ntwo\n", count: Self.contacts.count))
  }
}
