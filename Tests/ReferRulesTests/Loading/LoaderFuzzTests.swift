import Foundation
import ReferModel
import ReferRules
import TestSupport
import Testing

@Suite("Damaged rules files")
struct LoaderFuzzTests {
  private static let sources: [String] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../scripts/examples")
      .standardized
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".lua") }.sorted().compactMap {
      try? String(contentsOf: folder.appending(path: $0), encoding: .utf8)
    }
  }()

  /// What no reader of a message should meet.
  private static let inner = [
    "\\1", "nil value", "userdata", "upvalue", "field '?'", "Optional(", "LuaValue", "LuaTable", "ScriptError",
    "HostError", "Diagnostic(",
    "attempt to", "bad argument", "TimeTextError", "Swift.", "near '<", "<eof>", "stack traceback", "[string",
  ]

  @Test("the examples are there, and sound")
  func sound() throws {
    #expect(Self.sources.count >= 6)
    for source in Self.sources where !source.contains("contacts()") { #expect(Trial.problems(source) == []) }
  }

  @Test("a damaged file gives rules, or problems in plain words; never a crash", arguments: 0..<25)
  func damaged(seed: Int) throws {
    var random = Seeded(seed)
    for _ in 0..<(Trials.areFew ? 4 : 20) {
      guard let source = Self.sources.randomElement(using: &random) else { return }
      let text = Self.damage(source, &random)
      let clock = Clock(now: Example.standardNow, zone: .utc)
      do {
        let loaded = try RuleLoader(clock: clock).load(ScriptSource(name: "rules.lua", bytes: text))
        if !loaded.isPlainScript { try Self.decide(loaded, clock) }
      } catch let error as RulesError {
        #expect(!error.diagnostics.isEmpty)
        for problem in error.diagnostics {
          #expect(!problem.message.isEmpty)
          let said = problem.description
          for word in Self.inner { #expect(!said.contains(word), "\(said)\n\(String(decoding: text, as: UTF8.self))") }
          #expect(problem.line >= 0 && problem.line <= error.source.lineCount)
        }
      }
    }
  }

  private static func decide(_ loaded: LoadedRules, _ clock: Clock) throws {
    let decider = try Decider(loaded, clock: clock)
    for row in try ContactRows([
      "{}", #"{"city":"x","industry":"law","serves":"b2b","interactions":[{"at":"2026-01-01"}]}"#,
    ]).rows {
      let decision = decider.decide(row)
      for word in inner {
        #expect(decision.error?.message.contains(word) != true, "\(String(describing: decision.error))")
      }
    }
  }

  private static func damage(_ source: String, _ random: inout Seeded) -> [UInt8] {
    var tokens = Self.tokens(source)
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      guard tokens.count > 3 else { break }
      let at = Int.random(in: 0..<(tokens.count - 1), using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0, 1: tokens.remove(at: at)
      case 2: tokens.swapAt(at, at + 1)
      case 3: tokens.insert(tokens.randomElement(using: &random) ?? [], at: at)
      case 4:
        if let place = tokens[at].indices.randomElement(using: &random) {
          tokens[at][place] = UInt8.random(in: 0...255, using: &random)
        }
      default: tokens.removeSubrange(at..<min(at + Int.random(in: 1...40, using: &random), tokens.count))
      }
    }
    return Array(tokens.joined())
  }

  /// Words, numbers, runs of white space, and single signs.
  private static func tokens(_ source: String) -> [[UInt8]] {
    var tokens: [[UInt8]] = []
    func kind(_ byte: UInt8) -> Int {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: 1
      case 0x20, 0x0A: 2
      default: 0
      }
    }
    for byte in source.utf8 {
      if let last = tokens.last?.last, kind(last) == kind(byte), kind(byte) != 0 {
        tokens[tokens.count - 1].append(byte)
      } else {
        tokens.append([byte])
      }
    }
    return tokens
  }
}
