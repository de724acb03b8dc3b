package import ReferModel

/// A pack that rules build on with `use`.
package struct UsedPack: Sendable {
  /// What stands behind `use`.
  package let name: String
  package let source: ScriptSource
  /// The only fields that exist for it.
  package let reads: FieldSelection
  /// The packs that it may use itself.
  package let uses: Set<String>
  /// The user's settings of it, by name.
  package let settings: [String: GivenSetting]

  package init(
    name: String, source: ScriptSource, reads: FieldSelection, uses: Set<String>, settings: [String: GivenSetting]
  ) {
    self.name = name
    self.source = source
    self.reads = reads
    self.uses = uses
    self.settings = settings
  }
}

extension ScriptSource {
  /// The packs that a rules file names behind `use`.
  package var usedPacks: [String] { names(behind: "use") }

  /// The questions that stand in a rules file, also where they are declared on some days only.
  package var questionsWritten: [String] { names(behind: "question") }

  private func names(behind word: String) -> [String] {
    let tokens = Lexer.tokens(of: self)
    var names: [String] = []
    for (place, token) in tokens.enumerated() where token.isName && token.text == word {
      var next = place + 1
      let isCall = next < tokens.count && tokens[next].isSymbol("(")
      if isCall { next += 1 }
      guard next < tokens.count, tokens[next].kind == .string else { continue }
      // The beginning of a name that is made up is none.
      if isCall, next + 1 < tokens.count, !tokens[next + 1].isSymbol(")") { continue }
      if !names.contains(tokens[next].value) { names.append(tokens[next].value) }
    }
    return names
  }
}
