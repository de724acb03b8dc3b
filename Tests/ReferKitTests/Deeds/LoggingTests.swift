import ReferModel
import ReferStore
import Testing

@testable import ReferKit

/// Writing down what two people did together.
struct LoggingTests {
  private func line(_ words: String..., of book: BookOfTests) throws -> String {
    try LogInteraction(words, in: book.workspace, run: try book.run()).make().line
  }

  @Test func `names, kind and length are told apart, with quotes or without`() throws {
    let book = try BookOfTests.ofThree()
    let end = ", today. Undo: refer undo"
    #expect(try line("ada", "coffee", "45m", of: book) == "Logged: coffee (one_to_one) with Ada Park (1), 45 min" + end)
    #expect(
      try line("Ada", "Park", "one", "to", "one", "1.5h", of: book)
        == "Logged: one to one (one_to_one) with Ada Park (1), 90 min" + end)
    #expect(
      try line("1", "2", "maria", "lunch", of: book)
        == "Logged: lunch (one_to_one) with Ada Park (1), Bo Lind (2) and María García (3)" + end)
    #expect(try line("bo", "Email", of: book) == "Logged: email to Bo Lind (2)" + end)
    #expect(
      try line("bo", "bulk", "mail", of: book)
        == "Logged: bulk mail (bulk_mail) to Bo Lind (2), not counted as networking" + end)
  }

  @Test func `a kind brings its channel, direction and whether it is networking`() throws {
    let book = try BookOfTests.ofThree()
    try book.log("ada", "call", "10m") {
      $0.direction = "in"
      $0.isNetworking = false
      $0.options.at = "yesterday"
    }
    try book.log("ada", "coffee") { $0.channel = "zoom" }
    #expect(
      try book.dump()[0].hasSuffix(
        """
        "interactions":[{"at":"2026-01-13T23:00:00Z","kind":"call","channel":"phone","direction":"in","minutes":10,\
        "networking":false},{"at":"2026-01-15T12:00:00Z","kind":"one_to_one","channel":"video","direction":"both",\
        "networking":true}],"last_interaction_at":"2026-01-15T12:00:00Z"}
        """))
  }

  @Test func `bulk mail is no talk, in the book and in a file`() throws {
    let book = try BookOfTests.ofThree()
    try book.log("ada", "call") { $0.options.at = "2026-01-02" }
    try book.log("ada", "newsletter")
    try book.log("bo", "newsletter")
    try book.log("maria", "followed")
    func spoke() throws -> [String] {
      try book.find([], .csv).split(separator: "\r\n").dropFirst().map { String($0.split(separator: ",", omittingEmptySubsequences: false)[4]) }
    }
    #expect(try spoke() == ["2026-01-01T23:00:00Z", "", ""])
    #expect(try book.show("ada").contains("last spoke    13 days ago, 2026-01-02 (call)"))
    #expect(try !book.show("bo").contains("last spoke"))
    #expect(try book.copy().dump() == book.dump())
    #expect(try book.dump()[1].contains("bulk_mail") && !book.dump()[1].contains("last_interaction_at"))
  }

  @Test func `slips say what was meant`() throws {
    let book = try BookOfTests.ofThree()
    #expect(
      book.refusal(.wrongUsage) { try book.log("ada", "cofee") }.hasPrefix(
        "'cofee' is no kind of interaction; did you mean 'coffee'? There are one_to_one, call, "))
    #expect(book.refusal(.wrongUsage) { try book.log("ada", "coffee", "45") } == "45 of what? Write 45m for minutes")
    #expect(book.refusal(.wrongUsage) { try book.log("coffee", "45m") }.hasPrefix("'45m' is no kind of interaction"))
    #expect(book.refusal { try book.log("ada", "coffee", "3mo") }.contains("at most 14 days"))
    #expect(
      book.refusal { try book.log("ada", "coffee") { $0.options.at = "tomorrow" } }.contains("has not happened yet"))
    #expect(book.refusal { try book.log("ada", "1", "coffee") } == "Ada Park (1) is named twice; a name of several words needs quotes")
    #expect(book.refusal { try book.log("bo lint", "coffee") }.hasSuffix("did you mean 'Bo Lind'?"))
    #expect(try !book.export().contains("interactions"))
  }

  @Test func `an event is that of the name, a new one, or a slip`() throws {
    let book = try BookOfTests.ofThree()
    let talk = try book.log("ada", "coffee") { $0.event = "Spring Mixer" }
    #expect(talk.line.contains("at Spring Mixer (event 1)"))
    #expect(try book.log("bo", "coffee") { $0.event = "spring  MIXER" }.line.contains("(event 1)"))
    #expect(try book.log("bo", "coffee") { $0.event = "1" }.line.contains("Spring Mixer (event 1)"))
    #expect(
      book.refusal { try book.log("bo", "coffee") { $0.event = "Sprung Mixer" } }
        == "no event is named 'Sprung Mixer'; did you mean 'Spring Mixer'? A new one: refer event add \"Sprung Mixer\"")
    #expect(book.refusal { try book.log("bo", "coffee") { $0.event = "9" } }.hasPrefix("no event has the id '9'"))
  }

  @Test func `of events with one name the last that had begun is meant`() throws {
    let book = try BookOfTests.ofThree()
    for day in ["2026-01-05", "2026-01-12", "2026-03-01"] { try book.event("Chapter") { $0.options.at = day } }
    func number(_ at: String) throws -> Bool {
      try book.log("ada", "meeting") {
        $0.event = "chapter"
        $0.options.at = at
      }.line.contains("event \(at == "2026-01-06" ? 1 : 2))")
    }
    #expect(try number("2026-01-06") && number("2026-01-13"))
    #expect(book.refusal { try book.event("chapter") { $0.options.at = "2026-01-05" } }.contains("(event 1) has this name"))
  }
}
