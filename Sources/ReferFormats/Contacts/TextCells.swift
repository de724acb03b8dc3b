import CRows
import ReferModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Cells of texts, without strings.
extension rw_cell {
  /// A text cell of bytes that stand elsewhere.
  static func text(_ place: UnsafePointer<CChar>, count: Int) -> rw_cell {
    var cell = rw_cell()
    cell.kind = UInt8(RW_TEXT)
    cell.count = UInt32(truncatingIfNeeded: count)
    cell.as.text = place
    return cell
  }

  static func text(_ place: UnsafeRawPointer, count: Int) -> rw_cell {
    text(place.assumingMemoryBound(to: CChar.self), count: count)
  }

  /// The text without blanks around it; missing when nothing is left.
  var trimmed: rw_cell {
    guard Int(kind) == RW_TEXT, var start = self.as.text else { return rw_cell() }
    var count = Int(self.count)
    while count > 0, Self.isBlank(start[0]) { (start, count) = (start + 1, count - 1) }
    while count > 0, Self.isBlank(start[count - 1]) { count -= 1 }
    return count > 0 ? .text(start, count: count) : rw_cell()
  }

  /// 0x1A is how DOS ended a file.
  private static func isBlank(_ byte: CChar) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte || byte == 0x1A }

  func hasSameText(as other: rw_cell) -> Bool {
    count == other.count && (count == 0 || memcmp(self.as.text, other.as.text, Int(count)) == 0)
  }

  /// Whether the text begins with a word of capitals, in any case.
  func begins(with word: StaticString) -> Bool {
    guard let bytes = textBytes, bytes.count >= word.utf8CodeUnitCount else { return false }
    return VCardWords.isEqual(bytes.prefix(word.utf8CodeUnitCount), word)
  }

  func holds(_ byte: UInt8) -> Bool { count > 0 && memchr(self.as.text, Int32(byte), Int(count)) != nil }

  /// Whether one of some words of small letters stands in the text, in any case.
  func holds(anyOf words: [StaticString]) -> Bool {
    guard let bytes = textBytes else { return false }
    return words.contains { word in
      let size = word.utf8CodeUnitCount
      guard size <= bytes.count else { return false }
      // A capital differs from its small letter in one bit, be it of ASCII or É in its second byte.
      return (0...(bytes.count - size)).contains { start in
        (0..<size).allSatisfy { bytes[start + $0] | 0x20 == word.utf8Start[$0] | 0x20 }
      }
    }
  }
}

extension RowArena {
  /// Room for a text's bytes; nil when memory is out.
  func room(_ count: Int) -> UnsafeMutablePointer<UInt8>? {
    rw_arena_take(pointer, max(count, 1))?.assumingMemoryBound(to: UInt8.self)
  }

  /// A copy of a text's bytes, which must be UTF-8; nil when memory is out.
  func copy(_ bytes: UnsafeBufferPointer<UInt8>) -> rw_cell? {
    guard let place = room(bytes.count) else { return nil }
    if let start = bytes.baseAddress { memcpy(place, start, bytes.count) }
    return .text(UnsafeRawPointer(place), count: bytes.count)
  }

  /// "row-12": what a contact without an id is called.
  func rowId(_ number: Int) -> rw_cell? {
    guard let place = room(24) else { return nil }
    var (rest, start) = (max(number, 0), 24)
    repeat {
      start -= 1
      place[start] = UInt8(0x30 + rest % 10)
      rest /= 10
    } while rest > 0
    for letter in "-wor".utf8 {
      start -= 1
      place[start] = letter
    }
    return .text(UnsafeRawPointer(place + start), count: 24 - start)
  }
}
