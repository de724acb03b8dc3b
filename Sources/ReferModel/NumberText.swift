/// Numbers as people and files read them: a whole number prints as one (8, not 8.0).
package enum NumberText {
  package static func string(_ number: Double) -> String {
    if number == number.rounded(), abs(number) <= 9_007_199_254_740_992 { return String(Int64(number)) }
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    return "\(number)"
  }
}
