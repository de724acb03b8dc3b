import ReferRules
import TestSupport
import Testing

@Suite("Answers of functions")
struct FunctionAnswerTests {
  /// What a function of a yes/no question says.
  private func answer(_ body: String, _ fields: String = "", for contact: String = "{}") throws -> String {
    try Trial("question \"q\" {\n  ask = \"?\", \(fields)\n  answer = function(contact)\n\(body)\n  end,\n}").answer(
      for: contact)
  }

  @Test(
    "falling off the end means no, unless a missing fact was read; return nil means unknown",
    arguments: [
      ("", "{}", "no"), ("if contact.city == 'Bonn' then return true end", #"{"city":"Ulm"}"#, "no"),
      ("if contact.city == 'Bonn' then return true end", #"{"city":"Bonn"}"#, "yes"),
      ("if contact.city == 'Bonn' then return true end", "{}", "unknown"),
      ("local x = contact.trust", "{}", "unknown"), ("local x = contact.trust", #"{"trust":1}"#, "no"),
      ("if contact.met_event then return true end", "{}", "unknown"),
      // Missing records of one's own mean none.
      ("if #contact.interactions > 3 then return true end", "{}", "no"),
      ("for i in ipairs(contact.tags) do return true end", "{}", "no"),
      ("if contact.last_interaction_at then return true end", "{}", "no"),
      ("if contact.do_not_contact then return true end", "{}", "no"),
      (
        "for _, talk in ipairs(contact.interactions) do if talk.minutes then return true end end",
        #"{"interactions":[{"at":"2026-01-01"}]}"#, "unknown"
      ),
      ("return nil", #"{"city":"Bonn"}"#, "unknown"), ("return", "{}", "no"), ("return false", "{}", "no"),
      ("return contact.city == 'Bonn'", "{}", "no"), ("return yes", "{}", "yes"), ("return no", "{}", "no"),
      ("return contact.is_client", "{}", "unknown"), ("return contact.is_client", #"{"is_client":true}"#, "yes"),
    ])
  func endings(body: String, contact: String, due: String) throws {
    #expect(try answer(body, for: contact) == due)
  }

  @Test(
    "scales, choices and measures take their own answers",
    arguments: [
      ("return 4", "scale = { 1, 5 },", "4"), ("return 3.5", "scale = { 1, 5 },", "3.5"),
      ("return nil", "scale = { 1, 5 },", "unknown"),
      ("", "scale = { 1, 5 },", "unknown"), ("return '4'", "scale = { 1, 5 },", "4"),
      ("return 'Often'", "choices = { { 'often', 2 }, { 'never', 0 } },", "\"often\""),
      ("return nil", "choices = { { 'often', 2 }, { 'never', 0 } },", "unknown"),
    ])
  func forms(body: String, fields: String, due: String) throws {
    #expect(try answer(body, fields) == due)
  }

  @Test(
    "what does not fit is an error of this contact, with the function's line",
    arguments: [
      ("return 3", "", "the answer to 'q' must be yes or no, here the function returns a number"),
      ("return 'yes'", "", "must be yes or no, here the function returns a text"),
      ("return {}", "", "here the function returns a table"),
      ("return print", "", "here the function returns a function"),
      ("return is('city', 'x')", "", "must be yes or no"),
      ("return 6", "scale = { 1, 5 },", "must be a number from 1 to 5, here the function returns a number"),
      ("return true", "scale = { 1, 5 },", "must be a number from 1 to 5, here the function returns yes or no"),
      ("return 0/0", "scale = { 1, 5 },", "must be a number from 1 to 5"),
      (
        "return 'rarely'", "choices = { { 'often', 2 } },", "must be one of \"often\", here the function returns a text"
      ),
    ])
  func mismatches(body: String, fields: String, message: String) throws {
    let trial = try Trial(
      "question \"q\" {\n  ask = \"?\", \(fields)\n  answer = function(contact)\n\(body)\n  end,\n}")
    let error = try #require(try trial.decide().error)
    #expect(error.message.contains(message), "\(error.message)")
    #expect(error.line == 3)
    #expect(error.file == "rules.lua")
  }

  @Test(
    "a rule that fails names file, line and what it was reading, and nothing of the person",
    arguments: [
      ("return contact.citty == 'x'", 4, "a contact has no field 'citty'; did you mean 'city'?", nil as String?),
      ("return contact.trust > 3", 4, "missing", "trust"),
      ("\nreturn contact.met_event.name == 'x'", 5, "met_event has no value here", "met_event"),
      ("return contact.name:nosuch()", 4, "", nil), ("error('enough')", 4, "enough", nil),
      ("return contact.answers", 4, "a contact has no field 'answers'", nil),
      ("return contact.interactions[1].knd", 4, "an interaction has no field 'knd'; did you mean 'kind'?", nil),
      ("return contact.custom.x.y", 4, "", nil),
    ])
  func failures(body: String, line: Int, message: String, reading: String?) throws {
    let trial = try Trial("question \"q\" {\n  ask = \"?\",\n  answer = function(contact)\n\(body)\n  end,\n}")
    let decision = try trial.decide(
      #"{"id":"a","name":"Secret Person","interactions":[{"at":"2026-01-01","notes":"Hush"}]}"#)
    let error = try #require(decision.error)
    #expect(error.line == line)
    #expect(error.message.contains(message), "\(error.message)")
    #expect(error.reading == reading)
    #expect(!error.message.contains("Secret") && !error.message.contains("Hush"))
    #expect(decision.verdict == nil)
    #expect(decision.id == "a")
  }

  @Test("one contact's failing rule does not stop the rest")
  func others() throws {
    let trial = try Trial(
      """
      question "a" { ask = "?", answer = function(contact) return contact.trust > 3 end }
      question "b" { ask = "?", answer = has("city") }
      bucket "all" { otherwise = true }
      """)
    #expect(try trial.decide(#"{"city":"x"}"#).error != nil)
    let next = try trial.decide(#"{"city":"x","trust":5}"#)
    #expect(next.error == nil)
    #expect(next.bucket == "all")
    #expect(trial.text("a", in: next) == "yes")
    #expect(trial.text("b", in: next) == "yes")
  }

  @Test("comparing with unknown in a function says what to write")
  func unknownInFunctions() throws {
    let message = "in a function an answer that is not known is nil: write == nil instead of == unknown"
    for body in [
      "return contact.is_client == unknown", "if contact.city ~= unknown then return true end", "return unknown",
    ] {
      let text = "question \"q\" { ask = \"?\", answer = function(contact) \(body) end }"
      #expect(try Trial(text).decide().error?.message.contains(message) == true)
    }
    let inBucket = try Trial(
      """
      question "q" { ask = "?" }
      bucket "A" { when = function(contact, answers) return answers.q == unknown end }
      """)
    #expect(try inBucket.decide().error?.message.contains(message) == true)
  }

  @Test("a budget is for each decision: one that never ends fails alone")
  func budgets() throws {
    let trial = try Trial(
      """
      question "q" { ask = "?", answer = function(contact)
        while contact.city == "x" do end
        return true
      end }
      """)
    let endless = try trial.decide(#"{"city":"x"}"#)
    #expect(endless.error?.message.contains("of this decision's budget") == true)
    #expect(endless.error?.line == 2)
    for _ in 0..<50 { #expect(try trial.answer(for: #"{"city":"y"}"#) == "yes") }
  }

  @Test("conditions count and choose among records in functions, contact after contact")
  func lists() throws {
    let trial = try Trial(
      """
      question "calls" { ask = "?", scale = { 0, 9 }, answer = function(contact)
        return count(contact.interactions, is("kind", "call"))
      end }
      question "same" { ask = "?", scale = { 0, 9 }, answer = function(contact)
        return #where(contact.interactions, is("notes", contact.id))
      end }
      """)
    let rows = try ContactRows(
      (0..<5000).map {
        "{\"id\":\"\($0)\",\"interactions\":[{\"kind\":\"call\",\"notes\":\"\($0)\"},{\"kind\":\"note\"}]}"
      })
    for row in rows.rows {
      let decision = trial.decider.decide(row)
      #expect(decision.error == nil && decision.answers.map(\.value) == [1, 1])
    }
  }
}
