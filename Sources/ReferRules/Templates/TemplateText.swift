import ReferModel

/// A text with places to fill in, taken apart once: what `{{ … }}` means is known before any message is written.
///
/// A place is `{{path}}`, `{{path or "text"}}` or `{{path | filter "pattern"}}`: paths in turn, of which the first that
/// has a value is shown, then filters in turn. There are no loops, and places do not nest.
package struct TemplateText: Sendable {
  enum Part: Sendable {
    case text(String)
    case place(Place)
  }

  struct Place: Sendable {
    let alternatives: [Alternative]
    let filters: [TemplateFilter]
    /// Where it begins in the text, in bytes.
    let offset: Int
  }

  enum Alternative: Hashable, Sendable {
    case path(TemplatePath)
    case text(String)
  }

  /// What is wrong, and at which byte of the text.
  struct Problem: Error, Hashable {
    let offset: Int
    let message: String
    var remedy: String?
  }

  let parts: [Part]
  let problems: [Problem]

  /// The most bytes of a template's text, and the most places in it.
  static let longest = 64 << 10
  static let mostPlaces = 1000
  static let mostProblems = 20
  /// The most filters of one place.
  static let mostFilters = 8

  /// - Parameter reads: the only fields that exist; nil is every field.
  /// What must not stand in a message: all controls but tabs and the ends of lines.
  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 && scalar != "\n" && scalar != "\t" && scalar != "\r" || 0x7F...0x9F ~= scalar.value
  }

  /// "U+001B".
  static func code(_ scalar: Unicode.Scalar) -> String {
    let hex = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - hex.utf8.count)) + hex
  }

  init(_ text: String, reads: FieldSelection? = nil) {
    var parser = TemplateParser(text, reads: reads)
    parser.parse()
    parts = parser.parts
    problems = parser.problems
  }

  /// The values that it shows, whether first or in another's stead.
  package var paths: [TemplatePath] {
    parts.flatMap { part -> [TemplatePath] in
      guard case .place(let place) = part else { return [] }
      return place.alternatives.compactMap { if case .path(let path) = $0 { path } else { nil } }
    }
  }
}
