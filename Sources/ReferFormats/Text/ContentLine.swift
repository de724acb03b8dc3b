/// A line as vCard (RFC 6350, 3.2) and iCalendar (RFC 5545, 3.1) put it into bytes: folded at 75 bytes, never inside a
/// character, and ended with CRLF.
enum ContentLine {
  /// - Parameter isMisread: whether a line that ended after this would be taken for another; it is then cut before.
  static func write(
    _ line: [UInt8], to bytes: inout [UInt8], isMisread: (ArraySlice<UInt8>) -> Bool = { _ in false }
  ) {
    var start = 0
    var room = 75
    while line.count - start > room {
      var stop = start + room
      if isMisread(line[start..<stop]) { stop -= 1 }
      while stop > start + 1, line[stop] & 0xC0 == 0x80 { stop -= 1 }
      bytes += line[start..<stop]
      bytes += [0x0D, 0x0A, 0x20]
      start = stop
      room = 74
    }
    bytes += line[start...]
    bytes += [0x0D, 0x0A]
  }
}
