import Foundation
import ReferFormats
import ReferModel

/// A sound table made of an input: every cell that is not blank ends in a field or in `custom`.
enum CellsTarget {
  private static let titles = [
    "Name", "First Name", "Last Name", "Email", "Phone", "Company", "Notes", "Birthday", "Birth Year", "Birth Month",
    "Birth Day", "Met at", "Connected On", "Tags", "Categories", "City", "Home City", "Business City",
    "Business Country/Region", "Trust", "Do not contact", "Address 1 - Label", "Address 1 - City",
    "E-mail 1 - Label", "E-mail 1 - Value", "Phone 1 - Value", "Group Membership", "Title", "URL", "Website", "Nickname",
    "custom.vat", "x", "", "Introduced by", "Met at event", "Titel", "Nom", "Stadt", "Id", "id", "Name",
  ]
  private static let pieces = [
    "a", "Ann", "a@x.org", "+49 89 123", "3", "2026-01-15", "03/04/2021", "15.01.2026 9:30", "yes", "no", " ::: ", ";",
    ",", "\n", "\"", "* myContacts", "* ", " ", "Work", "ü", "12", "1980", "March", "@", ".", "\t", "-0", "1e5", "x",
  ]

  static func run(_ bytes: UnsafeRawBufferPointer) throws {
    var choices = Choices(bytes)
    let separator = choices.pick([",", ";", "\t"])
    let lineEnd = choices.pick(["\r\n", "\n", "\r"])
    // Two columns that are known show the separator.
    let header = ["Name", "Email"] + (0..<choices.below(8)).map { _ in choices.pick(titles) }
    var rows: [[String]] = []
    while !choices.isEmpty, rows.count < 8 {
      // The name tells the rows apart; blank rows are none.
      rows.append(["n\(rows.count)"] + (0..<choices.below(header.count + 2)).map { cell(&choices, $0) })
    }
    let lines = ([header] + rows).map { $0.map(quoted).joined(separator: separator) + lineEnd }
    try check(Array(lines.joined().utf8), rows)
  }

  private static func cell(_ choices: inout Choices, _ number: Int) -> String {
    (0..<choices.below(5)).map { _ in choices.pick(pieces).replacingOccurrences(of: "a", with: "a\(number)") }.joined()
  }

  private static func quoted(_ cell: String) -> String {
    "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }

  private static func check(_ table: [UInt8], _ rows: [[String]]) throws {
    var read: [(texts: Set<String>, values: Int)] = []
    try table.withUnsafeBytes { table in
      let file = Pieces(table, step: Pieces.step(for: table))
      try CSVReader(file: "f", zone: { $0 }).read {
        file.next()
      } body: { row, _ in
        // A field for each cell that became a number, a time or a yes and no; three for the parts of a birthday.
        let values = Schema.contact.fields.indices.count { row[$0].number != nil || row[$0].yesno != nil }
        let birth = Schema.contact.index["birthday"].map { row[$0].isMissing ? 0 : 3 } ?? 0
        read.append((Set(Rows.texts(row).flatMap(parts)), values + birth))
      } onProblem: {
        Fuzz.expect(false, "a sound table has a problem: \($0)")
      }
    }
    Fuzz.expect(read.count == rows.count, "\(rows.count) rows became \(read.count): \(read)")
    for (row, found) in zip(rows, read) {
      let lost = row.filter { !found.texts.isSuperset(of: parts(of: $0)) && !["yes", "no", "x"].contains($0) }
      Fuzz.expect(lost.count <= found.values, "of \(row) lost: \(lost); kept: \(found)")
    }
  }

  /// What a cell is made of, however it is split.
  private static func parts(of cell: String) -> [String] {
    cell.components(separatedBy: separators)
      .flatMap { $0.components(separatedBy: ":::") }
      .map { $0.trimmingCharacters(in: blanks) }
      .filter { !$0.isEmpty }
  }

  private static let separators = CharacterSet(charactersIn: ";,\n")
  private static let blanks = CharacterSet(charactersIn: " \t\n\r")
}
