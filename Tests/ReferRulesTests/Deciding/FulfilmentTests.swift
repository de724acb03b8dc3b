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

  // MARK: Days and times

  @Test(arguments: [
    (#"{"at":"2026-01-13","kind":"call"}"#, "done 2026-01-13T14:00:00Z"),
    (#"{"at":"2026-01-13T13:59:00Z","kind":"call"}"#, "green -"), (#"{"at":"2026-01-12","kind":"call"}"#, "green -"),
    (#"{"at":"2026-01-14","kind":"call"}"#, "done 2026-01-14T00:00:00Z"),
  ])
  func `what has a date alone counts for what began later on its day`(talk: String, due: String) throws {
    let rule =
      #"follow_up "x" { from = "referral_received", done_by = "call", steps = { { after = days(1), note = "a" } } }"#
    let contact =
      "{\"id\":\"1\",\"referrals_received\":[{\"id\":\"r\",\"at\":\"2026-01-13T14:00:00Z\"}],\"interactions\":[\(talk)]}"
    let found = try items(rule, contact, now: "2026-01-14T18:00:00Z").map {
      "\($0.state.rawValue) \($0.overAt.map { "\($0)" } ?? "-")"
    }
    #expect(found == [due])
  }

  @Test func `a referral that is closed on the day of its news has ended, and its day is the user's own`() throws {
    let rule = #"follow_up "x" { from = "referral_received", every = days(14), until_on = "referral_closed", note = "a" }"#
    func state(_ closed: String) throws -> String? {
      let contact =
        "{\"id\":\"1\",\"referrals_received\":[{\"id\":\"r\",\"at\":\"2026-01-13T14:00:00Z\",\"stage\":\"lost\",\"stages\":[{\"stage\":\"lost\",\"at\":\"\(closed)\"}]}]}"
      return try items(rule, contact, zone: Zone(identifier: "Europe/Berlin")).first?.state.rawValue
    }
    #expect(try state("2026-01-13T00:00:00+01:00") == "ended")
    #expect(try state("2026-01-13T00:00:00Z") == "waiting", "one in the morning is a time")
    #expect(try state("2026-01-14T00:00:00+01:00") == "ended")
  }

  @Test func `of two talks on one day the later entry answers the earlier, and no talk answers itself`() throws {
    let rule = #"follow_up "x" { from = "one_to_one", steps = { { after = days(1), note = "a" } } }"#
    func state(_ kinds: String...) throws -> String? {
      let talks = kinds.map { "{\"at\":\"2026-01-14\",\"kind\":\"\($0)\",\"direction\":\"out\"}" }
      return try items(rule, "{\"id\":\"1\",\"interactions\":[\(talks.joined(separator: ","))]}").first?.state.rawValue
    }
    #expect(try state("one_to_one") == "green")
    #expect(try state("email", "one_to_one") == "green")
    #expect(try state("one_to_one", "email") == "done")
  }

  @Test func `the meeting is none of its answers where one of them has a date alone`() throws {
    let rule = #"follow_up "x" { from = "met", steps = { { after = days(1), note = "a" } } }"#
    func state(_ kind: String, _ at: String) throws -> String? {
      let contact = "{\"id\":\"1\",\"met_at\":\"2026-01-14T10:00:00Z\",\"interactions\":[{\"at\":\"\(at)\",\"kind\":\"\(kind)\"}]}"
      return try items(rule, contact).first?.state.rawValue
    }
    #expect(try state("meeting", "2026-01-14") == "green")
    #expect(try state("meeting", "2026-01-14T10:00:00Z") == "green")
    #expect(try state("email", "2026-01-14") == "done")
    #expect(try state("email", "2026-01-14T10:00:00Z") == "green")
  }

  // MARK: Put off

  @Test func `what was put off comes back on its day, and is given up as long after it`() throws {
    let rule =
      #"follow_up "x" { from = "met", steps = { { after = days(1), by = days(2), limit = days(3), note = "a" } } }"#
    let contact = #"{"id":"1","met_at":"2026-01-01T10:00:00Z"}"#
    let id = try #require(try items(rule, contact, now: "2026-01-02T12:00:00Z").first?.id)
    let until = try Instant(rfc3339: "2026-05-01T00:00:00Z").seconds
    func state(_ now: String, of contact: String = contact) throws -> [String] {
      try items(rule, contact, now: now, DutyRecords(putOff: ["1": [id: until]])).map(\.state.rawValue)
    }
    #expect(try items(rule, contact, now: "2026-01-16T00:00:00Z").map(\.state) == [.missed])
    #expect(try state("2026-01-16T00:00:00Z") == ["red"])
    #expect(try state("2026-05-01T12:00:00Z") == ["red"])
    #expect(try state("2026-05-08T12:00:00Z") == ["missed"])
    #expect(try state("2026-09-01T12:00:00Z") == [])
    #expect(try state("2026-05-01T12:00:00Z", of: contact.replacing("\"1\"", with: "\"2\"")) == [])
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
