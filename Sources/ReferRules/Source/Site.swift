/// Who states something in rules, and where.
package struct Site: Hashable, Sendable {
  /// Whose it is: a pack's, by its place among those that are used from 1, or the rules' own, 0.
  ///
  /// It comes from the function that was called, or the file that was read, and from no line.
  package let origin: Int
  /// For messages, counted over all files.
  package let line: Int

  package init(origin: Int, line: Int) {
    self.origin = origin
    self.line = line
  }
}
