/// Where the grammar of Lua does not go on: the token that does not fit, and what was open there.
struct SyntaxStop: Error {
  /// What could have stood there instead.
  enum Expected: Hashable {
    /// What closes the innermost open thing: `}`, `)`, `]`, `end`, `until`.
    case closing(String)
    /// `then`, `do`, `in`, `=`, `(`.
    case word(String)
    case name, expression, arguments, statement, endOfFile
    /// Nested deeper than is looked at.
    case shallower
  }

  /// Something that has been opened and not yet closed.
  struct Opening {
    enum Kind { case table, parentheses, call, brackets, function, branch, loop, block, repetition }
    let kind: Kind
    /// The token that opens it.
    let token: Int
    /// Between `if` and `then`, or `while` and `do`.
    var isHeader = false
  }

  let token: Int
  let expected: Expected
  let open: [Opening]
}
