import LuaHost
import Testing

@Suite("work that no instruction shows is charged")
struct HiddenWorkTests {
  static let ample = Budget(instructions: 1 << 40, memory: 32 << 20, output: 0)

  /// What a script uses.
  private func work(_ source: String) throws -> Int {
    let sandbox = try Sandbox(budget: Self.ample)
    _ = try sandbox.run(source, name: "test.lua")
    return sandbox.instructionsUsed
  }

  /// 2,000 keys in a table, then a million instructions that read them.
  private static func table(_ keys: String) -> String {
    "local t, x = {} for i = 1, 2000 do t[\(keys)] = 1 end for i = 1, 500000 do x = t[i] end"
  }

  @Test(
    "keys that collide cost in each instruction after",
    arguments: ["i * 2047", "i * 2047 / 2 ^ 20", "-i * 2047 * 2 ^ 40", "i * 2047 << 20"])
  func collidingKeys(_ keys: String) throws {
    let spread = try work(Self.table("i + 0.5"))
    #expect(spread < 1_100_000)
    #expect(try work(Self.table(keys)) > 10 * spread)
  }

  @Test(
    "honest keys cost nothing more",
    arguments: ["'town ' .. i", "i * 7919 % 1000003 + 1000", "i / 7", "-i", "i * 1000", "tostring(i * 2047)"])
  func honestKeys(_ keys: String) throws {
    let plain = try work("local t, x = {} for i = 1, 2000 do x = \(keys) end for i = 1, 500000 do x = t[i] end")
    #expect(try work(Self.table(keys)) < plain + 20_000)
  }

  @Test("keys that collide among texts cost the same in every sandbox, whatever Lua's seed is")
  func amongTexts() throws {
    let mixed = Self.table("i % 2 == 0 and 'k' .. i or i * 2047")
    let first = try work(mixed)
    #expect(first > 10_000_000)
    for _ in 0..<5 { #expect(try work(mixed) == first) }
  }

  @Test("small tables that are thrown away count too")
  func thrownAway() throws {
    let many = { (keys: String) in
      "for n = 1, 60000 do local t = {} for i = 1, 60 do t[\(keys)] = 1 end end"
    }
    let spread = try work(many("i + 0.5"))
    #expect(try work(many("i * 63")) > spread * 6 / 5)
  }

  @Test("no decision pays for the keys of the one before, and each for those that the rules keep")
  func decisions() throws {
    let source = """
      local kept = { n = 1 }
      KEPT
      return function(n)
        local t, x = {}
        for i = 1, n do t[i * 2047] = 1 end
        for i = 1, 100000 do x = kept[i] end
      end
      """
    func used(kept: String, _ calls: [Int]) throws -> [Int] {
      let sandbox = try Sandbox(budget: Self.ample)
      let rule = try function(sandbox, source.replacing("KEPT", with: kept))
      try sandbox.freeze()
      return try calls.map { count in
        sandbox.begin(Self.ample)
        _ = try sandbox.call(rule, [.integer(count)])
        return sandbox.instructionsUsed
      }
    }
    let plain = try used(kept: "", [1, 1, 2000, 1, 1])
    #expect(plain[2] > 5 * plain[0])
    #expect([plain[0], plain[0], plain[0]] == [plain[1], plain[3], plain[4]])
    let kept = try used(kept: "for i = 1, 2000 do kept[i * 2047] = 1 end", [1, 1])
    #expect(kept[0] == kept[1])
    #expect(kept[0] > 20 * plain[0])
  }

  @Test(
    "slow instructions cost more in the long run",
    arguments: [
      ("a .. ''", "text .. ''", 150), ("a .. a .. a .. a", "text .. text .. text .. text", 250),
      ("large % least", "large % large", 250), ("large % 1e-300", "large % 1e299", 250), ("1 % least", "1 % large", 250),
    ])
  func slowInstructions(_ slow: String, _ quick: String, _ percent: Int) throws {
    let loop = { (code: String) in
      "local a, text, large, least, x = 0.1, 'text', 1e300, 5e-324 for i = 1, 1500000 do x = \(code) end"
    }
    let quickly = try work(loop(quick))
    #expect(quickly < 15_000_000)
    #expect(try work(loop(slow)) * 100 > percent * quickly)
  }

  @Test("a decision's budget is too small for them to be priced by chance")
  func spared() throws {
    let loop = { (code: String) in "local a, b, x = 0.1, 'text' for i = 1, 100000 do x = \(code) end" }
    #expect(try work(loop("a .. a")) == work(loop("b .. b")))
  }
}
