import TestSupport

/// Makes up files of cards, of all versions and with all that they allow.
struct VCardGenerator {
  private var random: Seeded

  init(seed: Int) { random = Seeded(seed) }

  mutating private func pick<Item>(_ items: [Item]) -> Item { items[Int.random(in: 0..<items.count, using: &random)] }

  func file() -> [UInt8] {
    var copy = self
    let end = copy.pick(["\r\n", "\n", "\r"])
    var lines: [String] = []
    for _ in 0..<Int.random(in: 1...4, using: &copy.random) { lines += copy.card(depth: 0) }
    return Array((lines.joined(separator: end) + end).utf8)
  }

  private mutating func card(depth: Int) -> [String] {
    let version = pick(["2.1", "3.0", "4.0", ""])
    var lines = ["BEGIN:VCARD"] + (version.isEmpty ? [] : ["VERSION:\(version)"])
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      if depth < 2, random.once(in: 20) {
        lines += ["AGENT:"] + card(depth: depth + 1)
      } else {
        lines += property(version)
      }
    }
    return lines + ["END:VCARD"]
  }

  private mutating func property(_ version: String) -> [String] {
    var head = random.once(in: 4) ? pick(["item1.", "a.b.", "Item2."]) : ""
    head += pick([
      "FN", "N", "tel", "EMAIL", "ADR", "ORG", "NOTE", "CATEGORIES", "NICKNAME", "URL", "X-A", "X-b C", "PHOTO",
    ])
    for _ in 0..<Int.random(in: 0...2, using: &random) {
      head += pick([
        ";TYPE=home,work", ";type=pref", ";PREF=1", ";X=\"a;b:c,d\"", ";L=^n^'^^^", ";VALUE=uri", ";WORK", ";=x", ";Y=",
        ";;",
      ])
    }
    switch version == "4.0" ? 2 : Int.random(in: 0..<4, using: &random) {
    case 0: return [head + ";ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:" + quoted(text())]
    case 1: return [head + pick([";ENCODING=b", ";BASE64", ";ENCODING=BASE64"]) + ":QUJD", " REVG", ""]
    default: return [head + ":" + text()] + (random.once(in: 5) ? [" " + text()] : [])
    }
  }

  private mutating func text() -> String {
    (0..<Int.random(in: 0...30, using: &random)).map { _ in
      pick([
        "a", "b", " ", ",", ";", ":", "\\", "\\n", "\\,", "\\;", "\\\\", "ü", "😀", "\"", "^", "=", "'", "data:",
        "x\u{0C}",
        "a long stretch of text",
      ])
    }.joined()
  }

  /// Quoted-printable with soft breaks.
  private mutating func quoted(_ text: String) -> String {
    text.utf8.map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      let plain = byte > 0x20 && byte < 0x7F && byte != 0x3D && !random.once(in: 3)
      let soft = random.once(in: 12) ? "=\n" : ""
      return soft + (plain ? String(UnicodeScalar(byte)) : "=" + (digits.count == 1 ? "0" : "") + digits)
    }.joined()
  }

  /// Changes a file a little: a byte, a piece, a line end, or a word that means something.
  static func mutate(_ bytes: inout [UInt8], _ random: inout Seeded) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    let length = min(Int.random(in: 1...40, using: &random), bytes.count - place)
    let words = [
      "\r", "\n", "\n ", "=\n", ":", ";", "\\", "\"", "^", ",", "BEGIN:VCARD\n", "\nEND:VCARD\n", "\nAGENT:",
      "\nVERSION:2.1\n",
      ";ENCODING=QUOTED-PRINTABLE", ";BASE64", "data:a/b;base64,", "\u{0}", "\nBEGIN;CHARSET=UTF-8:VCARD\n",
      ";CHARSET=x", "\u{FEFF}",
    ]
    switch Int.random(in: 0..<5, using: &random) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.removeSubrange(place..<(place + length))
    case 2:
      bytes.insert(contentsOf: bytes[place..<(place + length)], at: Int.random(in: 0..<bytes.count, using: &random))
    case 3: bytes.insert(contentsOf: words[Int.random(in: 0..<words.count, using: &random)].utf8, at: place)
    default: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &random))
    }
  }
}
