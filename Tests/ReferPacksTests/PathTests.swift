import Testing

@testable import ReferPacks

@Suite("Paths in a pack")
struct PathTests {
  @Test("paths that every system holds", arguments: ["a", "a/b/c.lua", "templates/für Ada.md", "日本.txt", "a-b_c.d"])
  func good(_ path: String) throws { #expect(try PackPath(path).description == path) }

  @Test(
    "paths that none should be given",
    arguments: [
      ("", PackPath.Problem.empty), ("/etc/passwd", .absolute), ("../x", .climbs), ("a/../b", .climbs), ("./a", .climbs),
      ("a//b", .empty), ("a/", .empty), (".git/config", .hidden), ("a/.x", .hidden), ("aux.lua", .reserved),
      ("a/COM1", .reserved), ("lpt9.x.y", .reserved), ("a\\b", .character(0x5C)), ("C:x", .character(0x3A)),
      ("a\nb", .character(0xA)), ("a\u{0}b", .character(0)), ("a\u{202E}b", .character(0x202E)),
      ("a\u{200B}b", .character(0x200B)), ("a\u{A0}b", .character(0xA0)), ("a ", .outerSpace), (" a", .outerSpace),
      ("a.", .outerSpace), ("a./b", .outerSpace), ("e\u{301}", .notNormal), ("\u{212B}", .notNormal),
      // A letter that joins with the slash or dot beside it: not for a system, which sees bytes.
      ("a\u{D4E}/../\u{301}x", .climbs), ("a\u{D4E}/.git", .hidden), ("x\u{D4E}/aux", .reserved), ("a/\u{301}b", .joined),
      (String(repeating: "a/\u{301}", count: 20), .tooDeep), ("aux.\u{301}x", .reserved), ("rules.\u{301}lua", .joined),
      ("a/b/c/d/e/f/g/h/i", .tooDeep), (String(repeating: "a", count: 101), .tooLong), ("\u{E000}", .character(0xE000)),
    ])
  func bad(_ path: String, _ problem: PackPath.Problem) {
    #expect(refusal { try PackPath(path) } == .path(path, problem))
  }

  @Test("bytes that are no text")
  func noText() {
    #expect(refusal { try PackPath(bytes: [0x61, 0xFF]) } == .path("a\u{FFFD}", .notText))
  }

  @Test(
    "two names that some system takes for one",
    arguments: [
      ("Rules.lua", "rules.lua"), ("a/x", "A/y"), ("straße", "STRASSE"), ("É.md", "é.md"), ("a", "a/b"), ("x/y", "X"),
      ("ﬁ.md", "FI.md"), ("Σ", "ς"),
    ])
  func clashes(_ one: String, _ other: String) throws {
    let files = try [Sample.file(one, ""), Sample.file(other, "")]
    guard case .path(_, .clashes)? = refusal({ try PackContents(files) }) else {
      Issue.record("taken for two")
      return
    }
  }

  @Test("the same name twice is refused, the same folder twice is not")
  func twice() throws {
    #expect(throws: PackError.self) { try PackContents([Sample.file("a", "1"), Sample.file("a", "2")]) }
    #expect(try PackContents([Sample.file("d/b", ""), Sample.file("d/a", "")]).files.map(\.path.description) == ["d/a", "d/b"])
  }

  @Test("too many files, and too many bytes")
  func limits() throws {
    let many = try (0...PackLimits.files).map { try Sample.file("f\($0)", "") }
    #expect(refusal { try PackContents(many) } == .tooManyFiles)
    let large = PackContents.File(
      path: try PackPath("a"), bytes: [UInt8](repeating: 0, count: PackLimits.bytes + 1))
    #expect(refusal { try PackContents([large]) } == .tooLarge)
  }
}
