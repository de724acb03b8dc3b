/// One word, number, text or sign of a rules file, and where it stands.
package struct Token: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case name, keyword, number, string, symbol
    /// What Lua takes no part of; the text is kept.
    case invalid(Reason)
    /// The end of the file; every list of tokens ends with one.
    case end
  }

  /// Why a piece of text is no token of Lua.
  package enum Reason: Hashable, Sendable {
    case unfinishedString, unfinishedLongString, unfinishedComment, malformedNumber
    /// An escape that Lua does not know, as written.
    case badEscape(String)
    /// A character that stands for nothing outside of texts.
    case strangeCharacter
  }

  package let kind: Kind
  /// As written.
  package let text: String
  /// What a string means, its quotes and escapes resolved; for all else the text.
  package let value: String
  /// The place of its start, and its length on that line.
  package let place: Place
  package let endLine: Int
  /// Where it stands in the source, in bytes.
  package let bytes: Range<Int>

  package var line: Int { place.line }
  package var column: Int { place.column }

  func isSymbol(_ sign: String) -> Bool { kind == .symbol && text == sign }
  func isKeyword(_ word: String) -> Bool { kind == .keyword && text == word }
  var isInvalid: Bool { if case .invalid = kind { true } else { false } }
  var isName: Bool { kind == .name }
  /// Whether it follows on another one with nothing in between.
  func touches(_ previous: Token) -> Bool { previous.bytes.upperBound == bytes.lowerBound }

  /// Lua's reserved words.
  package static let keywords: Set<String> = [
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local",
    "nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
  ]
}
