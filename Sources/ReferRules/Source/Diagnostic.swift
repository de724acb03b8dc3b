/// One thing that is wrong with a rules file: where, what, and what to do.
///
/// Sorted by line, so that a list of them reads along the file.
package struct Diagnostic: Error, Hashable, Sendable, CustomStringConvertible, Comparable {
  package enum Severity: String, Hashable, Sendable { case error, warning }

  package var file: String
  /// From 1; 0 if it is about no line.
  package var line: Int
  /// From 1, in characters; nil if only the line is known.
  package var column: Int?
  /// How many characters to underline.
  package var length: Int
  package var severity: Severity
  /// What is wrong.
  package var message: String
  /// What to do about it.
  package var remedy: String?

  package init(
    file: String, line: Int, column: Int? = nil, length: Int = 1, severity: Severity = .error,
    message: String, remedy: String? = nil
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.length = length
    self.severity = severity
    self.message = Excerpt.brief(message)
    self.remedy = remedy.map { Excerpt.brief($0) }
  }

  package init(
    file: String, place: Place, severity: Severity = .error, message: String, remedy: String? = nil
  ) {
    self.init(
      file: file, line: place.line, column: place.column, length: place.length, severity: severity,
      message: message, remedy: remedy)
  }

  package var description: String {
    var place = file
    if line > 0 {
      place += ":\(line)"
      if let column { place += ":\(column)" }
    }
    // Names and texts out of the file stand in it: none of them begins a line of its own, or steers a terminal.
    return Excerpt.line("\(place): \(severity.rawValue): \(message)" + (remedy.map { "; \($0)" } ?? ""))
  }

  /// The description, and below it the line with what is meant underlined, if the source is at hand.
  package func rendered(in source: ScriptSource?) -> String {
    guard let source = source?.file(named: file), line > 0, line <= source.lineCount else { return description }
    let excerpt = Excerpt(of: source.line(line), number: line, column: column, length: length)
    return ([description] + excerpt.lines).joined(separator: "\n")
  }

  package static func < (one: Diagnostic, other: Diagnostic) -> Bool {
    if one.file != other.file { return one.file < other.file }
    if one.line != other.line { return one.line < other.line }
    if one.column != other.column { return (one.column ?? 0) < (other.column ?? 0) }
    return one.description < other.description
  }
}
