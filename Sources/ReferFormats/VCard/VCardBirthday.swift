internal import CRows
internal import ReferModel

/// A day of birth as a contact has it: "1980-04-16", or "--04-16" without the year.
struct VCardBirthday {
  private var year: Int?
  private let month, day: Int

  /// Nil for what names no month and day. `omittedYear` is the year that stands for none, as Apple writes it.
  init?(_ value: UnsafeRawBufferPointer, omittedYear: Int?) {
    let text = value.prefix { $0 != UInt8(ascii: "T") && $0 != UInt8(ascii: " ") }
    var numbers: [Int] = []
    var shape: [UInt8] = []
    guard text.count <= 10 else { return nil }
    for byte in text {
      let isDigit = byte >= 0x30 && byte <= 0x39
      if isDigit { numbers.append(Int(byte) - 0x30) }
      shape.append(isDigit ? UInt8(ascii: "0") : byte)
    }
    guard Self.shapes.contains(shape) else { return nil }
    func number(_ digits: ArraySlice<Int>) -> Int { digits.reduce(0) { $0 * 10 + $1 } }
    let end = numbers.count
    month = number(numbers[(end - 4)..<(end - 2)])
    day = number(numbers[(end - 2)...])
    guard (1...12).contains(month), (1...Self.lengths[month - 1]).contains(day) else { return nil }
    // 1604 and 0000 stand for no year wherever they stand: nobody's contact was born then.
    if end == 8 { year = number(numbers[..<4]) }
    if year == omittedYear || year == 1604 || year == 0 { year = nil }
  }

  /// As a text; nil when memory is out.
  func cell(in arena: RowArena) -> rw_cell? {
    guard let place = arena.room(10) else { return nil }
    var count = 0
    func write(_ number: Int, _ digits: Int) {
      var rest = number
      for offset in (0..<digits).reversed() {
        place[count + offset] = UInt8(0x30 + rest % 10)
        rest /= 10
      }
      count += digits
    }
    func writeDash() {
      place[count] = UInt8(ascii: "-")
      count += 1
    }
    if let year { write(year, 4) } else { writeDash() }
    writeDash()
    write(month, 2)
    writeDash()
    write(day, 2)
    return .text(UnsafeRawPointer(place), count: count)
  }

  private static let shapes = ["00000000", "0000-00-00", "--0000", "--00-00"].map { Array($0.utf8) }
  private static let lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
}
