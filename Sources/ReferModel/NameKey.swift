/// What makes two spellings of a name, a company or an address the same: case and spaces do not count.
package enum NameKey {
  /// Lower case, without outer spaces, one space for each run of inner white space.
  package static func of(_ text: String) -> String {
    text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
