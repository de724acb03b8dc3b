import Testing

@testable import ReferKit

struct BookExportTests {
  private func trial(_ lines: String...) throws -> ExportTrial {
    let trial = try ExportTrial()
    try trial.add(lines: lines)
    return trial
  }

  @Test func `a card of version 4.0 has the properties that address books know`() throws {
    let trial = try trial(
      """
      {"name":"Ada Park","first_name":"Ada","last_name":"Park","emails":["ada@example.com"],"phones":["555 0100"],\
      "organization":"Park; Bank","title":"Owner","profession":"banker","city":"Lima","country":"Peru",\
      "tags":["board","golf, 9 holes"],"notes":"a\\nb","birthday":"--04-16","introduced_by":{"name":"Bo Orr"},"trust":4}
      """)
    #expect(
      try trial.text(.vcard4)
        == """
        BEGIN:VCARD
        VERSION:4.0
        N:Park;Ada;;;
        FN:Ada Park
        ORG:Park\\; Bank
        TITLE:Owner
        ROLE:banker
        NOTE:a\\nb
        EMAIL:ada@example.com
        TEL:555 0100
        ADR:;;;Lima;;;Peru
        CATEGORIES:board,golf\\, 9 holes
        BDAY:--0416
        RELATED;TYPE=contact;VALUE=text:Bo Orr
        X-REFER-ID:1
        X-REFER-TRUST:4
        END:VCARD

        """.replacing("\n", with: "\r\n"))
  }

  @Test func `a card of version 3.0 has what every such card must have`() throws {
    let trial = try trial(#"{"emails":["x@example.com"],"birthday":"--04-16","introduced_by":{"name":"Bo"}}"#)
    #expect(
      try trial.text(.vcard3)
        == """
        BEGIN:VCARD
        VERSION:3.0
        FN:x@example.com
        N:;;;;
        EMAIL:x@example.com
        BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-16
        item1.X-ABRELATEDNAMES:Bo
        item1.X-ABLabel:referred by
        X-REFER-ID:1
        X-REFER-NAME:null
        END:VCARD

        """.replacing("\n", with: "\r\n"))
  }

  @Test func `a table keeps formulas from being run, and a list's entries apart`() throws {
    let trial = try trial(
      #"{"name":"=cmd()","phones":["+49 89","a;b"],"friend":true,"met_at":"2025-06-25T00:00:00Z","custom":{"vat":"-1"}}"#,
      #"{"name":"Bo","interactions":[{"kind":"call"},{"kind":"note"}],"referrals":[{"direction":"given"}]}"#)
    var bytes: [UInt8] = []
    let report = try trial.export(.csv).write(to: Output { bytes += $0 })
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix("id,name,first_name,") && lines[0].hasSuffix(",public_consent,custom.vat"))
    #expect(lines[1].hasPrefix("1,'=cmd(),,,,,,'+49 89; a\\;b,"))
    #expect(lines[1].contains(",2025-06-25T00:00:00Z,"))
    #expect(lines[1].hasSuffix(",yes,,,,'-1"))
    #expect(report.contacts == 2)
    #expect(report.leftOut.map { "\($0.field) \($0.count)" } == ["interactions 2", "referrals 1"])
  }

  @Test func `only those who are asked for are written`() throws {
    let trial = try trial(#"{"name":"Ada Park"}"#, #"{"name":"Bo Orr"}"#, #"{"name":"Cy Ng"}"#)
    #expect(try trial.text(.ndjson, contacts: ["ada", "3"]).split(separator: "\n").count == 2)
    #expect(throws: ReferError("nobody has the name or the id 'Dee'; 'refer find' lists all")) {
      try trial.exported(.ndjson, contacts: ["ada", "Dee"])
    }
  }

  @Test func `calendars are known by name, and said not to be there`() throws {
    let error = #expect(throws: ReferError.self) { try trial(#"{"name":"Ada"}"#).exported(.ics) }
    #expect(error?.description.contains("ics") == true)
  }
}
