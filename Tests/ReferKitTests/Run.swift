import Foundation
import TestSupport

@testable import ReferKit

/// One evaluation in memory: its files, its clock, and all that it writes.
struct Run {
  static let tree = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
  static let chamber = tree.appending(path: "scripts/samples/chamber.ndjson").path

  /// The rules of scripts/examples that decide something.
  static let examples = [
    "active-passive-vcp", "b2b-factor", "bucket-strategy", "four-basics", "qualify", "strong-connections",
  ]

  var evaluation: Evaluation
  /// Where the contacts lie, for as long as the run.
  private var folder: TemporaryFolder?

  /// Rules of scripts/examples over the sample contacts.
  init(example: String) throws {
    let rules = try RulesFile(path: Self.tree.appending(path: "scripts/examples/\(example).lua").path)
    evaluation = Evaluation(rules: rules, files: [Self.chamber], run: try RunContext(now: "2026-01-15T12:00:00Z"))
  }

  /// Code over lines of NDJSON.
  init(code: String, contacts: [String] = []) throws {
    var files: [String] = []
    if !contacts.isEmpty {
      let folder = try TemporaryFolder()
      files = [try folder.write(contacts.map { $0 + "\n" }.joined(), to: "contacts.ndjson")]
      self.folder = folder
    }
    evaluation = Evaluation(
      rules: RulesFile(code: code), files: files, run: try RunContext(now: "2026-01-15T12:00:00Z"))
  }

  /// All that `refer eval` writes to standard output.
  func printed(_ format: OutputFormat, width: Int? = nil) throws -> [UInt8] {
    var bytes: [UInt8] = []
    _ = try evaluation.print(as: format, to: Output(width: width) { bytes += $0 })
    return bytes
  }

  /// The same as text.
  func text(_ format: OutputFormat, width: Int? = nil) throws -> String {
    String(decoding: try printed(format, width: width), as: UTF8.self)
  }

  /// The lines of NDJSON.
  func lines() throws -> [Data] { try printed(.ndjson).split(separator: 0x0A).map { Data($0) } }

  func decisions() throws -> [ContactDecision] {
    var decisions: [ContactDecision] = []
    _ = try evaluation.decide { decisions.append($0) }
    return decisions
  }
}
