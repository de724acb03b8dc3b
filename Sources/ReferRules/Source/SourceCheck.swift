/// Finds what plain Lua would take without a word, and do something else with than was meant.
///
/// Only what is certain: a file that works as its writer meant it has no slips.
package enum SourceCheck {
  /// All slips of a file, by line.
  package static func slips(_ source: ScriptSource) -> [Diagnostic] {
    let tokens = Lexer.tokens(of: source)
    let reader = TableReader(tokens)
    let check = SlipFinder(file: source.name, tokens: tokens)
    return (reader.tables.flatMap { check.slips(in: $0) } + check.slips()).sorted()
  }
}
