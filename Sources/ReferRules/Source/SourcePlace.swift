/// A line of one of the files that rules stand in.
package struct SourcePlace: Hashable, Sendable {
  /// As shown in messages, for example `rules.lua`.
  package let file: String
  /// From 1; 0 where no line is known.
  package let line: Int

  package init(file: String, line: Int) {
    self.file = file
    self.line = line
  }
}
