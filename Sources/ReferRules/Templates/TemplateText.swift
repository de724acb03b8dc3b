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

  /// - Parameter reads: the only fields that exist; nil is every field.
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
