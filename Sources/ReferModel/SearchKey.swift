/// What a search compares: lower case, without accents, one space for each run of white space and controls.
///
/// "  José  MÜLLER" and "jose muller" have one key. Unlike ``NameKey`` it joins names that are not the same, so it only
/// ever serves to find, never to tell who somebody is.
package enum SearchKey {
  package static func of(_ text: String) -> String {
    let lower = text.lowercased()
    return collapsed(lower.utf8.allSatisfy { $0 < 0x80 } ? lower : withoutAccents(lower))
  }

  /// Whether `part` stands anywhere in `text`; both are keys.
  package static func contains(_ text: String, _ part: String) -> Bool {
    let (text, part) = (Array(text.utf8), Array(part.utf8))
    guard let first = part.first else { return true }
    guard text.count >= part.count else { return false }
    return (0...(text.count - part.count)).contains { start in
      text[start] == first && text[start..<start + part.count].elementsEqual(part)
    }
  }

  private static func collapsed(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var isGap = false
    for byte in text.utf8 {
      if byte <= 0x20 || byte == 0x7F {
        isGap = true
        continue
      }
      if isGap, !bytes.isEmpty { bytes.append(0x20) }
      isGap = false
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func withoutAccents(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0..<0x80: result.unicodeScalars.append(scalar)
      // Accents that stand beside their letter.
      case 0x300...0x36F: continue
      case 0xDF...0x24F, 0x1E00...0x1EFF: result += plain[scalar] ?? String(scalar)
      default: result.unicodeScalars.append(scalar.properties.isWhitespace ? " " : scalar)
      }
    }
    return result
  }

  /// Small Latin letters with accents, by the letter that their name in Unicode says they are made of.
  private static let plain: [Unicode.Scalar: String] = {
    var letters: [Unicode.Scalar: String] = ["ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"]
    for scalar in (Array(0xDF...0x24F) + Array(0x1E00...0x1EFF)).compactMap({ Unicode.Scalar($0 as UInt32) }) {
      let words = scalar.properties.name?.split(separator: " ") ?? []
      guard words.count > 4, words.prefix(3).joined(separator: " ") == "LATIN SMALL LETTER", words[4] == "WITH",
        words[3].count == 1
      else { continue }
      letters[scalar] = words[3].lowercased()
    }
    return letters
  }()
}
