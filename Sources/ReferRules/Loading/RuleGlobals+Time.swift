import LuaHost
import ReferModel

extension RuleGlobals {
  /// Of a date, in bytes.
  private static let longestPattern = 1000

  func installTime(in sandbox: Sandbox) throws {
    for (name, seconds) in [("hours", 3600.0), ("days", 86_400), ("weeks", 604_800)] {
      try sandbox.define(name, multipliesBy: seconds) { call in .number(try Self.amount(call, name) * seconds) }
    }
    for (name, count) in [("months", 1.0), ("years", 12)] {
      try sandbox.define(name) { [unowned self] call in
        let months = try Self.amount(call, name) * count
        guard months == months.rounded() else { throw HostError("\(name) takes a whole number") }
        guard abs(months) <= 12_000 else { throw HostError("the number in \(name)(…) is too large") }
        return objects.add(.length(Length(months: Int(months))))
      }
    }
    try sandbox.define("percent", multipliesBy: 0.01) { call in .number(try Self.amount(call, "percent") / 100) }
    try sandbox.define("ago") { [unowned self] call in
      guard call.arguments.count == 1, let length = objects.length(call.arguments[0]) else {
        throw HostError("ago needs a length of time: ago(days(3))")
      }
      if let told = try bare(length, call, "ago") { throw HostError("\(told.message); write ago(\(told.meant))") }
      return .number(clock.zone.instant(now, adding: -length).seconds)
    }
    try sandbox.define("time") { [unowned self] call in
      guard call.arguments.count == 1, case .text(let text) = call.arguments[0] else {
        throw HostError("time needs a date in quotes: time \"2026-05-23\"")
      }
      return .number(try DateText.parse(text, now: now, zone: clock.zone).seconds)
    }
    try sandbox.define("days_since") { [unowned self] call in
      switch call.arguments.first {
      case nil, .some(.none): return .number(.infinity)
      case let value?:
        guard let seconds = value.double else { throw HostError("days_since needs a time, such as contact.met_at") }
        return .number((now.seconds - seconds) / 86_400)
      }
    }
    try sandbox.define("date") { [unowned self] call in
      guard let seconds = call.arguments.first?.double, let instant = Instant(exactly: seconds) else {
        throw HostError("date needs a time: date(contact.met_at, \"%d %B %Y\")")
      }
      var pattern = "%Y-%m-%d"
      if call.arguments.count > 1 {
        guard case .text(let text) = call.arguments[1] else {
          throw HostError("date needs a pattern in quotes: date(now, \"%d %B %Y\")")
        }
        guard text.utf8.count <= Self.longestPattern else {
          throw HostError("the pattern of a date has at most \(Self.longestPattern) letters")
        }
        pattern = text
      }
      return .text(try DateFormat(pattern).string(from: instant, in: clock.zone))
    }
    try sandbox.define("number") { call in
      switch call.arguments.first {
      case .integer, .number: return call.arguments[0]
      case .text(let text)?:
        return NumberText.number(text).map { .number($0) } ?? .none
      default: return .none
      }
    }
  }

  /// What to say where a call is given a number that no unit has made; nil for a length.
  func bare(_ length: Length, _ call: Sandbox.Call, _ name: String) throws -> (message: String, meant: String)? {
    guard length.months == 0, let bare = BareLength(seconds: length.seconds),
      !book.hasUnit(inCallOf: name, onLine: try site(call).line)
    else { return nil }
    return ("\(name)(…) would be \(bare.message)", bare.meant(BareLength.units(of: "")))
  }

  private static func amount(_ call: Sandbox.Call, _ name: String) throws -> Double {
    guard call.arguments.count == 1, let amount = call.arguments[0].double, amount.isFinite, abs(amount) < 1e9 else {
      if call.arguments.count == 2 { throw HostError("a number takes a point, not a comma: \(name)(1.5)") }
      if call.arguments.count == 1, let amount = call.arguments[0].double, !amount.isNaN {
        throw HostError("the number in \(name)(…) is too large")
      }
      throw HostError("\(name) needs a number: \(name)(3)")
    }
    return amount
  }
}
