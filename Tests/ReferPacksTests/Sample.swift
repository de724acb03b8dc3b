import Foundation
import Testing

@testable import ReferPacks

/// Packs to test with.
enum Sample {
  static func manifest(
    name: String = "sample", version: String = "1.0.0", reads: String = #"["name", "industry"]"#, more: String = ""
  ) -> String {
    """
    name = "\(name)"
    version = "\(version)"
    summary = "A sample"
    authors = ["A B"]
    licence = "CC0-1.0"
    refer = ">=0.1, <1"
    reads = \(reads)
    \(more)
    """
  }

  static func contents(_ manifest: String = manifest(), rules: String = "-- rules", more: [String: String] = [:]) throws
    -> PackContents
  {
    var files = [try file("pack.toml", manifest), try file("rules.lua", rules)]
    for (path, text) in more { files.append(try file(path, text)) }
    return try PackContents(files)
  }

  static func pack(version: String = "1.0.0", more: String = "", rules: String = "-- rules") throws -> Pack {
    try Pack(contents(manifest(version: version, more: more), rules: rules))
  }

  static func file(_ path: String, _ text: String) throws -> PackContents.File {
    PackContents.File(path: try PackPath(path), bytes: Array(text.utf8))
  }

  /// A group that signs, as a manifest names it.
  static func signers(_ keys: [SecretKey], need: Int) throws -> String {
    let lines = try keys.map { "\"\(try $0.publicKey().line)\"" }.joined(separator: ", ")
    return "[signers]\nneed = \(need)\nkeys = [\(lines)]"
  }
}

/// What a body throws of this target; anything else fails the test.
func refusal<Value>(_ body: () throws -> Value) -> PackError? {
  do {
    _ = try body()
    Issue.record("nothing was refused")
  } catch let error as PackError {
    #expect(!error.description.isEmpty)
    return error
  } catch {
    Issue.record("\(error)")
  }
  return nil
}
