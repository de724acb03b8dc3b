package import ReferModel

/// What a pack says of itself: its file `pack.toml`.
package struct PackManifest: Hashable, Sendable {
  /// Of whose keys a pack must be signed by so many.
  package struct Signers: Hashable, Sendable {
    package let need: Int
    package let keys: [PublicKey]
  }
  package struct Dependency: Hashable, Sendable {
    package let name: PackName
    package let range: VersionRange
  }

  package static let file = "pack.toml"
  /// The rules that the others are required from.
  package static let rules = "rules.lua"

  package let name: PackName
  package let version: SemanticVersion
  /// One line for people.
  package let summary: String
  package let authors: [String]
  /// As of SPDX, such as `Apache-2.0`; not checked.
  package let licence: String
  /// The versions of refer that can run it.
  package let refer: VersionRange
  /// The fields that its rules see; all others do not exist for them.
  package let reads: FieldSelection
  package let dependencies: [Dependency]
  package let signers: Signers?

  /// What is wrong at one place of a manifest.
  package struct Fault: Error, Hashable, Sendable, Comparable {
    package let line: Int?
    package let message: String

    package static func < (one: Fault, other: Fault) -> Bool {
      (one.line ?? 0, one.message) < (other.line ?? 0, other.message)
    }
  }

  /// - Throws: ``PackError`` with every fault of the manifest, or that there is none.
  package init(_ contents: PackContents) throws {
    guard let bytes = contents[Self.file] else { throw PackError.noManifest }
    try self.init(bytes)
    guard contents[Self.rules] != nil else { throw PackError.noRules }
  }

  /// - Throws: ``PackError`` with every fault at once.
  package init(_ bytes: [UInt8]) throws {
    guard bytes.count <= PackLimits.manifest else { throw PackError.manifestTooLarge }
    var reader = ManifestReader(
      fields: try TOMLNode.parse(bytes, file: Self.file), source: String(decoding: bytes, as: UTF8.self))
    let name = reader.value("name", of: "small letters, digits and dashes, such as \"bucket-strategy\"") {
      PackName($0)
    }
    let version = reader.value("version", of: "a version such as \"1.0.0\"") { SemanticVersion($0) }
    let refer = reader.value("refer", of: "a range of versions such as \">=0.1, <1\"") { VersionRange($0) }
    summary = reader.text("summary", atMost: 120) ?? ""
    authors = reader.texts("authors", atMost: 20, isRequired: true)
    licence = reader.text("licence", atMost: 60) ?? ""
    let fields = reader.texts("reads", atMost: 400, isRequired: true)
    reads = reader.reads(fields)
    dependencies = reader.dependencies()
    signers = reader.signers()
    reader.finish(known: [
      "name", "version", "summary", "authors", "licence", "refer", "reads", "dependencies", "signers",
    ])
    guard reader.faults.isEmpty, let name, let version, let refer else {
      let rest = reader.isFull ? [Fault(line: nil, message: "there may be more than these")] : []
      throw PackError.manifest(reader.faults.sorted() + rest)
    }
    self.name = name
    self.version = version
    self.refer = refer
  }
}
