import ReferModel
import TestSupport
import Testing

@testable import ReferRules

@Suite("follow_up")
struct FollowUpTests {
  private static let buckets = """
    bucket "A" { when = has("city") }
    bucket "B" { otherwise = true }
    template "hello" { text = "Hi {{contact.name}}" }

    """
  /// 24, 48 and 72 hours, a week, a month.
  private static let afterWeMet = """
    follow_up "after we met" { from = "met", steps = {
      { after = hours(24), by = hours(48), limit = hours(72), note = "say hello" },
      { after = days(7), note = "connect" },
      { after = days(30), note = "coffee" },
    } }
    """

  private func items(
    _ rules: String, _ contact: String, now: String = Trial.now, zone: Zone = .utc
  ) throws -> [FollowUp] {
    let decision = try Trial(Self.buckets + rules, now: now, zone: zone).decide(contact)
    #expect(decision.error == nil, "\(decision.error?.message ?? "")")
    return decision.duties.followUps
  }

  private func states(_ rules: String, _ contact: String, now: String = Trial.now) throws -> [String] {
    try items(rules, contact, now: now).map { "\($0.step) \($0.state.rawValue)" }
  }

  // MARK: Times

  @Test(
    "a step waits, is best done, due and late, and is given up after as long again, a week at least",
    arguments: [
      ("2026-01-15T11:00:00Z", ["1 waiting", "2 waiting", "3 waiting"]),
      ("2026-01-16T10:00:00Z", ["1 green", "2 waiting", "3 waiting"]),
      ("2026-01-17T09:59:59Z", ["1 green", "2 waiting", "3 waiting"]),
      ("2026-01-17T10:00:00Z", ["1 amber", "2 waiting", "3 waiting"]),
      ("2026-01-18T10:00:00Z", ["1 red", "2 waiting", "3 waiting"]),
      ("2026-01-22T10:00:00Z", ["1 red", "2 green", "3 waiting"]),
      ("2026-01-25T10:00:00Z", ["1 missed", "2 green", "3 waiting"]),
      ("2026-02-14T10:00:00Z", ["1 missed", "2 missed", "3 green"]),
      ("2026-03-16T10:00:00Z", ["1 missed", "2 missed", "3 missed"]),
      ("2026-06-01T10:00:00Z", ["3 missed"]), ("2027-06-01T10:00:00Z", []),
    ])
  func states(now: String, due: [String]) throws {
    #expect(try states(Self.afterWeMet, #"{"id":"1","met_at":"2026-01-15T10:00:00Z"}"#, now: now) == due)
  }

  @Test("days fall at the same time of day when the clocks are changed, hours are real hours")
  func clockChanges() throws {
    let berlin = try Zone(identifier: "Europe/Berlin")
    let rule =
      #"follow_up "x" { from = "met", steps = { { after = hours(36), note = "a" }, { after = days(2), note = "b" }, "#
      + #"{ after = months(1), note = "c" } } }"#
    // Spring: on 29 March 2026 at 2:00 the clock shows 3:00.
    let spring = try items(
      rule, #"{"id":"1","met_at":"2026-03-28T18:00:00+01:00"}"#, now: "2026-03-28T18:00:00Z", zone: berlin)
    #expect(
      spring.map { "\($0.idealAt)" } == ["2026-03-30T05:00:00Z", "2026-03-30T16:00:00Z", "2026-04-28T16:00:00Z"])
    // Autumn: on 25 October 2026 at 3:00 the clock shows 2:00.
    let autumn = try items(
      rule, #"{"id":"1","met_at":"2026-10-24T18:00:00+02:00"}"#, now: "2026-10-24T18:00:00Z", zone: berlin)
    #expect(
      autumn.map { "\($0.idealAt)" } == ["2026-10-26T04:00:00Z", "2026-10-26T17:00:00Z", "2026-11-24T17:00:00Z"])
  }

  @Test("months end where a month does, and a leap day has its year")
  func months() throws {
    let rule =
      #"follow_up "x" { from = "met", steps = { { after = months(1), note = "a" }, { after = years(1), note = "b" } } }"#
    let found = try items(rule, #"{"id":"1","met_at":"2028-01-31T10:00:00Z"}"#, now: "2028-01-31T12:00:00Z")
    #expect(found.map { "\($0.idealAt)" } == ["2028-02-29T10:00:00Z", "2029-01-31T10:00:00Z"])
    let leap = try items(rule, #"{"id":"1","met_at":"2028-02-29T10:00:00Z"}"#, now: "2028-02-29T12:00:00Z")
    #expect(leap.map { "\($0.idealAt)" } == ["2028-03-29T10:00:00Z", "2029-02-28T10:00:00Z"])
  }

  @Test("a birthday comes every year, with or without its year, and on the last of February where there is no 29th")
  func birthdays() throws {
    let rule =
      #"follow_up "x" { from = "birthday", steps = { { after = -days(7), note = "card" }, { after = days(0), note = "call" } } }"#
    for birthday in ["--01-20", "1980-01-20"] {
      let found = try items(rule, "{\"id\":\"1\",\"birthday\":\"\(birthday)\"}")
      #expect(
        found.map { "\($0.step) \($0.idealAt) \($0.state.rawValue)" } == [
          "1 2026-01-13T00:00:00Z green", "2 2026-01-20T00:00:00Z waiting",
        ])
    }
    let leap = try items(rule, #"{"id":"1","birthday":"--02-29"}"#, now: "2026-02-28T12:00:00Z")
    #expect(
      leap.filter { $0.step == 2 }.map { "\($0.idealAt) \($0.state.rawValue)" } == [
        "2026-02-28T00:00:00Z green", "2027-02-28T00:00:00Z waiting",
      ])
    #expect(try items(rule, #"{"id":"1","birthday":"in May"}"#).isEmpty)
    let done = try items(
      rule, #"{"id":"1","birthday":"--01-20","interactions":[{"at":"2026-01-15T10:00:00Z","kind":"card"}]}"#)
    #expect(done.map(\.state) == [.done, .waiting])
  }

  // MARK: Who did it

  @Test(
    "a step is done by the first real contact in its own time",
    arguments: [
      (#"{"at":"2026-01-16T09:00:00Z","kind":"email","direction":"out"}"#, ["1 done", "2 green", "3 waiting"]),
      (#"{"at":"2026-01-16T09:00:00Z","kind":"call"}"#, ["1 done", "2 green", "3 waiting"]),
      (#"{"at":"2026-01-16T09:00:00Z","kind":"email","direction":"in"}"#, ["1 red", "2 green", "3 waiting"]),
      (#"{"at":"2026-01-16T09:00:00Z","kind":"call","direction":"in"}"#, ["1 done", "2 green", "3 waiting"]),
      (#"{"at":"2026-01-16T09:00:00Z","kind":"bulk_mail","direction":"out"}"#, ["1 red", "2 green", "3 waiting"]),
      (#"{"at":"2026-01-14T09:00:00Z","kind":"call"}"#, ["1 red", "2 green", "3 waiting"]),
      (#"{"at":"2026-01-20T09:00:00Z","kind":"call"}"#, ["1 done", "2 green", "3 waiting"]),
      (#"{"at":"2026-02-20T09:00:00Z","kind":"call"}"#, ["1 red", "2 green", "3 waiting"]),
      (#"{"kind":"call"}"#, ["1 red", "2 green", "3 waiting"]),
    ])
  func doneBy(talk: String, due: [String]) throws {
    let contact = "{\"id\":\"1\",\"met_at\":\"2026-01-15T10:00:00Z\",\"interactions\":[\(talk)]}"
    #expect(try states(Self.afterWeMet, contact, now: "2026-01-23T10:00:00Z") == due)
  }

  @Test("the meeting itself is no follow-up of it")
  func theMeetingItself() throws {
    let same = #"{"at":"2026-01-15T18:00:00Z","kind":"meeting","event":{"name":"Mixer"}}"#
    let contact =
      "{\"id\":\"1\",\"met_at\":\"2026-01-15T17:00:00Z\",\"met_event\":{\"name\":\"Mixer\"},\"interactions\":[\(same)]}"
    #expect(try states(Self.afterWeMet, contact, now: "2026-01-16T18:00:00Z").first == "1 green")
    let day = #"{"id":"1","met_at":"2026-01-15","interactions":[{"at":"2026-01-15T18:00:00Z","kind":"meeting"}]}"#
    #expect(try states(Self.afterWeMet, day, now: "2026-01-16T18:00:00Z").first == "1 green")
    let note = #"{"id":"1","met_at":"2026-01-15","interactions":[{"at":"2026-01-15T20:00:00Z","kind":"note"}]}"#
    #expect(try states(Self.afterWeMet, note, now: "2026-01-16T18:00:00Z").first == "1 done")
  }

  @Test("done_by names the kinds that count, until_on what ends it")
  func fulfilment() throws {
    let rule =
      #"follow_up "x" { from = "met", done_by = "note", until_on = { "one_to_one" }, steps = { { after = days(1), note = "a" } } }"#
    func state(_ kind: String) throws -> String? {
      try items(
        rule,
        "{\"id\":\"1\",\"met_at\":\"2026-01-13T10:00:00Z\",\"interactions\":[{\"at\":\"2026-01-14T12:00:00Z\",\"kind\":\"\(kind)\"}]}"
      ).first.map { "\($0.state.rawValue) \($0.overAt.map { "\($0)" } ?? "-") \($0.doneBy ?? "-")" }
    }
    #expect(try state("call") == "green - -")
    #expect(try state("note") == "done 2026-01-14T12:00:00Z note")
    #expect(try state("one_to_one") == "ended 2026-01-14T12:00:00Z -")
  }

  // MARK: every

  @Test("every comes again after the last real contact, with its notes in turn, and is never given up")
  func every() throws {
    let rule =
      #"follow_up "in touch" { from = "met", every = days(90), limit = days(120), note = { "a", "b", "c" } }"#
    func item(_ talks: String) throws -> String? {
      try items(rule, "{\"id\":\"1\",\"met_at\":\"2025-06-01T10:00:00Z\",\"interactions\":[\(talks)]}").first.map {
        "\($0.note ?? "-") \($0.idealAt) \($0.state.rawValue)"
      }
    }
    #expect(try item("") == "a 2025-08-30T10:00:00Z red")
    let call = #"{"at":"2025-10-01T10:00:00Z","kind":"call"}"#
    let card = #"{"at":"2025-12-01T10:00:00Z","kind":"card","direction":"out"}"#
    let bulk = #"{"at":"2025-12-20T10:00:00Z","kind":"newsletter","direction":"out"}"#
    #expect(try item(call) == "b 2025-12-30T10:00:00Z green")
    #expect(try item("\(call),\(card),\(bulk)") == "c 2026-03-01T10:00:00Z waiting")
  }

  @Test("the id is the same in every run, and another for each rule, step, contact, occurrence and cycle")
  func ids() throws {
    let contact = #"{"id":"1","met_at":"2026-01-15T10:00:00Z"}"#
    let first = try items(Self.afterWeMet, contact, now: "2026-01-15T11:00:00Z").map(\.id)
    #expect(Set(first).count == 3)
    #expect(try items(Self.afterWeMet, contact, now: "2026-01-22T11:00:00Z").map(\.id) == first)
    let later =
      #"{"id":"1","met_at":"2026-01-15T10:00:00Z","interactions":[{"at":"2026-01-15T12:00:00Z","kind":"note"}]}"#
    #expect(try items(Self.afterWeMet, later, now: "2026-01-15T11:00:00Z").map(\.id) == first)
    #expect(
      Set(try items(Self.afterWeMet, contact.replacing("\"1\"", with: "\"2\""), now: "2026-01-15T11:00:00Z").map(\.id))
        .isDisjoint(with: first))
    let every = #"follow_up "e" { from = "last_interaction", every = days(9), note = "x" }"#
    func id(_ at: String) throws -> String? {
      try items(every, "{\"id\":\"1\",\"interactions\":[{\"at\":\"\(at)\",\"kind\":\"call\"}]}").first?.id
    }
    #expect(try id("2026-01-10T10:00:00Z") != id("2026-01-11T10:00:00Z"))
  }

  // MARK: Whom for

  @Test("only those of its buckets, its shortlists and its condition")
  func whomFor() throws {
    func count(_ fields: String, _ contact: String) throws -> Int {
      try items("follow_up \"x\" { from = \"met\", \(fields) }", contact).count
    }
    let inA = #"{"id":"1","city":"x","met_at":"2026-01-14"}"#
    let inB = #"{"id":"1","met_at":"2026-01-14"}"#
    let step = #"steps = { { after = days(1), note = "a" }, { after = days(2), note = "b", only_in = "A" } }"#
    #expect(try count(step, inA) == 2)
    #expect(try count(step, inB) == 1)
    #expect(try count("only_in = { \"B\" }, " + step, inA) == 0)
    #expect(try count("only_in = { \"B\" }, " + step, inB) == 1)
    #expect(try count("when = has(\"email\"), " + step, inA) == 0)
    #expect(try count("when = in_bucket(\"A\"), " + step, inA) == 2)
    #expect(try count("when = function(c) return c.city == 'x' end, " + step, inA) == 2)
    #expect(try count("when = function(c) return answers ~= nil and c.trust end, " + step, inA) == 0)
  }

  @Test("a step for a shortlist waits until it is drawn up")
  func shortlists() throws {
    let rules =
      "shortlist \"focus\" { by = \"score\", at_most = 1 }\n"
      + #"follow_up "x" { from = "met", steps = { { after = days(1), note = "a", only_in = { "focus" } } } }"#
    let trial = try Trial(Self.buckets + rules)
    #expect(trial.loaded.rules.shortlistsOfFollowUps == [0])
    var duties = try trial.decide(#"{"id":"1","met_at":"2026-01-14"}"#).duties
    #expect(duties.followUps.map(\.isPending) == [true])
    var other = duties
    duties.settle(on: [0])
    other.settle(on: [])
    #expect(duties.followUps.map(\.isPending) == [false])
    #expect(other.followUps.isEmpty)
  }

  @Test("nothing is sent to who asked not to be contacted, and it is said why")
  func doNotContact() throws {
    let rule =
      #"follow_up "x" { from = "met", steps = { { after = days(1), send = "hello" }, { after = days(2), note = "b" } } }"#
    let trial = try Trial(Self.buckets + rule)
    let contact = #"{"id":"1","met_at":"2026-01-13","do_not_contact":true}"#
    #expect(try trial.decide(contact).duties.followUps.map(\.step) == [2])
    #expect(try trial.explanation(of: contact).today.last == "'x' sends nothing: they asked not to be contacted")
  }

  @Test("with names somebody else of the referral, who is told by name")
  func with() throws {
    let contact = """
      {"id":"9","name":"Ada","referrals_received":[{"id":"r1","at":"2026-01-10","stage":"contacted",
       "prospect":{"name":"Cy"},"updated_at":"2026-01-12"}]}
      """
    func who(_ with: String) throws -> [String] {
      try items(
        "follow_up \"x\" { from = \"referral_received\", with = \"\(with)\", every = days(14), note = \"n\" }", contact
      ).map { "\($0.with.id ?? "-") \($0.with.name ?? "-") \($0.idealAt)" }
    }
    #expect(try who("giver") == ["9 Ada 2026-01-26T00:00:00Z"])
    #expect(try who("prospect") == ["- Cy 2026-01-24T00:00:00Z"])
  }

  @Test("news of a referral is given again and again until it is closed")
  func news() throws {
    let rule =
      #"follow_up "posted" { from = "referral_received", every = days(14), until_on = "referral_closed", send = "hello" }"#
    func state(_ referral: String) throws -> [String] {
      try items(rule, "{\"id\":\"1\",\"referrals_received\":[{\"id\":\"r\",\"at\":\"2025-12-01\",\(referral)}]}").map {
        $0.state.rawValue
      }
    }
    #expect(try state(#""stage":"contacted""#) == ["green"])
    #expect(try state(#""stage":"contacted","updated_at":"2026-01-10""#) == ["waiting"])
    #expect(try state(#""stage":"won","stages":[{"stage":"won","at":"2026-01-10"}]"#) == ["ended"])
    #expect(
      try items(
        rule,
        #"{"id":"1","referrals_received":[{"id":"a","at":"2025-12-01","stage":"won"},{"id":"b","at":"2025-12-02","stage":"new"}]}"#
      ).map(\.state) == [.ended, .green])
  }

  // MARK: Occurrences

  @Test(
    "each occurrence comes from the contact's row",
    arguments: [
      ("met", #""met_at":"2026-01-01""#), ("added", #""added_at":"2026-01-01""#),
      ("joined_group", #""joined_at":"2026-01-01""#), ("bucket_changed", #""bucket_changed_at":"2026-01-01""#),
      ("event_attended", #""interactions":[{"at":"2026-01-01","kind":"meeting","event":{"name":"Mixer"}}]"#),
      ("one_to_one", #""interactions":[{"at":"2026-01-01","kind":"one_to_one"}]"#),
      ("last_interaction", #""interactions":[{"at":"2026-01-01","kind":"call"}]"#),
      ("last_interaction", #""last_interaction_at":"2026-01-01""#),
      ("reply_received", #""interactions":[{"at":"2025-12-01","kind":"email","response":"reply","response_at":"2026-01-01"}]"#),
      ("reply_received", #""interactions":[{"at":"2026-01-01","kind":"email","direction":"in"}]"#),
      ("interest_shown", #""interactions":[{"at":"2026-01-01","kind":"email","response":"meeting"}]"#),
      ("visitor_came", #""events":[{"name":"Mixer","at":"2026-01-01","role":"visitor"}]"#),
      ("event_attended", #""events":[{"name":"Mixer","at":"2026-01-01"}]"#),
      ("asked", #""asks":[{"what":"x","at":"2026-01-01"}]"#),
      ("referral_received", #""referrals_received":[{"id":"r","at":"2026-01-01"}]"#),
      ("referral_given", #""referrals_given":[{"id":"r","at":"2026-01-01"}]"#),
      ("referral_moved", #""referrals_given":[{"id":"r","stages":[{"stage":"new"},{"stage":"contacted","at":"2026-01-01"}]}]"#),
      ("referral_won", #""referrals_received":[{"id":"r","stage":"won","at":"2025-12-01","stages":[{"stage":"won","at":"2026-01-01"}]}]"#),
      ("referral_lost", #""referrals_received":[{"id":"r","stage":"declined","stages":[{"stage":"declined","at":"2026-01-01"}]}]"#),
      ("referral_closed", #""referrals_given":[{"id":"r","stage":"won","at":"2026-01-01"}]"#),
      ("introduced", #""met_at":"2026-01-01","introduced_by":{"name":"Bo"}"#),
      ("introduction_made", #""introductions":[{"to":{"name":"Bo"},"at":"2026-01-01"}]"#),
      ("gift_received", #""gifts":[{"what":"x","direction":"in","at":"2026-01-01"}]"#),
      ("promise_made", #""promises":[{"what":"x","at":"2026-01-01"}]"#),
      ("promise_due", #""promises":[{"what":"x","due":"2026-01-01"}]"#),
      ("promise_broken", #""promises":[{"what":"x","due":"2026-01-01","state":"broken"}]"#),
      ("birthday", #""birthday":"--01-01""#), ("anniversary", #""anniversary":"2001-01-01""#),
    ])
  func occurrences(kind: String, fields: String) throws {
    let rule = "follow_up \"x\" { from = \"\(kind)\", steps = { { after = days(30), note = \"a\" } } }"
    let found = try items(rule, "{\"id\":\"1\",\(fields)}")
    #expect(found.first.map { "\($0.idealAt)" } == "2026-01-31T00:00:00Z", "\(found)")
    #expect(try items(rule, #"{"id":"1"}"#).isEmpty)
    #expect(found.first?.why.contains("'x' asks for this after 30 days") == true, "\(found.first?.why ?? "")")
  }

  @Test(
    "what did not happen starts nothing",
    arguments: [
      ("gift_received", #""gifts":[{"what":"x","direction":"out","at":"2026-01-01"}]"#),
      ("promise_due", #""promises":[{"what":"x","due":"2026-01-01","state":"kept"}]"#),
      ("promise_broken", #""promises":[{"what":"x","due":"2026-01-01","state":"open"}]"#),
      ("referral_won", #""referrals_received":[{"id":"r","stage":"lost","at":"2026-01-01"}]"#),
      ("referral_given", #""referrals_received":[{"id":"r","at":"2026-01-01"}]"#),
      ("one_to_one", #""interactions":[{"at":"2026-01-01","kind":"call"}]"#),
      ("last_interaction", #""interactions":[{"at":"2026-01-01","kind":"bulk_mail"}]"#),
      ("reply_received", #""interactions":[{"at":"2026-01-01","kind":"email","direction":"out","response":"none"}]"#),
      ("introduced", #""met_at":"2026-01-01""#), ("event_attended", #""interactions":[{"at":"2026-01-01"}]"#),
    ])
  func nothing(kind: String, fields: String) throws {
    let rule = "follow_up \"x\" { from = \"\(kind)\", steps = { { after = days(30), note = \"a\" } } }"
    #expect(try items(rule, "{\"id\":\"1\",\(fields)}").isEmpty)
  }

  @Test("every occurrence of the closed list is tried above")
  func closedList() {
    #expect(Occurrence.Kind.allCases.count == 25)
  }

  @Test("why says what happened, when and where")
  func why() throws {
    let contact =
      #"{"id":"1","name":"Ada","interactions":[{"at":"2026-01-13T12:00:00Z","kind":"one_to_one","event":{"name":"Mixer"}}]}"#
    let rule =
      #"follow_up "x" { from = "one_to_one", steps = { { after = days(1), by = hours(48), note = "send a note" } } }"#
    #expect(
      try items(rule, contact).first?.why == "you had a one-to-one 2 days ago at Mixer; 'x' asks for this within 2 days")
    #expect(
      try Trial(Self.buckets + rule).explanation(of: contact).today == [
        "red, due 2026-01-15 12:00:00: send a note with Ada "
          + "(you had a one-to-one 2 days ago at Mixer; 'x' asks for this within 2 days)"
      ])
  }

  @Test("a message for a follow-up speaks to whom it is with, of what happened")
  func messages() throws {
    let trial = try Trial(
      """
      template "t" { text = "{{contact.name}}: {{referral.need or '-'}} for {{prospect.name}}, from {{giver.name or 'me'}}" }
      follow_up "x" { from = "referral_received", with = "prospect", steps = { { after = days(1), send = "t" } } }
      """)
    let row = try trial.row(
      #"{"id":"9","name":"Ada","referrals_received":[{"id":"a","at":"2026-01-10","need":"a roof","prospect":{"name":"Cy"}}]}"#
    )
    let item = try #require(trial.decider.decide(row).duties.followUps.first)
    let scope = try #require(trial.decider.scope(of: item, row))
    let message = try trial.decider.message(try #require(trial.decider.template(named: "t")), scope)
    #expect(message.text == "Cy: a roof for Cy, from Ada")
  }

  @Test("many occurrences and steps end: the newest thousand of a list count")
  func manyTalks() throws {
    let talks = (0..<3000).map { "{\"at\":\(1_760_000_000 + $0 * 10),\"kind\":\"one_to_one\"}" }
    let rule = #"follow_up "x" { from = "one_to_one", done_by = "note", steps = { { after = years(9), note = "a" } } }"#
    #expect(try items(rule, "{\"id\":\"1\",\"interactions\":[\(talks.joined(separator: ","))]}").count == 1000)
  }

  // MARK: What it can't be

  @Test(
    "what a follow_up can't be",
    arguments: [
      ("from = 'mat', every = days(9), note = 'a'", "did you mean \"met\"?"),
      ("from = 'met'", "does not say what to do when"), ("from = 'met', every = days(9)", "does not say what to do"),
      ("from = 'met', steps = {}", "must be a list of steps"), ("from = 'met', steps = 3", "must be a list of steps"),
      ("from = 'met', steps = { 3 }", "must be a table, here is a number"),
      ("from = 'met', steps = { { note = 'x' } }", "step 1 of follow_up 'f' needs 'after'"),
      ("from = 'met', steps = { { after = days(1) } }", "step 1 of follow_up 'f' does not say what to do"),
      ("from = 'met', steps = { { after = days(1), nte = 'x' } }", "has no field 'nte'; did you mean 'note'?"),
      ("from = 'met', steps = { { after = -days(1), note = 'x' } }", "'after' of step 1 of follow_up 'f' must be longer"),
      ("from = 'met', steps = { { after = days(2), by = days(1), note = 'x' } }", "'by' of step 1"),
      ("from = 'met', steps = { { after = days(2), by = days(3), limit = days(2), note = 'x' } }", "'limit' of step 1"),
      ("from = 'met', steps = { { after = days(2), note = 'x' } }, every = days(3), note = 'y'", "both 'steps' and 'every'"),
      ("from = 'met', note = 'y', steps = { { after = days(2), note = 'x' } }", "'note' stands in the steps"),
      ("from = 'met', every = days(3), send = 'helo'", "no template is named 'helo'; did you mean 'hello'?"),
      ("from = 'met', every = days(3), note = 'x', with = 'giver'", "'met' is not with a 'giver'; it is with: contact"),
      ("from = 'referral_received', every = days(3), note = 'x', with = 'prospct'", "did you mean 'prospect'?"),
      ("from = 'met', every = days(3), note = 'x', only_in = 'AA'", "no bucket or shortlist is named 'AA'"),
      ("from = 'met', every = days(3), note = 'x', done_by = 'cal'", "no kind of interaction is named 'cal'; did you mean 'call'?"),
      ("from = 'met', every = days(3), note = 'x', until_on = 'referral_wn'", "did you mean 'referral_won'?"),
      ("from = 'met', every = days(3), note = 'x', when = has('cty')", "did you mean 'city'?"),
      ("from = 'met', every = 'x', note = 'x'", "must be a length of time"),
      ("every = days(3), note = 'x'", "needs 'from'"),
    ])
  func mismatches(fields: String, message: String) {
    let problems = Trial.problems(Self.buckets + "follow_up \"f\" { \(fields) }")
    #expect(problems.contains { $0.hasPrefix("4:") && $0.contains(message) }, "\(problems)")
  }

  @Test("a first note that pitches is warned of")
  func pitch() throws {
    let rules = """
      template "offer" { text = "Buy!", pitch = true }
      follow_up "f" { from = "met", steps = { { after = days(9), note = "x" }, { after = days(1), send = "offer" } } }
      follow_up "g" { from = "met", steps = { { after = days(1), note = "x" }, { after = days(9), send = "offer" } } }
      """
    #expect(
      try Trial(rules).loaded.warnings.map(\.description) == [
        "rules.lua:2:100: warning: the first note of follow_up 'f' pitches: 'offer' sells; "
          + "say who you are and where you met; sell once they show interest"
      ])
  }

  @Test("an example says what is to be done now, or in which state it is")
  func examples() throws {
    func failures(_ fields: String) throws -> [String] {
      let source = ScriptSource(
        name: "rules.lua", text: Self.buckets + Self.afterWeMet + "\nexample \"e\" { \(fields) }")
      let clock = Clock(now: try Instant(rfc3339: Trial.now), zone: .utc)
      return try ExampleRunner(source, loader: RuleLoader(clock: clock)).failures.map(\.diagnostic.description)
    }
    let given = "given = { met_at = ago(days(2)) }, "
    #expect(try failures(given + "expect = { follow_ups = { 'after we met' } }") == [])
    #expect(try failures(given + "expect = { follow_ups = { ['after we met'] = 'amber' } }") == [])
    #expect(try failures("expect = { follow_ups = {} }") == [])
    #expect(
      try failures(given + "expect = { follow_ups = {} }").first?.contains(
        "expected no follow-up, it is 'after we met'") == true)
    #expect(
      try failures(given + "expect = { follow_ups = { ['after we met'] = 'red' } }").first?.contains(
        "expected 'after we met' to be red, it is amber, waiting, waiting") == true)
    let problems = Trial.problems(
      Self.buckets + Self.afterWeMet + "\nexample \"e\" { expect = { follow_ups = { 'after we meet' } } }")
    #expect(problems.contains { $0.contains("no follow_up is named 'after we meet'; did you mean 'after we met'?") })
  }
}
