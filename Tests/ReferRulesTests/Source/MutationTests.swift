import TestSupport
import Testing

@testable import ReferRules

@Suite("Damaged files")
struct MutationTests {
  private static let pieces = [
    "end", "{", "}", "(", ")", ",", "=", "\"", "'", "“", "[[", "]]", "--[[", "\\", "\r\n", "\u{A0}", "48h", "else if",
    "function", "1,5",
    "2026-05-23", "!", "until", "\u{0}", "🙂",
  ]

  @Test("nothing that a file may hold stops a check", arguments: 0..<40)
  func survives(seed: UInt64) {
    var random = Steps(state: seed &* 0x9E37_79B9_7F4A_7C15 | 1)
    for _ in 0..<10 {
      var letters = Array(SourceIndexTests.source.text)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let at = Int.random(in: 0..<letters.count, using: &random)
        switch Int.random(in: 0...2, using: &random) {
        case 0: letters.remove(at: at)
        case 1: letters.insert(contentsOf: Self.pieces.randomElement(using: &random) ?? "", at: at)
        default: letters = Array(letters[...at])
        }
      }
      let source = ScriptSource(name: "rules.lua", text: String(letters))
      let tokens = Lexer.tokens(of: source)
      #expect(zip(tokens, tokens.dropFirst()).allSatisfy { $0.bytes.upperBound <= $1.bytes.lowerBound })
      let advice = SyntaxAdvice.explain(luaMessage: "rules.lua:1: syntax error near 'x'", source: source)
      #expect(advice.rendered(in: source).isEmpty == false)
      let index = SourceIndex(source)
      for declaration in index.declarations { #expect(index.place(of: "a[1].b", in: declaration).line > 0) }
      #expect(SourceCheck.slips(source).allSatisfy { $0.line > 0 && $0.line <= source.lineCount })
    }
  }

  @Test(
    "deep and long files are read to their end, with no deep stack",
    arguments: [
      "{", "x={a=", "(", "function() ", "if a then else ", "'", "[=", "q \"a\" {", "a=1,5,", "1-2-", "days(1,", "\n",
      "not ",
    ])
  func deepAndLong(piece: String) {
    let count = (Trials.areFew ? 15_000 : 60_000) / piece.utf8.count
    let source = ScriptSource(name: "rules.lua", text: String(repeating: piece, count: count))
    #expect(SourceIndex(source).declarations.allSatisfy { $0.wordPlace.line <= source.lineCount })
    #expect(SourceCheck.slips(source).allSatisfy { $0.line > 0 && $0.line <= source.lineCount })
    let advice = SyntaxAdvice.explain(luaMessage: "rules.lua:1: syntax error", source: source)
    #expect(advice.rendered(in: source).isEmpty == false)
  }

  /// The same steps on every run.
  private struct Steps: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
  }
}
