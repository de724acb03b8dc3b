/// A pack that holds together: its manifest is sound, its files are those of its sums, every signature is true.
///
/// Whose the keys are is another question: ``TrustBook/judge(_:allowsDowngrade:)`` answers it.
package struct Pack: Sendable {
  package let manifest: PackManifest
  package let contents: PackContents
  /// The SHA-256 of its sums, and with it of all that it holds but the signatures.
  package let digest: String
  package let signatures: PackSignatures

  /// - Throws: ``PackError`` where something is missing, or has been changed since it was built or signed.
  package init(_ contents: PackContents) throws {
    manifest = try PackManifest(contents)
    let sums = PackSums.text(of: contents)
    digest = PackSums.digest(sums)
    if let written = contents[PackSums.file], written != sums {
      throw PackError.changed(path: Self.firstChange(written, sums))
    }
    guard let lines = contents[PackSignatures.file] else {
      signatures = PackSignatures()
      self.contents = try contents.setting(PackSums.file, to: sums)
      return
    }
    if contents[PackSums.file] == nil { throw PackError.changed(path: PackSums.file) }
    signatures = try PackSignatures(lines, over: Self.statement(manifest, digest))
    self.contents = contents
  }

  /// A folder that is being worked on: sums that no longer fit are made anew, and signatures that stood on them go.
  package static func building(_ contents: PackContents) throws -> (pack: Pack, dropped: Bool) {
    if contents[PackSums.file] == PackSums.text(of: contents) { return (try Pack(contents), false) }
    let bare = try contents.setting(PackSums.file, to: nil).setting(PackSignatures.file, to: nil)
    return (try Pack(bare), contents[PackSignatures.file] != nil)
  }

  package var name: PackName { manifest.name }
  package var version: SemanticVersion { manifest.version }

  /// What is signed: it says which pack and version, and stands for every byte of it.
  var statement: [UInt8] { Self.statement(manifest, digest) }

  private static func statement(_ manifest: PackManifest, _ digest: String) -> [UInt8] {
    Array("refer pack 1\nname \(manifest.name)\nversion \(manifest.version)\nsums sha256:\(digest)\n".utf8)
  }

  /// The same pack with a signature more, by this key.
  package func signed(by key: SecretKey) throws -> Pack {
    let all = try signatures.adding(key.sign(statement))
    return try Pack(try contents.setting(PackSignatures.file, to: all.text))
  }

  /// The path in the first line that differs, of two lists of sums.
  private static func firstChange(_ written: [UInt8], _ found: [UInt8]) -> String {
    func lines(_ text: [UInt8]) -> [String: String] {
      var sums: [String: String] = [:]
      for line in String(decoding: text, as: UTF8.self).split(separator: "\n") where line.utf8.count > 66 {
        sums[String(line.dropFirst(66))] = String(line.prefix(64))
      }
      return sums
    }
    let (before, now) = (lines(written), lines(found))
    return Set(before.keys).union(now.keys).filter { before[$0] != now[$0] }.min() ?? PackSums.file
  }
}
