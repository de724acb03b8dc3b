import ReferModel
import ReferStore

/// How many referrals somebody gave or got, and what they brought.
///
/// A lead, of whom the prospect does not know, and a spin-off, which came out of an earlier referral, are no referrals of
/// their own. Amounts of different currencies are never added.
enum ReferralSums {
  static func isLead(_ referral: RecordView) -> Bool { referral.cell("consent").yesno == false }

  private static func isSpinOff(_ referral: RecordView) -> Bool { referral.text("tier") == Tier.spinOff.name }

  /// "2 referrals, 1 lead, 1 won"; nil for none.
  static func counts(_ referrals: [RecordView]) -> String? {
    let counted = referrals.filter { !isLead($0) && !isSpinOff($0) }
    let parts = [
      count(counted.count, "referral", "referrals"), count(referrals.count(where: isLead), "lead", "leads"),
      count(referrals.count { isSpinOff($0) && !isLead($0) }, "spin-off", "spin-offs"),
      count(counted.count { $0.text("stage") == ReferralStage.won.name }, "won", "won"),
    ].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  private static func count(_ number: Int, _ one: String, _ many: String) -> String? {
    number == 0 ? nil : "\(number) \(number == 1 ? one : many)"
  }

  /// What somebody's referrals brought the user, and what came out of those, apart.
  static func credit(_ closed: [ClosedValue]) -> String? {
    func sum(_ part: KeyPath<ClosedValue, Int64>) -> String? {
      amounts(closed.filter { $0[keyPath: part] != 0 }.map { ($0.currency ?? "", $0[keyPath: part]) })
    }
    let parts = [sum(\.direct), sum(\.spinOff).map { "spin-offs \($0)" }].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// The values of referrals, by currency.
  static func values(_ referrals: [RecordView]) -> String? {
    var sums: [String: Int64] = [:]
    for referral in referrals {
      let currency = referral.text("currency") ?? ""
      guard let minor = referral.number("value").flatMap({ Money.minor($0, currency) }) else { continue }
      let (sum, isTooMuch) = sums[currency, default: 0].addingReportingOverflow(minor)
      if !isTooMuch { sums[currency] = sum }
    }
    return amounts(sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }

  private static func amounts(_ amounts: [(currency: String, minor: Int64)]) -> String? {
    if amounts.isEmpty { return nil }
    return amounts.map { Money.text($0.minor, $0.currency) }.joined(separator: " + ")
  }
}
