import Testing

@testable import ReferPacks

@Suite("Whom a pack is taken from")
struct TrustTests {
  private let keys = ["alice", "bob", "carol"].map { SecretKey(label: $0) }

  private func signed(_ version: String, _ by: [Int], group: (Int, [Int])? = nil) throws -> Pack {
    let more = try group.map { need, of in try Sample.signers(of.map { keys[$0] }, need: need) } ?? ""
    return try by.reduce(Sample.pack(version: version, more: more)) { try $0.signed(by: keys[$1]) }
  }

  private func pinned(_ pack: Pack) throws -> TrustBook {
    var book = TrustBook()
    book.pin(try #require(try book.judge(pack).pin), to: pack.name)
    return book
  }

  private func refusal(_ book: TrustBook, _ pack: Pack) -> PackError.Distrust? {
    guard case .untrusted("sample", let reason)? = ReferPacksTests.refusal({ try book.judge(pack) }) else { return nil }
    return reason
  }

  @Test("the keys that signed the first version sign the next")
  func pins() throws {
    let book = try pinned(signed("1.0.0", [0]))
    #expect(try book.judge(signed("1.1.0", [0])).ground == .pinned)
    #expect(try book.judge(signed("1.1.0", [0, 1])).ground == .pinned)
    #expect(try refusal(book, signed("1.1.0", [1])) == .pinned(have: 0, need: 1, of: 1))
    #expect(try refusal(book, signed("1.1.0", [])) == .unsigned)
  }

  @Test func `a signature that nobody announced counts for nothing`() throws {
    // Whoever hands it on signs it too.
    let handed = try signed("1.0.0", [0, 1])
    let verdict = try TrustBook().judge(handed)
    #expect(try verdict.signers == [keys[0].publicKey()] && verdict.others == [keys[1].publicKey()])
    let book = try pinned(handed)
    #expect(try book.pins["sample"]?.need == 1 && book.pins["sample"]?.keys == [keys[0].publicKey()])
    #expect(try book.judge(signed("1.1.0", [0])).ground == .pinned)
    #expect(try refusal(book, signed("1.1.0", [1])) == .pinned(have: 0, need: 1, of: 1))
    // A later version that the other key has signed first, and the pinned one too, stands by the pinned one.
    let next = try book.judge(signed("1.1.0", [1, 0]))
    #expect(try next.pin?.keys == [keys[0].publicKey()] && next.others == [keys[1].publicKey()])
    // Nobody takes the first place: what the others signed names who has it.
    let text = String(decoding: try #require(handed.contents[PackSignatures.file]), as: UTF8.self)
    let lines = text.split(separator: "\n").map { "\($0)\n" }
    for text in [lines[1] + lines[0], lines[1]] {
      let taken = try handed.contents.setting(PackSignatures.file, to: Array(text.utf8))
      guard case .falseSignature? = ReferPacksTests.refusal({ try Pack(taken) }) else {
        Issue.record("taken")
        continue
      }
    }
    // Of a group, only its keys.
    let group = try TrustBook().judge(signed("1.0.0", [0, 1, 2], group: (1, [0, 1])))
    #expect(try group.signers.count == 2 && group.others == [keys[2].publicKey()])
    // Distrust of a key that counts for nothing changes nothing.
    var wary = TrustBook()
    wary.distrust(try keys[1].publicKey())
    #expect(try wary.judge(handed).ground == .firstUse)
  }

  @Test func `an older version that nobody signed is refused, too, and a signed one takes over`() throws {
    var book = TrustBook()
    let name = try #require(PackName("sample"))
    book.note(SemanticVersion(1, 2, 0), of: name)
    book.note(SemanticVersion(1, 0, 0), of: name)
    for old in [try signed("1.1.9", []), try signed("1.1.9", [0]), try signed("1.1.9", [0], group: (1, [0]))] {
      #expect(refusal(book, old) == .older(than: SemanticVersion(1, 2, 0)))
      #expect(throws: Never.self) { try book.judge(old, allowsDowngrade: true) }
    }
    #expect(try TrustBook(book.text) == book && book.unsigned["sample"] == SemanticVersion(1, 2, 0))
    #expect(try book.judge(signed("1.2.0", [])).pin == nil)
    book.pin(try #require(try book.judge(signed("1.3.0", [0])).pin), to: name)
    #expect(book.unsigned.isEmpty)
    let text = String(decoding: book.text, as: UTF8.self)
    #expect(try TrustBook(Array((text + "[unsigned]\nother = \"1.0.0\"\n").utf8)).unsigned.count == 1)
    for damaged in ["other = \"1\"", "\"../x\" = \"1.0.0\"", "other = 1"] {
      #expect(throws: PackError.self) { try TrustBook(Array((text + "[unsigned]\n\(damaged)\n").utf8)) }
    }
  }

  @Test("an older version is refused unless it is asked for, and never lowers what is known")
  func downgrade() throws {
    var book = try pinned(signed("1.2.0", [0]))
    let old = try signed("1.1.9", [0])
    #expect(refusal(book, old) == .older(than: SemanticVersion(1, 2, 0)))
    let verdict = try book.judge(old, allowsDowngrade: true)
    book.pin(try #require(verdict.pin), to: old.name)
    #expect(refusal(book, old) == .older(than: SemanticVersion(1, 2, 0)))
  }

  @Test("of a group, as many as it says must sign")
  func group() throws {
    let group = (2, [0, 1, 2])
    let first = try signed("1.0.0", [0, 2], group: group)
    let book = try pinned(first)
    #expect(book.pins["sample"]?.need == 2 && book.pins["sample"]?.keys.count == 3)
    #expect(try book.judge(signed("1.1.0", [1, 2], group: group)).ground == .pinned)
    #expect(try refusal(book, signed("1.1.0", [1], group: group)) == .pinned(have: 1, need: 2, of: 3))
    #expect(try refusal(TrustBook(), signed("1.0.0", [1], group: group)) == .group(have: 1, need: 2, of: 3))
    #expect(try refusal(TrustBook(), signed("1.0.0", [], group: group)) == .unsigned)
    // A stranger's signature does not count.
    let stranger = try signed("1.1.0", [1], group: group).signed(by: SecretKey(label: "mallory"))
    #expect(refusal(book, stranger) == .pinned(have: 1, need: 2, of: 3))
  }

  @Test("another list of signers counts once the old keys have signed it")
  func rotation() throws {
    var book = try pinned(signed("1.0.0", [0], group: (1, [0])))
    #expect(try refusal(book, signed("1.1.0", [1], group: (1, [1]))) == .pinned(have: 0, need: 1, of: 1))
    #expect(try refusal(book, signed("1.1.0", [0], group: (1, [1]))) == .group(have: 0, need: 1, of: 1))
    let next = try signed("1.1.0", [0, 1], group: (1, [1]))
    let verdict = try book.judge(next)
    #expect(verdict.changesSigners)
    book.pin(try #require(verdict.pin), to: next.name)
    #expect(try book.judge(signed("1.2.0", [1])).ground == .pinned)
    #expect(try refusal(book, signed("1.2.0", [0])) == .pinned(have: 0, need: 1, of: 1))
  }

  @Test("a distrusted key counts for nothing")
  func distrust() throws {
    var book = try pinned(signed("1.0.0", [0], group: (1, [0, 1])))
    book.distrust(try keys[0].publicKey())
    #expect(try refusal(book, signed("1.1.0", [0], group: (1, [0, 1]))) == .distrusted)
    #expect(try book.judge(signed("1.1.0", [0, 1], group: (1, [0, 1]))).signers == [keys[1].publicKey()])
    var fresh = TrustBook()
    fresh.distrust(try keys[0].publicKey())
    #expect(try refusal(fresh, signed("1.0.0", [0])) == .distrusted)
    try fresh.trust(keys[0].publicKey())
    #expect(try fresh.judge(signed("1.0.0", [0])).signers.first?.label == "alice")
  }

  @Test("a signature stands for one pack, one version and every byte")
  func statement() throws {
    let one = try signed("1.0.0", [0])
    let other = try Sample.pack(version: "1.0.1")
    let stolen = try other.contents.setting(PackSignatures.file, to: one.contents[PackSignatures.file])
    guard case .falseSignature? = ReferPacksTests.refusal({ try Pack(stolen) }) else {
      Issue.record("taken")
      return
    }
    #expect(throws: PackError.self) { try one.signed(by: keys[0]) }
  }

  @Test("signatures in another spelling, order or number are refused")
  func spelling() throws {
    let pack = try signed("1.0.0", [0, 1])
    let text = String(decoding: try #require(pack.contents[PackSignatures.file]), as: UTF8.self)
    let lines = text.split(separator: "\n").map(String.init)
    let bad = [
      "", "\n", text + "\n", String(text.dropLast()), lines.reversed().joined(separator: "\n") + "\n",
      lines[0] + "\n" + lines[0] + "\n", text.replacing(" ", with: "  "), text + "x\n", "refer-ed25519 AA== AA==\n",
    ]
    for text in bad {
      #expect(throws: PackError.self, "\(text)") {
        try Pack(pack.contents.setting(PackSignatures.file, to: Array(text.utf8)))
      }
    }
    #expect(throws: PackError.self) { try Pack(pack.contents.setting(PackSums.file, to: nil)) }
    #expect(throws: PackError.self) { try Pack(pack.contents.setting(PackSignatures.file, to: nil).setting("x", to: [])) }
  }

  @Test("the file of trust comes back as it was, and a damaged one is refused")
  func file() throws {
    var book = try pinned(signed("1.0.0", [0, 1], group: (1, [0, 1, 2])))
    try book.trust(keys[1].publicKey())
    book.distrust(try keys[2].publicKey())
    #expect(try TrustBook(book.text).text == book.text)
    #expect(try Set(TrustBook(book.text).pins["sample"]?.keys ?? []) == Set(book.pins["sample"]?.keys ?? []))
    let text = String(decoding: book.text, as: UTF8.self)
    for damaged in [
      text.replacing("need = 1", with: "need = 0"), text.replacing("need = 1", with: "need = 4"),
      text.replacing("refer-ed25519", with: "refer-rsa"), text + "x = 1\n", text.replacing("[[pack]]", with: "[pack]"),
    ] {
      #expect(throws: PackError.self) { try TrustBook(Array(damaged.utf8)) }
    }
    #expect(throws: PackError.self) { try book.trust(keys[0].publicKey().labelled("bob")) }
  }

  @Test("a key's line comes back, and what is none is refused")
  func lines() throws {
    let key = try keys[0].publicKey()
    #expect(PublicKey(line: key.line) == key && PublicKey(line: key.line)?.label == "alice")
    #expect(key.fingerprint.count == 39)
    let text = key.line.split(separator: " ")
    for bad in ["", "\(text[1])", "refer-ed25519", "refer-ed25519 AAAA", "\(text[0]) \(text[1]) a b", "\(text[0]) \(text[1]) ../x"] {
      #expect(PublicKey(line: bad) == nil, "\(bad)")
    }
  }
}
