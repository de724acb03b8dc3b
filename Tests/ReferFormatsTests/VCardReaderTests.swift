import ReferFormats
import Testing

@Suite("cards from vCards")
struct VCardReaderTests {
  private func card(_ lines: String..., version: String = "3.0") throws -> VCard {
    let text = "BEGIN:VCARD\r\nVERSION:\(version)\r\n" + lines.joined(separator: "\r\n") + "\r\nEND:VCARD\r\n"
    let trial = try VCardTrial(text)
    #expect(trial.problems.isEmpty)
    return try #require(trial.cards.first)
  }

  private func value(_ lines: String..., version: String = "3.0") throws -> String? {
    let text = "BEGIN:VCARD\r\nVERSION:\(version)\r\n" + lines.joined(separator: "\r\n") + "\r\nEND:VCARD\r\n"
    return try VCardTrial(text).cards.first?.properties.first?.text
  }

  // MARK: lines

  @Test("3.0 drops the white space of a fold, 2.1 keeps it")
  func folding() throws {
    #expect(try value("NOTE:ab", " cd", "\tef") == "abcdef")
    #expect(try value("NOTE:ab", "  cd") == "ab cd")
    #expect(try value("NOTE:ab", " cd", version: "2.1") == "ab cd")
  }

  @Test("lines are folded on bytes, inside a character too")
  func foldedInsideCharacter() throws {
    var bytes = Array("BEGIN:VCARD\nVERSION:3.0\nFN:J".utf8)
    bytes += [0xC3, 0x0D, 0x0A, 0x20, 0xBC] + Array("rgen\nEND:VCARD\n".utf8)
    #expect(try VCardTrial(bytes).cards.first?.first("FN")?.text == "Jürgen")
  }

  @Test("lines end as they like", arguments: ["\n", "\r\n", "\r", "\r\r\n"])
  func lineEnds(_ end: String) throws {
    let lines = [
      "BEGIN:VCARD", "VERSION:3.0", "FN:Ann", "NOTE:a", " b", "END:VCARD", "BEGIN:VCARD", "FN:Bob", "END:VCARD",
    ]
    for chunk in [1, 2, 3, 7, .max] {
      let trial = try VCardTrial(lines.joined(separator: end) + end, chunk: chunk)
      #expect(trial.problems.isEmpty)
      #expect(trial.cards.map { $0.first("FN")?.text } == ["Ann", "Bob"])
      #expect(trial.cards.map(\.line) == [1, 7])
      #expect(trial.cards.first?.first("NOTE")?.lines == 4...5)
    }
  }

  @Test("UTF-16 is read with and without a mark, and UTF-8 with one", arguments: [1, 5, Int.max])
  func encodings(_ chunk: Int) throws {
    let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Jürgen 😀 Ł\r\nEND:VCARD\r\n"
    let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    for bytes in [
      little, big, [0xFF, 0xFE] + little, [0xFE, 0xFF] + big, [0xEF, 0xBB, 0xBF] + Array(text.utf8), Array(text.utf8),
    ] {
      let trial = try VCardTrial(bytes, chunk: chunk)
      #expect(trial.cards.first?.first("FN")?.text == "Jürgen 😀 Ł")
      #expect(trial.problems.isEmpty)
      #expect(bytes.withUnsafeBytes { VCardSniffer.isVCard($0) })
    }
  }

  @Test("cards are told by their first line")
  func sniffing() {
    func isVCard(_ text: String) -> Bool { Array(text.utf8).withUnsafeBytes { VCardSniffer.isVCard($0) } }
    for text in ["BEGIN:VCARD", "begin:vcard\n", "\r\n  BEGIN : VCARD\rFN", "BEGIN:VADDRESSBOOK\n"] {
      #expect(isVCard(text))
    }
    for text in ["", "BEGIN", "BEGIN:VCALENDAR\n", "First Name,BEGIN:VCARD", "BEGIN:VCARDS", "{}"] {
      #expect(!isVCard(text))
    }
  }

  // MARK: values

  @Test("quoted-printable is joined at its soft breaks")
  func quotedPrintable() throws {
    let note = "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:J=C3=BC=\r\nrgen=0D=0A=\r\nTEL: 1; two=3D2"
    #expect(try value(note, "FN:A", version: "2.1") == "Jürgen\nTEL: 1; two=2")
    #expect(try value("NOTE;QUOTED-PRINTABLE:a=20=\r\n b", version: "2.1") == "a  b")
    // A soft break with nothing behind it, as Android writes.
    let trial = try VCardTrial(
      "BEGIN:VCARD\nVERSION:2.1\nORG;QUOTED-PRINTABLE:=41=\n\nTEL;HOME:1\nFN;QUOTED-PRINTABLE:=42=\nEND:VCARD\n"
    )
    #expect(trial.cards.first?.properties.map(\.text) == ["A", "1", "B"])
    #expect(trial.problems.isEmpty)
  }

  @Test("charsets are read as named, or guessed")
  func charsets() throws {
    func name(_ head: String, _ bytes: [UInt8]) throws -> String? {
      try VCardTrial(Array("BEGIN:VCARD\nVERSION:2.1\n\(head):".utf8) + bytes + Array("\nEND:VCARD\n".utf8))
        .cards.first?.first("FN")?.text
    }
    #expect(try name("FN;CHARSET=windows-1252", [0x80, 0x93, 0xFC]) == "€“ü")
    #expect(try name("FN;CHARSET=ISO-8859-1", [0xC3, 0xBC]) == "Ã¼")
    #expect(try name("FN;CHARSET=UTF-8", [0xC3, 0xBC]) == "ü")
    #expect(try name("FN;CHARSET=UTF-8", [0xC3, 0xBC, 0x80]) == "ü€")
    #expect(try name("FN", [0xC3, 0xBC]) == "ü")
    #expect(try name("FN", [0x4A, 0xFC]) == "Jü")
    #expect(try name("FN;ENCODING=QUOTED-PRINTABLE", Array("J=FCrgen".utf8)) == "Jürgen")
    #expect(try name("FN", [0x41, 0x00, 0x42]) == "AB")
    #expect(try name("FN;ENCODING=QUOTED-PRINTABLE", Array("A=00B".utf8)) == "AB")
  }

  @Test("base64 ends at an empty line or the next property")
  func base64() throws {
    let text = """
      BEGIN:VCARD
      VERSION:2.1
      PHOTO;TYPE=JPEG;ENCODING=BASE64:
       /9j/4AAQ
       SkZJRg==

      LOGO;BASE64;GIF:R0lG
      ODlh
      AQ==
      KEY;X509;ENCODING=BASE64:


      FN:Ann
      END:VCARD
      """
    let trial = try VCardTrial(text)
    #expect(trial.problems.isEmpty)
    #expect(trial.cards.first?.properties.map(\.value) == ["/9j/4AAQSkZJRg==", "R0lGODlhAQ==", "", "Ann"])
    #expect(trial.cards.first?.first("LOGO")?.parameter("TYPE") == ["GIF"])
  }

  @Test(
    "a backslash escapes what it may",
    arguments: [
      (#"a\nb\Nc"#, "a\nb\nc"), (#"http\://x"#, "http://x"), (#"a\,b\;c\\d"#, #"a,b;c\d"#),
      (#"C:\Users\"#, #"C:\Users\"#),
      (#"\"x\""#, #""x""#), ("a,b;c", "a,b;c"),
    ])
  func escapes(_ written: String, _ meant: String) throws {
    #expect(try value("NOTE:\(written)") == meant)
    #expect(try value("NOTE:\(written)", version: "2.1") == meant)
  }

  @Test("components and lists are parted where no backslash stands")
  func parts() throws {
    #expect(
      try card(#"N:O\;Neil;Ann,Bea;;Dr.;"#).properties[0].components == [
        ["O;Neil"], ["Ann", "Bea"], [""], ["Dr."], [""],
      ])
    #expect(
      try card("ORG:Company, The;Sales", version: "2.1").properties[0].components == [["Company, The"], ["Sales"]])
    #expect(try card(#"CATEGORIES:a,b\,c"#).properties[0].list == ["a", "b,c"])
  }

  // MARK: headers

  @Test("parameters are read in the ways of all versions")
  func parameters() throws {
    let old = try card("TEL;WORK;VOICE;ENCODING=8BIT:1", "PHOTO;URL:x", version: "2.1")
    #expect(
      old.properties[0].parameters.map { "\($0.name)=\($0.values)" } == [
        #"TYPE=["WORK"]"#, #"TYPE=["VOICE"]"#, #"ENCODING=["8BIT"]"#,
      ])
    #expect(old.properties[1].parameter("VALUE") == ["URL"])
    #expect(try card("TEL;type=a,b;TYPE=c:1").properties[0].parameter("TYPE") == ["a", "b", "c"])
    let new = try card(#"item1.tel;VALUE=uri;TYPE="voice,home";X="a;b:c";L=^n^'^^^x:tel:+1;ext=2"#, version: "4.0")
      .properties[0]
    #expect(new.group == "item1")
    #expect(new.name == "tel" && new.key == "TEL")
    #expect(new.parameter("TYPE") == ["voice", "home"])
    #expect(new.parameter("X") == ["a;b:c"])
    #expect(new.parameter("L") == ["\n\"^^x"])
    #expect(new.text == "tel:+1;ext=2")
    #expect(try card(#"X-A;B="c:d"e"#).properties[0].text == #"d"e"#)
    #expect(try card("X-ICQ NUMBER : 5").properties[0].name == "X-ICQ NUMBER")
  }

  @Test(
    "a version is known by its first digit, wherever it stands",
    arguments: [("2.1", VCard.Version.v21), ("3.0", .v30), ("4", .v40), ("4.0", .v40), ("x", .unnamed)])
  func versions(_ text: String, _ version: VCard.Version) throws {
    let trial = try VCardTrial("BEGIN:VCARD\nFN:A\nVERSION:\(text)\nEND:VCARD\n")
    #expect(trial.cards.first?.version == version)
    #expect(trial.cards.first?.properties.count == 1)
  }

  // MARK: AGENT

  @Test(
    "a card in an AGENT is kept",
    arguments: [
      "AGENT:\nBEGIN:VCARD\nVERSION:2.1\nFN:Sue\nEND:VCARD\nTEL:1",
      "AGENT:BEGIN:VCARD\n VERSION:3.0\n FN:Su\n  e\n END:VCARD\nTEL:1",
      #"AGENT:BEGIN:VCARD\nFN:Sue\nEMAIL\;INTERNET:s@example.com\nEND:VCARD\n"# + "\nTEL:1",
    ])
  func agent(_ lines: String) throws {
    let trial = try VCardTrial("BEGIN:VCARD\nVERSION:3.0\nFN:Ann\n\(lines)\nEND:VCARD\n")
    #expect(trial.problems.isEmpty)
    #expect(trial.cards.count == 1)
    #expect(trial.cards.first?.first("FN")?.text == "Ann")
    #expect(trial.cards.first?.first("AGENT")?.agent?.first("FN")?.text == "Sue")
    #expect(trial.cards.first?.first("TEL")?.text == "1")
  }

  @Test("agents in agents end somewhere")
  func deepAgents() throws {
    let open = String(repeating: "BEGIN:VCARD\nAGENT:\n", count: 100_000)
    let trial = try VCardTrial(open + "BEGIN:VCARD\nEND:VCARD\nFN:x\nBEGIN:VCARD\nFN:Ann\nEND:VCARD\n")
    #expect(trial.complaints.count == 1)
    #expect(trial.cards.map { $0.first("FN")?.text } == ["Ann"])
  }

  // MARK: what is broken

  @Test("what is broken is told with its line, and all else is kept")
  func broken() throws {
    let trial = try VCardTrial(try VCardTrial.fixture("broken.vcf"))
    #expect(
      trial.complaints == [
        "1: this line, and perhaps more after it, stands in no card and was left out",
        "6: this line of a card has no ':' and was left out",
        "8: this line of a card has no name before its ':' and was left out",
        "10: the card that begins here has no END:VCARD; what it holds was read", "18: this END:VCARD ends no card",
        "19: the card that begins here has no END:VCARD; what it holds was read",
      ])
    #expect(trial.cards.map { $0.all("TEL").map(\.text) } == [["1"], ["2"], ["3"], ["4"]])
    #expect(trial.problems.allSatisfy { !$0.message.contains("Secret") })
  }

  @Test("a file without a card is told", arguments: ["", "\n\n", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "a,b\n"])
  func noCard(_ text: String) throws {
    #expect(try VCardTrial(text).complaints.last?.contains("there is no card in this file") == true)
  }

  @Test("a wrapper about cards is passed over")
  func wrapper() throws {
    let trial = try VCardTrial("BEGIN:VADDRESSBOOK\nX-NAME:All\nBEGIN:VCARD\nFN:A\nEND:VCARD\nEND:VADDRESSBOOK\n")
    #expect(trial.cards.count == 1 && trial.problems.isEmpty)
  }

  @Test("a card beyond 16 MiB is told, and the rest is read")
  func tooLarge() throws {
    let line = "X-A:" + String(repeating: "x", count: 1 << 20) + "\n"
    let long = "X-B:" + String(repeating: "y", count: 17 << 20) + "\n"
    let many = String(repeating: "A:\n", count: 70_000)
    let text = [String(repeating: line, count: 17), long, many].map { "BEGIN:VCARD\n\($0)FN:big\nEND:VCARD\n" }.joined()
    let trial = try VCardTrial(
      "BEGIN:VCARD\nFN:a\nEND:VCARD\n" + text + "BEGIN:VCARD\nFN:z\nEND:VCARD\n", chunk: 100_000)
    #expect(trial.problems.map(\.line) == [4, 24, 28])
    #expect(trial.cards.map { $0.first("FN")?.text } == ["a", "z"])
  }
}
