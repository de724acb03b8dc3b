import ReferModel
import TestSupport
import Testing

@testable import ReferRules

@Suite("contains and is, however fast, answer as comparing letter by letter would")
struct FoldedSearchTests {
  /// The plain way: every text folded anew, every place tried.
  private enum Plain {
    static func contains(_ text: String, _ part: String) -> Bool {
      let letters = Array(FoldedText(part).text)
      let plain = Array(part.utf8).allSatisfy { $0 < 0x80 } && text.utf8.allSatisfy { $0 < 0x80 }
      // Of ASCII alone the ends' white space counts in the text, so that a part may end there.
      if plain {
        let sought = Array(String(letters).utf8)
        return isFound(sought, in: text.utf8.map { 65...90 ~= $0 ? $0 | 0x20 : $0 })
      }
      return isFound(letters, in: Array(FoldedText(text).text))
    }

    private static func isFound<Element: Equatable>(_ part: [Element], in whole: [Element]) -> Bool {
      guard part.count <= whole.count else { return false }
      return (0...(whole.count - part.count)).contains { whole[$0..<$0 + part.count].elementsEqual(part) }
    }
  }

  /// Few letters, so that runs repeat; with those that fold, compose and join in odd ways.
  private static let alphabets: [[String]] = [
    ["a", "A", "b"], ["a", "b", " ", "\t"], ["a", "e", "\u{301}", "é", "É", "e\u{301}"], ["ß", "s", "S", "ẞ"],
    ["i", "İ", "I", "ı", "\u{307}"], ["σ", "ς", "Σ", "ο"], ["k", "\u{212A}", "K"], [";", "\u{37E}", "a", "\u{1FEF}", "`"],
    ["\r", "\n", "a", "é"], ["🇩", "🇪", "🇫", "a"], ["👩", "\u{200D}", "👧", "x"], ["ᄒ", "ᅡ", "ᆫ", "한"],
    ["\u{A0}", " ", "ü", "u\u{308}", "u"], ["東", "京", "a"], ["\u{FB01}", "f", "i"],
  ]

  private static func text(_ alphabet: [String], upTo most: Int, _ random: inout Seeded) -> String {
    (0..<Int.random(in: 0...most, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "" }.joined()
  }

  @Test("contains", arguments: alphabets)
  func contains(alphabet: [String]) {
    var random = Seeded(7)
    for _ in 0..<400 {
      let whole = Self.text(alphabet, upTo: 24, &random)
      let part = Self.text(alphabet, upTo: 4, &random)
      let work = ConditionWork()
      let sought = SoughtText(part)
      let bytes = Array(whole.utf8)
      bytes.withUnsafeBytes { text in
        let found = sought.isContained(in: text, work)
        #expect(found == Plain.contains(whole, part), "\(whole.debugDescription) \(part.debugDescription)")
        #expect(sought.isContained(in: text, work) == found, "asked again")
      }
    }
  }

  @Test("is, of few and of many", arguments: alphabets)
  func isOne(alphabet: [String]) {
    var random = Seeded(9)
    for _ in 0..<100 {
      let texts = (0..<Int.random(in: 0...20, using: &random)).map { _ in
        FoldedText(Self.text(alphabet, upTo: 3, &random))
      }
      let some = FoldedTexts(texts)
      for _ in 0..<10 {
        let one = Self.text(alphabet, upTo: 3, &random)
        Array(one.utf8).withUnsafeBytes { text in
          let due = texts.contains { $0.matches(text) }
          #expect(some.contains(text, ConditionWork()) == due, "\(one.debugDescription) among \(texts.map(\.text))")
        }
      }
    }
  }

  @Test("a search takes each element twice at most, also in texts made to slow it down")
  func linear() {
    let sought = SoughtRun(Array(repeating: UInt8(0), count: 1000) + [1])
    var asked = 0
    let found = sought.isFound(in: 100_000) { _ in
      asked += 1
      return 0
    }
    #expect(!found)
    #expect(asked == 100_000)
  }

  @Test("what a test costs goes with the text, and a text that is not ASCII is folded once in a decision")
  func work() {
    let plain = Array(String(repeating: "x", count: 12_800).utf8)
    let wide = Array((String(repeating: "x", count: 12_798) + "é").utf8)
    let sought = SoughtText("golf")
    func cost(_ bytes: [UInt8], _ work: ConditionWork) -> Int {
      let before = work.used
      bytes.withUnsafeBytes { #expect(!sought.isContained(in: $0, work)) }
      return work.used - before
    }
    let work = ConditionWork()
    #expect(cost(plain, work) == 100)
    #expect(cost(plain, work) == 100)
    wide.withUnsafeBytes { text in
      let costs = (0..<2).map { _ in
        let before = work.used
        #expect(!sought.isContained(in: text, work))
        return work.used - before
      }
      #expect(costs == [100 + 8 + 3200, 100])
      work.forgetTexts()
      let before = work.used
      _ = sought.isContained(in: text, work)
      #expect(work.used - before == 3308)
    }
  }
}
