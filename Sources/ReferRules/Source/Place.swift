/// Where something stands in a rules file: line and column from 1, and how many characters it takes on that line.
package struct Place: Hashable, Sendable, Comparable {
  package var line: Int
  package var column: Int
  package var length: Int

  package init(line: Int, column: Int, length: Int) {
    self.line = line
    self.column = column
    self.length = length
  }

  package static func < (one: Place, other: Place) -> Bool {
    (one.line, one.column, one.length) < (other.line, other.column, other.length)
  }
}
