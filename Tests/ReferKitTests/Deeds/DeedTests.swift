import ReferModel
import ReferStore
import Testing

@testable import ReferKit

/// What holds for all deeds: one line, one undo, nothing lost on the way out and in again.
struct DeedTests {
  typealias Act = @Sendable (BookOfTests) throws -> DeedReport

  /// One of each, in an order in which each can be done.
  private static let acts: [(verb: String, act: Act)] = [
    (
      "event",
      {
        try $0.event("Spring Mixer") { add in
          add.options.at = "2026-01-10"
          add.kind = "mixer"
          add.place = "City Hall"
          add.cost = "25"
          add.currency = "USD"
          add.attendees = ["ada"]
          add.visitors = ["bo"]
        }
      }
    ),
    (
      "log",
      {
        try $0.log("Ada Park", "Bo Lind", "coffee", "45m") { log in
          log.event = "spring mixer"
          log.response = "reply"
          log.options.note = "Looks for a treasurer"
        }
      }
    ),
    ("log", { try $0.log("ada", "bulk mail") }),
    (
      "receive",
      {
        try $0.receive("Northstar", by: "ada") { receive in
          receive.strength = 4
          receive.handoff = "by mail"
          receive.event = "Spring Mixer"
          receive.options.note = "hot"
        }
      }
    ),
    ("thank", { try $0.thank("ada", "card") }),
    ("stage", { try $0.stage("northstar", "contacted") }),
    ("stage", { try $0.win("northstar", "9800.50", "usd") }),
    ("stage", { try $0.win("northstar", "300") }),
    (
      "stage",
      {
        try $0.stage("northstar", "won") { move in
          move.value = "100"
          move.isRefund = true
        }
      }
    ),
    ("receive", { try $0.receive("Quill", by: "bo") { $0.parent = "northstar" } }),
    ("stage", { try $0.win("quill", "700", "EUR") }),
    ("receive", { try $0.receive("Acme", by: "bo") { $0.isLead = true } }),
    ("stage", { try $0.stage("acme", "declined") { $0.why = "too dear" } }),
    ("stage", { try $0.stage("acme", "meeting") { $0.isReopening = true } }),
    ("give", { try $0.give("Ada Park", to: "maria") { $0.need = "a bookkeeper" } }),
    ("introduce", { try $0.introduce("ada", "bo") { $0.channel = "in person" } }),
    ("promise", { try $0.promise("bo", "the quote", by: "in 3 days") { $0.isTheirs = true } }),
    ("promise", { try $0.settle("bo", now: "2026-01-20") }),
    ("request", { try $0.request("ada", "an introduction") }),
    ("request", { try $0.request("ada", nil) { $0.response = "gave two names" } }),
  ]

  @Test func `each deed says one line, and an undo gives the export back byte by byte`() throws {
    let book = try BookOfTests.ofThree()
    var exports = [try book.export()]
    var deeds: [Int64] = []
    for (verb, act) in Self.acts {
      let report = try act(book)
      #expect(report.verb == verb)
      #expect(report.line.hasSuffix(". Undo: refer undo") && !report.line.contains("\n"))
      deeds.append(try #require(report.deed))
      exports.append(try book.export())
      #expect(exports.last != exports.dropLast().last, "\(report.line)")
    }
    for (place, deed) in deeds.enumerated().reversed() {
      _ = try UndoDeed(book.workspace, run: try book.run(now: "2026-02-01")).take(back: Int(deed))
      #expect(try book.export() == exports[place], "after \(Self.acts[place].verb) \(deed) was taken back")
    }
  }

  @Test func `what was entered comes in again from an export as it was`() throws {
    let book = try BookOfTests.ofThree()
    for (_, act) in Self.acts { _ = try act(book) }
    let copy = try book.copy()
    #expect(try copy.dump() == book.dump())
    // The copy knows who gave what, too.
    for id in [1, 2, 3] as [Int64] {
      let values = try [book, copy].map { try $0.workspace.read(asOf: nil) { try $0.closedValue(givenBy: id).map(\.value) } }
      #expect(values[0] == values[1])
    }
    // And reading it once more changes nothing.
    #expect(try copy.copy().dump() == book.dump())
  }

  @Test func `a referral that is renumbered on the way is still the parent of its spin-off`() throws {
    let book = try BookOfTests.ofThree()
    try book.receive("Northstar", by: "bo")
    try book.receive("Quill", by: "ada") { $0.parent = "1" }
    try book.thank("bo")
    try book.win("quill", "700", "USD")
    let copy = try book.copy()
    #expect(try copy.dump()[0].contains(#""id":"1","at":"2026-01-15T12:00:00Z","direction":"received","giver":{"id":"1""#))
    #expect(try copy.dump()[0].contains(#""parent":"2""#))
    #expect(try copy.dump()[1].contains(#""thanked":[{"kind":"note","at":"2026-01-15T12:00:00Z","referral":"2"}]"#))
    let value = try copy.workspace.read(asOf: nil) { try $0.closedValue() }
    #expect(value.map(\.giver) == [2] && value.map(\.value.spinOff) == [70_000])
  }

  @Test func `before a deed the book knew nothing of it`() throws {
    let book = try BookOfTests.ofThree()
    let before = try book.export()
    for (_, act) in Self.acts { _ = try act(book) }
    #expect(try book.export(asOf: "2026-01-14") == before)
    #expect(try book.export() != before)
  }

  @Test func `a dry run says the same and writes nothing`() throws {
    let book = try BookOfTests.ofThree()
    let report = try book.log("ada", "coffee", "45m") { $0.options.isDryRun = true }
    #expect(report.line == "Would log: coffee (one_to_one) with Ada Park (1), 45 min, today. Nothing was written.")
    #expect(report.deed == nil && report.isDryRun)
    #expect(try !book.export().contains("interactions"))
  }

  @Test func `a deed on which others hang is not taken back alone`() throws {
    let book = try BookOfTests.ofThree()
    let received = try #require(try book.receive("Northstar", by: "ada").deed)
    let moved = try #require(try book.stage("northstar", "contacted").deed)
    let undo = UndoDeed(book.workspace, run: try book.run())
    #expect(
      book.refusal { try undo.take(back: Int(received)) }
        == "deed \(received) cannot be taken back alone: deed \(moved) builds on it; 'refer undo \(moved)' first")
    let event = try #require(try book.event("Spring Mixer").deed)
    let talk = try #require(try book.log("bo", "coffee") { $0.event = "spring mixer" }.deed)
    #expect(book.refusal { try undo.take(back: Int(event)) }.contains("deed \(talk) builds on it"))
    _ = try undo.take(back: Int(talk))
    _ = try undo.take(back: Int(event))
    _ = try undo.take(back: Int(moved))
    _ = try undo.take(back: Int(received))
    #expect(try BookOfTests.ofThree().export() == book.export())
  }

  @Test func `what is in a name does not steer the terminal`() throws {
    let book = try BookOfTests([#"{"name":"A\u001b[2J\nB"}"#])
    let report = try book.log("1", "call")
    #expect(report.line == #"Logged: call with A\u{1B}[2J\nB (1), today. Undo: refer undo"#)
    let summary = try book.workspace.read(asOf: nil) { try $0.deeds(limit: 1).first?.summary }
    #expect(summary == #"Logged: call with A\u{1B}[2J\nB (1), 2026-01-15 13:00"#)
  }

  @Test func `a name is picked where somebody can be asked`() throws {
    let book = try BookOfTests([#"{"name":"Ann Bauer"}"#, #"{"name":"Anna Lind"}"#])
    #expect(book.refusal { try book.log("ann", "call") }.hasPrefix("2 people fit 'ann'"))
    let second = NamePicker { _, people in people.last }
    #expect(try book.log("ann", "call") { $0.options.picker = second }.line.contains("Anna Lind (2)"))
    #expect(try book.log("ann bower", "call") { $0.options.picker = second }.line.contains("Ann Bauer (1)"))
    let none = NamePicker { _, _ in nil }
    #expect(book.refusal { try book.log("ann", "call") { $0.options.picker = none } }.hasPrefix("2 people fit"))
  }
}
