import ReferModel
import ReferRules
import TestSupport
import Testing

@Suite("Time in rules")
struct TimeTests {
  @Test(
    "a time is a number of seconds, and lengths are too",
    arguments: [
      ("now - contact.met_at > days(90)", #"{"met_at":"2025-10-01"}"#, "yes"),
      ("now - contact.met_at > days(90)", #"{"met_at":"2026-01-01"}"#, "no"),
      ("days_since(contact.met_at) == 5.5", #"{"met_at":"2026-01-10T00:00:00Z"}"#, "yes"),
      ("days_since(contact.last_interaction_at) == math.huge", "{}", "yes"),
      ("contact.met_at == time \"2026-01-10\"", #"{"met_at":"2026-01-10"}"#, "yes"),
      ("contact.met_at < ago(weeks(1))", #"{"met_at":"2026-01-01"}"#, "yes"),
      ("contact.met_at < ago(months(1))", #"{"met_at":"2025-12-15T11:00:00Z"}"#, "yes"),
      ("date(contact.met_at, \"%d %B %Y\") == \"10 January 2026\"", #"{"met_at":"2026-01-10"}"#, "yes"),
      ("contact.birthday == \"--04-16\"", #"{"birthday":"--04-16"}"#, "yes"), ("hours(48) == days(2)", "{}", "yes"),
    ])
  func functions(expression: String, contact: String, due: String) throws {
    let trial = try Trial("question \"q\" { ask = \"?\", answer = function(contact) return \(expression) end }")
    #expect(try trial.answer(for: contact) == due)
  }

  @Test(
    "what is no length or time says what is due",
    arguments: [
      ("days()", "days needs a number: days(3)"), ("days('x')", "days needs a number"),
      ("days(1/0)", "the number in days(…) is too large"), ("days(0/0)", "days needs a number"),
      ("months(1e5)", "the number in months(…) is too large"), ("months(1.5)", "months takes a whole number"),
      ("ago('x')", "ago needs a length of time: ago(days(3))"), ("time '2026-13-01'", ""),
      ("time(3)", "time needs a date in quotes"), ("time 'soon'", ""),
      ("date('x')", "date needs a time"), ("date(now, 3)", "date needs a pattern in quotes"), ("date(now, '%Q')", ""),
      ("days_since('x')", "days_since needs a time"),
    ])
  func mistakes(expression: String, message: String) {
    let problems = Trial.problems("x = 1\ny = \(expression)")
    #expect(problems.count == 1)
    #expect(problems.first?.hasPrefix("2:") == true && problems.first?.contains(message) == true, "\(problems)")
  }

  @Test("dates and their texts are those of the user's zone")
  func zones() throws {
    let zone = try Zone(identifier: "America/New_York")
    let text = """
      question "day" { ask = "?", answer = function(contact)
        return date(contact.met_at, "%Y-%m-%d %H:%M") == "2026-01-10 00:00"
      end }
      question "time" { ask = "?", answer = function(contact) return contact.met_at == time "2026-01-10" end }
      """
    let trial = try Trial(text, zone: zone)
    let decision = try trial.decide(#"{"met_at":"2026-01-10T05:00:00Z"}"#)
    #expect(trial.text("day", in: decision) == "yes")
    #expect(trial.text("time", in: decision) == "yes")
    let local = try trial.decide(#"{"met_at":"2026-01-10"}"#)
    #expect(trial.text("time", in: local) == "yes")
  }

  @Test("calendar lengths count wall-clock time across a change of the clocks")
  func clockChange() throws {
    let zone = try Zone(identifier: "Europe/Berlin")
    let text = "question \"q\" { ask = \"?\", answer = within(\"met_at\", months(1)) }"
    // 15 April, 10:00 summer time: a month before is 10:00 winter time.
    let trial = try Trial(text, now: "2026-04-15T08:00:00Z", zone: zone)
    #expect(try trial.answer(for: #"{"met_at":"2026-03-15T09:00:00Z"}"#) == "yes")
    #expect(try trial.answer(for: #"{"met_at":"2026-03-15T08:59:59Z"}"#) == "no")
  }

  @Test("now is that of the run, also in functions of rules loaded at another time")
  func now() throws {
    let text =
      """
      question "q" { ask = "?", answer = function(contact)
        return date(now) == "2026-03-01" and days_since(contact.met_at) == 1
      end }
      """
    let loaded = try Trial(text).loaded
    let decider = try Decider(loaded, clock: Clock(now: try Instant(rfc3339: "2026-03-01T00:00:00Z"), zone: .utc))
    let rows = try ContactRows([#"{"met_at":"2026-02-28T00:00:00Z"}"#])
    for row in rows.rows { #expect(decider.decide(row).answers.first?.value == 1) }
  }

  @Test("the same contacts, rules and now give the same, run after run")
  func repeats() throws {
    let text = """
      question "q" { ask = "?", scale = { 0, 99 }, answer = function(contact)
        local t, n = { a = 1, b = 2, c = 3, [1] = 4 }, ""
        for key in pairs(t) do n = n .. tostring(key) end
        return math.random(0, 99)
      end }
      """
    let first = try (0..<3).map { _ in try Trial(text).answer() }
    #expect(Set(first).count == 1)
    let trial = try Trial(text)
    #expect(try trial.answer() == trial.answer())
  }
}
