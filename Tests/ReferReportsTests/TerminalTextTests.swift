import ReferReports
import Testing

@Suite("Text on a terminal")
struct TerminalTextTests {
  @Test(
    "width is counted in cells, not letters",
    arguments: [
      ("", 0), ("Ada", 3), ("Zoë", 3), ("Zoe\u{308}", 3), ("東京", 4), ("ｱ", 1), ("Ａ", 2), ("한국", 4),
      ("\u{1112}\u{1161}\u{11AB}", 2), ("👍", 2), ("👍🏽", 2), ("👩‍👩‍👧‍👦", 2), ("🇩🇪", 2), ("❤", 1), ("❤️", 2), ("1️⃣", 2),
      ("a\u{200B}b", 2), ("naïve — “q”", 11), ("\u{1B}", 0), ("नमस्ते", 4), ("か\u{3099}", 2), ("a\u{AD}b", 3),
    ])
  func width(_ text: String, _ cells: Int) {
    #expect(TerminalText.displayWidth(text) == cells)
  }

  @Test(
    "cutting never goes over the width or through a character",
    arguments: [
      ("Lovelace", 8, "Lovelace"), ("Lovelace", 5, "Love…"), ("Lovelace", 1, "…"), ("Lovelace", 0, ""),
      ("Lovelace", -3, ""), ("東京都", 6, "東京都"), ("東京都", 5, "東京…"), ("東京都", 4, "東…"), ("東京都", 2, "…"),
      ("ab👩‍👩‍👧‍👦cd", 5, "ab👩‍👩‍👧‍👦…"), ("ab👩‍👩‍👧‍👦cd", 4, "ab…"), ("Zoe\u{308}lle", 4, "Zoe\u{308}…"),
    ])
  func truncates(_ text: String, _ width: Int, _ cut: String) {
    #expect(TerminalText.truncated(text, to: width) == cut)
    #expect(TerminalText.displayWidth(TerminalText.truncated(text, to: width)) <= max(width, 0))
  }

  @Test("filling counts cells")
  func pads() {
    #expect(TerminalText.padded("東京", to: 6) == "東京  ")
    #expect(TerminalText.padded("12", to: 4, .right) == "  12")
    #expect(TerminalText.padded("long", to: 2) == "long")
  }

  @Test(
    "what steers a terminal is made visible",
    arguments: [
      ("plain ~", "plain ~"), ("é東👍🏽", "é東👍🏽"), ("a\nb\tc\r\n", #"a\nb\tc\r\n"#), ("\u{1B}[31mred", #"\u{1B}[31mred"#),
      ("\u{7F}\u{9B}2J\u{0}", #"\u{7F}\u{9B}2J\u{0}"#), ("a\u{202E}b\u{2066}c", #"a\u{202E}b\u{2066}c"#),
      ("\u{2028}\u{2029}\u{FEFF}", #"\u{2028}\u{2029}\u{FEFF}"#), ("שלום\u{200F}", "שלום\u{200F}"),
    ])
  func escapes(_ text: String, _ visible: String) {
    #expect(TerminalText.escaped(text) == visible)
  }
}
