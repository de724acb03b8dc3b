package import LuaHost
package import ReferModel
package import ReferRules

/// Rules loaded for a test, and what they say about contacts.
package final class Trial {
  /// The time at which trials take place, unless one says otherwise.
  package static let now = "2026-01-15T12:00:00Z"

  package let loaded: LoadedRules
  package let decider: Decider
  private let zone: Zone
  // Decisions point into the rows they were made of.
  private var kept: [ContactRows] = []

  package init(
    _ rules: String, now: String = Trial.now, zone: Zone = .utc, settings: [String: String] = [:],
    profile: [String: String] = [:], budgets: Budgets = Budgets()
  ) throws {
    let clock = Clock(now: try Instant(rfc3339: now), zone: zone)
    var loader = RuleLoader(clock: clock)
    loader.settings = settings.mapValues { GivenSetting(.text($0)) }
    loader.profile = Profile(profile)
    loader.budgets = budgets
    loaded = try loader.load(ScriptSource(name: "rules.lua", text: rules))
    decider = try Decider(loaded, clock: clock)
    self.zone = zone
  }

  /// Decides about one contact, written as JSON.
  package func decide(_ contact: String = "{}") throws -> Decision { decider.decide(try row(contact)) }

  package func row(_ contact: String) throws -> Cells {
    let read = try ContactRows([contact], zone: zone)
    kept.append(read)
    guard let row = read.rows.first else { throw ContactRows.Unreadable(description: "no contact") }
    return row
  }

  /// The answer to a question as the reference writes it: yes, no, 4, "often", or unknown.
  package func answer(_ question: String = "q", for contact: String = "{}") throws -> String {
    text(question, in: try decide(contact))
  }

  package func text(_ question: String, in decision: Decision) -> String {
    if let error = decision.error { return "error: \(error.message)" }
    guard let place = loaded.rules.questions.firstIndex(where: { $0.name == question }) else { return "no question" }
    return decision.answers[place].value.map(loaded.rules.questions[place].text) ?? "unknown"
  }

  package func explanation(of contact: String) throws -> Explanation {
    let row = try row(contact)
    return Explanation(decider.decide(row), row, decider)
  }

  /// What is wrong with a rules file, a problem each, without its file's name: "2:5: error: …".
  package static func problems(_ rules: String, settings: [String: String] = [:]) -> [String] {
    do {
      _ = try Trial(rules, settings: settings)
      return []
    } catch let error as RulesError {
      return error.diagnostics.map { String($0.description.dropFirst("rules.lua:".count)) }
    } catch {
      return ["not told as rules' problems: \(error)"]
    }
  }
}
