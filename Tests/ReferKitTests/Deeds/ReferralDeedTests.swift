import ReferModel
import ReferStore
import Testing

@testable import ReferKit

/// Referrals: entered, moved on, won, credited.
struct ReferralDeedTests {
  private func values(_ book: BookOfTests, of giver: Int64) throws -> [ClosedValue] {
    try book.workspace.read(asOf: nil) { try $0.closedValue(givenBy: giver).map(\.value) }
  }

  @Test func `the line names the referral, its tier and whether the prospect agreed`() throws {
    let book = try BookOfTests.ofThree()
    #expect(
      try book.receive("Northstar", by: "ada") { $0.need = "a loan" }.line
        == "Received: referral 1, Northstar by Ada Park (1), outside, with consent, needs a loan, today. "
        + "Next: refer thank 1 --for 1. Undo: refer undo")
    #expect(try book.receive("Ada Park", by: "ada").line.contains("referral 2, Ada Park (1) by Ada Park (1), inside,"))
    #expect(
      try book.give("park bank", to: "bo") { $0.isLead = true }.line.contains(
        "Gave: referral 3, Ada Park (1) to Bo Lind (2), outside, a lead: without the prospect's consent it is not counted"))
    #expect(
      try book.receive("Quill", by: "bo") { $0.parent = "northstar" }.line.contains("spin-off, out of referral 1,"))
    let line = try #require(try book.dump().first)
    #expect(line.contains(#""prospect":{"name":"Northstar"},"stage":"new","tier":"outside","need":"a loan""#))
    #expect(line.contains(#""consent":true"#))
  }

  @Test func `more business from the same client is no new referral`() throws {
    let book = try BookOfTests.ofThree()
    try book.receive("Northstar", by: "ada")
    #expect(
      book.refusal { try book.receive("NORTHSTAR", by: "ada") }
        == "referral 1, NORTHSTAR, is new already; refer stage 1 STAGE moves it on, and '--anyway' enters another one")
    try book.win("1", "50", "USD")
    #expect(book.refusal { try book.receive("Northstar", by: "ada") }.contains("refer stage 1 won --value AMOUNT"))
    // From somebody else, the other way, or after an end it is another referral.
    try book.receive("Northstar", by: "bo")
    try book.give("Northstar", to: "ada")
    try book.stage("2", "expired")
    try book.stage("3", "expired")
    try book.give("Northstar", to: "ada")
    let anyway = try book.receive("Northstar", by: "ada") { $0.options.anyway = true }
    #expect(anyway.objections == ["referral 1, Northstar, is won already"])
    let summary = try book.workspace.read(asOf: nil) { try $0.deeds(limit: 1).first?.summary }
    #expect(summary?.hasSuffix("(anyway, though referral 1, Northstar, is won already)") == true)
  }

  @Test func `only along the list, unless it is opened again`() throws {
    let book = try BookOfTests.ofThree()
    try book.receive("Northstar", by: "ada")
    try book.stage("1", "meeting")
    #expect(
      book.refusal { try book.stage("1", "contacted") }
        == "referral 1 is at meeting already; to open it again: refer stage 1 contacted --reopen")
    #expect(book.refusal { try book.stage("1", "proposal") { $0.isReopening = true } }.hasSuffix("leave out --reopen"))
    #expect(book.refusal(.wrongUsage) { try book.stage("1", "no sale") }.contains("needs a reason"))
    try book.stage("1", "no sale") { $0.why = "too dear" }
    #expect(book.refusal { try book.stage("1", "won") }.contains("has ended as lost"))
    #expect(try book.stage("1", "proposal") { $0.isReopening = true }.line.contains("opened again, from lost to proposal"))
    #expect(try book.stage("1", "proposal").line == "Nothing to change: referral 1, Northstar by Ada Park (1), is proposal.")
    let line = try #require(try book.dump().first)
    #expect(
      line.contains(
        #"{"stage":"lost","from":"meeting","at":"2026-01-15T12:00:00Z","by":"me","notes":"too dear"}"#))
    #expect(line.contains(#""stage":"proposal","tier""#))
  }

  @Test func `an end that a referrer has not heard of is owed to them`() throws {
    let book = try BookOfTests.ofThree()
    try book.receive("Northstar", by: "ada")
    try book.give("Quill", to: "bo")
    func duties(_ condition: String) throws -> Int {
      try book.workspace.read(asOf: nil) { try $0.updateDuties(isOpen: condition == "open").count }
    }
    #expect(try book.stage("1", "lost") { $0.why = "moved" }.line.contains("Tell Ada Park within a week."))
    #expect(try !book.stage("2", "lost") { $0.why = "moved" }.line.contains("Tell"))
    #expect(try duties("open") == 1)
    try book.stage("1", "lost") { $0.isTold = true }
    #expect(try duties("open") == 0 && duties("done") == 1)
    #expect(try book.dump()[0].contains(#""updated_at":"2026-01-15T12:00:00Z""#))
  }

  @Test func `business is credited whole to the giver, spin-offs to the giver of the parent, currencies apart`() throws {
    let book = try BookOfTests.ofThree()
    try book.receive("Northstar", by: "ada")
    try book.win("1", "9800.50", "USD")
    #expect(try book.win("1", "300").line.contains("won already, 300.00 USD of repeat business"))
    try book.win("1", "500", "jpy")
    try book.stage("1", "won") {
      $0.value = "100"
      $0.isRefund = true
    }
    try book.receive("Quill", by: "bo") { $0.parent = "1" }
    try book.win("quill", "700", "EUR")
    try book.give("Acme", to: "ada")
    try book.win("acme", "5000", "USD")
    #expect(
      try values(book, of: 1) == [
        ClosedValue(currency: "EUR", direct: 0, spinOff: 70_000), ClosedValue(currency: "JPY", direct: 500, spinOff: 0),
        ClosedValue(currency: "USD", direct: 1_000_050, spinOff: 0),
      ])
    #expect(try values(book, of: 2) == [])
    let shown = try book.show("ada")
    #expect(shown.contains("gave you      1 referral, 1 won, 500 JPY + 10000.50 USD, spin-offs 700.00 EUR"))
    #expect(shown.contains("1: 2026-01-15  Northstar, won, 10000.50 USD"))
    #expect(try book.show("bo").contains("gave you      1 spin-off\n"))
    #expect(
      book.refusal {
        try book.stage("1", "won") {
          $0.value = "10000.51"
          $0.isRefund = true
        }
      } == "referral 1 brought 10000.50 USD so far: no more goes back")
  }

  @Test func `an amount needs a currency, of the referral or of the profile`() throws {
    let book = try BookOfTests.ofThree()
    try book.receive("Northstar", by: "ada")
    #expect(book.refusal(.wrongUsage) { try book.win("1", "500") } == "--value needs a currency: --value 500 --currency USD")
    for wrong in ["0", "-5", "five", "1.234", "1e300", "nan"] {
      #expect(book.refusal(.wrongUsage) { try book.win("1", wrong, "USD") }.hasPrefix("--value is an amount above 0"))
    }
    #expect(book.refusal(.wrongUsage) { try book.win("1", "5", "dollars") }.hasPrefix("a currency has three letters"))
    #expect(book.refusal(.wrongUsage) { try book.stage("1", "meeting") { $0.value = "5" } }.hasPrefix("only business that is won"))
    try book.workspace.write("set", run: try book.run()) { writer in
      try writer.setProfile("currency", "EUR")
      return "set"
    }
    #expect(try book.win("1", "500").line.contains("from new to won, 500.00 EUR, today"))
    #expect(try book.dump()[0].contains(#""value":500,"currency":"EUR""#))
  }

  @Test func `a lead becomes a referral when the prospect agrees`() throws {
    let book = try BookOfTests.ofThree()
    try book.receive("Northstar", by: "ada") { $0.isLead = true }
    #expect(try book.show("ada").contains("gave you      1 lead\n"))
    #expect(try book.stage("northstar", "contacted") { $0.hasConsent = true }.line.contains("contacted, with consent,"))
    #expect(try book.show("ada").contains("gave you      1 referral\n"))
  }

  @Test func `a referral is found by its prospect where just one fits`() throws {
    let book = try BookOfTests.ofThree()
    try book.receive("Northstar Castings", by: "ada")
    try book.receive("Northstar Foundry", by: "bo")
    #expect(
      book.refusal { try book.stage("northstar", "won") } == """
        2 referrals fit 'northstar'; give the id:
          1: Northstar Castings, by Ada Park, new
          2: Northstar Foundry, by Bo Lind, new
        """)
    #expect(try book.stage("foundry", "contacted").line.contains("referral 2,"))
    #expect(book.refusal { try book.stage("northstar castinks", "won") }.hasSuffix("did you mean 'Northstar Castings'?"))
    #expect(book.refusal { try book.stage("9", "won") } == "there is no referral 9")
    #expect(book.refusal { try book.thank("bo") { $0.referral = "1" } }.contains("is none that Bo Lind (2) gave you"))
  }

  @Test func `options that do not go together are said`() throws {
    let book = try BookOfTests.ofThree()
    #expect(book.refusal(.wrongUsage) { try book.receive("X", by: "ada") { $0.tier = "3+" } }.contains("with --parent"))
    #expect(book.refusal(.wrongUsage) { try book.receive("X", by: "ada") { $0.strength = 6 } }.hasPrefix("--strength is 1 to 5"))
    #expect(book.refusal(.wrongUsage) { try book.receive("X", by: "ada") { $0.handoff = "pigeon" } }.contains("no handoff."))
    #expect(book.refusal(.wrongUsage) { try book.stage("X", "wonn") }.contains("did you mean 'won'?"))
    try book.receive("Y", by: "ada")
    #expect(
      book.refusal(.wrongUsage) {
        try book.receive("X", by: "ada") {
          $0.parent = "1"
          $0.tier = "inside"
        }
      }.contains("leave out --tier"))
    #expect(book.refusal { try book.receive(" ", by: "ada") }.hasPrefix("a referral needs a prospect"))
  }
}
