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

  // MARK: With somebody else

  private static let received =
    #"{"id":"1","name":"Ada","interactions":[{"at":"2026-01-03","kind":"call"}],"#
    + #""thanked":[{"at":"2026-01-03","referral":"7"}],"referrals_received":[{"id":"7","at":"2026-01-02T09:00:00Z","#
    + #""updated_at":"2026-01-03","thanked_at":"2026-01-03","prospect":{"id":"2","name":"Quill"}}]}"#

  /// Records in which one other contact has talks and thanks.
  private func records(_ other: String, done: [String: Double] = [:]) throws -> DutyRecords {
    let rows = try ContactRows([other])
    return DutyRecords(done: ["1": done]) { id, body in
      for row in rows.rows where row[0].text == id { body(row) }
    }
  }

  @Test func `what is with somebody else is done by what was done with them`() throws {
    let rule =
      #"follow_up "x" { from = "referral_received", with = "prospect", steps = { { after = days(2), by = days(9), note = "a" } } }"#
    let talk = #"{"id":"2","interactions":[{"at":"2026-01-05","kind":"call"}]}"#
    #expect(try items(rule, Self.received).map(\.state) == [.red], "a talk with the giver is none with the prospect")
    #expect(try items(rule, Self.received, records(talk)).map(\.state) == [.done])
    #expect(try items(rule, Self.received, records(talk.replacing("\"2\"", with: "\"3\""))).map(\.state) == [.red])
    let nested = Self.received.replacing(
      #""name":"Quill""#, with: #""name":"Quill","interactions":[{"at":"2026-01-05","kind":"call"}]"#)
    #expect(try items(rule, nested).map(\.state) == [.done])
  }

  @Test func `what comes again with somebody else begins at the last time, by their talks or by what was said`() throws {
    let rule =
      #"follow_up "x" { from = "referral_received", with = "prospect", every = days(5), note = { "a", "b", "c" } }"#
    let other = #"{"id":"2","interactions":[{"at":"2026-01-05T09:00:00Z","kind":"call"}]}"#
    func next(_ records: DutyRecords?) throws -> (text: String, id: String) {
      let item = try #require(try items(rule, Self.received, records).first)
      return ("\(item.note ?? "-") \(item.idealAt)", item.id)
    }
    let first = try next(nil)
    #expect(first.text == "a 2026-01-07T09:00:00Z")
    let second = try next(records(other))
    #expect(second.text == "b 2026-01-10T09:00:00Z")
    let said = try Instant(rfc3339: "2026-01-06T10:00:00Z").seconds
    #expect(try next(records(other, done: [first.id: said])).text == "b 2026-01-11T10:00:00Z")
    let third = try next(records(other, done: [second.id: said]))
    #expect(third.text == "c 2026-01-11T10:00:00Z")
    #expect(try next(records(other, done: [second.id: said, third.id: said])).text == "a 2026-01-11T10:00:01Z")
  }

  @Test func `thanks to a prospect are none to the giver, nor the other way about`() throws {
    let rules = #"thank_you "x" { on = "referral_received", with = "prospect", within = days(3) }"#
    func states(_ records: DutyRecords?) throws -> [String] {
      let trial = try Trial(Self.buckets + rules)
      trial.decider.records = records
      return try trial.decide(Self.received).duties.thankYous.map(\.state.rawValue)
    }
    #expect(try states(nil) == ["red"])
    #expect(try states(records(#"{"id":"2","thanked":[{"at":"2026-01-05","referral":"7"}]}"#)) == ["done"])
    #expect(try states(records(#"{"id":"2","thanked":[{"at":"2026-01-05","referral":"8"}]}"#)) == ["red"])
  }

  @Test func `whether something may be sent is a question of whom it is with`() throws {
    let rules =
      "template \"t\" { text = \"Hi\" }\n"
      + #"follow_up "x" { from = "referral_received", with = "prospect", steps = { { after = days(9), send = "t" } } }"#
      + "\n" + #"follow_up "y" { from = "referral_received", steps = { { after = days(30), send = "t" } } }"#
    func sends(_ contact: String) throws -> [String] { try items(rules, contact).map(\.rule) }
    let no = #""do_not_contact":true,"#
    #expect(try sends(Self.received) == ["x", "y"])
    #expect(try sends(Self.received.replacing(#""name":"Ada","#, with: no)) == ["x"])
    #expect(try sends(Self.received.replacing(#""name":"Quill""#, with: no.dropLast())) == ["y"])
  }

  // MARK: Days and times

  @Test func `news told again take nothing from the step that they did before`() throws {
    let rule =
      #"follow_up "rr" { from = "referral_received", steps = { { after = hours(1), by = days(2), note = "a" }, { after = days(20), by = days(25), note = "b" } } }"#
    let contact = #"{"id":"1","referrals_received":[{"id":"7","at":"2026-01-01T09:00:00Z","updated_at":"2026-01-18"}]}"#
    func states(_ records: DutyRecords?) throws -> [DutyState] {
      try items(rule, contact, now: "2026-01-19T00:00:00Z", records).map(\.state)
    }
    let first = try Instant(rfc3339: "2026-01-02T10:00:00Z").seconds
    #expect(try states(DutyRecords(told: ["7": [first]])) == [.done, .done])
    #expect(try states(nil) == [.missed, .done], "a file knows the last time alone")
  }

  @Test(arguments: ["2026-03-26T18:00:00Z", "2026-03-27T08:00:00Z", "2026-10-23T18:00:00Z", "2026-01-10T18:00:00Z"])
  func `due never lies behind its limit, whatever the clocks do`(start: String) throws {
    let zone = try Zone(identifier: "Europe/Berlin")
    let rule =
      #"follow_up "x" { from = "met", steps = { { after = hours(71.25), by = hours(71.5), limit = hours(72), note = "a" } } }"#
    let item = try #require(
      try items(rule, "{\"id\":\"1\",\"met_at\":\"\(start)\"}", now: start, zone: zone).first)
    let (due, limit) = (try #require(item.dueAt), try #require(item.limitAt))
    #expect(item.idealAt <= due && due <= limit)
    // Days are whole days by the clock on the wall.
    #expect(zone.civil(at: limit).description.suffix(8) == zone.civil(at: try Instant(rfc3339: start)).description.suffix(8))
  }

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
