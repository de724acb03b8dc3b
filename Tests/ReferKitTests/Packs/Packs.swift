import Foundation
import ReferPacks

@testable import ReferKit

extension BookOfTests {
  /// Makes the folder of a pack beside the book, and answers its path.
  func pack(
    _ rules: String, named name: String = "ab", version: String = "1.0.0",
    reads: [String] = ["id", "name", "industry"], needs: [String] = [], files: [String: String] = [:]
  ) throws -> String {
    let folder = "\(workspace.folder)/made/\(name)-\(version)"
    let manifest = """
      name = "\(name)"
      version = "\(version)"
      summary = "A pack of tests."
      authors = ["Somebody"]
      licence = "CC0-1.0"
      refer = ">=0.1.0"
      reads = [\(reads.map { "\"\($0)\"" }.joined(separator: ", "))]
      [dependencies]
      \(needs.map { "\($0) = \">=1, <2\"" }.joined(separator: "\n"))
      """
    for (path, text) in files.merging(["pack.toml": manifest, "rules.lua": rules], uniquingKeysWith: { $1 }) {
      try DiskFiles.makeFolder(DiskFiles.parent(of: "\(folder)/\(path)"))
      try DiskFiles.replace("\(folder)/\(path)", with: Array(text.utf8), mode: 0o644)
    }
    return folder
  }

  /// Installs it from its folder or archive.
  func add(pack path: String) throws { try AddPack(path, to: workspace).make() }

  /// Signs the pack in a folder with a key of this book.
  func sign(_ folder: String) throws {
    if try KeyRing(folder: workspace.packStore.keys).names().isEmpty { _ = try PackKeys(in: workspace).make("mine") }
    try SignPack(folder, with: nil, in: workspace).make()
  }

  func evaluation(_ rules: String, _ settings: [String: String] = [:]) throws -> Evaluation {
    var evaluation = Evaluation(rules: try RulesFile(named: rules, in: workspace), over: workspace, run: try run())
    evaluation.settings = settings
    return evaluation
  }

  /// The first bucket of every contact, by id.
  func buckets(_ rules: String, _ settings: [String: String] = [:]) throws -> [String: String] {
    var buckets: [String: String] = [:]
    _ = try evaluation(rules, settings).decide { buckets[$0.id] = $0.bucket ?? "none" }
    return buckets
  }

  func set(_ typed: String...) throws { try SetSettings(typed, in: workspace, run: try run()).make() }

  /// What a step that must fail says.
  func refusal(_ body: () throws -> Void) -> String {
    do {
      try body()
      return ""
    } catch { return "\(error)" }
  }
}
