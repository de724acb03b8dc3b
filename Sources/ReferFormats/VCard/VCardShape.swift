/// How the value of a property is built.
enum VCardShape: Sendable {
  /// Components parted by semicolons, and entries in them parted by commas.
  case components
  /// Entries parted by commas.
  case list
  /// One text.
  case text
  /// Anything else, such as an address of the web, a date, or what no version knows.
  case other

  init(key: String) {
    switch key {
    case "N", "ADR", "ORG": self = .components
    case "CATEGORIES", "NICKNAME": self = .list
    case "FN", "NOTE", "TITLE", "ROLE", "LABEL", "MAILER", "SORT-STRING", "PRODID", "X-ABLABEL": self = .text
    default: self = .other
    }
  }

  /// Whether a bare character of version 2.1 needs a backslash later.
  func escapes(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ";"): self == .text || self == .list
    case UInt8(ascii: ","): self == .text || self == .components
    default: false
    }
  }
}

extension VCardProperty {
  /// The value as one text, without backslashes.
  package var text: String { escaping.text(value) }

  /// The components of N, ADR and ORG, each with its entries.
  package var components: [[String]] {
    var value = value
    return value.withUTF8 { bytes in
      var parts: [[String]] = []
      var start = 0
      var place = 0
      while place <= bytes.count {
        if place == bytes.count || bytes[place] == UInt8(ascii: ";") {
          parts.append(
            escaping.split(UnsafeBufferPointer(rebasing: bytes[start..<place]), atCommas: escaping.hasCommas))
          start = place + 1
        } else if bytes[place] == UInt8(ascii: "\\"), place + 1 < bytes.count,
          escaping.character(after: bytes[place + 1]) != nil
        {
          place += 1
        }
        place += 1
      }
      return parts
    }
  }

  /// The entries of CATEGORIES and NICKNAME.
  package var list: [String] {
    var value = value
    return value.withUTF8 { escaping.split($0, atCommas: true) }
  }

  /// What the value means, whatever version wrote it: what reading and writing keep.
  ///
  /// The card in an AGENT is no part of it, and the head of a `data:` address is none: base64 is the same with it
  /// and without.
  package var content: [[String]] {
    if let data = base64 { return [[data]] }
    switch VCardShape(key: key) {
    case .components: return components
    case .list: return [list]
    case .text, .other: return [[text]]
    }
  }

  /// The value's base64, from an encoding or from a `data:` address.
  package var base64: String? {
    guard encoding == .base64 || isDataAddress else { return nil }
    let value = value
    guard isDataAddress, let comma = value.firstIndex(of: ",") else { return value }
    return String(value[value.index(after: comma)...])
  }
}
