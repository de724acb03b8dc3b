import Foundation
import ReferFormats
import Testing

@Suite("Reports of a group")
struct GroupReportTests {
  private func read(_ file: String) throws -> (report: GroupReport, problems: [String]) {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/csv/\(file)").path
    var problems: [String] = []
    let report = try GroupReport.read(path) { problems.append($0.message) }
    return (report, problems)
  }

  @Test(arguments: ["slips.csv", "slips.xls"])
  func `slips say who did what for whom`(_ file: String) throws {
    let (report, problems) = try read(file)
    #expect(problems.isEmpty && report.tallies.isEmpty)
    #expect(report.slips.map(\.kind) == [.referral, .oneToOne, .business, .education])
    #expect(report.slips.map(\.from) == ["Ann Baker", "Bob Moor", "", "Ann Baker"])
    #expect(report.slips.map(\.to) == ["Bob Moor", "Ann Baker", "Ann Baker", ""])
    #expect(report.slips.map(\.tier) == ["inside", nil, "outside", nil])
    #expect(report.slips.map(\.amount) == [nil, nil, 1250, nil])
    #expect(report.slips.map(\.quantity) == [nil, nil, nil, 2])
    #expect(report.slips[0].detail?.hasPrefix("Roof, new") == true)
  }

  @Test func `a day that can be read in two ways stays as it is written`() throws {
    #expect(try read("slips.xls").report.day == "01/06/2024")
    #expect(try read("slips.csv").report.day == nil)
  }

  @Test(arguments: ["palms.csv", "palms.xls"])
  func `tallies are of members, and of neither visitors nor sums`(_ file: String) throws {
    let report = try read(file).report
    #expect(report.slips.isEmpty && report.tallies.map(\.name) == ["Ann Baker", "Bob Moor"])
    #expect(report.tallies[0].values["P"] == 20 && report.tallies[0].values["TYFCB"] == 1250)
    #expect(report.tallies[1].values["1-2-1"] == 3)
  }

  @Test func `a table of contacts is no report`() throws {
    #expect(throws: InputError.self) { try read("hubspot.csv") }
  }
}
