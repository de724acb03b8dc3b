/// Tells cards by the first bytes of a file, whatever the file is called.
package enum VCardSniffer {
  /// How many of a file's first bytes suffice.
  package static let prefixLength = 4_096

  /// True when the first line that is not blank begins a card or an address book of cards.
  package static func isVCard(_ prefix: UnsafeRawBufferPointer) -> Bool { withText(prefix, begins) }

  /// True when any line begins a card: what stands before it belongs to none.
  package static func holdsCard(_ prefix: UnsafeRawBufferPointer) -> Bool {
    withText(prefix) { head in
      head.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).contains { VCardWords.isBegin(VCardWords.trimmed($0)) }
    }
  }

  private static func withText(
    _ prefix: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Bool
  ) -> Bool {
    let head = UnsafeRawBufferPointer(rebasing: prefix.prefix(prefixLength))
    guard var utf16 = UTF16Transcoder(head: head) else { return body(head) }
    var bytes = [UInt8](repeating: 0, count: head.count * 3 + 4)
    return bytes.withUnsafeMutableBytes { place in
      guard let start = place.baseAddress else { return false }
      return body(UnsafeRawBufferPointer(rebasing: place[..<utf16.convert(head, to: start)]))
    }
  }

  private static func begins(_ head: UnsafeRawBufferPointer) -> Bool {
    var line = head[...]
    while line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
    line = line.drop { VCardWords.isBlank($0) || $0 == 0x0A || $0 == 0x0D }
    line = line.prefix { $0 != 0x0A && $0 != 0x0D }
    return VCardWords.isBegin(line) || VCardWords.isFrame(line, "BEGIN", "VADDRESSBOOK")
  }
}
