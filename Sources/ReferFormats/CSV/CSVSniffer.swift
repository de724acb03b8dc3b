/// Tells tables from other files by how they begin.
package enum CSVSniffer {
  /// Whether a file that begins with `prefix` is a table of separated values: its first rows have a header that names
  /// people, or two rows or more have the same number of cells, more than one.
  ///
  /// The second kind is given to ``CSVReader`` so that it can say what it looks for. NDJSON, vCards, calendars and XML
  /// are no tables, whatever commas they hold. A few KiB are enough. A zero byte below the header is one bad row's.
  package static func looksLikeTable(_ prefix: UnsafeRawBufferPointer) -> Bool {
    let buffer = TextBuffer()
    var decoder = TextDecoder()
    decoder.decode(prefix, into: buffer)
    decoder.finish(into: buffer)
    let all = UnsafeRawBufferPointer(buffer.bytes)
    let zero = all.firstIndex(of: 0)
    let text = UnsafeRawBufferPointer(rebasing: all[..<(zero ?? all.count)])
    guard let first = text.first(where: { !(0x09...0x0D ~= $0) && $0 != 0x20 }) else { return false }
    if "{[<%".utf8.contains(first) || Self.isCards(text) { return false }
    if TableDialect.separator(text, isAll: true) != nil { return true }
    return zero == nil
      && [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09].contains { separator in
        let widths = TableDialect.rows(text, separator, isAll: true).map(\.count)
        return widths.count >= 2 && widths[0] > 1 && widths[0] == widths[1]
      }
  }

  private static func isCards(_ text: UnsafeRawBufferPointer) -> Bool {
    let head = String(decoding: text.prefix(64), as: UTF8.self).lowercased()
    return head.drop(while: \.isWhitespace).hasPrefix("begin:")
  }
}
