import TestSupport
import Testing

@testable import ReferRules

@Suite("Texts without regard to case and outer space")
struct FoldingTests {
  private func equals(_ one: String, _ other: String) -> Bool {
    Array(other.utf8).withUnsafeBytes { FoldedText(one).matches($0) }
  }
  private func contains(_ text: String, _ part: String) -> Bool {
    Array(text.utf8).withUnsafeBytes { SoughtText(part).isContained(in: $0, ConditionWork()) }
  }

  @Test(
    "these are the same",
    arguments: [
      ("Bonn", "BONN"), (" Bonn\t", "bonn"), ("bonn", "\u{A0}Bonn\u{2003}"), ("\u{A0}Bonn", "bonn"), ("KÖLN", "köln"),
      ("Köln", "Ko\u{308}ln"), ("ko\u{308}ln", "KÖLN"), ("straße", "STRASSE"), ("Straße", "STRAẞE"), ("ŁÓDŹ", "łódź"),
      ("ΟΔΟΣ", "οδός".replacing("ό", with: "ο")), ("İstanbul", "i\u{307}stanbul"), ("İ", "İ"), ("ЖУК", "жук"), ("", ""),
      ("東京", " 東京 "), ("new\nline", "NEW\nLINE"), ("K", "\u{212A}"),
    ])
  func same(one: String, other: String) {
    #expect(equals(one, other))
    #expect(equals(other, one))
    #expect(FoldedText(one) == FoldedText(other))
    #expect(FoldedText(one).hashValue == FoldedText(other).hashValue)
    #expect(contains("before \(other) after", one) || one.isEmpty || one != one.trimmingSpace)
  }

  @Test(
    "these are not: an accent, a letter or an inner space more",
    arguments: [
      ("café", "cafe"), ("cafe\u{301}", "cafe"), ("Bonn", "Bon"), ("New York", "Newyork"), ("a b", "a  b"), ("x", ""),
      ("ﬁ", "f"), ("1", "１"),
    ])
  func different(one: String, other: String) {
    #expect(!equals(one, other))
    #expect(!equals(other, one))
    #expect(FoldedText(one) != FoldedText(other))
  }

  @Test("contains finds letters, not bytes")
  func parts() {
    #expect(contains("Un CAFÉ noir", "café"))
    #expect(contains("Un cafe\u{301} noir", "CAFÉ"))
    #expect(contains("Un café noir", "cafe\u{301}"))
    #expect(!contains("Un cafe\u{301} noir", "cafe"))
    #expect(contains("Hauptstrasse 5", "straße"))
    #expect(contains("anything", ""))
    #expect(contains("aab", "ab"))
    #expect(!contains("", "a"))
  }

  @Test("a rule, a row and a choice are compared alike")
  func throughRules() throws {
    let trial = try Trial(
      """
      question "q" { ask = "?", answer = is("city", "MÜNCHEN") }
      question "c" { ask = "?", choices = { { "Täglich", 2 }, { "nie", 0 } } }
      """)
    let decision = try trial.decide("{\"city\":\" mu\u{308}nchen\",\"answers\":{\"c\":\"TA\u{308}GLICH \"}}")
    #expect(trial.text("q", in: decision) == "yes")
    #expect(trial.text("c", in: decision) == "\"Täglich\"")
  }
}

extension String {
  fileprivate var trimmingSpace: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
