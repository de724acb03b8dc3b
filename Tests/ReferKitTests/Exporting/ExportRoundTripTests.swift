import Foundation
import TestSupport
import Testing

@testable import ReferKit

/// What is exported reads back as what the book holds, but for what a format cannot carry: see ``FormatLimits``.
struct ExportRoundTripTests {
  static let formats: [ExportFormat] = [.ndjson, .csv, .vcard4, .vcard3]
  private static let fixtures: [String] = ["csv", "vcard"].flatMap { kind in
    files(Run.tree.appending(path: "Tests/ReferFormatsTests/Fixtures/\(kind)"))
  }
  private static let samples: [String] =
    (ProcessInfo.processInfo.environment["REFER_SAMPLES"]).map { folder in
      ["csv", "vcard"].flatMap { files(URL(filePath: folder).appending(path: $0)) }
    } ?? []

  private static func files(_ folder: URL) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    // No contacts are recognised in these, each for its own reason.
    let others = ["oracle.json", "quotes_and_newlines.csv", "utf8.csv", "broken.vcf"]
    return names.filter { name in !others.contains { name.hasSuffix($0) } }.sorted()
      .map { folder.appending(path: $0).path }
  }

  private func expectSame(_ trial: ExportTrial, _ comment: String) throws {
    let contacts = try trial.contacts()
    for format in Self.formats {
      let limits = FormatLimits.of(format)
      let (due, read) = (try contacts.map(limits.cut), try trial.readBack(format).map(limits.cut))
      #expect(read.count == due.count, "\(comment) as \(format)")
      for (due, read) in zip(due, read) where due != read {
        for field in Set(due.keys).union(read.keys).sorted() {
          #expect(read[field] == due[field], "\(comment) as \(format): \(field) of \(due["id"] ?? "?")")
        }
      }
      #expect(try trial.exported(format) == trial.exported(format), "\(comment) as \(format)")
    }
  }

  @Test(arguments: fixtures + samples + [Run.chamber])
  func `the contacts of every file come back`(file: String) throws {
    let trial = try ExportTrial()
    try trial.add(files: [file])
    #expect(try !trial.contacts().isEmpty)
    try expectSame(trial, file)
  }

  @Test(arguments: (fixtures + samples).filter { $0.hasSuffix(".vcf") })
  func `contacts with the cards that they came from come back`(file: String) throws {
    let trial = try ExportTrial()
    _ = try trial.add(cards: [UInt8](try Data(contentsOf: URL(filePath: file))))
    try expectSame(trial, file)
  }

  @Test(arguments: 0..<40)
  func `generated contacts come back`(seed: Int) throws {
    var generator = ContactGenerator(seed: seed)
    let trial = try ExportTrial()
    try trial.add(lines: try generator.lines(8))
    try expectSame(trial, "seed \(seed)")
  }

  @Test(arguments: Run.examples)
  func `rules decide alike over the book and over what is exported`(example: String) throws {
    let trial = try ExportTrial()
    try trial.add(files: [Run.chamber])
    let (book, file) = (try Run(example: example).evaluation, try Run(example: example).evaluation)
    let over = Evaluation(rules: book.rules, over: trial.workspace, run: book.run)
    let from = Evaluation(rules: file.rules, files: [try trial.file(.ndjson)], run: file.run)
    let (first, second) = (try printed(over), try printed(from))
    #expect(!first.isEmpty)
    #expect(first == second)
  }

  private func printed(_ evaluation: Evaluation) throws -> [UInt8] {
    var bytes: [UInt8] = []
    _ = try evaluation.print(as: .ndjson, to: Output { bytes += $0 })
    return bytes
  }
}
