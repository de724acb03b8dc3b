/// A version as of Semantic Versioning 2.0.0: `1.4.0`, `2.0.0-rc.1+build.7`.
package struct SemanticVersion: Hashable, Sendable, CustomStringConvertible {
  package let major: Int
  package let minor: Int
  package let patch: Int
  /// `rc` and `1` of `2.0.0-rc.1`; empty for a release.
  package let prerelease: [String]
  /// What stands behind the plus; it has no rank (section 10).
  package let build: [String]

  package init(_ major: Int, _ minor: Int, _ patch: Int, prerelease: [String] = [], build: [String] = []) {
    self.major = major
    self.minor = minor
    self.patch = patch
    self.prerelease = prerelease
    self.build = build
  }

  /// Nil where the text is no version of SemVer 2.0.0 (its grammar, section 2), or longer than 64 bytes.
  package init?(_ text: String) {
    guard text.utf8.count <= 64 else { return nil }
    let halves = text.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
    var build: [String] = []
    if halves.count == 2 {
      build = Self.identifiers(halves[1])
      guard build.allSatisfy(Self.isIdentifier) else { return nil }
    }
    let parts = halves[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    var prerelease: [String] = []
    if parts.count == 2 {
      prerelease = Self.identifiers(parts[1])
      guard prerelease.allSatisfy({ Self.isIdentifier($0) && !(Self.isNumeric($0) && Self.number($0) == nil) })
      else { return nil }
    }
    let core = Self.identifiers(parts[0]).map { Self.number($0) }
    guard core.count == 3, let major = core[0], let minor = core[1], let patch = core[2] else { return nil }
    self.init(major, minor, patch, prerelease: prerelease, build: build)
  }

  package var description: String {
    "\(major).\(minor).\(patch)" + (prerelease.isEmpty ? "" : "-" + prerelease.joined(separator: "."))
      + (build.isEmpty ? "" : "+" + build.joined(separator: "."))
  }

  package var isPrerelease: Bool { !prerelease.isEmpty }

  /// Below 0 where this one comes before the other, above 0 where it comes after, 0 for the same precedence
  /// (section 11: build metadata does not count).
  package func order(to other: SemanticVersion) -> Int {
    for (one, two) in [(major, other.major), (minor, other.minor), (patch, other.patch)] where one != two {
      return one < two ? -1 : 1
    }
    if prerelease.isEmpty || other.prerelease.isEmpty {
      return prerelease.isEmpty == other.prerelease.isEmpty ? 0 : prerelease.isEmpty ? 1 : -1
    }
    for (one, two) in zip(prerelease, other.prerelease) where one != two {
      switch (Self.number(one), Self.number(two)) {
      case (let one?, let two?): return one < two ? -1 : 1
      case (.some, nil): return -1
      case (nil, .some): return 1
      case (nil, nil): return one.utf8.lexicographicallyPrecedes(two.utf8) ? -1 : 1
      }
    }
    return prerelease.count - other.prerelease.count
  }

  /// Digits without a leading zero, few enough for a number.
  static func number(_ text: some StringProtocol) -> Int? {
    guard isNumeric(text), text.utf8.count <= 18, text == "0" || text.utf8.first != UInt8(ascii: "0") else {
      return nil
    }
    return Int(text)
  }

  private static func isNumeric(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
  }

  private static func identifiers(_ text: Substring) -> [String] {
    text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
  }

  private static func isIdentifier(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}
