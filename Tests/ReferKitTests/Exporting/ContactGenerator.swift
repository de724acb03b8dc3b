import Foundation
import TestSupport

/// Makes up contacts as lines of NDJSON, with all that their fields allow.
struct ContactGenerator {
  private var random: Seeded
  private static let names = ["Ada Park", "Bo Lindqvist", "Cy Orr", "Dee \"D\" Ng", "Bo Lindqvist"]

  init(seed: Int) { random = Seeded(seed) }

  mutating func lines(_ count: Int) throws -> [String] {
    try (1...count).map { number in
      var contact: [String: Any] = ["id": "c\(number)"]
      for field in [
        "name", "first_name", "last_name", "nickname", "organization", "title", "profession", "industry",
        "serves", "city", "region", "country", "url", "notes", "ideal_client", "looking_for", "group", "mode", "stage",
      ]
      where random.once(in: 2) { contact[field] = text() }
      if random.once(in: 2) { contact["name"] = pick(Self.names) }
      for field in ["emails", "phones", "tags", "components"] where random.once(in: 2) {
        contact[field] = (0..<Int.random(in: 1...4, using: &random)).map { _ in text() }
      }
      if random.once(in: 4) { contact["email"] = text() }
      for field in ["met_at", "vetted_at", "last_interaction_at"] where random.once(in: 3) { contact[field] = time() }
      for field in ["do_not_contact", "is_client", "i_am_client", "friend"] where random.once(in: 3) {
        contact[field] = random.once(in: 2)
      }
      if random.once(in: 3) { contact["trust"] = pick([0, 4, -1, 3.25, 1e300, 0.1]) }
      if random.once(in: 2) { contact["birthday"] = pick(["1980-04-16", "--02-29", "in May", "1604-01-01", "=1"]) }
      if random.once(in: 3) { contact["met_event"] = ["name": text(), "kind": "mixer", "at": time()] }
      if random.once(in: 2) { contact["introduced_by"] = ["name": pick(Self.names + [" x ", "urn:a", "a;b"])] }
      if random.once(in: 4) { contact["introduced"] = [["name": text()], ["name": "Ng"]] }
      addRecords(to: &contact)
      for field in ["custom", "buckets"] where random.once(in: 2) {
        contact[field] = Dictionary(
          (0..<3).map { _ in (pick(["vat", " a ", "\"q\"", "=x", "ü;b", "id", "X-B (home)", "NOTE"]), text()) }
        ) { first, _ in first }
      }
      let data = try JSONSerialization.data(withJSONObject: contact, options: [.sortedKeys, .withoutEscapingSlashes])
      return String(decoding: data, as: UTF8.self)
    }
  }

  private mutating func addRecords(to contact: inout [String: Any]) {
    if random.once(in: 3) {
      contact["interactions"] = (0..<3).map { _ in
        ["at": time(), "kind": text(), "minutes": 1.5, "event": ["name": text(), "kind": "x"]] as [String: Any]
      }
    }
    if random.once(in: 3) {
      contact["referrals"] = ["given", "received", "observed"].map { direction in
        [
          "direction": direction, "giver": ["name": pick(Self.names)], "prospect": ["name": text()], "value": 12.5,
          "currency": "USD", "stage": "won", "at": time(),
        ] as [String: Any]
      }
    }
    if random.once(in: 4) { contact["promises"] = [["what": text(), "due": time()]] }
    if random.once(in: 4) { contact["asks"] = [["what": text(), "at": time()]] }
    if random.once(in: 4) { contact["introductions"] = [["to": ["name": pick(Self.names)], "notes": text()]] }
    if random.once(in: 4) { contact["gifts"] = [["what": text(), "value": 3, "currency": "EUR"]] }
    if random.once(in: 4) { contact["thanked"] = [["kind": "card", "at": time()]] }
    if random.once(in: 3) {
      contact["answers"] = ["good": 4, "since": ["value": true, "at": time()], "note": text()] as [String: Any]
    }
  }

  private mutating func pick<Item>(_ items: [Item]) -> Item { items[Int.random(in: 0..<items.count, using: &random)] }

  private mutating func time() -> String {
    pick(["2025-06-25T00:00:00Z", "1969-12-31T23:59:59Z", "2021-03-04T05:06:07.089Z", "0001-01-01T00:00:00Z"])
  }

  private mutating func text() -> String {
    if random.once(in: 3) {
      return pick([
        "=1+1", "+49 89 1234567", "-", "@x", "'", "'=", "ada@example.com", "mailto:a@b.example", "tel:555 0100",
        "https://a.example/?b=c,d;e", "--04-16", "data:image/png;base64,QUJD", "null", "[1]", "\\e", "4", "yes",
        "BEGIN:VCARD", "END:VCARD", "a ::: b", "* myContacts",
      ])
    }
    return (0..<Int.random(in: 1...9, using: &random)).map { _ in
      pick([
        "a", "b", " ", ",", ";", ":", "\\", "\n", "\r\n", "\t", "ü", "😀", "\"", "^", "=", "'", "x\u{0C}", "\u{1}",
        "\u{85}", "\u{2028}", "\u{FEFF}", "a long stretch of text, to be folded",
      ])
    }.joined()
  }
}
