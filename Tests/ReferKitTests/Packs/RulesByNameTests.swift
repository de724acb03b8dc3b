import Foundation
import ReferPacks
import Testing

@testable import ReferKit

@Suite("Deciding with a pack by its name")
struct RulesByNameTests {
  private static let rules = """
    bucket "A" { when = is("industry", "law") }
    bucket "B" { otherwise = true }
    """

  private func book() throws -> BookOfTests {
    try BookOfTests([#"{"name":"Ada","industry":"law","email":"a@example.org"}"#, #"{"name":"Bo","industry":"art"}"#])
  }

  @Test func `its folder, its archive and its name decide alike`() throws {
    let book = try book()
    let folder = try book.pack(Self.rules)
    let archive = "\(book.workspace.folder)/ab.tar"
    try BuildPack(folder).write(to: archive)
    try book.add(pack: archive)
    for word in [folder, archive, "ab"] {
      #expect(try book.buckets(word) == ["1": "A", "2": "B"], "\(word)")
      let rules = try RulesFile(named: word, in: book.workspace)
      #expect(rules.name == "ab/rules.lua" && rules.title == "ab 1.0.0")
      #expect(rules.pack?.reads == ["id", "name", "industry"] && rules.pack?.isSigned == false)
      #expect(rules.pack?.remark == "ab 1.0.0: nobody has signed this pack; it reads id, name, industry")
    }
    #expect(try RulesFile(named: "\(folder)/rules.lua", in: book.workspace).pack == nil)
  }

  @Test func `a pack sees what it declares, and its file alone sees all`() throws {
    let book = try book()
    let folder = try book.pack("bucket 'A' { when = has('email') }\nbucket 'B' { otherwise = true }")
    #expect(book.refusal { _ = try book.buckets(folder) }.contains("a contact has no field 'email'"))
    #expect(try book.buckets("\(folder)/rules.lua") == ["1": "A", "2": "B"])
    #expect(book.refusal { try book.add(pack: folder) }.contains("ab/rules.lua:1:"))
  }

  @Test func `a script that only prints is no pack`() throws {
    let book = try book()
    let folder = try book.pack("return count(contacts(), has('name'))")
    for step in [
      { _ = try book.buckets(folder) }, { try book.add(pack: folder) },
      {
        _ = try CheckReport(try RulesFile(named: folder, in: book.workspace), files: [], run: try book.run())
      },
    ] as [() throws -> Void] {
      let told = book.refusal(step)
      #expect(told.hasPrefix("ab 1.0.0: ab/rules.lua declares no rule"), "\(told)")
    }
  }

  @Test func `a pack that was changed, or whose keys lost their trust, decides nothing`() throws {
    let book = try book()
    let folder = try book.pack(Self.rules)
    try book.sign(folder)
    try book.add(pack: folder)
    #expect(try RulesFile(named: "ab", in: book.workspace).pack?.remark == nil)
    let installed = "\(book.workspace.folder)/packs/ab/1.0.0"
    let rules = try #require(try DiskFiles.read("\(installed)/rules.lua", limit: 1000))
    try DiskFiles.replace("\(installed)/rules.lua", with: rules + Array("\n".utf8), mode: 0o600)
    #expect(book.refusal { _ = try book.buckets("ab") }.contains("'rules.lua' is not what was installed"))
    try DiskFiles.replace("\(installed)/rules.lua", with: rules, mode: 0o600)
    let signatures = try #require(try DiskFiles.read("\(installed)/pack.signatures", limit: 1000))
    try DiskFiles.remove("\(installed)/pack.signatures")
    #expect(book.refusal { _ = try book.buckets("ab") }.contains("it is not signed"))
    try DiskFiles.replace("\(installed)/pack.signatures", with: signatures, mode: 0o600)
    #expect(try book.buckets("ab")["1"] == "A")
    _ = try PackKeys(in: book.workspace).distrust("mine")
    for word in ["ab", folder] { #expect(!book.refusal { _ = try book.buckets(word) }.isEmpty, "\(word)") }
  }

  @Test func `a folder that is worked on decides unsigned, and an archive that was changed does not`() throws {
    let book = try book()
    let folder = try book.pack(Self.rules)
    try book.sign(folder)
    #expect(try RulesFile(named: folder, in: book.workspace).pack?.isSigned == true)
    _ = try book.pack(Self.rules + "\n-- more\n")
    #expect(try RulesFile(named: folder, in: book.workspace).pack?.isSigned == false)
    let archive = "\(book.workspace.folder)/ab.tar"
    try BuildPack(folder).write(to: archive)
    var bytes = try #require(try DiskFiles.read(archive, limit: 1 << 20))
    let place = try #require(bytes.firstRange(of: Array("-- more".utf8))?.lowerBound)
    bytes[place + 3] = UInt8(ascii: "M")
    try DiskFiles.replace(archive, with: bytes, mode: 0o644)
    #expect(book.refusal { _ = try book.buckets(archive) }.contains("'rules.lua' is not the file"))
  }

  @Test func `a name that is not known says the nearest, or what to do`() throws {
    let book = try book()
    try book.add(pack: try book.pack(Self.rules, named: "our-buckets"))
    #expect(book.refusal { _ = try book.buckets("our-bucket") }.hasSuffix("did you mean 'our-buckets'?"))
    #expect(book.refusal { _ = try book.buckets("zzz") }.contains("'refer pack add' installs one"))
    #expect(book.refusal { _ = try book.buckets("our-buckets.lua") }.contains("there is no such rules file"))
    #expect(book.refusal { _ = try book.buckets("rules") }.contains("there is no such rules file"))
  }

  @Test func `a pack for another refer is refused`() throws {
    let book = try book()
    let folder = try book.pack(Self.rules)
    let manifest = try #require(try DiskFiles.read("\(folder)/pack.toml", limit: 1000))
    let text = String(decoding: manifest, as: UTF8.self).replacing(">=0.1.0", with: ">=9")
    try DiskFiles.replace("\(folder)/pack.toml", with: Array(text.utf8), mode: 0o644)
    #expect(book.refusal { _ = try book.buckets(folder) } == "ab 1.0.0 needs refer >=9.0.0, and this is 0.1.0")
  }

  @Test func `templates of its folder are sent, and other files there are refused`() throws {
    let book = try book()
    let folder = try book.pack(
      Self.rules, files: ["templates/nice to meet you.md": "Subject: Hello {{contact.name}}\n\nNice!\n"])
    try book.add(pack: folder)
    var bytes: [UInt8] = []
    try WriteMessage("Ada", template: "nice to meet you", book.evaluation("ab")).print(
      as: .table, to: Output { bytes += $0 })
    #expect(String(decoding: bytes, as: UTF8.self) == "Subject: Hello Ada\n\nNice!\n")
    for (path, told) in [
      ("templates/x.html", "ends with .txt or .md"), ("templates/a/b.md", "ends with .txt or .md"),
      ("templates/x.txt", "this file is not UTF-8"),
    ] {
      let other = try book.pack(Self.rules, named: "cd")
      try DiskFiles.makeFolder(DiskFiles.parent(of: "\(other)/\(path)"))
      try DiskFiles.replace("\(other)/\(path)", with: [0x41, 0xFF], mode: 0o644)
      #expect(book.refusal { _ = try book.buckets(other) }.contains(told), "\(path)")
      try DiskFiles.remove("\(other)/templates")
    }
  }
}
