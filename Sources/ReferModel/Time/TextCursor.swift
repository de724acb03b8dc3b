/// A place in a short ASCII text, moved on by what each grammar of times takes.
///
/// It never reads past the end: a take that does not fit answers nil or false and leaves the place as it was.
struct TextCursor {
  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { position >= bytes.count }

  /// The byte at this place; nil at the end.
  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Takes `character`, an ASCII one, if it comes next.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(truncatingIfNeeded: character.value) else { return false }
    position += 1
    return true
  }

  /// Takes exactly `count` digits, at most nine.
  mutating func takeDigits(_ count: Int) -> Int? {
    guard position + count <= bytes.count else { return nil }
    var value = 0
    for offset in 0..<count {
      let digit = Int(bytes[position + offset]) - 48
      guard 0...9 ~= digit else { return nil }
      value = value * 10 + digit
    }
    position += count
    return value
  }

  /// Takes the digits that come next, one to `most` of them (at most 18), with how many there were.
  mutating func takeNumber(most: Int) -> (value: Int, digits: Int)? {
    let start = position
    var value = 0
    while let byte = next, 48...57 ~= byte {
      guard position - start < most else {
        position = start
        return nil
      }
      value = value * 10 + Int(byte) - 48
      position += 1
    }
    return position > start ? (value, position - start) : nil
  }

  /// Takes the bytes for which `holds` is true.
  mutating func takeWhile(_ holds: (UInt8) -> Bool) -> UnsafeBufferPointer<UInt8> {
    let start = position
    while let byte = next, holds(byte) { position += 1 }
    return UnsafeBufferPointer(rebasing: bytes[start..<position])
  }

  /// Takes the ASCII letters that come next.
  mutating func takeLetters() -> String {
    String(decoding: takeWhile { 65...90 ~= $0 || 97...122 ~= $0 }, as: UTF8.self)
  }
}

extension TextCursor {
  /// Reads all of `text` with `body`, which sees a cursor at its start.
  static func read<Value>(
    _ text: String, _ body: (inout TextCursor) throws(TimeTextError) -> Value
  ) throws(TimeTextError) -> Value {
    var text = text
    let result: Result<Value, TimeTextError> = text.withUTF8 { bytes in
      var cursor = TextCursor(bytes)
      do throws(TimeTextError) {
        return .success(try body(&cursor))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
