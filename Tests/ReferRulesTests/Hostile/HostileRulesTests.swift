import ReferModel
import TestSupport
import Testing

@testable import ReferRules

@Suite("hostile templates, follow-ups, thanks and guards")
struct HostileRulesTests {
  /// A contact with a long past: a thousand talks of an hour each, and texts that do harm where they are let.
  private static let contact: String = {
    let talks = (0..<1000).map { number in
      let (day, hour) = (number % 90, number / 90)
      let date = Instant(seconds: 1_768_478_400 - Double(day) * 86_400 - Double(hour) * 3600 - 60)
      return #"{"at":"\#(date)","kind":"one_to_one","direction":"both"}"#
    }
    let notes = String(repeating: "long ", count: 2000)
    return #"{"id":"7","name":"Ada Park","nickname":"A\r\nBcc: all@example.com","title":"red\u001b[31m","notes":"\#(notes)","#
      + #""birthday":"1980-01-20","met_at":"2026-01-14T12:00:00Z","interactions":[\#(talks.joined(separator: ","))]}"#
  }()

  /// What comes of them: messages; or the first failure.
  private func tried(_ rules: HostileRules) throws -> [String] {
    let trial = try Trial(rules.rules, profile: ["name": "Kim Doe"])
    let row = try trial.row(Self.contact)
    let decision = trial.decider.decide(row)
    if let failure = decision.error { throw failure }
    for act in Guard.Act.allCases { _ = try trial.decider.guards(before: act, row, decision) }
    return try trial.loaded.rules.templates.map { template in
      let message = try trial.decider.message(template, TemplateScope(to: row))
      return "\(message.subject ?? "")\(message.text)"
    }
  }

  @Test("are refused or stopped, on their line", arguments: HostileRules.all)
  func ends(_ rules: HostileRules) throws {
    do {
      let messages = try tried(rules)
      guard case .harmless(let due) = rules.end else {
        Issue.record("it ended well: \(messages.map { $0.prefix(100) })")
        return
      }
      #expect(due.isEmpty || messages.contains { $0.contains(due) }, "\(messages.map { $0.prefix(100) })")
      #expect(!messages.joined().unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\r" })
    } catch let error as RulesError {
      guard case .refused(let line, let why) = rules.end else { throw error }
      let told = error.diagnostics.map(\.description)
      #expect(told.contains { $0.hasPrefix("rules.lua:\(line):") && $0.contains(why) }, "\(told.prefix(3))")
      #expect(told.count <= 20)
    } catch let failure as Decision.Failure {
      guard case .stopped(let line, let why) = rules.end else { throw failure }
      #expect(failure.file == "rules.lua" && failure.line == line, "\(failure)")
      #expect(failure.message.contains(why), "\(failure)")
    }
  }

  @Test("there are enough of them")
  func count() { #expect(HostileRules.all.count >= 50) }
}
