/// One `word "name" { … }` of a rules file, and where it stands.
package struct Declaration: Hashable, Sendable {
  package let word: String
  package let name: String
  package let wordPlace: Place
  package let namePlace: Place
  /// Counts the declarations of the file from 0.
  let number: Int
  /// The token that opens its table.
  let open: Int?
  /// The line in which its table ends.
  package var endLine: Int

  /// False for `word "name"` with nothing behind it.
  package var hasTable: Bool { open != nil }

  package init(
    word: String, name: String, wordPlace: Place, namePlace: Place, number: Int, open: Int?, endLine: Int
  ) {
    self.word = word
    self.name = name
    self.wordPlace = wordPlace
    self.namePlace = namePlace
    self.number = number
    self.open = open
    self.endLine = endLine
  }
}
