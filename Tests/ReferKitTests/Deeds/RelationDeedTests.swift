import ReferModel
import ReferStore
import Testing

@testable import ReferKit

/// Introductions, thanks, promises and requests; and what speaks against a deed.
struct RelationDeedTests {
  @Test func `an introduction stands with both, and says nothing of who introduced the user`() throws {
    let book = try BookOfTests.ofThree()
    #expect(
      try book.introduce("ada", "bo") { $0.channel = "mail" }.line
        == "Introduced: Ada Park (1) and Bo Lind (2), e-mail, today. Undo: refer undo")
    let lines = try book.dump()
    #expect(lines[0].contains(#""introductions":[{"to":{"id":"2","name":"Bo Lind""#))
    #expect(lines[1].contains(#""introductions":[{"to":{"id":"1","name":"Ada Park""#))
    #expect(!lines[0].contains("introduced\"") && !lines[1].contains("introduced_by"))
    #expect(
      book.refusal { try book.introduce("bo", "ada") }
        == "you introduced 2 and 1 before on 2026-01-15; "
        + "'--anyway' does it all the same, and keeps the reason")
    #expect(book.refusal { try book.introduce("ada", "park") } == "1: both names mean one person")
  }

  @Test func `thanks are for the one referral that waits for them`() throws {
    let book = try BookOfTests.ofThree()
    #expect(try book.thank("ada").line == "Thanked: Ada Park (1), note, today. Undo: refer undo")
    try book.receive("Northstar", by: "ada")
    #expect(try book.thank("ada", "present").line.contains("gift, for referral 1 (Northstar), today"))
    #expect(try book.dump()[0].contains(#""thanked_at":"2026-01-15T12:00:00Z""#))
    try book.receive("Quill", by: "ada")
    try book.receive("Acme", by: "ada")
    #expect(
      try book.thank("ada", "call").line.contains(
        "call, today. Not yet thanked for: 2: Quill, by Ada Park, new; 3: Acme, by Ada Park, new (--for)."))
    #expect(try book.thank("ada") { $0.referral = "acme" }.line.contains("for referral 3 (Acme)"))
    #expect(book.refusal(.wrongUsage) { try book.thank("ada", "hug") }.hasPrefix("'hug' is no kind of thanks"))
  }

  @Test func `thanks in public need consent`() throws {
    let book = try BookOfTests.ofThree()
    let refusal = book.refusal { try book.thank("ada") { $0.isPublic = true } }
    #expect(refusal.hasPrefix("1: they have not agreed to be thanked in public (refer edit 1 public_consent=yes)"))
    #expect(book.refusal(.wrongUsage) { try book.thank("ada", "card") { $0.isPublic = true } }.contains("give one of them"))
    let anyway = try book.thank("ada", "public") { $0.options.anyway = true }
    #expect(anyway.line.contains("in public, today (anyway, though 1: they have not agreed"))
    try book.edit("bo", "public_consent=yes")
    #expect(try book.thank("bo", "public").line == "Thanked: Bo Lind (2), in public, today. Undo: refer undo")
  }

  @Test func `a promise for a day holds until it is over`() throws {
    let book = try BookOfTests.ofThree()
    #expect(
      try book.promise("ada", "the quote", by: "2026-01-18").line
        == "Promised: to Ada Park (1), the quote (promise 1), due 2026-01-18 (in 3 days). Undo: refer undo")
    #expect(try book.settle("ada", now: "2026-01-18T20:00:00Z").line.contains("(promise 1), to Ada Park (1), kept, today"))
    try book.promise("ada", "a book", by: "2026-01-18") { $0.isTheirs = true }
    #expect(try book.settle("ada", now: "2026-01-19").line.contains("by Ada Park (1), kept, but late, today"))
    try book.promise("ada", "a call", by: "2026-01-15T14:00:00Z")
    #expect(try book.show("ada").contains("3: you: a call, due 2026-01-15 15:00 (today)"))
    #expect(try book.settle("ada", now: "2026-01-15T14:00:01Z").line.contains("kept, but late"))
    let shown = try book.show("ada")
    #expect(shown.contains("promised      1 kept, 2 late") && !shown.contains("promises "))
    #expect(book.refusal { try book.promise("ada", "x", by: "yesterday") } == "--by: it is due before it was promised")
    #expect(try book.promise("ada", "x", by: "today").line.contains("due today"))
  }

  @Test func `of several promises one is meant by its words or its id`() throws {
    let book = try BookOfTests.ofThree()
    #expect(book.refusal { try book.settle("ada") } == "there is no open promise with contact 1")
    try book.promise("ada", "the quote", by: "tomorrow")
    try book.promise("ada", "the list", by: "today")
    #expect(
      book.refusal { try book.settle("ada") } == """
        2 are open with contact 1; give the id, or words of it:
          2: the list, due today
          1: the quote, due tomorrow
        """)
    #expect(book.refusal { try book.settle("ada", "nine") }.hasPrefix("no open promise with contact 1 is 'nine'; there are:"))
    #expect(try book.settle("ada", "QUOTE", isKept: false).line.contains("the quote (promise 1), to Ada Park (1), broken"))
    #expect(try book.settle("ada", "2").line.contains("the list (promise 2)"))
    #expect(try book.show("ada").contains("promised      1 kept, 1 broken"))
  }

  @Test func `a request waits for its answer`() throws {
    let book = try BookOfTests.ofThree()
    #expect(try book.request("ada", "an introduction").line == "Asked: Ada Park (1), an introduction, today. Undo: refer undo")
    try book.request("ada", "a testimonial")
    #expect(book.refusal { try book.request("ada", nil) { $0.response = "no" } }.hasPrefix("2 are open with contact 1"))
    #expect(
      try book.request("ada", "testi") { $0.response = "gladly" }.line
        == "Answered: Ada Park (1), a testimonial, response: gladly. Undo: refer undo")
    #expect(try book.request("ada", nil) { $0.response = "no" }.line.contains("an introduction, response: no"))
    #expect(try book.request("ada", "a seat") { $0.response = "yes" }.line.hasPrefix("Asked: Ada Park (1), a seat, response: yes"))
    #expect(book.refusal { try book.request("bo", nil) { $0.response = "no" } } == "there is no open request with contact 2")
  }

  @Test func `what speaks against an act is asked before it, and kept where it is done anyway`() throws {
    let book = try BookOfTests.ofThree()
    try book.edit("bo", "do_not_contact=yes")
    let strict = ActGuard { act, person, _ in [.init("no \(act.rawValue) to \(person.id)")] }
    #expect(
      book.refusal { try book.give("X", to: "ada") { $0.options.objections = strict } }
        == "1: no giving_referral to 1; '--anyway' does it all the same, and keeps the reason")
    #expect(
      book.refusal { try book.request("bo", "x") { $0.options.objections = strict } }.hasPrefix(
        "2: they asked not to be contacted; 2: no asking to 2;"))
    #expect(book.refusal { try book.introduce("ada", "bo") }.hasPrefix("2: they asked not to be contacted;"))
    // Nobody asks about a referral that one gets.
    try book.receive("X", by: "ada") { $0.options.objections = strict }
    let report = try book.give("Y", to: "ada") {
      $0.options.objections = strict
      $0.options.anyway = true
    }
    #expect(report.objections == ["1: no giving_referral to 1"])
    #expect(report.line.contains(" (anyway, though 1: no giving_referral to 1). Next:"))
    let summary = try book.workspace.read(asOf: nil) { try $0.deeds(limit: 1).first?.summary }
    #expect(summary?.hasSuffix("(anyway, though 1: no giving_referral to 1)") == true)
  }

  @Test func `an event holds who was there and what came of it`() throws {
    let book = try BookOfTests.ofThree()
    let report = try book.event("Barbecue") {
      $0.options.at = "2026-01-10T18:00:00Z"
      $0.endsAt = "2026-01-10T21:00:00Z"
      $0.kind = "social"
      $0.isNoPitch = true
      $0.attendees = ["ada"]
      $0.visitors = ["bo"]
      $0.hosts = ["maria"]
    }
    #expect(
      report.line == "Added event: Barbecue (event 1), social, 180 min, no pitch, with Ada Park (1), visitor Bo Lind (2), "
        + "host María García (3), 2026-01-10 (5 days ago). Undo: refer undo")
    try book.receive("Northstar", by: "ada") { $0.event = "barbecue" }
    try book.log("bo", "meeting") { $0.event = "barbecue" }
    var bytes: [UInt8] = []
    try EventList(in: book.workspace, run: try book.run()).print("barbecue", as: .table, to: Output(width: nil) { bytes += $0 })
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        Barbecue (event 1)

        when          2026-01-10 19:00 · until 2026-01-10 22:00
        what          social · no pitch
        took          180 min
        people        Ada Park (1)
                      Bo Lind (2), visitor
                      María García (3), host
        talks         1
        referrals     1: Northstar, by Ada Park, new

        """)
    #expect(try book.show("bo").contains("was at        2026-01-10  Barbecue, visitor"))
    #expect(try book.dump()[2].contains(#""events":[{"name":"Barbecue","kind":"social","#))
    #expect(try book.dump()[2].contains(#""role":"host"}]"#))
    #expect(book.refusal { try book.event("X") { $0.endsAt = "2026-01-01" } } == "--ends-at: an event ends after it begins")
  }
}
