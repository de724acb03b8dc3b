/// Says in plain English why Lua does not take a file, and what to do about it.
package enum SyntaxAdvice {
  /// `luaMessage` is what Lua's compiler said about the very text of `source`.
  package static func explain(luaMessage: String, source: ScriptSource) -> Diagnostic {
    let said = LuaMessage(luaMessage)
    switch source.format {
    case .compiled:
      return Diagnostic(
        file: source.name, line: 1, message: "this is compiled Lua, not a rules file",
        remedy: "ask for the text that it was made from")
    case .utf16:
      return Diagnostic(
        file: source.name, line: 1, message: "this file is saved as UTF-16 (\"Unicode\"), which can't be read",
        remedy: "save it as UTF-8 in your editor")
    case .text: break
    }
    let tokens = Lexer.tokens(of: source)
    guard let stop = Grammar.stop(in: tokens), stop.expected != .shallower else { return plain(said, source) }
    // Lua has looked at what it complains about by then: what lies further on is another matter.
    if said.line > 0, said.line < tokens[stop.token].line, !said.isAboutSyntax { return plain(said, source) }
    let scene = SyntaxScene(source: source, tokens: tokens, stop: stop)
    for rule in rules {
      if let advice = rule(scene) { return advice }
    }
    return scene.advice(scene.now, "\(scene.name(of: scene.now)) does not fit here", nil)
  }

  /// The first that has something to say is right: the surest come first.
  private static let rules: [@Sendable (SyntaxScene) -> Diagnostic?] = [
    missingQuote, apostrophe, strangeText, strangeNumber, strangeCharacter, foreignComment, foreignSign, reservedWord,
    foreignWord,
    unclosedCall, compared, capitalWord, keyed, joinedWord, measured, table, header, block, bracket, statement,
    expression,
  ]

  /// What has to do: Lua's own sentence without what only a programmer of Lua would know.
  private static func plain(_ said: LuaMessage, _ source: ScriptSource) -> Diagnostic {
    let text = said.text
    var message = text
    var remedy: String?
    if text.hasPrefix("break outside") {
      (message, remedy) = ("'break' stands outside of a loop", "delete it, or write return")
    } else if text.hasPrefix("no visible label") {
      (message, remedy) = ("'goto' names a place that is not there", "write the steps with if … then … end instead")
    } else if text.hasPrefix("attempt to assign to const") {
      let name = said.quoted ?? "it"
      (message, remedy) = ("'\(name)' is constant and can't be given another value", "use another name")
    } else if text.contains("too many local variables") || text.contains("too many upvalues")
      || text.contains("too many registers") || text.contains("constant table")
    {
      (message, remedy) = ("one function here is too big", "split it, or put some of its values into a table")
    } else if text.contains("C levels") || text.contains("overflow") || text.contains("too many syntax levels") {
      (message, remedy) = (
        "too many things are nested in each other here", "take some of them out, and give them a name"
      )
    } else if text.contains("memory") {
      (message, remedy) = ("the file is too big to be read", "split it")
    } else if text.contains("outside a vararg function") {
      (message, remedy) = ("'...' has no meaning here", "replace the dots by what you mean")
    } else if text.contains("unknown attribute") {
      (message, remedy) = ("a name in < > after a variable has no meaning", "delete it")
    } else if text.hasPrefix("attempt to load") || text.contains("binary") {
      (message, remedy) = ("this is compiled Lua, not a rules file", "ask for the text that it was made from")
    } else if source.hadByteOrderMark, said.line == 1, said.isAboutSyntax {
      // Only if it was left in what Lua was given: the text of the source is without it.
      (message, remedy) = ("an invisible byte order mark stands at the start", "save the file as UTF-8 without BOM")
    } else if text.isEmpty {
      message = "this file can't be read as rules"
    }
    return Diagnostic(file: source.name, line: said.line, message: message, remedy: remedy)
  }
}
