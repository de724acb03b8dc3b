/// One thing that is wrong with one line of a file; the rest of the file is read.
///
/// Holds places and names of fields only, never what stands there: that is personal data.
package struct InputProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file as it was named, or "standard input".
  package let file: String
  package let line: Int
  /// The byte in the line, from 1, where it is known.
  package let column: Int?
  /// "trust", or "interactions[2].at", where the problem lies in a field.
  package let field: String?
  package let message: String

  package init(file: String, line: Int, column: Int? = nil, field: String? = nil, message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.field = field
    self.message = message
  }

  package var description: String { "\(file):\(line): \(message)" }
}
