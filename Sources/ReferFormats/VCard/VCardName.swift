/// A name as it is written, and in upper case to compare with.
struct VCardName: Sendable {
  let text: String
  let key: String

  init(_ text: String) {
    self.text = text
    let hasOther = text.utf8.contains { ($0 >= 0x61 && $0 <= 0x7A) || $0 >= 0x80 }
    key = hasOther ? text.uppercased() : text
  }

  private init(text: String, key: String) { (self.text, self.key) = (text, key) }

  /// Nearly all names are ASCII, and many in upper case: they are told apart without a string's help.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> VCardName {
    var isLower = false
    for byte in bytes {
      if byte >= 0x80 { return VCardName(VCardCharset.decode(bytes, as: nil)) }
      isLower = isLower || (byte >= 0x61 && byte <= 0x7A)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    guard isLower else { return VCardName(text: text, key: text) }
    let key = String(unsafeUninitializedCapacity: bytes.count) { place in
      for number in 0..<bytes.count { place[number] = VCardWords.upper(bytes[number]) }
      return bytes.count
    }
    return VCardName(text: text, key: key)
  }
}
