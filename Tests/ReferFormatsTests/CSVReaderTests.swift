import Foundation
import ReferFormats
import ReferModel
import TestSupport
import Testing

@Suite("contacts from CSV")
struct CSVReaderTests {
  /// A table as Python's csv reads it, without blank rows and with cells stripped.
  private struct Case: Decodable {
    let text: String
    let rows: [[String]]
  }

  @Test("rows are those of Python's csv, however the file is cut", arguments: [1 << 16, 7, 1])
  func oracle(_ step: Int) throws {
    let data = try Data(contentsOf: CSVSample.fixtures.appending(path: "generated.oracle.json"))
    for (number, each) in try JSONDecoder().decode([Case].self, from: data).enumerated() {
      let sample = try CSVSample(Array(each.text.utf8), step: step)
      #expect(sample.problems.isEmpty)
      let titles = ["Name", "a", "b", "c", "d"]
      let expected = each.rows.map { row in
        var contact: [String: String] = [:]
        for (place, cell) in row.enumerated() where !cell.isEmpty {
          contact[place < titles.count ? titles[place] : "column \(place + 1)"] = cell
        }
        return contact
      }
      let found = sample.contacts.map { contact in
        var cells = contact.custom
        cells["Name"] = contact.texts["name"]
        return cells
      }
      #expect(found == expected, "case \(number)")
    }
  }

  @Test("odd rows keep their cells: short, long, quoted oddly, a header twice or empty")
  func oddRows() throws {
    let all = try CSVSample(CSVSample.bytes("odd-rows.csv")).contacts
    #expect(all.map(\.line) == [3, 4, 6])
    #expect(all[0].texts["name"] == #"a "q" btail"#)
    #expect(all[0].custom == ["Note 2": "two", "column 5": "three", "column 6": "four", "column 7": "five"])
    #expect(all[2].texts["notes"] == "lines\r\nin it")
  }

  @Test(
    "a file without a header says what was looked for", arguments: ["a,b\n1,2\n", "", "x", "\n\n", "notes,city\nx,y\n"])
  func noHeader(_ text: String) throws {
    let error = #expect(throws: InputError.self) { try CSVSample(text) }
    #expect(error?.description.contains("\"First Name\"") == true)
  }

  @Test("a bad row is reported with its line, and the rest is read")
  func badRows() throws {
    let zero = try CSVSample("Name,Email\nA,\"x\ny\"\nB\0,b@x\nC,c@x\n")
    #expect(zero.problems.map(\.line) == [4])
    #expect(zero.contacts.map { $0.texts["name"] } == ["A", "C"])
    let open = try CSVSample("Name,Email\nA,a@x\n\"B,b@x\nC,c@x\n")
    #expect(open.problems.map(\.line) == [3])
    #expect(open.contacts.map { $0.texts["name"] } == ["A", "C"])
    let wide = try CSVSample("Name,Email\nA,a@x\n" + String(repeating: ",", count: 70_000) + "\nC,c@x\n")
    #expect(wide.problems.map(\.line) == [3])
    #expect(wide.contacts.map(\.line) == [2, 4])
  }

  @Test("a row beyond 16 MiB is skipped, whether by a quote that is not closed or without a line end")
  func longRows() throws {
    let filler = String(repeating: String(repeating: "x", count: 1 << 16) + ",y\n", count: 260)
    let quoted = try CSVSample(Array(("Name,Email\n\"A,a@x\n" + filler).utf8), step: 1 << 18)
    #expect(quoted.problems.map(\.line) == [2])
    #expect(quoted.contacts.count == 260)
    let long = try CSVSample("Name,Email\nA,a@x\n" + String(repeating: "x", count: 17 << 20) + "\nB,b@x\n")
    #expect(long.problems.map(\.line) == [3])
    #expect(long.contacts.map(\.line) == [2, 4])
  }

  @Test("a day is the first instant in the caller's zone, and a time keeps its offset")
  func zone() throws {
    let text =
      "Name,Met at\nA,2026-01-15\nB,2026-01-15 09:30\nC,2026-01-15T09:30:00+01:00\nD,\"March 5, 2026 2:05 PM\"\n"
    let found = try CSVSample(Array(text.utf8)) { $0 - 3600 }.contacts.map { $0.numbers["met_at"] }
    #expect(found == [1_768_431_600, 1_768_465_800, 1_768_465_800, 1_772_715_900])
  }

  @Test("a date of unknown order stays in custom, unless its own column or the user tells")
  func dateOrder() throws {
    let both = try CSVSample(CSVSample.bytes("dates-proved.csv")).contacts
    #expect(both[0].custom == ["Connected On": "03/04/2021", "Birthday": "03/04/1980"])
    #expect(both[1].numbers["met_at"] == 1_608_854_400)
    let text = "Name,Birthday,Connected On\nA,03/04/1980,03/04/2021\nB,25/12/1981,\n"
    let shown = try CSVSample(text).contacts[0]
    #expect(shown.texts["birthday"] == "1980-04-03")
    #expect(shown.custom == ["Connected On": "03/04/2021"])
    #expect(try CSVSample(text, order: .mdy).contacts[0].texts["birthday"] == "1980-03-04")
    #expect(try CSVSample(text, order: .dmy).contacts[0].numbers["met_at"] == 1_617_408_000)
  }

  @Test(
    "dates in words of four languages",
    arguments: ["12 Mar 2021", "12. März 2021", "12 mars 2021", "12 de marzo de 2021", "March 12, 2021", "12-Mar-2021"])
  func words(_ date: String) throws {
    #expect(try CSVSample("Name;Connected On\nA;\(date)\n").contacts[0].numbers["met_at"] == 1_615_507_200)
  }

  @Test(
    "a table is known by how it begins",
    arguments: [
      ("First Name,Last Name\n", true), ("a,b\n1,2\n", true), ("Notes:\n\nFirst Name,Email\n", true),
      ("{\"a\":1,\"b\":2}\n{\"a\":1,\"b\":2}\n", false), ("BEGIN:VCARD\nN:a;b\nFN:a;b\n", false),
      ("hello\nworld\n", false),
      ("<?xml version=\"1.0\"?>,\n", false), ("", false),
    ])
  func sniff(_ text: String, _ isTable: Bool) {
    #expect(Array(text.utf8).withUnsafeBytes(CSVSniffer.looksLikeTable) == isTable)
    var wide: [UInt8] = [0xFF, 0xFE]
    for unit in text.utf16 { wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    #expect(wide.withUnsafeBytes(CSVSniffer.looksLikeTable) == isTable)
  }

  @Test("no change to a file makes the reader stop, lose its place, or tell what stood there")
  func mutations() throws {
    var random = SystemSeed(state: 2024)
    let files = try FileManager.default.contentsOfDirectory(atPath: CSVSample.fixtures.path).sorted()
    let seeds = try files.filter { !$0.hasSuffix(".json") }.map(CSVSample.bytes)
    let pieces: [[UInt8]] =
      ["\"", ",", ";", "\n", "\r", "\t", "<", ">", "&#", "\0", " ::: ", "ss:Index=\"9999999\""]
      .map { Array($0.utf8) } + [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xFF, 0xFE]]
    for _ in 0..<(Trials.areFew ? 400 : 2000) {
      var bytes = seeds[Int.random(in: 0..<seeds.count, using: &random)]
      for _ in 0..<Int.random(in: 1...8, using: &random) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        case 2: bytes.removeSubrange(place..<min(place + 40, bytes.count))
        default: bytes.insert(contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &random)], at: place)
        }
      }
      let whole = try? CSVSample(bytes)
      let cut = try? CSVSample(bytes, step: Int.random(in: 1...50, using: &random))
      #expect(whole?.contacts == cut?.contacts)
      #expect(whole?.problems == cut?.problems)
      for problem in whole?.problems ?? [] { #expect(!problem.description.contains("example")) }
    }
  }
}

/// Random numbers that are the same on every run.
private struct SystemSeed: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
