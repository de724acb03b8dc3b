import Testing

@testable import ReferPacks

@Suite("Versions and their ranges")
struct VersionTests {
  @Test("precedence is that of SemVer 2.0.0, section 11")
  func precedence() throws {
    let sorted = [
      "0.9.9", "1.0.0-0", "1.0.0-9", "1.0.0-10", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta",
      "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0",
    ]
    let versions = try sorted.map { try #require(SemanticVersion($0)) }
    for (place, one) in versions.enumerated() {
      for (other, two) in versions.enumerated() {
        #expect((one.order(to: two) < 0) == (place < other), "\(one) \(two)")
        #expect((one.order(to: two) == 0) == (place == other), "\(one) \(two)")
      }
      #expect(one.description == sorted[place])
    }
    let built = try #require(SemanticVersion("1.0.0+build.5"))
    #expect(built.order(to: SemanticVersion(1, 0, 0)) == 0 && built.description == "1.0.0+build.5")
  }

  @Test(
    "what is no version",
    arguments: [
      "", "1", "1.2", "1.2.3.4", "01.2.3", "1.02.3", "1.2.3-", "1.2.3-01", "1.2.3-a..b", "1.2.3+", "1.2.3+a+b", "v1.2.3",
      "1.2.-3", "1.2.3-ä", " 1.2.3", "1.2.3\n", "1.2.9999999999999999999", "١.٢.٣",
    ])
  func noVersion(_ text: String) { #expect(SemanticVersion(text) == nil) }

  @Test(
    "a range takes what all of its parts take",
    arguments: [
      (">=0.4, <1", "0.4.0", true), (">=0.4, <1", "0.99.7", true), (">=0.4, <1", "0.3.9", false),
      (">=0.4, <1", "1.0.0", false), (">=0.4,<1", "1.0.0-rc.1", false), (">=1.0.0-rc.1, <2", "1.0.0-rc.2", true),
      (">=1.0.0-rc.1, <2", "1.0.1-rc.2", false), ("=1.2.3", "1.2.3+x", true), ("=1.2.3", "1.2.4", false),
      (">1", "1.0.0", false), ("<=1.5", "1.5.0+z", true), ("*", "7.0.0", true), ("*", "7.0.0-a", false),
    ])
  func ranges(_ range: String, _ version: String, _ isIn: Bool) throws {
    let range = try #require(VersionRange(range))
    #expect(range.contains(try #require(SemanticVersion(version))) == isIn)
    #expect(VersionRange(range.description)?.contains(try #require(SemanticVersion(version))) == isIn)
  }

  @Test("what is no range", arguments: ["", "1.0.0", ">=", ">=1,", "~>1", "^1", "1 - 2", ">=x", ">=1.x", "<1.2.3.4"])
  func noRange(_ text: String) { #expect(VersionRange(text) == nil) }

  @Test("names of packs", arguments: ["ab", "bucket-strategy", "a1-b2"])
  func names(_ name: String) { #expect(PackName(name)?.description == name) }

  @Test(
    "what names no pack",
    arguments: ["", "a", "A-b", "1a", "-a", "a-", "a--b", "a_b", "a/b", "..", "con", "ä-b", "a b", "x\n"]
      + [String(repeating: "a", count: 41)])
  func noNames(_ name: String) { #expect(PackName(name) == nil) }
}
