/// What makes two spellings of a name, a company or an address the same: case and spaces do not count.
package enum NameKey {
  /// Lower case, without outer spaces, one space for each run of inner white space.
  package static func of(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return ofASCII(text) }
    return text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The same in one pass over bytes, as most names allow it.
  private static func ofASCII(_ text: String) -> String {
    String(unsafeUninitializedCapacity: text.utf8.count) { key in
      var (count, isGap) = (0, false)
      for byte in text.utf8 {
        if byte == 0x20 || 0x09...0x0D ~= byte {
          isGap = count > 0
          continue
        }
        if isGap {
          key[count] = 0x20
          count += 1
        }
        isGap = false
        key[count] = 0x41...0x5A ~= byte ? byte | 0x20 : byte
        count += 1
      }
      return count
    }
  }
}
