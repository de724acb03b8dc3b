import Foundation
import ReferFormats
import ReferModel
import Testing

/// Real files that nobody here wrote, where they are at hand: $REFER_SAMPLES names their folder.
private let samples = ProcessInfo.processInfo.environment["REFER_SAMPLES"]

@Suite("real files of many exporters")
struct SampleFilesTests {
  @Test(
    "each is read whole", .enabled(if: samples != nil),
    arguments: [
      ("vcard/calcard__006.vcf", 1), ("vcard/calcard__048.vcf", 1), ("vcard/ez-vcard__John_Doe_ANDROID.vcf", 6),
      ("vcard/ez-vcard__John_Doe_GMAIL.vcf", 1), ("vcard/ez-vcard__John_Doe_IPHONE.vcf", 1),
      ("vcard/ez-vcard__John_Doe_MS_OUTLOOK.vcf", 1), ("vcard/ez-vcard__outlook-2003.vcf", 1),
      ("vcard/ez-vcard__rfc6350-example.vcf", 1), ("vcard/ical4j-vcard__vcard-group.vcf", 1),
      ("csv/comm-central__basic_csv_addressbook.csv", 2), ("csv/csv-spectrum__comma_in_quotes.csv", 1),
      ("csv/linkedin-network-intelligence__Connections.csv", 10),
    ])
  func read(file: String, contacts: Int) throws {
    let folder = try #require(samples)
    var found = 0
    var problems: [InputProblem] = []
    try ContactReader(files: ["\(folder)/\(file)"], zone: { $0 }).forEachRow(
      { _ in found += 1 }, onProblem: { problems.append($0) })
    #expect(found == contacts)
    #expect(problems == [])
  }

  @Test(
    "a table that names nobody fails loudly", .enabled(if: samples != nil),
    arguments: ["csv/csv-spectrum__quotes_and_newlines.csv", "csv/csv-spectrum__utf8.csv"])
  func refused(file: String) throws {
    let folder = try #require(samples)
    #expect(throws: InputError.self) {
      try ContactReader(files: ["\(folder)/\(file)"], zone: { $0 }).forEachRow({ _ in }, onProblem: { _ in })
    }
  }
}
