import ReferPacks
import Testing

@testable import ReferKit

@Suite("Packs that need each other")
struct PackGraphTests {
  private let book: BookOfTests

  init() throws { book = try BookOfTests([#"{"name":"Ada","industry":"law"}"#]) }

  /// Puts a pack among the installed ones, whatever `add` would say.
  private func force(_ name: String, _ rules: String, needs: [String] = [], version: String = "1.0.0") throws {
    let folder = try book.pack(rules, named: name, version: version, needs: needs)
    let store = book.workspace.packStore
    let pack = try Pack(FolderReader.read(folder))
    let entry = PackLock.Entry(pack, questions: [], source: folder, isSigned: false)
    try store.install(pack, as: entry, pin: nil, over: store.snapshot())
  }

  private func problems() throws -> [String: String] {
    let items = try ListPacks(in: book.workspace).items
    return Dictionary(uniqueKeysWithValues: items.compactMap { item in item.problem.map { (item.name, $0) } })
  }

  @Test func `a circle is told, decides nothing, and goes as a whole`() throws {
    try force("alone", "bucket 'B' { otherwise = true }")
    try force("pa", "use 'pb'\nbucket 'B' { otherwise = true }", needs: ["pb"])
    try force("pb", "use 'pa'", needs: ["pa"])
    try force("top", "use 'pa'", needs: ["pa"])
    #expect(
      try problems() == [
        "pa": "pa needs pb, which in turn needs pa: 'refer pack remove pa' takes all of them away",
        "pb": "pb needs pa, which in turn needs pb: 'refer pack remove pb' takes all of them away",
        "top": "top builds on pa, which can't be used",
      ])
    #expect(
      book.refusal { _ = try book.buckets("pa") }
        == "pa needs pb needs pa: packs can't need each other; 'refer pack list' says which to remove")
    #expect(book.refusal { _ = try RemovePack("pb", from: book.workspace) } == "top needs pb; remove that first")
    try RemovePack("top", from: book.workspace).make()
    try RemovePack("pb", from: book.workspace).make()
    #expect(try ListPacks(in: book.workspace).items.map(\.name) == ["alone"])
    #expect(try DiskFiles.names(in: book.workspace.packStore.packs) == [".lock", "alone"])
  }

  @Test func `what is not there, or does not fit, is told of the pack that needs it`() throws {
    try force("lone", "bucket 'B' { otherwise = true }", needs: ["gone"])
    try force("base", "bucket 'B' { otherwise = true }")
    try force("top", "bucket 'B' { otherwise = true }", needs: ["base"])
    #expect(try problems() == ["lone": "lone needs the pack gone >=1.0.0, <2.0.0, which is not installed; add it"])
    try force("base", "bucket 'B' { otherwise = true }", version: "2.0.0")
    #expect(try problems()["top"] == "top needs base >=1.0.0, <2.0.0, and 2.0.0 is installed; add one that fits")
  }

  @Test func `the pack that is to be added stands in the place of the old one for all that build on it`() throws {
    let rules = "question 'law' { ask = '?', answer = is('industry', 'law') }"
    try book.add(pack: try book.pack(rules, named: "base"))
    try book.add(pack: try book.pack("use 'base'\nquestion 'own' { ask = '?' }", named: "middle", needs: ["base"]))
    try book.add(
      pack: try book.pack(
        "use 'base'\nuse 'middle'\nbucket 'A' { needs = { 'law' } }\nbucket 'B' { otherwise = true }", named: "top",
        needs: ["base", "middle"]))
    let less = try book.pack(rules.replacing("law", with: "art"), named: "base", version: "1.1.0")
    let told = book.refusal { try book.add(pack: less) }
    #expect(told.hasPrefix("top is installed and can't build on base 1.1.0; 'refer pack remove top' first"), "\(told)")
    #expect(told.hasSuffix("top/rules.lua:3:24: error: no question is named 'law'"), "\(told)")
    #expect(try book.buckets("top") == ["1": "A"])
    // What can't be used anyway stands in nobody's way.
    try DiskFiles.remove("\(book.workspace.packStore.packs)/top")
    try book.add(pack: less)
  }

  @Test func `settings of packs behind others are listed each once`() throws {
    try book.add(pack: try book.pack("setting 'one' { default = 1 }\nbucket 'B' { otherwise = true }", named: "base"))
    let top = try book.pack("setting 'one' { default = 2, help = 'Two' }\nuse 'base'", named: "top", needs: ["base"])
    try book.add(pack: top)
    let list = try ListSettings(book.workspace, try book.run())
    #expect(list.problems.isEmpty)
    #expect(
      list.lines.filter { ["base", "top"].contains($0.name.prefix { $0 != "." }) }.map { "\($0.name): \($0.summary)" } == [
        "base.one: a number", "top.one: Two",
      ])
  }
}
