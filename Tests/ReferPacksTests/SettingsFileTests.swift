import Foundation
import TestSupport
import Testing

@testable import ReferPacks

@Suite("settings.toml")
struct SettingsFileTests {
  private func read(_ text: String) throws -> SettingsFile { try SettingsFile(Array(text.utf8), path: "settings.toml") }

  private func problem(_ text: String) -> String {
    do {
      _ = try read(text)
      return ""
    } catch { return "\(error)" }
  }

  @Test func `what is set is read back, whatever its name and text`() throws {
    var file = SettingsFile()
    for (name, text) in [
      ("weeks", "3"), ("a b", "x"), ("dots.in", "\"quoted\" \\ back"), ("ümlaut", "line\nline\ttab\u{1}"), ("", "empty"),
    ] {
      file.set(name, of: "our-buckets", to: .text(text))
    }
    file.set("colleague", of: "rules", to: .contact(17))
    #expect(try SettingsFile(file.text, path: "x") == file)
    #expect(try SettingsFile(file.text, path: "x").text == file.text)
  }

  @Test func `what is taken back is gone, and so is a table with nothing in it`() {
    var file = SettingsFile()
    file.set("weeks", of: "ab", to: .text("3"))
    file.set("days", of: "ab", to: nil)
    #expect(file.tables == ["ab": ["weeks": .text("3")]])
    file.set("weeks", of: "ab", to: nil)
    #expect(file == SettingsFile())
  }

  @Test func `a person may write numbers, and true or false`() throws {
    let file = try read("[ab]\nn = 3\nf = 2.5\ny = true\nz = false\nt = 'x'\nc = { contact = 4 }\n")
    #expect(
      file.tables == [
        "ab": [
          "n": .text("3"), "f": .text("2.5"), "y": .text("yes"), "z": .text("no"), "t": .text("x"), "c": .contact(4),
        ]
      ])
  }

  @Test(
    arguments: [
      ("[ab]\nx = \n", "settings.toml:2: "), ("[ab\n", "settings.toml:1: "), ("[ab]\nx = 1\nx = 2\n", "settings.toml:3: "),
      ("weeks = 3\n", "settings.toml:1: 'weeks' belongs in the table of a pack: write [our-buckets] above it, or [rules]"),
      (
        "[x]\nb = 1\n[ab]\na = 1\nb = [1]\n",
        "settings.toml:5: 'b' must be a text in quotes, a number, true or false; a contact is { contact = 17 }"
      ),
      ("[ab]\na = 2026-01-01\n", "settings.toml:2: 'a' must be"), ("[ab]\na = inf\n", "settings.toml:2: 'a' must be"),
      ("[ab]\na = { contact = 'x' }\n", "settings.toml:2: 'a' must be"),
      ("[ab]\na = { contact = 1, more = 2 }\n", "settings.toml:2: 'a' must be"), ("[ab]\n\n[ab.c]\nd = 1\n", "'c' must be"),
      ("\u{0}", "a zero"),
    ])
  func `a damaged file is told with its line`(text: String, message: String) {
    #expect(problem(text).contains(message), "\(problem(text))")
  }

  @Test func `a change leaves the old file or the new one, for its owner alone`() throws {
    let home = try TemporaryFolder()
    let folder = home.file("made by the first change")
    #expect(try SettingsFile.read(in: folder) == SettingsFile())
    try SettingsFile.change(in: folder) { $0.set("a", of: "ab", to: .text("1")) }
    try SettingsFile.change(in: folder) { $0.set("b", of: "ab", to: .text("2")) }
    #expect(try SettingsFile.read(in: folder).tables["ab"]?.count == 2)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["settings.toml"])
    let path = SettingsFile.path(in: folder)
    let mode = try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    #expect(mode == 0o600)
    try Data("[ab".utf8).write(to: URL(filePath: path))
    #expect(throws: PackError.self) { try SettingsFile.change(in: folder) { $0.set("c", of: "ab", to: .text("3")) } }
    #expect(try Data(contentsOf: URL(filePath: path)) == Data("[ab".utf8))
  }

  @Test func `many programs at once lose nothing`() async throws {
    let home = try TemporaryFolder()
    let folder = home.file("made by the first change")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<16 {
        group.addTask { try SettingsFile.change(in: folder) { $0.set("k\(number)", of: "ab", to: .text("x")) } }
      }
      try await group.waitForAll()
    }
    #expect(try SettingsFile.read(in: folder).tables["ab"]?.count == 16)
  }

  @Test func `no pack is named like the tables that are no pack's`() {
    #expect(PackName("rules") == nil && PackName("me") == nil && PackName("rules-of-ours") != nil)
  }
}
