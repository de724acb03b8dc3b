import CCSV
import CRows
import Foundation
import ReferFormats
import ReferModel
import TestSupport
import Testing

@Suite("tables as Python's csv reads them")
struct CSVOracleTests {
  private static let separators = [",", ";", "\t"]

  /// Any text that is a table of some kind: quotes in all places, ragged and empty rows, all line ends.
  private func text(_ random: inout Seeded, _ separator: String) -> String {
    let words = ["a", "ü", "😀", " ", "b c", "0", separator, "\"", "\"\"", ",", ";", "\u{85}", "\u{2028}"]
    let ends = ["\n", "\r\n", "\r"]
    var text = ""
    for _ in 0..<Int.random(in: 0...8, using: &random) {
      for number in 0..<Int.random(in: 1...6, using: &random) {
        if number > 0 { text += separator }
        let isQuoted = random.once(in: 2)
        let all = isQuoted ? words + ends : words.filter { $0 != separator }
        let cell = (0..<Int.random(in: 0...5, using: &random)).map { _ in
          all[Int.random(in: 0..<all.count, using: &random)]
        }.joined()
        if isQuoted {
          text += "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\"" + (random.once(in: 9) ? "tail" : "")
        } else {
          // A quote that opens a cell must be closed; inside one it is a character like any other.
          text += cell.hasPrefix("\"") ? "x" + cell : cell
        }
      }
      text += ends[Int.random(in: 0..<ends.count, using: &random)]
    }
    return text
  }

  /// The rows as the scanner gives them, its bytes handed over piece by piece.
  private func scanned(_ file: Oracle.File, step: Int) -> [[String]] {
    guard let scanner = csv_new() else { return [] }
    defer { csv_free(scanner) }
    csv_reset(scanner, CChar(bitPattern: Array(file.separator.utf8)[0]))
    var bytes = file.text.utf8.map { CChar(bitPattern: $0) }
    var (rows, start, end) = ([[String]](), 0, min(step, bytes.count))
    return bytes.withUnsafeMutableBufferPointer { all in
      while start < all.count, let base = all.baseAddress {
        var row = csv_row()
        switch Int(csv_next(scanner, base + start, end - start, end == all.count, &row)) {
        case CSV_ROW:
          let size = row.size
          csv_unquote(&row, base + start)
          rows.append(
            (0..<Int(row.count)).map { place in
              let cell = row.cells[place]
              let bytes = UnsafeRawBufferPointer(start: cell.text, count: Int(cell.length))
              return String(decoding: bytes, as: UTF8.self)
            })
          start += size
          end = max(end, min(start + 1, all.count))
        case CSV_MORE where end < all.count: end = min(end + step, all.count)
        default: return rows + [["no row here"]]
        }
      }
      return rows
    }
  }

  @Test(
    "each cell is the same, whatever its quotes and however its bytes come", .enabled(if: Oracle.csv != nil),
    arguments: [1, 2, 3])
  func cells(seed: Int) throws {
    var random = Seeded(seed)
    let files = (0..<300).map { number in
      let separator = Self.separators[number % Self.separators.count]
      return Oracle.File(text: text(&random, separator), separator: separator)
    }
    for (file, expected) in zip(files, try Oracle.rows(of: files)) {
      let step = Int.random(in: 1...20, using: &random)
      // Python gives no cells for an empty line, and the scanner one empty cell.
      #expect(scanned(file, step: step) == expected.map { $0.isEmpty ? [""] : $0 }, "\(file.text.debugDescription)")
    }
  }

  @Test(
    "each cell of a table of contacts is found again", .enabled(if: Oracle.csv != nil),
    arguments: ["", "\u{FEFF}"])
  func contacts(mark: String) throws {
    var random = Seeded(4)
    let files = (0..<100).map { number in
      let separator = Self.separators[number % Self.separators.count]
      let header = ["Name", "q1", "q2", "q3"].joined(separator: separator)
      return Oracle.File(text: header + "\r\n" + text(&random, separator), separator: separator)
    }
    for (file, rows) in zip(files, try Oracle.rows(of: files)) {
      let read = try CSVSample(mark + file.text)
      #expect(read.problems == [])
      // A contact has no blank cells, and none has blanks around it.
      let expected = rows.dropFirst().map { row in
        row.map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " \t\r\n")) }
      }
      let found = read.contacts.map { contact in
        [contact.texts["name"] ?? ""]
          + (1...5).map { contact.custom["q\($0)"] ?? contact.custom["column \($0 + 1)"] ?? "" }
      }
      let people = expected.filter { !$0.allSatisfy(\.isEmpty) }
      #expect(
        found == people.map { $0 + Array(repeating: "", count: 6 - $0.count) }, "\(file.text.debugDescription)")
    }
  }
}
