import LuaHost
import ReferModel

extension RuleGlobals {
  func installMoney(in sandbox: Sandbox) throws {
    try sandbox.define("money") { [unowned self] call in try money(call) }
    sandbox.compareObjects = { [unowned self] call in .yesno(try compare(call)) }
  }

  /// An amount of a currency; nil for an amount that is not known.
  private func money(_ call: Sandbox.Call) throws -> LuaValue {
    let form = "money(5000, \"USD\")"
    switch call.arguments.first {
    case nil, .some(.none): return .none
    default: break
    }
    guard let amount = call.arguments[0].double, amount.isFinite, call.arguments.count <= 2 else {
      throw HostError("money needs an amount and its currency: \(form)")
    }
    var currency = profile.currency ?? ""
    switch call.arguments.dropFirst().first {
    case nil, .some(.none): break
    case .text(let code)?:
      guard code.utf8.count == 3, code.utf8.allSatisfy({ 65...90 ~= $0 & 0xDF }) else {
        let told = isOwn(code) ? "'\(Excerpt.quoted(code))'" : "this"
        throw HostError("\(told) is no currency: it has three letters, as in \(form)")
      }
      currency = code.uppercased()
    default:
      if let cents = call.arguments[1].double, cents == cents.rounded() {
        throw HostError("a number takes no comma between thousands: \(form)")
      }
      throw HostError("a currency is three letters in quotes: \(form)")
    }
    guard let minor = Money.minor(amount, currency) else { throw HostError("this amount is too large to count") }
    return objects.add(.money(HostObjects.Amount(minor: minor, currency: currency)))
  }

  /// Whether the comparison that a script made holds.
  private func compare(_ call: Sandbox.Call) throws -> Bool {
    guard call.arguments.count == 3, case .text(let sign) = call.arguments[2] else { return false }
    let sides = call.arguments.prefix(2).map { objects.object($0) }
    guard case .money(let one)? = sides[0], case .money(let other)? = sides[1] else {
      if sign == "==" { return call.arguments[0] == call.arguments[1] }
      throw HostError(Self.refusal(sides, call.arguments))
    }
    guard one.currency == other.currency else {
      if sign == "==" { return false }
      throw HostError(
        "\(Self.name(one)) can't be compared with \(Self.name(other)): money is compared in one currency only")
    }
    switch sign {
    case "<": return one.minor < other.minor
    case "<=": return one.minor <= other.minor
    default: return one.minor == other.minor
    }
  }

  private static func name(_ amount: HostObjects.Amount) -> String {
    amount.currency.isEmpty ? "money without a currency" : amount.currency
  }

  private static func refusal(_ sides: [HostObjects.Object?], _ values: [LuaValue]) -> String {
    let isMoney = sides.contains { if case .money? = $0 { true } else { false } }
    guard isMoney else { return "these have no order: compare numbers, times or texts" }
    return values.contains { $0.double != nil }
      ? "money is compared with money: write money(…) around the number too, with its currency"
      : "money is compared with money alone"
  }
}
