import TestSupport
import Testing

/// A condition, a contact and the answer due.
struct ConditionCase: CustomTestStringConvertible, Sendable {
  let condition: String
  let contact: String
  let answer: String
  var testDescription: String { "\(condition) of \(contact)" }

  init(_ condition: String, _ contact: String, _ answer: String) {
    self.condition = condition
    self.contact = contact
    self.answer = answer
  }
}

@Suite("Conditions on fields")
struct FieldConditionTests {
  private func check(_ due: ConditionCase) throws {
    let trial = try Trial("question \"q\" { ask = \"?\", answer = \(due.condition) }")
    #expect(try trial.answer(for: due.contact) == due.answer)
  }

  @Test(
    "is and is_not",
    arguments: [
      ConditionCase("is('city', 'Bonn')", "{}", "unknown"), ConditionCase("is_not('city', 'Bonn')", "{}", "unknown"),
      ConditionCase("is('city', 'Bonn', 'Köln')", #"{"city":"Köln"}"#, "yes"),
      ConditionCase("is('city', { 'Bonn', 'Köln' })", #"{"city":"Köln"}"#, "yes"),
      ConditionCase("is('city', 'Bonn', { 'Ulm', { 'Köln' } })", #"{"city":"Köln"}"#, "yes"),
      ConditionCase("is_not('city', 'Bonn', 'Köln')", #"{"city":"Ulm"}"#, "yes"),
      ConditionCase("is_not('city', 'Bonn')", #"{"city":"Bonn"}"#, "no"),
      ConditionCase("is('trust', 4)", #"{"trust":4}"#, "yes"),
      ConditionCase("is('trust', 1, 4)", #"{"trust":5}"#, "no"),
      ConditionCase("is('trust', 4)", "{}", "unknown"),
      ConditionCase("is('url', 5)", #"{"url":"5"}"#, "yes"),
      ConditionCase("is('is_client', yes)", #"{"is_client":true}"#, "yes"),
      ConditionCase("is('is_client', no)", #"{"is_client":true}"#, "no"),
      ConditionCase("is('is_client', no)", "{}", "unknown"), ConditionCase("is_not('friend', yes)", "{}", "unknown"),
      // One's own: missing means no.
      ConditionCase("is('do_not_contact', yes)", "{}", "no"), ConditionCase("is('do_not_contact', no)", "{}", "yes"),
      ConditionCase("is_not('do_not_contact', yes)", "{}", "yes"),
      // Lists: one of their items.
      ConditionCase("is('tags', 'vip')", #"{"tags":["new","VIP"]}"#, "yes"),
      ConditionCase("is('tags', 'vip')", #"{"tags":["new"]}"#, "no"), ConditionCase("is('tags', 'vip')", "{}", "no"),
      ConditionCase("is_not('tags', 'vip')", "{}", "yes"),
      ConditionCase("is_not('tags', 'vip')", #"{"tags":["new","VIP"]}"#, "no"),
      ConditionCase("has_tag('vip', 'gold')", #"{"tags":["Gold "]}"#, "yes"),
      ConditionCase("has_tag('vip')", "{}", "no"),
      ConditionCase("has_tag({ 'vip', 'gold' })", #"{"tags":["gold"]}"#, "yes"),
      ConditionCase("is('components', 'support')", #"{"components":["Support"]}"#, "yes"),
      // Records: their name.
      ConditionCase("is('met_event', 'Mixer')", #"{"met_event":{"name":"mixer"}}"#, "yes"),
      ConditionCase("is('met_event', 'Mixer')", "{}", "unknown"),
      ConditionCase("is('met_event', 'Mixer')", #"{"met_event":{"kind":"mixer"}}"#, "unknown"),
      ConditionCase("is_not('introduced_by', 'Ann')", #"{"introduced_by":"Bob"}"#, "yes"),
      // Through records.
      ConditionCase("is('met_event.kind', 'mixer')", #"{"met_event":{"kind":"Mixer"}}"#, "yes"),
      ConditionCase("is('met_event.kind', 'mixer')", #"{"met_event":{"name":"Mixer"}}"#, "unknown"),
      ConditionCase("is('met_event.kind', 'mixer')", "{}", "unknown"),
      ConditionCase("is('introduced_by.city', 'Bonn')", #"{"introduced_by":{"city":"Bonn"}}"#, "yes"),
      ConditionCase("has('introduced_by.tags')", #"{"introduced_by":{"tags":["x"]}}"#, "yes"),
      ConditionCase("is('met_event.no_pitch', yes)", #"{"met_event":{"no_pitch":true}}"#, "yes"),
      // What an import brought.
      ConditionCase("is('custom.Lead Status', 'Open')", #"{"Lead Status":"open "}"#, "yes"),
      ConditionCase("is('custom.Lead Status', 'Open')", #"{"custom":{"Lead Status":"lost"}}"#, "no"),
      ConditionCase("is('custom.Lead Status', 'Open')", "{}", "unknown"),
      ConditionCase("is('custom.a.b', 'x')", #"{"custom":{"a.b":"x"}}"#, "yes"),
      ConditionCase("is('custom.n', 5)", #"{"custom":{"n":5}}"#, "yes"),
      ConditionCase("is('custom.n', '5')", #"{"n":5}"#, "yes"),
      ConditionCase("is('custom.ok', 'true')", #"{"ok":true}"#, "yes"),
      ConditionCase("is('buckets.main', 'A')", #"{"buckets":{"main":"a"}}"#, "yes"),
    ])
  func equality(due: ConditionCase) throws { try check(due) }

  @Test(
    "has asks whether there is something",
    arguments: [
      ConditionCase("has('city')", "{}", "no"), ConditionCase("has('city')", #"{"city":"x"}"#, "yes"),
      ConditionCase("has('city')", #"{"city":""}"#, "no"), ConditionCase("has('tags')", #"{"tags":[]}"#, "no"),
      ConditionCase("has('tags')", #"{"tags":["x"]}"#, "yes"), ConditionCase("has('interactions')", "{}", "no"),
      ConditionCase("has('interactions')", #"{"interactions":[{"at":"2026-01-01"}]}"#, "yes"),
      ConditionCase("has('is_client')", #"{"is_client":false}"#, "yes"),
      ConditionCase("has('trust')", #"{"trust":0}"#, "yes"),
      ConditionCase("has('met_event')", #"{"met_event":"Mixer"}"#, "yes"),
      ConditionCase("has('custom.x')", #"{"x":"1"}"#, "yes"), ConditionCase("has('custom.x')", "{}", "no"),
      ConditionCase("has('custom')", "{}", "no"), ConditionCase("has('custom')", #"{"x":"1"}"#, "yes"),
    ])
  func having(due: ConditionCase) throws { try check(due) }

  @Test(
    "contains looks into texts and lists of texts",
    arguments: [
      ConditionCase("contains('notes', 'golf')", #"{"notes":"Plays GOLF on Sundays"}"#, "yes"),
      ConditionCase("contains('notes', 'golf')", #"{"notes":"tennis"}"#, "no"),
      ConditionCase("contains('notes', 'golf')", "{}", "unknown"), ConditionCase("contains('tags', 'vi')", "{}", "no"),
      ConditionCase("contains('tags', 'vi')", #"{"tags":["VIP"]}"#, "yes"),
      ConditionCase("contains('notes', ' golf ')", #"{"notes":"golf"}"#, "yes"),
      ConditionCase("contains('notes', 'a longer text')", #"{"notes":"a"}"#, "no"),
      ConditionCase("contains('custom.x', 'b')", #"{"x":"abc"}"#, "yes"),
    ])
  func containing(due: ConditionCase) throws { try check(due) }

  @Test(
    "at_least and at_most compare numbers and count lists",
    arguments: [
      ConditionCase("at_least('trust', 3)", "{}", "unknown"),
      ConditionCase("at_least('trust', 3)", #"{"trust":3}"#, "yes"),
      ConditionCase("at_least('trust', 3)", #"{"trust":2.999}"#, "no"),
      ConditionCase("at_most('trust', 3)", #"{"trust":3}"#, "yes"),
      ConditionCase("at_most('trust', -1)", #"{"trust":0}"#, "no"),
      ConditionCase("at_least('interactions', 1)", "{}", "no"),
      ConditionCase("at_most('interactions', 0)", "{}", "yes"),
      ConditionCase("at_least('tags', 2)", #"{"tags":["a","b"]}"#, "yes"),
      ConditionCase(
        "at_least('referrals_received', 2)", #"{"referrals":[{"direction":"received"},{"direction":"given"}]}"#, "no"),
      ConditionCase("at_least('custom.n', 3)", #"{"n":"3.5"}"#, "yes"),
      ConditionCase("at_least('custom.n', 3000)", #"{"n":" 3 500 "}"#, "yes"),
      ConditionCase("at_least('custom.n', 3)", #"{"n":"many"}"#, "unknown"),
      ConditionCase("at_least('custom.n', 3)", #"{"n":"inf"}"#, "unknown"),
      ConditionCase("at_most('custom.n', 3)", "{}", "unknown"),
      ConditionCase("at_least('met_event.cost', 10)", #"{"met_event":{"cost":10}}"#, "yes"),
    ])
  func amounts(due: ConditionCase) throws { try check(due) }

  @Test(
    "within counts back from now, and what is to come is not within",
    arguments: [
      ConditionCase("within('met_at', days(3))", "{}", "unknown"),
      ConditionCase("within('last_interaction_at', days(90))", "{}", "no"),
      ConditionCase("within('met_at', days(3))", #"{"met_at":"2026-01-12T12:00:00Z"}"#, "yes"),
      ConditionCase("within('met_at', days(3))", #"{"met_at":"2026-01-12T11:59:59Z"}"#, "no"),
      ConditionCase("within('met_at', days(3))", #"{"met_at":"2026-01-15T12:00:00Z"}"#, "yes"),
      ConditionCase("within('met_at', days(3))", #"{"met_at":"2026-01-15T12:00:01Z"}"#, "no"),
      ConditionCase("within('met_at', months(1))", #"{"met_at":"2025-12-15T12:00:00Z"}"#, "yes"),
      ConditionCase("within('met_at', months(1))", #"{"met_at":"2025-12-15T11:59:59Z"}"#, "no"),
      ConditionCase("within('met_at', years(1))", #"{"met_at":"2025-01-15T12:00:00Z"}"#, "yes"),
      ConditionCase(
        "within('last_interaction_at', weeks(1))", #"{"interactions":[{"at":"2026-01-10"},{"at":"2025-01-10"}]}"#, "yes"
      ),
    ])
  func recent(due: ConditionCase) throws { try check(due) }

  @Test("every field of a contact has a condition that takes it, and has() takes all", arguments: FieldSample.all)
  func everyField(sample: FieldSample) throws {
    for (given, present) in [("{}", false), (sample.contact, true)] {
      let trial = try Trial(
        """
        question "q" { ask = "?", answer = \(sample.condition) }
        question "has" { ask = "?", answer = has("\(sample.name)") }
        """)
      let decision = try trial.decide(given)
      #expect(trial.text("has", in: decision) == (present || sample.name == "id" ? "yes" : "no"))
      let due = present || sample.name == "id" ? "yes" : sample.isFact ? "unknown" : "no"
      #expect(trial.text("q", in: decision) == due, "\(given)")
    }
  }
}
