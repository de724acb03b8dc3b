import ReferReports
import Testing

struct WrappedTextTests {
  @Test func `lines break at spaces and fit`() {
    #expect(TerminalText.wrapped("one two three", to: 7) == ["one two", "three"])
    #expect(TerminalText.wrapped("one two three", to: 80) == ["one two three"])
    #expect(TerminalText.wrapped("", to: 5) == [""])
  }

  @Test func `a word longer than a line is broken, and nothing of it is lost`() {
    #expect(TerminalText.wrapped("a abcdefgh b", to: 4) == ["a", "abcd", "efgh", "b"])
  }

  @Test func `a character of two cells stays whole`() {
    #expect(TerminalText.wrapped("日本語", to: 5) == ["日本", "語"])
    for width in 1...9 {
      let lines = TerminalText.wrapped("日本語 and words 日本語日本語", to: width)
      #expect(lines.allSatisfy { TerminalText.displayWidth($0) <= max(width, 2) })
    }
  }
}
