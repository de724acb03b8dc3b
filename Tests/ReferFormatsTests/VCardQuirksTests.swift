import ReferFormats
import Testing

/// What other programs do to files of cards.
@Suite("cards as they come out of other programs")
struct VCardQuirksTests {
  @Test("files that were joined without a line end between them, and with their marks")
  func joined() throws {
    let card = "BEGIN:VCARD\nFN:A\nEND:VCARD"
    for text in [card + card, card + "\u{FEFF}" + card, card + " " + card, "\u{FEFF}\u{FEFF}" + card + "\n" + card] {
      let trial = try VCardTrial(text)
      #expect(trial.cards.count == 2 && trial.problems == [], "\(text.debugDescription)")
      #expect(Array(text.utf8).withUnsafeBytes { VCardSniffer.isVCard($0) })
    }
  }

  @Test("the end of a file as DOS marks it, and bytes that were never written", arguments: ["\u{1A}", "\0\0\0", "\u{1A}\0"])
  func padding(end: String) throws {
    let trial = try VCardTrial("BEGIN:VCARD\nFN:A\nEND:VCARD\n" + end)
    #expect(trial.cards.count == 1 && trial.problems == [])
  }

  @Test("quoted-printable whose soft breaks got blanks behind them")
  func softBreaks() throws {
    let trial = try VCardTrial(
      "BEGIN:VCARD\nVERSION:2.1\nNOTE;ENCODING=QUOTED-PRINTABLE:J=C3=BCrg = \t\nB.\nFN:plain =  \nEND:VCARD\n")
    #expect(trial.problems == [])
    #expect(trial.cards.first?.properties.map(\.value) == ["Jürg B.", "plain =  "])
  }

  @Test("a property with a folded name behind base64, and base64 whose lines are not indented")
  func foldedNames() throws {
    let trial = try VCardTrial(
      "BEGIN:VCARD\nVERSION:3.0\nPHOTO;ENCODING=b:QUI=\nNO\n TE:x\nLOGO;ENCODING=b:QUJD\nREU=\nEND:VCARD\n")
    #expect(trial.cards.first?.properties.map { "\($0.key):\($0.value)" } == ["PHOTO:QUI=", "NOTE:x", "LOGO:QUJDREU="])
  }

  @Test("a birthday with a time of day behind a blank")
  func birthday() throws {
    #expect(try VCardTrial("BEGIN:VCARD\nBDAY:1980-04-16 00:00:00\nEND:VCARD").contact()["birthday"] == "1980-04-16")
  }

  @Test("a card of very many entries is read")
  func manyEntries() throws {
    let entries = (0..<40_000).map { "t\($0)" }
    let lines = stride(from: 0, to: 40_000, by: 1_000).map { "CATEGORIES:" + entries[$0..<($0 + 1_000)].joined(separator: ",") }
    let contact = try VCardTrial("BEGIN:VCARD\n" + lines.joined(separator: "\n") + "\nEND:VCARD").contact()
    #expect(contact["tags"] == entries.joined(separator: "|"))
  }
}
