import ReferModel
import TestSupport
import Testing

@testable import ReferRules

@Suite("thank_you")
struct ThankYouTests {
  private static let buckets = """
    question "good" { ask = "?" }
    bucket "A" { needs = { "good" } }
    bucket "B" { otherwise = true }
    template "thanks" { text = "Thank you, {{contact.name}}" }

    """

  private func thanks(_ rule: String, _ contact: String) throws -> [ThankYou] {
    let decision = try Trial(Self.buckets + rule).decide(contact)
    #expect(decision.error == nil, "\(decision.error?.message ?? "")")
    return decision.duties.thankYous
  }

  private static let everyReferral = """
    thank_you "every referral" { on = "referral_received", within = hours(48), send = "thanks", kind = "note" }
    """

  @Test(
    "thanks are owed at once, whether or not business came of it, until they are given",
    arguments: [
      (#""at":"2026-01-14T12:00:00Z""#, "green"), (#""at":"2026-01-12T12:00:00Z""#, "red"),
      (#""at":"2026-01-12T12:00:00Z","stage":"lost""#, "red"),
      (#""at":"2026-01-12T12:00:00Z","thanked_at":"2026-01-13""#, "done"),
      (#""at":"2026-01-12T12:00:00Z","thanked_at":"2026-01-11""#, "red"),
    ])
  func owed(referral: String, state: String) throws {
    let found = try thanks(
      Self.everyReferral, "{\"id\":\"1\",\"name\":\"Ada\",\"referrals_received\":[{\"id\":\"r\",\(referral)}]}")
    #expect(found.map(\.state.rawValue) == [state])
    #expect(found.first?.referral == "r")
    #expect(found.first?.with.name == "Ada")
    #expect(found.first?.template == "thanks")
    #expect(found.first?.kind == .note)
  }

  @Test("thanks on record count for the referral that they name")
  func onRecord() throws {
    func state(_ thanked: String) throws -> [String] {
      try thanks(
        Self.everyReferral,
        "{\"id\":\"1\",\"referrals_received\":[{\"id\":\"r\",\"at\":\"2026-01-10\"}],\"thanked\":[\(thanked)]}"
      ).map(\.state.rawValue)
    }
    #expect(try state(#"{"at":"2026-01-11","referral":"r"}"#) == ["done"])
    #expect(try state(#"{"at":"2026-01-11","referral":"s"}"#) == ["red"])
    #expect(try state(#"{"at":"2026-01-11"}"#) == ["red"])
    #expect(try state(#"{"at":"2026-01-09","referral":"r"}"#) == ["red"])
  }

  @Test("of a gift, thanks that name no referral count")
  func gifts() throws {
    func state(_ thanked: String) throws -> [String] {
      try thanks(
        #"thank_you "t" { on = "gift_received", within = days(3) }"#,
        "{\"id\":\"1\",\"gifts\":[{\"at\":\"2026-01-10\",\"direction\":\"in\"}],\"thanked\":[\(thanked)]}"
      ).map(\.state.rawValue)
    }
    #expect(try state("") == ["red"])
    #expect(try state(#"{"at":"2026-01-11"}"#) == ["done"])
    #expect(try state(#"{"at":"2026-01-11","referral":"r"}"#) == ["red"])
  }

  @Test("of business, whoever gave the referral is thanked: one owes none for what one gave")
  func business() throws {
    let rule = #"thank_you "t" { on = "referral_won", within = days(7) }"#
    let given = #"{"id":"1","referrals_given":[{"id":"r","at":"2026-01-10","stage":"won"}]}"#
    let received = #"{"id":"1","referrals_received":[{"id":"r","at":"2026-01-10","stage":"won","stages":[{"stage":"won","at":"2026-01-12"}]}]}"#
    #expect(try thanks(rule, given).isEmpty)
    #expect(try thanks(rule, received).map { "\($0.owedSince)" } == ["2026-01-12T00:00:00Z"])
    // Thanks for the referral are none for the business.
    let before = received.replacing("\"stage\"", with: "\"thanked_at\":\"2026-01-11\",\"stage\"")
    #expect(try thanks(rule, before).map(\.state) == [.green])
  }

  @Test("a gift may be a text or a function of the contact and the referral, on settled decisions only")
  func gift() throws {
    let rule = """
      thank_you "t" { on = "referral_received", gift = function(contact, referral)
        if (referral.value or 0) >= 5000 then return "dinner for two" end
      end }
      """
    func gift(_ rule: String, _ value: Int, answers: String) throws -> [String?] {
      try thanks(
        rule,
        "{\"id\":\"1\",\"answers\":{\(answers)},\"referrals_received\":[{\"id\":\"r\",\"at\":\"2026-01-10\",\"value\":\(value)}]}"
      ).map(\.gift)
    }
    #expect(try gift(rule, 5000, answers: #""good":true"#) == ["dinner for two"])
    #expect(try gift(rule, 4999, answers: #""good":true"#) == [nil])
    #expect(try gift(rule, 5000, answers: "") == [nil])
    #expect(
      try gift(#"thank_you "t" { on = "referral_received", gift = "a book" }"#, 0, answers: #""good":false"#) == [
        "a book"
      ])
  }

  @Test("a gift that is no text, and a function that fails, are the contact's error with their line")
  func failing() throws {
    for (body, message) in [
      ("return 3", "the gift of 't' must be a text or nil, here it is a number"),
      ("return referral.need .. 'x'", "need"),
    ] {
      let trial = try Trial(
        "bucket \"A\" { otherwise = true }\nthank_you \"t\" { on = \"referral_received\",\n gift = function(contact, referral) \(body) end }"
      )
      let decision = try trial.decide(#"{"id":"1","referrals_received":[{"id":"r","at":"2026-01-10"}]}"#)
      #expect(decision.error?.line == 3)
      #expect(decision.error?.message.contains(message) == true, "\(decision.error?.message ?? "")")
      #expect(decision.verdict == nil)
    }
  }

  @Test("in public only once they agree")
  func consent() throws {
    let rule = #"thank_you "t" { on = "referral_received", kind = "public" }"#
    let contact = #"{"id":"1","public_consent":false,"referrals_received":[{"id":"r","at":"2026-01-10"}]}"#
    let found = try thanks(rule, contact)
    #expect(found.map(\.isPublic) == [true])
    #expect(found.first?.consents == false)
    #expect(
      try Trial(Self.buckets + rule).explanation(of: contact).today.first?.contains("not in public") == true)
  }

  @Test("old thanks are not told of")
  func old() throws {
    let contact = #"{"id":"1","referrals_received":[{"id":"r","at":"2025-01-10","thanked_at":"2025-01-11"}]}"#
    #expect(try thanks(Self.everyReferral, contact).isEmpty)
    let trial = try Trial(Self.buckets + Self.everyReferral)
    let row = try trial.row(contact)
    let all = try trial.decider.duties(row, trial.decider.decide(row), since: .earliest)
    #expect(all.thankYous.map(\.state) == [.done])
  }

  @Test(
    "what a thank_you can't be",
    arguments: [
      ("on = 'referal_received'", "did you mean \"referral_received\"?"), ("within = days(1)", "needs 'on'"),
      ("on = 'referral_received', send = 'thank'", "no template is named 'thank'; did you mean 'thanks'?"),
      ("on = 'referral_received', with = 'receiver'", "'referral_received' is not with a 'receiver'"),
      ("on = 'referral_received', kind = 'crad'", "did you mean \"card\"?"),
      ("on = 'referral_received', gift = 3", "must be a text in quotes, or a function"),
      ("on = 'referral_received', within = 0", "must be longer than nothing"),
      ("on = 'referral_received', public = 'x'", "must be true or false"),
    ])
  func mismatches(fields: String, message: String) {
    let problems = Trial.problems(Self.buckets + "thank_you \"t\" { \(fields) }")
    #expect(problems.contains { $0.hasPrefix("5:") && $0.contains(message) }, "\(problems)")
  }
}
