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
    withValue { bytes in
      var components: [[String]] = []
      var entries: [String] = []
      var entry: [UInt8] = []
      func end() {
        entries.append(String(decoding: entry, as: UTF8.self))
        entry.removeAll(keepingCapacity: true)
      }
      escaping.walk(bytes) { byte, isEscaped in
        if byte == UInt8(ascii: ";"), !isEscaped {
          end()
          components.append(entries)
          entries.removeAll()
        } else if byte == UInt8(ascii: ","), !isEscaped, escaping.hasCommas {
          end()
        } else {
          entry.append(byte)
        }
      }
      end()
      return components + [entries]
    }
  }

  /// The entries of CATEGORIES and NICKNAME.
  package var list: [String] {
    withValue { escaping.split($0, atCommas: true) }
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

  /// Whether the value stands for bytes, not for a text.
  var isBinary: Bool { encoding == .base64 || isDataAddress }

  /// The value's base64, from an encoding or from a `data:` address.
  package var base64: String? {
    guard isBinary else { return nil }
    let value = value
    guard isDataAddress, let comma = value.firstIndex(of: ",") else { return value }
    return String(value[value.index(after: comma)...])
  }
}
