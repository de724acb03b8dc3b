/// Finds what plain Lua would take without a word, and do something else with than was meant.
///
/// Only what is certain: a file that works as its writer meant it has no slips.
package enum SourceCheck {
  /// More than these help no one, and would take long to show where one line holds them all.
  private static let most = 100

  /// The slips of each file, by line; of very many in one, the first.
  package static func slips(_ source: ScriptSource) -> [Diagnostic] {
    source.modules.reduce(into: slipsOfOne(source.main)) { $0 += slipsOfOne($1.source) }
  }

  private static func slipsOfOne(_ source: ScriptSource) -> [Diagnostic] {
    let tokens = Lexer.tokens(of: source)
    let reader = TableReader(tokens)
    let check = SlipFinder(file: source.name, tokens: tokens, declarations: reader.declarations)
    let slips = (reader.tables.flatMap { check.slips(in: $0) } + check.slips()).sorted()
    return Array(slips.prefix(most))
  }
}
