/// The text of one rules file, for messages: its lines, and which line and column a byte stands in.
///
/// Lines are counted as Lua counts them, so that its line numbers fit. A byte order mark at the start is
/// dropped: Windows editors write it, and it means nothing.
package struct ScriptSource: Sendable {
  /// As shown in messages, for example `rules.lua`.
  package let name: String
  /// What Lua is to be given: the text without a byte order mark.
  package let text: String
  package let hadByteOrderMark: Bool
  let bytes: [UInt8]
  private let starts: [Int]

  /// What the first bytes say that the file is.
  package enum Format: Hashable, Sendable { case text, compiled, utf16 }

  package init(name: String, text: String) {
    self.init(name: name, bytes: text.utf8)
  }

  package init(name: String, bytes: some Sequence<UInt8>) {
    var bytes = Array(bytes)
    hadByteOrderMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    if hadByteOrderMark { bytes.removeFirst(3) }
    self.name = name
    text = String(decoding: bytes, as: UTF8.self)
    self.bytes = Array(text.utf8)
    starts = Self.lineStarts(self.bytes)
  }

  package var format: Format {
    if bytes.first == 0x1B { return .compiled }
    // Each letter of plain English is a byte and a zero in UTF-16.
    let head = bytes.prefix(256)
    return head.count { $0 == 0 } * 3 >= max(head.count, 3) ? .utf16 : .text
  }

  package var lineCount: Int { starts.count }

  package var lines: [String] { (1...starts.count).map(line) }

  /// The text of a line, the first being 1, without its end; empty for a line that is not there.
  package func line(_ number: Int) -> String {
    guard number >= 1, number <= starts.count else { return "" }
    var end = number < starts.count ? starts[number] : bytes.count
    let start = starts[number - 1]
    while end > start, bytes[end - 1] == 10 || bytes[end - 1] == 13 { end -= 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// How far the first visible character of a line stands from the left; a tab counts as far as the next stop of 4.
  func indent(ofLine number: Int) -> Int {
    guard number >= 1, number <= starts.count else { return 0 }
    var width = 0
    for byte in bytes[starts[number - 1]...] {
      if byte == 32 { width += 1 } else if byte == 9 { width += 4 - width % 4 } else { break }
    }
    return width
  }

  /// Where the line starts that `number` counts, in bytes.
  func start(ofLine number: Int) -> Int {
    number <= starts.count ? starts[max(number, 1) - 1] : bytes.count
  }

  /// The line and column of a byte, both from 1; columns count characters.
  func place(atByte offset: Int) -> Place {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    let prefix = bytes[starts[low]..<min(max(offset, starts[low]), bytes.count)]
    return Place(line: low + 1, column: String(decoding: prefix, as: UTF8.self).count + 1, length: 1)
  }

  private static func lineStarts(_ bytes: [UInt8]) -> [Int] {
    var starts = [0]
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      guard byte == 10 || byte == 13 else { continue }
      // Lua takes either order of the two as one end of line.
      if at < bytes.count, bytes[at] == 10 || bytes[at] == 13, bytes[at] != byte { at += 1 }
      starts.append(at)
    }
    return starts
  }
}
