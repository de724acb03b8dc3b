import Testing

@testable import ReferModel

/// Commands that messages offer.
struct OfferTests {
  @Test(
    arguments: [
      ("book.sqlite", "book.sqlite"), ("/a-b/c_d.sqlite", "/a-b/c_d.sqlite"), ("", "''"), ("a b", "'a b'"),
      ("it's", "'it'\\''s'"), ("$(x);*", "'$(x);*'"), ("Büro", "'Büro'"), ("a\u{1B}[2J'\\", "$'a\\033[2J\\'\\\\'"),
      ("a\u{202E}b", "$'a\\342\\200\\256b'"), ("a\nb", "$'a\\012b'"),
    ])
  func `a path is one word to a shell, and steers no terminal`(_ path: String, _ due: String) {
    #expect(Offer.shellWord(path) == due)
  }
}
