import Foundation
import ReferFormats
import Testing

/// Files that are broken in part, or are no contacts at all.
@Suite("broken files")
struct BrokenFilesTests {
  /// How many contacts were read, and on which lines something was wrong; or why the file was refused.
  private func outcome(_ bytes: [UInt8]) throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: "broken-\(UUID().uuidString)")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var contacts = 0
    var lines: [Int] = []
    do {
      try ContactReader(files: [file.path], zone: { $0 }).forEachRow(
        { _ in contacts += 1 }, onProblem: { lines.append($0.line) })
    } catch let error as InputError {
      return error.description.replacingOccurrences(of: file.path, with: "F")
    }
    return "\(contacts) \(lines)"
  }

  @Test(
    "each broken piece is told by its line, and the rest is read",
    arguments: [
      ("BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\n", "2 [1]"),
      ("END:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD\n", "1 [1]"),
      ("Contacts of Ann\n\nBEGIN:VCARD\nFN:B\nEND:VCARD\n", "1 [1]"),
      ("BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\nTEL:1\nEND:VCARD\n", "2 [1, 6, 7]"),
      ("BEGIN:VCARD\nFN:A\u{0}B\nEND:VCARD\n", "1 []"),
      ("BEGIN:VCARD\nFN:A\nnonsense\n:x\nEND:VCARD\n", "1 [3, 4]"),
      ("First Name,Last Name\nA,B\nC\u{0}D,E\nF,G\n", "2 [3]"),
      ("First Name,Last Name\nA,\"B\nC,D\n", "1 [2]"),
      ("First Name,Last Name,Email\n", "0 []"), ("First Name,Last Name,Email", "0 []"),
      ("", "0 []"), ("\n \r\n", "0 []"), ("\u{FEFF}", "0 []"),
    ])
  func pieces(text: String, expected: String) throws { #expect(try outcome(Array(text.utf8)) == expected) }

  @Test("a line longer than 16 MiB is one bad piece")
  func longLine() throws {
    let long = [UInt8](repeating: UInt8(ascii: "x"), count: 17 << 20)
    let card = Array("BEGIN:VCARD\nFN:A\nNOTE:".utf8) + long + Array("\nEND:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD\n".utf8)
    #expect(try outcome(card) == "1 [1]")
    let table = Array("First Name,Last Name\nA,B\n".utf8) + long + Array(",y\nC,D\n".utf8)
    #expect(try outcome(table) == "2 [3]")
  }

  @Test("tables and cards in UTF-16 are read, with a mark and without", arguments: [true, false])
  func utf16(hasMark: Bool) throws {
    for text in ["First Name,Last Name\nAü,B\n", "BEGIN:VCARD\nFN:Aü\nEND:VCARD\n"] {
      let units = Array(((hasMark ? "\u{FEFF}" : "") + text).utf16)
      #expect(try outcome(units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }) == "1 []")
      #expect(try outcome(units.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }) == "1 []")
    }
  }

  @Test(
    "what is no text is said to be none",
    arguments: [
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D], [0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10],
      Array("%PDF-1.4\n1, 2, 3\n4, 5, 6\n".utf8), [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0x0A, 0],
      [1, 2, 0x0A, 0, 3, 0x2C, 0x0A],
    ] as [[UInt8]])
  func binary(bytes: [UInt8]) throws {
    #expect(try outcome(bytes).hasPrefix("F: this is no text file"))
  }

  @Test("archives, calendars and tables of other things are refused by name")
  func refused() throws {
    #expect(try outcome([0x50, 0x4B, 3, 4, 20, 0]).hasPrefix("F: this is a zip archive"))
    #expect(try outcome([0x1F, 0x8B, 8, 0]).hasPrefix("F: this file is compressed with gzip"))
    #expect(try outcome(Array("BEGIN:VCALENDAR\nEND:VCALENDAR\n".utf8)).hasPrefix("F: this is a calendar"))
    #expect(try outcome(Array("color,size\nred,1\n".utf8)).contains("no row of its first 20 names the columns"))
    #expect(try outcome(Array("hello\nworld\n".utf8)).hasPrefix("F: no contacts are recognised"))
  }
}
