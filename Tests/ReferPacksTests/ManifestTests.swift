import ReferModel
import Testing

@testable import ReferPacks

@Suite("The manifest")
struct ManifestTests {
  private func faults(_ text: String) -> [String] {
    guard case .manifest(let faults)? = refusal({ try PackManifest(Array(text.utf8)) }) else { return [] }
    return faults.map { "\($0.line.map(String.init) ?? "-"): \($0.message)" }
  }

  @Test("says what a pack is")
  func whole() throws {
    let more = "[dependencies]\nother-pack = \">=1, <2\""
    let manifest = try PackManifest(Array(Sample.manifest(reads: #"["industry", "interaction.at"]"#, more: more).utf8))
    #expect(manifest.name.description == "sample" && manifest.version.description == "1.0.0")
    #expect(manifest.reads.names == ["industry", "interaction.at"])
    #expect(manifest.reads.contains("at", of: .interaction) && !manifest.reads.contains("at", of: .referral))
    #expect(manifest.dependencies.map(\.name.description) == ["other-pack"])
    #expect(manifest.signers == nil)
  }

  @Test("an unknown key is named with its line and the nearest that is known")
  func unknownKey() {
    #expect(faults(Sample.manifest(more: "licens = \"x\"")) == ["8: nothing is named 'licens'; did you mean 'licence'?"])
    let group = "[signers]\nned = 1\nneed = 1\nkeys = [\"refer-ed25519 AA==\"]"
    #expect(faults(Sample.manifest(more: group)).contains("9: nothing is named 'ned' in 'signers'; did you mean 'need'?"))
  }

  @Test func `lines are those of TOML, and what stands in one line with its table is found there`() {
    let ends = "# a\u{2028}b\u{2028}c\u{85}d\n"
    #expect(faults(ends + Sample.manifest(more: "licens = 1")) == ["9: nothing is named 'licens'; did you mean 'licence'?"])
    let windows = Sample.manifest(more: "licens = 1").replacing("\n", with: "\r\n")
    #expect(faults(windows) == ["8: nothing is named 'licens'; did you mean 'licence'?"])
    let inline = Sample.manifest(more: "dependencies = { other = 5 }\nsigners = { need = 1, ned = 2, keys = [\"x\"] }")
    let found = faults(inline)
    #expect(found.count == 3 && found[0].hasPrefix("8: 'other' must be") && found.dropFirst().allSatisfy { $0.hasPrefix("9: ") })
  }

  @Test func `a manifest full of faults is told by the first of them, and long names in part`() {
    let many = (1...5000).map { "k\($0) = 1" }.joined(separator: "\n")
    let found = faults(Sample.manifest(more: many))
    #expect(found.count == 21 && found.last == "-: there may be more than these")
    let long = faults(Sample.manifest(more: String(repeating: "a", count: 60_000) + " = 1"))
    #expect(long.count == 1 && long[0].utf8.count < 300 && long[0].contains("aaa…'"))
    let reads = String(repeating: "a\u{301}", count: 150)
    #expect(faults(Sample.manifest(reads: "[\"\(reads)\"]")).allSatisfy { $0.utf8.count < 300 })
  }

  @Test func `no spelling brings a zero into a text`() {
    for zero in [#"S\u0000"#, "S\\u0000\u{301}x", "S\\U00000000\u{301}x"] {
      guard case .toml? = refusal({ try PackManifest(Array(Sample.manifest(more: "x = \"\(zero)\"").utf8)) }) else {
        Issue.record("taken: \(zero)")
        continue
      }
    }
  }

  @Test("every fault is told at once")
  func allFaults() {
    let text = """
      name = "Bad Name"
      version = "1.0"
      summary = 5
      reads = ["industri", "interaction.when", "visit.at", "industry", "industry", "contact.name"]
      """
    #expect(
      faults(text) == [
        "-: 'authors' is missing", "-: 'licence' is missing", "-: 'refer' is missing",
        "1: 'name' must be small letters, digits and dashes, such as \"bucket-strategy\"",
        "2: 'version' must be a version such as \"1.0.0\"",
        "3: 'summary' must be a line of text of at most 120 letters",
        "4: 'industry' stands in 'reads' twice", "4: a contact has no field 'industri'; did you mean 'industry'?",
        "4: an interaction has no field 'when'", "4: no record is named 'visit'", "4: write 'name' for a contact's field",
      ])
  }

  @Test(
    "a table's head without a name is told with its line, however it is spaced",
    arguments: [
      "\n[[[a]]\n", "\n[\n", "\n [[ \t", "\r\n[ {", "\n\u{A0}[(]", "\n[.a]", "\n[[,", "\n[\u{E9}]", "\n[\u{301}a]", "\u{85}[=", "\n[#]",
    ])
  func nameless(_ text: String) {
    let refused = refusal { try PackManifest(Array(("name = \"a\"" + text).utf8)) }
    guard case .toml("pack.toml", let line, _)? = refused else {
      Issue.record("\(String(describing: refused))")
      return
    }
    #expect(line == (text.hasPrefix("\u{85}") ? line : 2))
  }

  @Test("what is no TOML is told with its line")
  func syntax() {
    guard case .toml("pack.toml", let line, _)? = refusal({ try PackManifest(Array("name = \"a\"\nx = = 1\n".utf8)) })
    else {
      Issue.record("taken")
      return
    }
    #expect(line == 2)
  }

  @Test(
    "what a parser may trip over is refused",
    arguments: [
      "a = " + String(repeating: "[", count: 5000), "x = \"\u{0}\"", "x = \"\\u0000\"", "\u{FEFF}=", "[a]\n[a]\n",
      String(repeating: "[[a]]\n", count: 2000), "a.b.c.d.e.f.g.h.i.j.k = 1", "name = 1979-05-27", "reads = [1, \"a\"]",
      "name = \"a\\nb\"", String(repeating: "#", count: PackLimits.manifest + 1),
    ])
  func hostile(_ text: String) { _ = refusal { try PackManifest(Array(text.utf8)) } }

  @Test("bytes that are no UTF-8 are refused")
  func noText() { _ = refusal { try PackManifest([0x61, 0xFF]) } }

  @Test("the group that signs")
  func signers() throws {
    let keys = [SecretKey(label: "a"), SecretKey(label: "b")]
    let manifest = try PackManifest(Array(Sample.manifest(more: Sample.signers(keys, need: 2)).utf8))
    #expect(manifest.signers?.need == 2)
    #expect(try manifest.signers?.keys == keys.map { try $0.publicKey() })
    for need in [0, 3, -1] {
      #expect(!faults(try Sample.manifest(more: Sample.signers(keys, need: need))).isEmpty)
    }
    #expect(!faults(try Sample.manifest(more: Sample.signers([keys[0], keys[0]], need: 1))).isEmpty)
  }

  @Test("a pack has a manifest and rules")
  func files() throws {
    #expect(refusal { try Pack(PackContents([Sample.file("rules.lua", "")])) } == .noManifest)
    #expect(refusal { try Pack(PackContents([Sample.file("pack.toml", Sample.manifest())])) } == .noRules)
  }
}
