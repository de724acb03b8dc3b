import LuaHost
import ReferModel
import TestSupport
import Testing

@testable import ReferRules

@Suite("hostile conditions")
struct HostileConditionsTests {
  /// Notes of 50 KB and two thousand talks.
  private static func contact(letter: String) -> String {
    let notes = String(repeating: "x", count: 50_000 - letter.utf8.count) + letter
    let talks = Array(repeating: #"{"at":"2026-01-14","kind":"call","notes":"a short note"}"#, count: 2000)
    return #"{"id":"7","name":"Ada","city":"Ulm","region":"city 7","notes":"\#(notes)","met_at":"2026-01-01","#
      + #""interactions":[\#(talks.joined(separator: ","))]}"#
  }
  private static let contacts = [contact(letter: "x"), contact(letter: "é")]

  private func told(_ decision: Decision) -> String {
    let verdict = decision.verdict
    let answers = decision.answers.compactMap(\.value).map { $0 == 1 ? "yes" : "no" }
    return ([verdict?.bucket ?? ""] + answers + (verdict?.why ?? [])).joined(separator: "\n")
  }

  @Test("are refused, stopped or decided, on their line", arguments: HostileConditions.all)
  func ends(_ conditions: HostileConditions) throws {
    do {
      let trial = try Trial(conditions.rules)
      for contact in Self.contacts {
        let row = try trial.row(contact)
        let decision = trial.decider.decide(row)
        if let failure = decision.error {
          guard case .stopped(let line, let why) = conditions.end else { throw failure }
          #expect(failure.file == "rules.lua" && failure.line == line, "\(failure)")
          #expect(failure.message.contains(why), "\(failure)")
        } else {
          let told = told(decision)
          guard case .decided(let due) = conditions.end else {
            Issue.record("it ended well: \(told.prefix(200))")
            continue
          }
          #expect(told.contains(due), "\(told.prefix(300))")
          #expect(told.utf8.count < 300_000)
          _ = Explanation(decision, row, trial.decider)
        }
        if Trials.areFew { continue }
        let again = trial.decider.decide(row)
        #expect(again.error == decision.error && told(again) == told(decision), "it comes out the same again")
      }
    } catch let error as RulesError {
      guard case .refused(let line, let why) = conditions.end else { throw error }
      let told = error.diagnostics.map(\.description)
      #expect(told.contains { $0.hasPrefix("rules.lua:\(line):") && $0.contains(why) }, "\(told.prefix(3))")
    }
  }

  @Test("what one contact's functions made of conditions does not count for the next")
  func forgotten() throws {
    let trial = try Trial(
      """
      question "q" { ask = "?", answer = function(c)
        local t = {}
        for i = 1, 900 do t[i] = c.id .. i end
        return count(c.interactions, is("kind", t)) > 0
      end }
      """)
    let held = trial.loaded.sandbox.memoryHeld
    for number in 0..<300 {
      let decision = try trial.decide(#"{"id":"\#(number)","interactions":[{"at":"2026-01-14","kind":"call"}]}"#)
      #expect(decision.error == nil)
    }
    #expect(trial.loaded.sandbox.memoryHeld < held + 4 << 20)
  }

  @Test("a condition alike is one, and its parts are known by it")
  func sharing() throws {
    let objects = HostObjects()
    func test(_ city: String) throws -> Int32 {
      let test = Condition.Test.isOne(of: [.text(city)])
      guard case .object(let id) = try objects.add(test: .field("city", test, at: Site(origin: 0, line: 1)), of: test) else { return -1 }
      return id
    }
    let (one, other) = (try test("Ulm"), try test("Bonn"))
    #expect(try test("Ulm") == one && one != other)
    let joined = try objects.add(.any, joining: [one, other])
    #expect(try objects.add(.any, joining: [one, other]) == joined)
    #expect(try objects.add(.all, joining: [one, other]) != joined)
    #expect(try objects.add(.any, joining: [other, one]) != joined)
    #expect(objects.size(joined).parts == 3)
  }
}
