import ReferReports
import Testing

@testable import ReferKit

@Suite("Tables that are written")
struct OutputTests {
  private func written(_ format: OutputFormat, width: Int?) throws -> String {
    var table = TextTable([TextTable.Heading("note")])
    table.append(["\u{1B}[31mred\u{07}"])
    var bytes: [UInt8] = []
    try Output(width: width) { bytes += $0 }.write(table, as: format)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("nothing in a table steers the terminal that shows it", arguments: [OutputFormat.csv, .markdown, .table])
  func terminal(_ format: OutputFormat) throws {
    let text = try written(format, width: 80)
    #expect(text.contains("red") && !text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{07}" }, "\(text)")
  }

  @Test("programs get the fields of CSV as they are")
  func program() throws {
    #expect(try written(.csv, width: nil) == "note\r\n\u{1B}[31mred\u{07}\r\n")
  }
}
