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
      signatures = PackSignatures(isOfGroup: manifest.signers != nil)
      self.contents = try contents.setting(PackSums.file, to: sums)
      return
    }
    if contents[PackSums.file] == nil { throw PackError.changed(path: PackSums.file) }
    let (manifest, digest) = (manifest, digest)
    signatures = try PackSignatures(lines, isOfGroup: manifest.signers != nil) { first in
      Self.statement(manifest, digest, first)
    }
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

  /// The keys that may stand for it: those of the manifest's `signers`, else that of whoever signed first.
  ///
  /// They are part of what is signed. Whoever hands a pack on can sign it too; that key then stands for nothing.
  package var announced: [PublicKey] { manifest.signers?.keys ?? signatures.list.prefix(1).map(\.key) }

  /// What is signed: it says which pack and version, stands for every byte of it, and names who may stand for it.
  private static func statement(_ manifest: PackManifest, _ digest: String, _ first: PublicKey) -> [UInt8] {
    let text = "refer pack 1\nname \(manifest.name)\nversion \(manifest.version)\nsums sha256:\(digest)\n"
    // A group is named in the manifest, for which the sums stand.
    return Array((text + (manifest.signers == nil ? "signer \(first.labelled(nil).line)\n" : "")).utf8)
  }

  /// The same pack with a signature more, by this key.
  package func signed(by key: SecretKey) throws -> Pack {
    let first = try signatures.list.first?.key ?? key.publicKey()
    let all = try signatures.adding(key.sign(Self.statement(manifest, digest, first)))
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
