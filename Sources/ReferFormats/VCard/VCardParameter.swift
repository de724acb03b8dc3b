/// One parameter of a property: `TYPE=work,voice`.
///
/// A bare word of version 2.1, as in `TEL;WORK`, is read as the parameter that it stands for.
package struct VCardParameter: Sendable, Hashable {
  /// As it is written; names are compared without regard to case.
  package let name: String
  /// The name in upper case: what to compare with.
  package let key: String
  /// Without quotes, and with RFC 6868's escapes decoded.
  package let values: [String]

  package init(_ name: String, _ values: [String]) { self.init(VCardName(name), values) }

  init(_ name: VCardName, _ values: [String]) {
    (self.name, key) = (name.text, name.key)
    self.values = values
  }

  /// What says how a value is put into bytes, not what it means: a writer decides that anew.
  var isTransfer: Bool {
    if key == "CHARSET" { return true }
    return key == "ENCODING" && values.allSatisfy { VCardEncoding.named($0) != nil }
  }

  /// A bare word, as version 2.1 allows.
  static func bare(_ words: [String]) -> VCardParameter {
    guard words.count == 1, var word = words.first else { return VCardParameter("TYPE", words) }
    if VCardEncoding.named(word) != nil { return VCardParameter("ENCODING", words) }
    return VCardParameter("\(word.withUTF8(bareName))", words)
  }

  /// The name of the parameter that a bare word is a value of, unless it is an encoding.
  static func bareName(_ word: UnsafeBufferPointer<UInt8>) -> StaticString {
    let isValue = (["INLINE", "URL", "CID", "CONTENT-ID"] as [StaticString]).contains { VCardWords.isEqual(word, $0) }
    return isValue ? "VALUE" : "TYPE"
  }
}

/// How a value is put into lines of text.
enum VCardEncoding: Sendable {
  case plain, quotedPrintable, base64

  /// Nil for a name that is no encoding of a vCard.
  static func named(_ name: String) -> VCardEncoding? {
    switch name.uppercased() {
    case "QUOTED-PRINTABLE": .quotedPrintable
    case "BASE64", "B": .base64
    case "7BIT", "8BIT": .plain
    default: nil
    }
  }
}
