import Foundation
import ReferFormats
import TestSupport
import Testing

@Suite("vCards written")
struct VCardWriterTests {
  private static let versions: [VCardWriter.Version] = [.v30, .v40]

  private func expectKept(_ bytes: [UInt8], _ comment: String) throws {
    let before = try VCardTrial(bytes)
    for version in Self.versions {
      let written = before.written(version)
      let after = try VCardTrial(written)
      #expect(after.contents == before.contents, "\(comment) as \(version)")
      #expect(before.cards.isEmpty || after.problems.isEmpty, "\(comment) as \(version)")
      // And once more, from either version into the other.
      for other in Self.versions {
        #expect(try VCardTrial(after.written(other)).contents == before.contents, "\(comment) as \(version), \(other)")
      }
    }
  }

  @Test("every fixture comes back as it was")
  func fixtures() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: VCardTrial.fixtures.path).sorted()
    #expect(names.count >= 5)
    for name in names { try expectKept(try VCardTrial.fixture(name), name) }
  }

  @Test("every file of a folder comes back as it was", .enabled(if: samples != nil))
  func sampleFolder() throws {
    let folder = URL(filePath: try #require(Self.samples))
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() where name.hasSuffix(".vcf") {
      try expectKept([UInt8](try Data(contentsOf: folder.appending(path: name))), name)
    }
  }

  /// Where more cards are, for a run by hand.
  private static let samples = ProcessInfo.processInfo.environment["REFER_SAMPLES"].map { "\($0)/vcard" }

  @Test("generated cards come back as they were", arguments: 0..<300)
  func generated(_ seed: Int) throws {
    try expectKept(VCardGenerator(seed: seed).file(), "seed \(seed)")
  }

  @Test("mutated files are read and come back as they were read", arguments: 0..<20)
  func mutated(_ seed: Int) throws {
    var random = Seeded(seed)
    let names = try FileManager.default.contentsOfDirectory(atPath: VCardTrial.fixtures.path).sorted()
    for round in 0..<(Trials.areFew ? 20 : 100) {
      let name = names[Int.random(in: 0..<names.count, using: &random)]
      var bytes = try VCardTrial.fixture(name)
      for _ in 0..<Int.random(in: 1...12, using: &random) { VCardGenerator.mutate(&bytes, &random) }
      let trial = try VCardTrial(bytes, chunk: Int.random(in: 1...500, using: &random))
      #expect(try VCardTrial(bytes).contents == trial.contents)
      for text in trial.contact().values { #expect(!text.utf8.contains(0)) }
      try expectKept(bytes, "\(name), seed \(seed), round \(round)")
    }
  }

  @Test("lines are folded at 75 bytes and not inside a character")
  func folding() throws {
    let card = VCard(
      version: .v40, properties: [VCardProperty(name: "NOTE", value: String(repeating: "ü€😀", count: 100))])
    var bytes: [UInt8] = []
    VCardWriter(version: .v40).write(card, to: &bytes)
    let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
    #expect(lines.allSatisfy { $0.utf8.count <= 75 && !$0.contains("\u{FFFD}") })
    #expect(lines.count > 12)
    #expect(String(validating: bytes, as: UTF8.self) != nil)
  }

  @Test("an AGENT is not folded where its card would seem to begin on the next line", arguments: 50..<80)
  func foldedAgent(_ length: Int) throws {
    let group = String(repeating: "g", count: length)
    try expectKept(Array("BEGIN:VCARD\n\(group).AGENT:BEGIN:VCARD\\nFN:Sue\\nEND:VCARD\nEND:VCARD\n".utf8), "\(length)")
  }

  @Test(
    "a value is joined as its own encoding says, whatever words its name or parameters hold",
    arguments: ["X-QUOTED-PRINTABLE", "X-A;L=QUOTED-PRINTABLE", "X-BASE64"])
  func wordsOfEncodings(_ header: String) throws {
    for length in 40..<75 {
      let value = String(repeating: "=", count: length) + " b"
      let card = "BEGIN:VCARD\n\(header):a\(value)=\n b\nEND:VCARD\n"
      #expect(try VCardTrial(card).cards.first?.properties.first?.value == "a\(value)=b")
      try expectKept(Array(card.utf8), "\(header), \(length)")
    }
  }

  @Test("2.1 becomes 3.0 and 4.0 as they want it")
  func fromOld() throws {
    let text = """
      BEGIN:VCARD
      VERSION:2.1
      N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;Ann;;;
      NOTE;ENCODING=QUOTED-PRINTABLE:one, two=0D=0AC:\\new
      ORG:Company, The;Sales
      TEL;WORK;VOICE:1
      PHOTO;JPEG;ENCODING=BASE64:AAAA

      X-ANDROID-CUSTOM:nickname;Jo;1
      END:VCARD
      """
    let trial = try VCardTrial(text)
    let old = String(decoding: trial.written(.v30), as: UTF8.self)
    #expect(
      old.components(separatedBy: "\r\n") == [
        "BEGIN:VCARD", "VERSION:3.0", "N:Müller;Ann;;;", #"NOTE:one\, two\nC:\\new"#, #"ORG:Company\, The;Sales"#,
        "TEL;TYPE=WORK;TYPE=VOICE:1", "PHOTO;TYPE=JPEG;ENCODING=b:AAAA", "X-ANDROID-CUSTOM:nickname;Jo;1", "END:VCARD",
        "",
      ])
    #expect(
      String(decoding: trial.written(.v40), as: UTF8.self).contains(
        "PHOTO;TYPE=JPEG;VALUE=uri:data:image/jpeg;base64,AAAA\r\n"))
  }

  @Test("parameter values that need it are quoted and escaped")
  func parameters() throws {
    let card = VCard(
      version: .v40,
      properties: [
        VCardProperty(name: "X-A", parameters: [VCardParameter("L", ["a,b", "c\"d\n^n^", "e"])], value: "v")
      ])
    var bytes: [UInt8] = []
    VCardWriter(version: .v40).write(card, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self).contains("X-A;L=\"a,b\",c^'d^n^^n^,e:v\r\n"))
    #expect(try VCardTrial(bytes).cards.first?.properties.first?.parameters == card.properties[0].parameters)
  }
}
