import ReferStore
import Testing

@testable import ReferKit

/// Naming and searching people.
struct FindingTests {
  private static let two = [
    #"{"name":"Ada Park","organization":"Park Bank","city":"Irvine","interactions":[{"at":"2025-11-18T23:30:00Z","kind":"call"}]}"#,
    #"{"name":"Bo Parker","tags":["golf"]}"#,
  ]

  private func error(_ body: () throws -> Any) -> String? {
    #expect(throws: ReferError.self) { _ = try body() }?.description
  }

  @Test func `a name means one person, or the candidates are listed`() throws {
    let book = try BookOfTests(Self.two)
    #expect(try book.workspace.person(named: "bank ADA", run: try book.run()).id == "1")
    #expect(
      error { try book.show("park") }
        == "2 people fit 'park'; give the id, or more of the name:\n  1: Ada Park, Park Bank\n  2: Bo Parker")
    #expect(error { try book.show("ada pork") } == "nobody has the name or the id 'ada pork'; did you mean 'Ada Park'?")
    #expect(error { try book.show("parkerr") } == "nobody has the name or the id 'parkerr'; did you mean 'Bo Parker'?")
    #expect(error { try book.show("xyzzy") } == "nobody has the name or the id 'xyzzy'; 'refer find' lists all")
    #expect(error { try book.show("") } == "nobody has the name or the id ''; 'refer find' lists all")
  }

  @Test func `of many candidates ten are listed`() throws {
    let book = try BookOfTests((1...23).map { #"{"name":"Ann \#($0)"}"# })
    let lines = error { try book.show("ann") }?.split(separator: "\n") ?? []
    #expect(lines.count == 12)
    #expect(lines.first == "23 people fit 'ann'; give the id, or more of the name:")
    #expect(lines.last == "  and 13 more")
  }

  @Test func `who is put away is found by name, marked, and in a search on request`() throws {
    let book = try BookOfTests(Self.two)
    try book.workspace.write("archive", run: try book.run(now: "2026-01-02T00:00:00Z")) { writer in
      try writer.archive(2, why: "moved away")
      return "put away"
    }
    #expect(try book.workspace.person(named: "bo", run: try book.run()).isArchived)
    #expect(try book.show("bo").contains("\n! put away on 2026-01-02: moved away\n"))
    #expect(error { try book.show("park") }?.hasSuffix("\n  2: Bo Parker (put away)") == true)
    #expect(try book.find(["golf"]) == "0 people (1 put away: --archived shows them).\n")
    let all = try book.find(["golf"]) { $0.includesArchived = true }
    #expect(all.contains("2  Bo Parker (put away)"))
  }

  @Test func `what is found is a table, or lines for programs`() throws {
    let book = try BookOfTests(Self.two)
    #expect(
      try book.find([]) == """
        ID  NAME       ORGANIZATION  CITY    LAST SPOKE
         1  Ada Park   Park Bank     Irvine  2025-11-19
         2  Bo Parker
        2 people.

        """)
    let ada = """
      {"id":"1","name":"Ada Park","organization":"Park Bank","city":"Irvine",\
      "last_interaction_at":"2025-11-18T23:30:00Z","archived":false}
      """
    #expect(try book.find(["ada"], .ndjson) == ada + "\n")
    #expect(try book.find(["ada"], .json).hasSuffix(#","people":["# + "\n\(ada)],\"count\":1}\n"))
    #expect(
      try book.find(["golf"], .csv)
        == "id,name,organization,city,last_interaction_at,archived\r\n2,Bo Parker,,,,no\r\n")
    #expect(try book.find(["golf"], .markdown).hasSuffix("|   2 | Bo Parker |              |      |            |\n\n1 person.\n"))
  }

  @Test func `a limit shows the first, and how many more there are`() throws {
    let book = try BookOfTests(Self.two)
    let text = try book.find(["park"]) { $0.limit = 1 }
    #expect(text.hasSuffix("\nand 1 more\n2 people.\n"))
    #expect(try book.find(["park"], .json) { $0.limit = 1 }.hasSuffix("],\"count\":2}\n"))
  }

  @Test func `what was not known then is not found`() throws {
    let book = try BookOfTests(Self.two, now: "2026-01-01T00:00:00Z")
    try book.add("Cleo Park", now: "2026-01-10T00:00:00Z")
    try book.edit("bo", "tags=chess", now: "2026-01-11T00:00:00Z")
    #expect(try book.find(["park"], asOf: "2026-01-05").hasSuffix("2 people.\n"))
    #expect(try book.find(["golf"], asOf: "2026-01-05").hasSuffix("1 person.\n"))
    #expect(try book.find(["golf"]) == "0 people.\n")
    #expect(error { try book.show("cleo", asOf: "2026-01-05") } != nil)
    #expect(try book.show("bo", asOf: "2026-01-05").contains("golf"))
    #expect(try !book.show("bo", asOf: "2026-01-05").contains("chess"))
  }

  @Test func `explain finds people of the book as the others do`() throws {
    let book = try BookOfTests(Self.two)
    let rules = RulesFile(code: #"bucket "A" { otherwise = true }"#)
    let evaluation = Evaluation(rules: rules, over: book.workspace, run: try book.run())
    var bytes: [UInt8] = []
    _ = try ExplainOne("bank ada", in: evaluation).print(as: .table, to: Output { bytes += $0 })
    #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("Ada Park (1): A\n"))
  }
}
