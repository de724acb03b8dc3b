/// Which versions will do: `>=0.4, <1`. All of its parts must hold; `*` is any release.
///
/// A version may be short: `<1` is `<1.0.0`. A prerelease will do only where a part names one of the same
/// three numbers: `>=1` does not take `2.0.0-rc.1`, nor `<2`.
package struct VersionRange: Hashable, Sendable, CustomStringConvertible {
  private enum Comparison: String, Hashable, CaseIterable {
    // The longer signs first: they begin with the shorter ones.
    case atLeast = ">="
    case atMost = "<="
    case above = ">"
    case below = "<"
    case exactly = "="
  }
  private struct Part: Hashable {
    let comparison: Comparison
    let version: SemanticVersion
  }

  private let parts: [Part]
  package let description: String

  package static let any = VersionRange(parts: [], description: "*")

  private init(parts: [Part], description: String) {
    self.parts = parts
    self.description = description
  }

  /// Nil where the text is no range; a bare version is none, for it could be read as "this one" or "from this one on".
  package init?(_ text: String) {
    let trimmed = text.filter { $0 != " " && $0 != "\t" }
    if trimmed == "*" {
      self = .any
      return
    }
    let pieces = trimmed.split(separator: ",", omittingEmptySubsequences: false)
    guard text.utf8.count <= 200, pieces.count <= 8 else { return nil }
    var parts: [Part] = []
    for piece in pieces {
      guard let comparison = Comparison.allCases.first(where: { piece.hasPrefix($0.rawValue) }),
        let version = Self.version(piece.dropFirst(comparison.rawValue.count))
      else { return nil }
      parts.append(Part(comparison: comparison, version: version))
    }
    self.init(parts: parts, description: parts.map { "\($0.comparison.rawValue)\($0.version)" }.joined(separator: ", "))
  }

  package func contains(_ version: SemanticVersion) -> Bool {
    if version.isPrerelease {
      let isNamed = parts.contains { part in
        part.version.isPrerelease && part.version.major == version.major && part.version.minor == version.minor
          && part.version.patch == version.patch
      }
      guard isNamed else { return false }
    }
    return parts.allSatisfy { part in
      let order = version.order(to: part.version)
      return switch part.comparison {
      case .atLeast: order >= 0
      case .atMost: order <= 0
      case .above: order > 0
      case .below: order < 0
      case .exactly: order == 0
      }
    }
  }

  private static func version(_ text: Substring) -> SemanticVersion? {
    if let whole = SemanticVersion(String(text)) { return whole }
    let numbers = text.split(separator: ".", omittingEmptySubsequences: false).map { SemanticVersion.number($0) }
    guard (1...2).contains(numbers.count), let major = numbers[0] else { return nil }
    guard numbers.count == 2 else { return SemanticVersion(major, 0, 0) }
    guard let minor = numbers[1] else { return nil }
    return SemanticVersion(major, minor, 0)
  }
}
