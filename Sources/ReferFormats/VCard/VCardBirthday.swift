/// A day of birth as a contact has it: "1980-04-16", or "--04-16" without the year.
enum VCardBirthday {
  /// Nil for what names no month and day. `omittedYear` is the year that stands for none, as Apple writes it.
  static func text(of value: String, omittedYear: String? = nil) -> String? {
    var day = Array(value.utf8.prefix { $0 != UInt8(ascii: "T") }.prefix(11))
    let shape = day.map { $0 >= 0x30 && $0 <= 0x39 ? digit : $0 }
    guard shapes.contains(shape) else { return nil }
    let hasNoYear = day[0] == dash
    day.removeAll { $0 == dash }
    let (month, date) = (number(day.suffix(4).prefix(2)), number(day.suffix(2)))
    guard (1...12).contains(month), (1...lengths[month - 1]).contains(date) else { return nil }
    let text = String(decoding: day, as: UTF8.self)
    let end = "-\(text.suffix(4).prefix(2))-\(text.suffix(2))"
    guard !hasNoYear else { return "-" + end }
    let year = String(text.prefix(4))
    // 1604 and 0000 stand for no year wherever they stand: nobody's contact was born then.
    return year == omittedYear || year == "1604" || year == "0000" ? "-" + end : year + end
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int { digits.reduce(0) { $0 * 10 + Int($1) - 0x30 } }

  private static let dash = UInt8(ascii: "-")
  private static let digit = UInt8(ascii: "0")
  private static let shapes = ["00000000", "0000-00-00", "--0000", "--00-00"].map { Array($0.utf8) }
  private static let lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
}
