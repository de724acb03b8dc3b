/// Writes numbers of a fixed width into the bytes of a string that is being made; what does not fit is left out.
struct DigitWriter {
  private let buffer: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0

  init(_ buffer: UnsafeMutableBufferPointer<UInt8>) {
    self.buffer = buffer
  }

  /// Writes `character`, an ASCII one.
  mutating func write(_ character: Unicode.Scalar) {
    guard count < buffer.count else { return }
    buffer[count] = UInt8(truncatingIfNeeded: character.value)
    count += 1
  }

  /// Writes `value`, which is not negative, with zeros in front up to `digits`.
  mutating func write(_ value: Int, digits: Int) {
    guard count + digits <= buffer.count else { return }
    var rest = value
    for place in stride(from: count + digits - 1, through: count, by: -1) {
      buffer[place] = UInt8(48 + rest % 10)
      rest /= 10
    }
    count += digits
  }

  /// Writes `date` like 2026-05-23.
  mutating func write(_ date: CivilDate) {
    write(date.year, digits: date.year > 9999 ? 5 : 4)
    write("-")
    write(date.month, digits: 2)
    write("-")
    write(date.day, digits: 2)
  }
}
