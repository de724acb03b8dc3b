/// An amount in the minor units of its currency (cents, pence), as books keep it.
package enum Money {
  /// How many decimals the minor unit of a currency has, as of ISO 4217; two where the currency is not known.
  package static func decimals(of currency: String?) -> Int {
    switch currency?.uppercased() {
    case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF",
      "XOF", "XPF":
      0
    case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
    case "CLF", "UYW": 4
    default: 2
    }
  }

  /// Major units as whole minor units, rounded half away from zero; nil for what is no number or beyond 2⁵³ of them.
  package static func minor(_ major: Double, _ currency: String?) -> Int64? {
    let units = (major * power(currency)).rounded(.toNearestOrAwayFromZero)
    guard abs(units) <= 9_007_199_254_740_992 else { return nil }
    return Int64(units)
  }

  /// Minor units as major units: 50,050 cents are 500.5.
  package static func major(_ minor: Int64, _ currency: String?) -> Double { Double(minor) / power(currency) }

  /// Minor units as people write them: 9800.50 USD, 500 JPY.
  package static func text(_ minor: Int64, _ currency: String) -> String {
    let decimals = decimals(of: currency)
    var digits = String(minor.magnitude)
    if decimals > 0 {
      digits = String(repeating: "0", count: max(decimals + 1 - digits.utf8.count, 0)) + digits
      digits = "\(digits.dropLast(decimals)).\(digits.suffix(decimals))"
    }
    return (minor < 0 ? "-" : "") + digits + (currency.isEmpty ? "" : " \(currency)")
  }

  private static func power(_ currency: String?) -> Double { [1, 10, 100, 1_000, 10_000][decimals(of: currency)] }
}
