import ReferFormats
import Testing

@Suite("contacts from SpreadsheetML")
struct CSVSpreadsheetTests {
  private func workbook(_ sheets: String...) -> [UInt8] {
    let tables = sheets.map { "<Worksheet ss:Name='a'><Table>\($0)</Table></Worksheet>\n" }.joined()
    let head = "<?xml version='1.0'?>\n<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>\n"
    return Array("\(head)\(tables)</Workbook>".utf8)
  }

  private let header = "<Row><Cell><Data>Name</Data></Cell><Cell ss:Index='3'><Data>Email</Data></Cell></Row>\n"

  @Test("gaps, joined cells, entities, formats and comments", arguments: [1 << 16, 1])
  func cells(_ step: Int) throws {
    let rows =
      "<Row><Cell ss:MergeAcross='1'><Data>A &amp; <B>B</B>&#x20AC;</Data></Cell><Cell><Data>a@x</Data></Cell></Row>"
      + "<Row/><Row ss:Index='9'><Cell ss:Index='3'><Data>b@x</Data><Comment><Data>no</Data></Comment></Cell>"
      + "<Cell/><Cell><Data><![CDATA[<c>]]></Data></Cell></Row>"
    let contacts = try CSVSample(workbook(header + rows), step: step).contacts
    #expect(contacts.map { $0.texts["name"] } == ["A & B€", nil])
    #expect(contacts.map { $0.texts["email"] } == ["a@x", "b@x"])
    #expect(contacts[1].custom == ["column 5": "<c>"])
  }

  @Test("each worksheet is a table, and one without a header is told")
  func sheets() throws {
    let row = "<Row><Cell><Data>A</Data></Cell></Row>"
    let sample = try CSVSample(workbook(header + row, row, header + row))
    #expect(sample.contacts.count == 2)
    #expect(sample.problems.map(\.line) == [5])
    #expect(throws: InputError.self) { try CSVSample(workbook(row)) }
  }

  @Test(
    "what no spreadsheet does is refused or reported",
    arguments: [
      "<!DOCTYPE x [<!ENTITY a 'b'>]>", String(repeating: "<a>", count: 100), "<Row><Cell ss:Index='70000'/></Row>",
      "<Row><Cell", "<!-- no end", "<Row><Cell><Data>B\0</Data></Cell></Row>",
    ])
  func hostile(_ part: String) throws {
    let row = "<Row><Cell><Data>A</Data></Cell></Row>"
    let sample = try CSVSample(workbook(header + row + part))
    #expect(sample.contacts.count == 1)
    #expect(sample.problems.count == 1)
  }

  @Test("a column before the first counts as the first", arguments: ["0", "-3", "-9223372036854775808"])
  func columnBeforeFirst(_ number: String) throws {
    let row = "<Row><Cell ss:Index='\(number)'><Data>A</Data></Cell></Row>"
    #expect(try CSVSample(workbook(header + row)).contacts.map { $0.texts["name"] } == ["A"])
  }
}
