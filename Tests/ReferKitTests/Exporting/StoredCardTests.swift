import Foundation
import ReferFormats
import ReferModel
import TestSupport
import Testing

@testable import ReferKit
@testable import ReferStore

/// A contact that came from a card gives that card back.
struct StoredCardTests {
  private static let fixtures = Run.tree.appending(path: "Tests/ReferFormatsTests/Fixtures/vcard")
  private static let samples = ProcessInfo.processInfo.environment["REFER_SAMPLES"].map {
    URL(filePath: $0).appending(path: "vcard")
  }
  private static let files: [String] = [fixtures, samples].compactMap(\.self).flatMap { folder in
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".vcf") }.sorted().map { folder.appending(path: $0).path }
  }

  @Test(arguments: files, [ExportFormat.vcard3, .vcard4])
  func `an unchanged contact's card has the properties that it had`(file: String, format: ExportFormat) throws {
    let trial = try ExportTrial()
    let before = try trial.add(cards: [UInt8](try Data(contentsOf: URL(filePath: file))))
    let after = try trial.cards(format)
    #expect(before.count == after.count)
    for (before, after) in zip(before, after) {
      let others = VCardContents.of(after).filter { !$0.contains(" X-REFER-ID ") }
      #expect(others == VCardContents.of(before).filter { !$0.contains(" X-REFER-ID ") })
      #expect(after.all("X-REFER-ID").count == 1)
    }
  }

  private static let card = """
    BEGIN:VCARD
    VERSION:3.0
    UID:u-1
    N:Park;Ada;Q;Dr;
    FN;LANGUAGE=en:Ada Park
    item1.EMAIL;TYPE=INTERNET:ada@example.com
    item1.X-ABLabel:School
    EMAIL:ada@example.org
    TEL;TYPE=cell:555 0100
    ORG:Park Bank;Loans
    ADR;TYPE=work:;;1 Elm St;Lima;;15001;Peru
    NOTE:Met at\\n the fair
    X-SKYPE:ada
    BDAY:1980-04-16
    END:VCARD

    """

  /// The properties that a change of fields took away, and those that it brought, beside X-REFER-ID. The new values are
  /// a line of NDJSON.
  private func difference(
    _ format: ExportFormat, _ fields: [String], _ line: String
  ) throws -> (gone: [String], new: [String]) {
    let trial = try ExportTrial()
    let before = VCardContents.of(try #require(try trial.add(cards: Array(Self.card.utf8)).first))
    let row = try #require(try ContactRows([line]).rows.first)
    try trial.change { writer in
      let places = try fields.map { try #require(Schema.contact.index[$0]) }
      try writer.updateContact(1, Dictionary(uniqueKeysWithValues: places.map { ($0, row[$0]) }))
    }
    let due = try trial.contacts().map(FormatLimits.of(format).cut)
    #expect(try trial.readBack(format) == due)
    let after = VCardContents.of(try #require(try trial.cards(format).first)).filter { !$0.contains(" X-REFER-ID ") }
    return (before.filter { !after.contains($0) }, after.filter { !before.contains($0) })
  }

  @Test func `a changed name replaces one property`() throws {
    let (gone, new) = try difference(.vcard3, ["name"], #"{"name":"Ada P. Park"}"#)
    #expect(gone == [#"- FN ["LANGUAGE=en"] [["Ada Park"]]"#])
    #expect(new == [#"- FN [] [["Ada P. Park"]]"#])
  }

  @Test func `a part of a property is changed, and its other parts stay`() throws {
    let organization = try difference(.vcard4, ["organization"], #"{"organization":"Park, Inc."}"#)
    #expect(organization.new == [#"- ORG [] [["Park, Inc."], ["Loans"]]"#])
    let city = try difference(.vcard4, ["city"], #"{"city":"Cusco"}"#)
    #expect(city.new.count == 2)
    #expect(city.new.first == #"- ADR ["TYPE=work"] [[""], [""], ["1 Elm St"], ["Cusco"], [""], ["15001"], ["Peru"]]"#)
  }

  @Test func `an address that is gone takes its label along`() throws {
    let (gone, new) = try difference(.vcard3, ["emails"], #"{"emails":["ada@example.org","new@example.org"]}"#)
    #expect(gone.count == 2)
    #expect(new.contains(#"- EMAIL [] [["new@example.org"]]"#))
  }

  @Test func `a field that a card has no property for gets one of ours`() throws {
    let (gone, new) = try difference(.vcard4, ["stage", "trust"], #"{"stage":"credibility","trust":4}"#)
    #expect(gone.isEmpty)
    #expect(new == [#"- X-REFER-STAGE [] [["\"credibility\""]]"#, #"- X-REFER-TRUST [] [["4"]]"#])
  }

  @Test(arguments: [
    (ExportFormat.vcard4, "2009-08-08", #"- ANNIVERSARY [] [["20090808"]]"#),
    (.vcard4, "--08-08", #"- ANNIVERSARY [] [["--0808"]]"#), (.vcard3, "2009-08-08", #"- X-ANNIVERSARY [] [["2009-08-08"]]"#),
  ])
  func `an anniversary has a property as a birthday has`(format: ExportFormat, day: String, property: String) throws {
    let (gone, new) = try difference(format, ["anniversary"], #"{"anniversary":"\#(day)"}"#)
    #expect(gone.isEmpty)
    #expect(new == [property])
  }

  @Test func `a field that was emptied is empty`() throws {
    let (gone, new) = try difference(.vcard4, ["notes", "birthday"], "{}")
    #expect(gone.count == 2)
    #expect(new.isEmpty)
  }
}
