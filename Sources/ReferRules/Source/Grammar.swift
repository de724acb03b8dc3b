/// Follows the grammar of Lua 5.4 through a list of tokens up to the first that does not fit.
///
/// Lua's own message names a line and a word; this finds the very token and all that is open around it, which is
/// what good advice needs.
struct Grammar {
  private let tokens: [Token]
  private var at = 0
  private var open: [SyntaxStop.Opening] = []

  /// Below Lua's own limit of 200, and so that the way down is never too deep for a small stack.
  private static let deepest = 150
  private static let binary: Set<String> = [
    "+", "-", "*", "/", "//", "^", "%", "&", "~", "|", ">>", "<<", "..", "<", "<=", ">", ">=", "==", "~=",
  ]

  /// The first token that does not fit, or nil if the file is well formed.
  static func stop(in tokens: [Token]) -> SyntaxStop? {
    var grammar = Grammar(tokens)
    do {
      try grammar.check()
      try grammar.block(.block)
      return grammar.now.kind == .end ? nil : grammar.failure(.endOfFile)
    } catch {
      return error
    }
  }

  private init(_ tokens: [Token]) {
    self.tokens = tokens
  }

  private var now: Token { tokens[at] }
  private var next: Token { tokens[min(at + 1, tokens.count - 1)] }

  private func failure(_ expected: SyntaxStop.Expected) -> SyntaxStop {
    SyntaxStop(token: at, expected: expected, open: open)
  }

  private func check() throws(SyntaxStop) {
    // What is no token fits nowhere, and says best what is wrong.
    if now.isInvalid { throw failure(.statement) }
  }

  private mutating func advance() throws(SyntaxStop) {
    if at < tokens.count - 1 { at += 1 }
    try check()
  }

  private mutating func enter(_ kind: SyntaxStop.Opening.Kind, isHeader: Bool = false) throws(SyntaxStop) {
    if open.count >= Self.deepest { throw failure(.shallower) }
    open.append(SyntaxStop.Opening(kind: kind, token: at, isHeader: isHeader))
    try advance()
  }

  private mutating func leave(_ closer: String) throws(SyntaxStop) {
    guard now.text == closer, now.kind == .symbol || now.kind == .keyword else { throw failure(.closing(closer)) }
    open.removeLast()
    try advance()
  }

  private mutating func take(_ sign: String) throws(SyntaxStop) -> Bool {
    guard now.text == sign, now.kind == .symbol || now.kind == .keyword else { return false }
    try advance()
    return true
  }

  private mutating func need(_ word: String) throws(SyntaxStop) {
    if try !take(word) { throw failure(.word(word)) }
  }

  private mutating func name() throws(SyntaxStop) {
    guard now.isName else { throw failure(.name) }
    try advance()
  }

  // MARK: Statements

  private var blockEnds: Bool {
    now.kind == .end || now.kind == .keyword && ["end", "else", "elseif", "until"].contains(now.text)
  }

  private mutating func block(_ kind: SyntaxStop.Opening.Kind) throws(SyntaxStop) {
    while !blockEnds {
      if now.isKeyword("return") {
        try advance()
        if !blockEnds, !now.isSymbol(";") { try expressions() }
        _ = try take(";")
        return
      }
      try statement()
    }
  }

  private mutating func statement() throws(SyntaxStop) {
    guard now.kind == .keyword else {
      if try take(";") { return }
      if try take("::") {
        try name()
        return try need("::")
      }
      return try expressionStatement()
    }
    switch now.text {
    case "if": try branch()
    case "while":
      try enter(.loop, isHeader: true)
      try expression()
      try need("do")
      open[open.count - 1].isHeader = false
      try block(.loop)
      try leave("end")
    case "do":
      try enter(.block)
      try block(.block)
      try leave("end")
    case "for": try loop()
    case "repeat":
      try enter(.repetition)
      try block(.repetition)
      try leave("until")
      try expression()
    case "function":
      try enter(.function)
      try name()
      while try take(".") { try name() }
      if try take(":") { try name() }
      try functionBody()
    case "local": try local()
    case "break": try advance()
    case "goto":
      try advance()
      try name()
    default: throw failure(.statement)
    }
  }

  private mutating func branch() throws(SyntaxStop) {
    try enter(.branch, isHeader: true)
    while true {
      try expression()
      try need("then")
      open[open.count - 1].isHeader = false
      try block(.branch)
      guard try take("elseif") else { break }
      open[open.count - 1].isHeader = true
    }
    if try take("else") { try block(.branch) }
    try leave("end")
  }

  private mutating func loop() throws(SyntaxStop) {
    try enter(.loop, isHeader: true)
    try name()
    if try take("=") {
      try expressions()
    } else {
      while try take(",") { try name() }
      try need("in")
      try expressions()
    }
    try need("do")
    open[open.count - 1].isHeader = false
    try block(.loop)
    try leave("end")
  }

  private mutating func local() throws(SyntaxStop) {
    try advance()
    if now.isKeyword("function") {
      try enter(.function)
      try name()
      return try functionBody()
    }
    repeat {
      try name()
      if try take("<") {
        try name()
        try need(">")
      }
    } while try take(",")
    if try take("=") { try expressions() }
  }

  private mutating func expressionStatement() throws(SyntaxStop) {
    var isCall = try suffixed()
    if !now.isSymbol("="), !now.isSymbol(",") {
      if !isCall { throw failure(.statement) }
      return
    }
    if isCall { throw failure(.statement) }
    while try take(",") {
      isCall = try suffixed()
      if isCall { throw failure(.statement) }
    }
    try need("=")
    try expressions()
  }

  // MARK: Expressions

  private mutating func expressions() throws(SyntaxStop) {
    repeat { try expression() } while try take(",")
  }

  private mutating func expression() throws(SyntaxStop) {
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
  private mutating func suffixed() throws(SyntaxStop) -> Bool {
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

  private mutating func functionBody() throws(SyntaxStop) {
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
