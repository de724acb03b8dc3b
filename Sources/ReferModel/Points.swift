/// Points of a score, exact to nine decimals, so that sums never depend on their order.
package struct Points: Hashable, Comparable, Sendable {
  /// Billionths of a point.
  package var nanos: Int64

  package static let zero = Points(nanos: 0)
  /// The largest weight that a rule may give: sums of a thousand of them still fit.
  package static let limit = 1_000_000.0

  package init(nanos: Int64) { self.nanos = nanos }

  /// Rounds to nine decimals; nil beyond ``limit`` and for what is no number.
  package init?(_ value: Double) {
    guard abs(value) <= Self.limit else { return nil }
    nanos = Int64((value * 1e9).rounded())
  }

  package var double: Double { Double(nanos) / 1e9 }

  package static func + (a: Points, b: Points) -> Points { Points(nanos: a.nanos + b.nanos) }
  package static func - (a: Points, b: Points) -> Points { Points(nanos: a.nanos - b.nanos) }
  package static func < (a: Points, b: Points) -> Bool { a.nanos < b.nanos }
}

extension Points: CustomStringConvertible {
  /// The shortest decimal: "3", "2.25", "-0.000000001".
  package var description: String {
    let (whole, rest) = nanos.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
    let sign = nanos < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    var digits = String(rest)
    digits = String(repeating: "0", count: 9 - digits.count) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    return "\(sign)\(whole).\(digits)"
  }
}
