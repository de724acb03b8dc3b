import Foundation

/// The path of a file inside a pack, which every system can hold and none takes for another: relative, parts joined
/// by `/`, at most 100 bytes of UTF-8 and 8 folders deep.
package struct PackPath: Hashable, Sendable, CustomStringConvertible {
  /// Why a path can't stand in a pack.
  package enum Problem: Hashable, Sendable {
    case empty, absolute, climbs, hidden, reserved, tooLong, tooDeep, notText, notNormal, joined
    case character(UInt32)
    case outerSpace
    /// Another file of the pack has the same name but for its case or its accents' spelling, or is a folder here.
    case clashes(with: String)
  }

  package static let longest = 100
  package static let deepest = 8

  package let description: String

  /// - Throws: ``PackError/path(_:_:)``.
  package init(_ text: String) throws {
    if let problem = Self.problem(text) { throw PackError.path(text, problem) }
    description = text
  }

  /// - Throws: ``PackError/path(_:_:)``, for bytes that are no UTF-8 too.
  package init(bytes: some Sequence<UInt8>) throws {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw PackError.path(String(decoding: Array(bytes), as: UTF8.self), .notText)
    }
    try self.init(text)
  }

  package var parts: [Substring] { Self.parts(description) }

  /// Between bytes: what stands beside a slash may make one letter with it for Swift, and never for a system.
  private static func parts(_ path: String) -> [Substring] {
    path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { Substring($0) }
  }

  /// Equal for two paths that some system would take for one: case folded both ways, and compared as Swift compares
  /// texts, by canonical equivalence (Unicode Standard Annex 15).
  var folded: String { Self.folded(description) }

  static func folded(_ text: some StringProtocol) -> String { text.uppercased().lowercased() }

  private static func problem(_ text: String) -> Problem? {
    if text.isEmpty { return .empty }
    if text.utf8.first == UInt8(ascii: "/") { return .absolute }
    if text.utf8.count > longest { return .tooLong }
    for scalar in text.unicodeScalars {
      if let problem = problem(scalar) { return problem }
    }
    guard text.unicodeScalars.elementsEqual(text.precomposedStringWithCanonicalMapping.unicodeScalars) else {
      return .notNormal
    }
    let parts = parts(text)
    if parts.count > deepest { return .tooDeep }
    for part in parts {
      if part.isEmpty { return .empty }
      if part == "." || part == ".." { return .climbs }
      if part.utf8.first == UInt8(ascii: ".") { return .hidden }
      let outer = [part.utf8.first, part.utf8.last]
      if outer.contains(UInt8(ascii: " ")) || outer[1] == UInt8(ascii: ".") { return .outerSpace }
      if isReserved(part) { return .reserved }
    }
    // So that a path has the same parts and ending for whoever looks at letters.
    let marks: [Character] = ["/", "."]
    let seen = text.count(where: marks.contains)
    if seen != text.utf8.count(where: { marks.contains(Character(Unicode.Scalar($0))) }) { return .joined }
    return nil
  }

  /// Characters that a system forbids, or that can't be seen.
  private static func problem(_ scalar: Unicode.Scalar) -> Problem? {
    switch scalar {
    case "\\", ":", "*", "?", "\"", "<", ">", "|": return .character(scalar.value)
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
      return .character(scalar.value)
    case .spaceSeparator where scalar != " ": return .character(scalar.value)
    default: return nil
    }
  }

  /// Names of devices on Windows, whatever their ending: `aux.lua`.
  static func isReserved(_ part: some StringProtocol) -> Bool {
    let stem = String(decoding: part.utf8.prefix { $0 != UInt8(ascii: ".") }, as: UTF8.self).uppercased()
    if ["CON", "PRN", "AUX", "NUL"].contains(stem) { return true }
    return stem.count == 4 && (stem.hasPrefix("COM") || stem.hasPrefix("LPT")) && stem.last?.isNumber == true
  }
}
