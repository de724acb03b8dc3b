import Foundation
import ReferStore
import TestSupport
import Testing

@testable import ReferKit

@Suite("Merging two contacts")
struct MergeTests {
  private func merge(
    _ book: BookOfTests, _ a: String, _ b: String, _ takes: [String: MergePeople.Side] = [:],
    prefer: MergePeople.Side? = nil
  ) throws -> MergeReport {
    var merge = MergePeople(a, b, in: book.workspace, run: try book.run())
    merge.takes = takes
    merge.preferred = prefer
    return try merge.make()
  }

  // MARK: Any book

  /// All texts and numbers in a line of an export, with case folded; of people and events in it, and of what follows from
  /// other fields, none.
  private func leaves(_ line: some StringProtocol) throws -> [String] {
    let aside: Set<String> = [
      "id", "introduced_by", "introduced", "giver", "receiver", "prospect", "to", "event", "last_interaction_at",
      "referrals_received", "referrals_given",
    ]
    func walk(_ value: Any) -> [String] {
      switch value {
      case let object as [String: Any]:
        // An answer that is not taken stands without its time.
        let isAnswer = object["value"] != nil && object["at"] != nil && object.count == 2
        return object.filter { !aside.contains($0.key) && !(isAnswer && $0.key == "at") }.flatMap { key, value in
          // Of an event that is not taken its name and day are kept; the event itself is in the book.
          key == "met_event" ? walk((value as? [String: Any])?["name"] ?? "") : walk(value)
        }
      case let list as [Any]: return list.flatMap(walk)
      default: return ["\(value)".lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")]
      }
    }
    return walk(try JSONSerialization.jsonObject(with: Data(line.utf8)))
  }

  @Test(arguments: 0..<(Trials.areFew ? 4 : 12))
  func `merges of any book lose nothing, and undone they leave it as it was`(_ seed: Int) throws {
    var random = Seeded(seed)
    var generator = ContactGenerator(seed: seed)
    let book = try BookOfTests()
    try book.take(try generator.lines(6), source: "one", now: "2026-01-01")
    try book.take(try generator.lines(6), source: "two", now: "2026-01-02")
    var states = [try book.export()]
    var deeds: [Int64] = []
    for _ in 0..<8 {
      let lines = states[states.count - 1].split(separator: "\n")
      let (a, b) = (Int.random(in: 0..<lines.count, using: &random), Int.random(in: 0..<lines.count, using: &random))
      if a == b { continue }
      func id(_ line: Substring) throws -> String {
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        return try #require(object?["id"] as? String)
      }
      let report = try merge(book, try id(lines[a]), try id(lines[b]), prefer: random.once(in: 2) ? .a : .b)
      deeds.append(try #require(report.deed))
      states.append(try book.export())
      let kept = try states[states.count - 1].split(separator: "\n").first { try id($0) == report.kept.id }
      let found = try leaves(try #require(kept))
      for value in try leaves(lines[a]) + leaves(lines[b]) {
        #expect(found.contains(value) || found.contains { $0.contains(value) }, "seed \(seed): \(value)")
      }
    }
    #expect(try Doctor(book.workspace).problems.isEmpty)
    while let deed = deeds.popLast() {
      states.removeLast()
      try book.undo(deed)
      #expect(try book.export() == states[states.count - 1])
    }
    #expect(try Doctor(book.workspace).problems.isEmpty)
  }

  // MARK: Fields

  @Test func `fields of which nobody said whose value is taken are refused by name, without their values`() throws {
    let book = try BookOfTests([
      #"{"name":"Ada Park","city":"Irvine","custom":{"Lead Status":"new"},"answers":{"good":4}}"#,
      #"{"name":"Ada Park","city":"Tustin","custom":{"Lead Status":"old"},"answers":{"good":2}}"#,
    ])
    let error = try #require(throws: ReferError.self) { try merge(book, "1", "2", ["city": .a]) }
    let text = "\(error)"
    #expect(text.contains("--take 'custom.Lead Status=A|B'\n  --take answers.good=A|B"))
    #expect(!text.contains("Tustin") && !text.contains("--take city"))
    #expect(error.status == .impossible)
  }

  @Test func `what is not taken is kept in custom, and the answer that is taken is the last`() throws {
    let book = try BookOfTests([
      #"{"name":"Ada Park","city":"Irvine","met_at":"2025-01-02","custom":{"level":"1"},"buckets":{"main":"A"},"answers":{"good":4,"own":1}}"#,
      #"{"name":"Ada Park","city":"Tustin","met_at":"2025-03-04","custom":{"level":"2","merged.city":"X"},"buckets":{"main":"B"},"answers":{"good":2,"new":3}}"#,
    ])
    _ = try merge(book, "1", "2", ["city": .b, "answers.good": .a], prefer: .b)
    let line = try book.show("1", .json)
    #expect(line.contains(#""city":"Tustin""#) && line.contains(#""met_at":"2025-03-04T00:00:00Z""#))
    #expect(line.contains(#""merged.city":"X""#) && line.contains(#""merged.city 2":"Irvine""#))
    #expect(line.contains(#""level":"2""#) && line.contains(#""merged.custom.level":"1""#))
    #expect(line.contains(#""buckets":{"main":"B"}"#) && line.contains(#""merged.buckets.main":"A""#))
    #expect(line.contains(#""answers":{"good":4,"new":3,"own":1}"#) && line.contains(#""merged.answers.good":2"#))
    try book.edit("1", "answers.good=5", now: "2026-02-01")
    #expect(try book.show("1", .json).contains(#""good":{"value":5"#))
  }

  @Test func `the first address is that of whom it is said`() throws {
    let lines = [#"{"name":"Ada Park","emails":["a@x.org","c@x.org"]}"#, #"{"name":"Ada Park","emails":["b@x.org","A@x.org"]}"#]
    let (one, other) = (try BookOfTests(lines), try BookOfTests(lines))
    _ = try merge(one, "1", "2")
    #expect(try one.show("1", .json).contains(#""email":"a@x.org","emails":["a@x.org","c@x.org","b@x.org"]"#))
    _ = try merge(other, "1", "2", ["email": .b])
    #expect(try other.show("1", .json).contains(#""email":"b@x.org","emails":["b@x.org","a@x.org","c@x.org"]"#))
  }

  @Test func `a value that was entered by hand is one only as long as it stays`() throws {
    let book = try BookOfTests()
    try book.take([#"{"id":"a","name":"Ada Park","city":"Irvine"}"#], source: "one")
    try book.take([#"{"id":"b","name":"Ada M. Park","city":"Tustin"}"#], source: "two")
    try book.edit("1", "city=Orange", "title=SVP")
    _ = try merge(book, "1", "2", ["city": .b, "name": .a])
    let edited = try book.read { try $0.handEdits(of: 1) }
    #expect(edited == ["title"])
  }

  // MARK: Links

  @Test func `nobody introduces themselves, and links of others follow`() throws {
    let book = try BookOfTests([
      #"{"name":"Ada Park","introductions":[{"to":"Ada Parc"}]}"#, #"{"name":"Ada Parc","introduced_by":"Ada Park"}"#,
      #"{"name":"Bo Lind","introduced_by":"Ada Parc","referrals":[{"direction":"observed","giver":"Ada Parc","receiver":"Bo Lind"}]}"#,
    ])
    _ = try merge(book, "1", "2", prefer: .b)
    let ada = try book.show("1", .json)
    #expect(ada.contains(#""introduced":[{"id":"3","name":"Bo Lind"}]"#) && !ada.contains("introduced_by"))
    #expect(ada.contains(#""to":{"name":"Ada Parc"}"#))
    #expect(try book.show("3", .json).contains(#""giver":{"id":"1","name":"Ada Parc""#))
    #expect(try book.find(["parc"], .csv).contains("1,Ada Parc"))
  }

  @Test func `who was known not to be the same as either is not the same as the one`() throws {
    let book = try BookOfTests([
      #"{"name":"Ann Lee","organization":"Lee"}"#, #"{"name":"Ann Lee","organization":"Lee"}"#,
      #"{"name":"Ann Lee","organization":"Lee"}"#,
    ])
    _ = try KeepApart("2", "3", in: book.workspace, run: try book.run()).make()
    let report = try merge(book, "1", "2")
    #expect(try FindDuplicates(in: book.workspace, run: try book.run()).pairs().isEmpty)
    try book.undo(try #require(report.deed))
    #expect(try FindDuplicates(in: book.workspace, run: try book.run()).pairs().map(\.command) == ["refer merge 1 2", "refer merge 1 3"])
  }

  @Test func `as it was known before, both are there, and who was merged into one is found by the old id`() throws {
    let book = try BookOfTests([#"{"name":"Ada Park","city":"Irvine"}"#, #"{"name":"Ada Parc","city":"Irvine"}"#])
    let before = try book.export()
    _ = try merge(book, "1", "2", prefer: .a)
    #expect(try book.export(asOf: "2026-01-10") == before)
    #expect(try book.workspace.person(named: "2", run: try book.run()).id == "1")
  }

  @Test func `who is put away under one entry alone is not put away`() throws {
    let book = try BookOfTests([#"{"name":"Ada Park"}"#, #"{"name":"Ada Park","city":"Irvine"}"#])
    _ = try ArchivePerson("1", why: "moved", in: book.workspace, run: try book.run()).make()
    #expect(try merge(book, "1", "2").filled == ["city"])
    #expect(try book.find([], .csv).contains("1,Ada Park,,Irvine,,no"))
  }
}
