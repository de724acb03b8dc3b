import Foundation
import ReferPacks
import Testing

@testable import ReferKit

@Suite("Settings that stay")
struct SetSettingsTests {
  private static let rules = """
    setting "line" { default = "law", choices = { "law", "art" }, help = "Whose line is ours?" }
    setting "colleague" { kind = "contact" }
    setting "weeks" { kind = "number", range = { 1, 9 } }
    setting "often" { kind = "length" }
    setting "since" { kind = "date" }
    setting "strict" { kind = "yesno" }
    bucket "A" { when = is("industry", settings.line) }
    bucket "C" { when = function(c) return settings.colleague ~= nil and c.id == settings.colleague.id end }
    bucket "B" { otherwise = true, hand_to = settings.colleague }
    """

  private func book() throws -> BookOfTests {
    let book = try BookOfTests([
      #"{"name":"Ada Park","industry":"law"}"#, #"{"name":"Bo Lind","industry":"art"}"#, #"{"name":"Ada Pine"}"#,
    ])
    try book.add(pack: try book.pack(Self.rules))
    return book
  }

  private func file(_ book: BookOfTests) throws -> [String: SettingsFile.Value]? {
    try SettingsFile.read(in: book.workspace.folder).tables["ab"]
  }

  @Test func `what is set holds from then on, what is typed comes first, and it is taken back`() throws {
    let book = try book()
    #expect(try book.buckets("ab") == ["1": "A", "2": "B", "3": "B"])
    try book.set("ab.line=art", "ab.weeks=3")
    #expect(try book.buckets("ab") == ["1": "B", "2": "A", "3": "B"])
    #expect(try book.buckets("ab", ["line": "law"])["1"] == "A")
    try book.set("ab.line=")
    #expect(try book.buckets("ab")["1"] == "A")
    #expect(try file(book) == ["weeks": .text("3")])
  }

  @Test func `a contact is kept by id, and is the contact of the book under whatever name`() throws {
    let book = try book()
    try book.set("ab.colleague=bo")
    #expect(try file(book) == ["colleague": .contact(2)])
    #expect(try book.buckets("ab")["2"] == "C")
    try book.edit("Bo Lind", "name=Bo Berg")
    #expect(try book.buckets("ab")["2"] == "C")
    #expect(try book.buckets("ab", ["colleague": "Ada Pine"]) == ["1": "A", "2": "B", "3": "C"])
    let told = book.refusal { try book.set("ab.colleague=ada") }
    #expect(told.hasPrefix("2 people fit 'ada'") && told.contains("1: Ada Park") && told.contains("3: Ada Pine"))
    #expect(book.refusal { _ = try book.buckets("ab", ["colleague": "ada"]) }.contains("2 people fit 'ada'"))
    #expect(book.refusal { try book.set("ab.colleague=Zoe") }.contains("nobody has the name"))
  }

  @Test func `a contact is followed through a merge, and missed when forgotten`() throws {
    let book = try book()
    try book.set("ab.colleague=3")
    var merge = MergePeople("2", "3", in: book.workspace, run: try book.run())
    merge.preferred = .a
    _ = try merge.make()
    #expect(try book.buckets("ab")["2"] == "C")
    _ = try ForgetPerson("2", in: book.workspace, run: try book.run()).make()
    let told = book.refusal { _ = try book.buckets("ab") }
    #expect(told.contains("who is not in the book") && told.contains("refer set ab.colleague=NAME"), "\(told)")
    #expect(try book.buckets("ab", ["colleague": "Ada Park"])["1"] == "A")
    try book.set("ab.colleague=")
    #expect(try book.buckets("ab")["1"] == "A")
  }

  @Test func `what does not fit is refused, and nothing is written`() throws {
    let book = try book()
    for (typed, told) in [
      ("ab.week=3", "ab 1.0.0 has no setting 'week'; did you mean 'weeks'?"),
      ("ab.zzz=3", "its settings are: line, colleague, weeks, often, since, strict"),
      ("ab.weeks=x", "the setting 'weeks' must be a number; write refer set ab.weeks=3"),
      ("ab.weeks=10", "the setting 'weeks' must be from 1 to 9"),
      ("ab.line=lav", "must be one of: law, art; did you mean 'law'?"),
      ("ab.often=9", "must be a length of time, such as 90d; write refer set ab.often=90d"),
      ("ab.since=soon", "must be a date, such as 2026-05-23"), ("ab.strict=maybe", "must be yes or no"),
      ("ac.line=law", "no pack 'ac' is installed; did you mean 'ab'?"), (".x=1", "is not PACK.NAME=VALUE"),
      ("ab.=1", "is not PACK.NAME=VALUE"), ("rules.x=1", "has no setting 'x'"),
    ] {
      #expect(book.refusal { try book.set("ab.strict=yes", typed) }.contains(told), "\(typed)")
      #expect(try file(book) == nil, "\(typed)")
    }
    try book.set("ab.weeks=4", "ab.often=90d", "ab.since=2026-01-01", "ab.strict=no")
    #expect(try file(book)?.count == 4)
  }

  @Test func `settings are kept through an update of the pack, also where it no longer has them`() throws {
    let book = try book()
    try book.set("ab.line=art", "ab.weeks=3")
    let newer = Self.rules.replacing("setting \"weeks\" { kind = \"number\", range = { 1, 9 } }", with: "")
    try book.add(pack: try book.pack(newer, version: "1.1.0"))
    #expect(try book.buckets("ab")["2"] == "A")
    #expect(try file(book) == ["line": .text("art"), "weeks": .text("3")])
    try book.set("ab.weeks=")
    #expect(try file(book) == ["line": .text("art")])
    // A setting that now takes something else is told, with what to type.
    try book.set("ab.often=90d")
    let other = newer.replacing("setting \"often\" { kind = \"length\" }", with: "setting 'often' { kind = 'number' }")
    try book.add(pack: try book.pack(other, version: "1.2.0"))
    #expect(
      book.refusal { _ = try book.buckets("ab") }.contains(
        "the setting 'often' must be a number; write refer set ab.often=3"))
  }

  @Test func `a folder of the pack has its settings, the user's own rules theirs, and another file none`() throws {
    let book = try book()
    try Data(Self.rules.utf8).write(to: URL(filePath: book.workspace.rules))
    try book.set("ab.line=art", "rules.colleague=Bo Lind")
    #expect(try book.buckets(book.pack(Self.rules))["2"] == "A")
    #expect(try book.buckets(book.workspace.rules) == ["1": "A", "2": "C", "3": "B"])
    let own = Evaluation(rules: try book.workspace.ownRules(), over: book.workspace, run: try book.run())
    var buckets: [String?] = []
    _ = try own.decide { buckets.append($0.bucket) }
    #expect(buckets == ["A", "C", "B"])
    let other = "\(book.workspace.folder)/other.lua"
    try Data(Self.rules.utf8).write(to: URL(filePath: other))
    #expect(try book.buckets(other) == ["1": "A", "2": "B", "3": "B"])
  }

  @Test func `check takes the rules as they were written`() throws {
    let book = try book()
    let rules = Self.rules + "\nexample 'e' { given = { industry = 'law' }, expect = { bucket = 'A' } }"
    try book.add(pack: try book.pack(rules, version: "2.0.0"))
    try book.set("ab.line=art")
    let found = try RulesFile(named: "ab", in: book.workspace)
    #expect(try CheckReport(found, files: [], run: try book.run()).isClean)
  }

  @Test func `a file of a person's own is read, and a damaged one is told with its line`() throws {
    let book = try book()
    let path = SettingsFile.path(in: book.workspace.folder)
    try Data("[ab]\nline = 'art'\nweeks = 3\nstrict = true\n".utf8).write(to: URL(filePath: path))
    #expect(try book.buckets("ab")["2"] == "A")
    try Data("[ab]\nline = 'art\n".utf8).write(to: URL(filePath: path))
    for step in [{ _ = try book.buckets("ab") }, { try book.set("ab.weeks=3") }] as [() throws -> Void] {
      let told = book.refusal(step)
      #expect(told.hasPrefix("\(path):2: "), "\(told)")
    }
    #expect(try Data(contentsOf: URL(filePath: path)).count == 17)
  }

  @Test func `all that can be set is listed, with what is set`() throws {
    let book = try book()
    try book.set("ab.line=art", "ab.colleague=Bo Lind")
    let list = try ListSettings(book.workspace, try book.run())
    let lines = Dictionary(uniqueKeysWithValues: list.lines.map { ($0.name, $0) })
    #expect(lines["me.name"]?.value == nil && lines["ab.line"]?.value == "art")
    #expect(lines["ab.line"]?.summary == "Whose line is ours?" && lines["ab.weeks"]?.summary == "a number")
    #expect(lines["ab.colleague"]?.value == "Bo Lind (2)")
    #expect(lines.keys.contains { $0.hasPrefix("rules.") } && list.problems.isEmpty)
    try DiskFiles.remove("\(book.workspace.folder)/packs/ab/1.0.0/rules.lua")
    let broken = try ListSettings(book.workspace, try book.run())
    #expect(broken.problems.count == 1 && broken.problems[0].hasPrefix("ab: its settings can't be told"))
    #expect(broken.lines.first { $0.name == "ab.line" }?.value == "art")
  }
}
