import ReferModel
import Testing

struct SearchKeyTests {
  @Test(
    arguments: [
      ("  José \t MÜLLER ", "jose muller"), ("Łukasz Ćwikła", "lukasz cwikla"), ("Strauß & Œuvre", "strauss & oeuvre"),
      ("Jose\u{301}", "jose"), ("Nguyễn", "nguyen"), ("ИВАН", "иван"), ("a\u{A0}b\u{0}c", "a b c"), ("", ""), (" \n ", ""),
    ])
  func `case, accents and runs of white space do not count`(_ text: String, _ key: String) {
    #expect(SearchKey.of(text) == key)
    #expect(SearchKey.of(key) == key)
  }

  @Test func `a part is found at either end and in the middle`() {
    for part in ["ada", "a p", "park", ""] { #expect(SearchKey.contains("ada park", part)) }
    for part in ["parks", "ada park ", "dp"] { #expect(!SearchKey.contains("ada park", part)) }
  }
}
