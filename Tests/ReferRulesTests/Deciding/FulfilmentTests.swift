import ReferModel
import TestSupport
import Testing

@testable import ReferRules

/// What was done of a follow-up, and what comes next.
@Suite("what was done of a follow_up")
struct FulfilmentTests {
  private static let buckets = "bucket \"B\" { otherwise = true }\n"

  private func items(
    _ rules: String, _ contact: String, now: String = Trial.now, zone: Zone = .utc, _ records: DutyRecords? = nil
  ) throws -> [FollowUp] {
    let trial = try Trial(Self.buckets + rules, now: now, zone: zone)
    trial.decider.records = records
    let decision = try trial.decide(contact)
    #expect(decision.error == nil, "\(decision.error?.message ?? "")")
    return decision.duties.followUps
  }

  // MARK: Notes in turn

  @Test func `notes go round with each contact, where the last of them begins the sequence`() throws {
    let rule = #"follow_up "check in" { from = "last_interaction", every = days(90), note = { "a", "b" } }"#
    let talks = [
      #"{"at":"2025-01-01","kind":"call"}"#, #"{"at":"2025-04-01","kind":"newsletter","direction":"out"}"#,
      #"{"at":"2025-05-01","kind":"email","direction":"out"}"#, #"{"at":"2025-08-01","kind":"call"}"#,
    ]
    let notes = try (1...4).map { count in
      try items(rule, "{\"id\":\"1\",\"interactions\":[\(talks.prefix(count).joined(separator: ","))]}").first?.note
    }
    #expect(notes == ["a", "a", "b", "a"])
    #expect(try items(rule, #"{"id":"1","last_interaction_at":"2025-08-01"}"#).first?.note == "a")
  }

  @Test func `notes about a referral go round as often as its giver was told of it`() throws {
    let rule = #"follow_up "posted" { from = "referral_received", every = days(14), note = { "a", "b", "c" } }"#
    let contact = #"{"id":"1","referrals_received":[{"id":"7","at":"2025-11-01","updated_at":"2025-12-20"}]}"#
    func note(_ told: String...) throws -> String? {
      let times = try told.map { try Instant(rfc3339: "\($0)T00:00:00Z").seconds }
      return try items(rule, contact, DutyRecords(told: ["7": times, "8": [0, 1, 2]])).first?.note
    }
    #expect(try items(rule, contact).first?.note == "b")
    #expect(try note() == "b")
    #expect(try note("2025-11-20", "2025-12-20") == "c")
    #expect(try note("2025-11-20", "2025-12-01", "2025-12-20") == "a")
    #expect(try note("2025-10-01", "2025-12-20") == "b", "news before the referral are of another")
  }
}
