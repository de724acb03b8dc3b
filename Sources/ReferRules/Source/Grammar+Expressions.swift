extension Grammar {
  private static let binary: Set<String> = [
    "+", "-", "*", "/", "//", "^", "%", "&", "~", "|", ">>", "<<", "..", "<", "<=", ">", ">=", "==", "~=",
  ]

  mutating func expressions() throws(SyntaxStop) {
    repeat { try expression() } while try take(",")
  }

  mutating func expression() throws(SyntaxStop) {
    repeat {
      while now.isKeyword("not") || now.kind == .symbol && ["-", "#", "~"].contains(now.text) { try advance() }
      try operand()
      guard now.isKeyword("and") || now.isKeyword("or") || now.kind == .symbol && Self.binary.contains(now.text)
      else { return }
      try advance()
    } while true
  }

  private mutating func operand() throws(SyntaxStop) {
    switch now.kind {
    case .number, .string: try advance()
    case .keyword where ["nil", "true", "false"].contains(now.text): try advance()
    case .keyword where now.text == "function":
      try enter(.function)
      try functionBody()
    case .symbol where now.text == "...": try advance()
    case .symbol where now.text == "{": try table()
    default: _ = try suffixed()
    }
  }

  /// A name or a thing in parentheses and what hangs on it; whether that ends as a call, or as what no value
  /// may be assigned to.
  mutating func suffixed() throws(SyntaxStop) -> Bool {
    var isCall = false
    var isPlain = false
    if now.isSymbol("(") {
      try enter(.parentheses)
      try expression()
      try leave(")")
      isPlain = true
    } else if now.isName {
      try advance()
    } else {
      throw failure(.expression)
    }
    while true {
      switch now.kind {
      case .string:
        try advance()
        isCall = true
      case .symbol where now.text == ".":
        try advance()
        try name()
        isCall = false
      case .symbol where now.text == "[":
        try enter(.brackets)
        try expression()
        try leave("]")
        isCall = false
      case .symbol where now.text == ":":
        try advance()
        try name()
        guard now.kind == .string || now.isSymbol("{") || now.isSymbol("(") else { throw failure(.arguments) }
        continue
      case .symbol where now.text == "{":
        try table()
        isCall = true
      case .symbol where now.text == "(":
        try enter(.call)
        if !now.isSymbol(")") { try expressions() }
        try leave(")")
        isCall = true
      default:
        if isPlain, !isCall, now.isSymbol("=") { throw failure(.statement) }
        return isCall
      }
      isPlain = false
    }
  }

  private mutating func table() throws(SyntaxStop) {
    try enter(.table)
    while !now.isSymbol("}") {
      if now.isSymbol("[") {
        try enter(.brackets)
        try expression()
        try leave("]")
        try need("=")
      } else if now.isName, next.isSymbol("=") {
        try advance()
        try advance()
      }
      try expression()
      if now.isSymbol(",") || now.isSymbol(";") { try advance() } else { break }
    }
    try leave("}")
  }

  mutating func functionBody() throws(SyntaxStop) {
    try need("(")
    if try !take(")") {
      repeat {
        if try take("...") { break }
        try name()
      } while try take(",")
      if try !take(")") { throw failure(.closing(")")) }
    }
    try block(.function)
    try leave("end")
  }
}
