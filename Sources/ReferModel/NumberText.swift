/// Numbers as people and files read them: a whole number prints as one (8, not 8.0).
package enum NumberText {
  package static func string(_ number: Double) -> String {
    if number == number.rounded(), abs(number) <= 9_007_199_254_740_992 { return String(Int64(number)) }
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    return "\(number)"
  }

  /// The number that a text holds: digits, a point and a sign, with spaces where people put them; nil for any other text.
  package static func number(_ text: String) -> Double? {
    let digits = text.filter { !$0.isWhitespace }
    guard digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 || "+-.eE".utf8.contains($0) }) else { return nil }
    return Double(digits).flatMap { $0.isFinite ? $0 : nil }
  }
}
