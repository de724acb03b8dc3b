import Foundation
import ReferFormats
import TestSupport
import Testing

private let samples = ProcessInfo.processInfo.environment["REFER_SAMPLES"]

@Suite("cards as vobject reads them")
struct VCardOracleTests {
  /// Where vobject reads otherwise than the RFCs: what is done to its property and to ours before they are compared.
  private struct Exception: Sendable {
    let why: String
    let change: @Sendable (inout Oracle.Property) -> Void
  }

  private static let exceptions = [
    Exception(why: "vobject leaves the needless backslash before a colon, as Apple writes it, where it stands") {
      $0.value = $0.value.map { $0.map { $0.replacingOccurrences(of: "\\:", with: ":") } }
    },
    Exception(why: "vobject fills up N and ADR with components that the card does not have, and leaves out empty ends") {
      $0.value = $0.value.map { entries in
        var entries = entries
        while entries.last == "" { entries.removeLast() }
        return entries
      }
      while $0.value.last == [] { $0.value.removeLast() }
    },
    Exception(why: "vobject writes all names in capitals, and reads _ as -") {
      $0.name = $0.name.uppercased().replacingOccurrences(of: "_", with: "-")
      $0.parameters = $0.parameters.map { [$0[0].uppercased(), $0[1]] }.sorted { $0.description < $1.description }
    },
    Exception(why: "vobject leaves the card in an AGENT as the text that it stands in") {
      if $0.name == "AGENT" { $0.value = [] }
    },
    Exception(why: "vobject has no name for a bare word of version 2.1") {
      $0.parameters = $0.parameters.map { ["TYPE", ""].contains($0[0]) ? ["TYPE", $0[1]] : $0 }.sorted {
        $0.description < $1.description
      }
    },
  ]

  /// vobject ends any text but a list at the first comma that no backslash escapes, so that much is compared.
  private static func ours(_ property: VCardProperty) -> Oracle.Property {
    let value =
      switch property.key {
      case "N", "ADR", "ORG": property.components
      case "CATEGORIES": [property.list]
      default: property.base64.map { [[$0]] } ?? [[property.list.first ?? ""]]
      }
    return Oracle.Property(
      group: property.group ?? "", name: property.name,
      parameters: property.parameters.flatMap { parameter in parameter.values.map { [parameter.name, $0] } },
      value: value)
  }

  private static func compared(_ properties: [Oracle.Property]) -> [Oracle.Property] {
    properties.map { property in exceptions.reduce(into: property) { $1.change(&$0) } }.sorted()
  }

  private func expectSame(_ text: String, _ expected: [[Oracle.Property]], _ name: String) throws {
    let trial = try VCardTrial(text)
    #expect(trial.problems == [], "\(name)")
    #expect(trial.cards.count == expected.count, "\(name)")
    for (card, expected) in zip(trial.cards, expected) {
      #expect(Self.compared(card.properties.map(Self.ours)) == Self.compared(expected), "\(name)")
    }
  }

  @Test("well-formed cards that were made up", .enabled(if: Oracle.vobject != nil), arguments: 1...4)
  func generated(seed: Int) throws {
    var random = Seeded(seed)
    let files = (0..<50).map { _ in Oracle.File(text: WellFormedCards.file(&random)) }
    for (file, cards) in zip(files, try Oracle.cards(of: files)) {
      try expectSame(file.text, cards, file.text.debugDescription)
    }
  }

  /// The others of the sample files are of version 2.1, which vobject does not know, or are written so that it refuses
  /// them.
  @Test(
    "well-formed cards of real address books", .enabled(if: Oracle.vobject != nil && samples != nil),
    arguments: [
      "calcard__006", "calcard__048", "ez-vcard__John_Doe_GMAIL", "ez-vcard__John_Doe_IPHONE",
      "ez-vcard__rfc6350-example", "ical4j-vcard__vcard-group",
    ])
  func sample(name: String) throws {
    let bytes = try Data(contentsOf: URL(filePath: try #require(samples)).appending(path: "vcard/\(name).vcf"))
    let file = Oracle.File(text: String(decoding: bytes, as: UTF8.self))
    try expectSame(file.text, try #require(try Oracle.cards(of: [file]).first), name)
  }
}

/// Cards of versions 3.0 and 4.0 with what every reader must read alike.
private enum WellFormedCards {
  static func file(_ random: inout Seeded) -> String {
    (0..<Int.random(in: 1...4, using: &random)).map { _ in
      let version = random.once(in: 2) ? "3.0" : "4.0"
      var lines = ["BEGIN:VCARD", "VERSION:\(version)", "FN:" + text(&random)]
      for _ in 0..<Int.random(in: 0...10, using: &random) { lines.append(property(&random)) }
      return (lines + ["END:VCARD", ""]).map { fold($0, &random) }.joined(separator: "\r\n")
    }.joined()
  }

  private static func pick<Item>(_ items: [Item], _ random: inout Seeded) -> Item {
    items[Int.random(in: 0..<items.count, using: &random)]
  }

  private static func property(_ random: inout Seeded) -> String {
    if random.once(in: 12) { return "PHOTO;ENCODING=b;TYPE=JPEG:QUJDREVGRw==" }
    let name = pick(
      ["N", "ADR", "ORG", "NOTE", "EMAIL", "TEL", "URL", "TITLE", "ROLE", "BDAY", "UID", "X-A", "X-ABLabel"], &random)
    var head = random.once(in: 3) ? pick(["item1.", "ITEM2.", "a-b."], &random) + name : name
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      head += pick(
        [";TYPE=home", ";type=WORK,voice", ";PREF=1", ";X-P=\"a;b:c,d\"", ";TYPE=\"cell,fax\"", ";LANGUAGE=de"],
        &random)
    }
    let parts = ["N": 5, "ADR": 7, "ORG": Int.random(in: 1...3, using: &random)][name] ?? 1
    return head + ":"
      + (0..<parts).map { _ in
        let entries = name == "N" || name == "ADR" ? Int.random(in: 1...2, using: &random) : 1
        return (0..<entries).map { _ in text(&random) }.joined(separator: ",")
      }.joined(separator: ";")
  }

  /// Never empty: what an empty entry means is each reader's own.
  private static func text(_ random: inout Seeded) -> String {
    "t"
      + (0..<Int.random(in: 0...20, using: &random)).map { _ in
        pick(["a", "b", " ", "\\,", "\\;", "\\\\", "\\n", "\\N", ":", "ü", "😀", "\"", "=", "^", "'", "long words"], &random)
      }.joined() + "."
  }

  /// Lines folded anywhere, as RFC 6350, 3.2, allows.
  private static func fold(_ line: String, _ random: inout Seeded) -> String {
    guard line.contains(":"), !line.hasPrefix("BEGIN"), !line.hasPrefix("END"), !line.hasPrefix("VERSION") else {
      return line
    }
    return line.unicodeScalars.enumerated().map { place, scalar in
      (place > 0 && random.once(in: 30) ? "\r\n" + pick([" ", "\t"], &random) : "") + String(scalar)
    }.joined()
  }
}
