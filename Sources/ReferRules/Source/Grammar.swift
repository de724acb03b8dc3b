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

  var now: Token { tokens[at] }
  var next: Token { tokens[min(at + 1, tokens.count - 1)] }

  func failure(_ expected: SyntaxStop.Expected) -> SyntaxStop {
    SyntaxStop(token: at, expected: expected, open: open)
  }

  private func check() throws(SyntaxStop) {
    // What is no token fits nowhere, and says best what is wrong.
    if now.isInvalid { throw failure(.statement) }
  }

  mutating func advance() throws(SyntaxStop) {
    if at < tokens.count - 1 { at += 1 }
    try check()
  }

  mutating func enter(_ kind: SyntaxStop.Opening.Kind, isHeader: Bool = false) throws(SyntaxStop) {
    if open.count >= Self.deepest { throw failure(.shallower) }
    open.append(SyntaxStop.Opening(kind: kind, token: at, isHeader: isHeader))
    try advance()
  }

  mutating func leave(_ closer: String) throws(SyntaxStop) {
    guard now.text == closer, now.kind == .symbol || now.kind == .keyword else { throw failure(.closing(closer)) }
    open.removeLast()
    try advance()
  }

  mutating func take(_ sign: String) throws(SyntaxStop) -> Bool {
    guard now.text == sign, now.kind == .symbol || now.kind == .keyword else { return false }
    try advance()
    return true
  }

  mutating func need(_ word: String) throws(SyntaxStop) {
    if try !take(word) { throw failure(.word(word)) }
  }

  mutating func name() throws(SyntaxStop) {
    guard now.isName else { throw failure(.name) }
    try advance()
  }

  // MARK: Statements

  private var blockEnds: Bool {
    now.kind == .end || now.kind == .keyword && ["end", "else", "elseif", "until"].contains(now.text)
  }

  mutating func block(_ kind: SyntaxStop.Opening.Kind) throws(SyntaxStop) {
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
}
