import ReferModel

/// A number that stands where a length of time belongs, without the unit that would make it one.
///
/// Lengths are seconds, so that times can be counted with: nothing tells 48 from `hours(48)` but how short it is.
struct BareLength {
  let number: Double

  /// What no rule means is shorter: a number of days, weeks or hours that somebody wrote.
  private static let shortest = 900.0

  /// A number that no unit has made: less than a quarter of an hour, or than an hour and no whole minutes.
  init?(seconds: Double) {
    let size = abs(seconds)
    guard size > 0, size < Self.shortest || size < 3600 && !size.truncatingRemainder(dividingBy: 60).isZero else {
      return nil
    }
    number = seconds
  }

  /// A number that was written alone; nil for nothing at all, which needs no unit.
  init?(written number: Double) {
    guard number != 0, number.isFinite else { return nil }
    self.number = number
  }

  /// Whether a length begins so that its unit is said, however short it is.
  static func isUnit(_ token: Token) -> Bool { token.isName && ["hours", "days", "weeks"].contains(token.text) }

  /// "48 seconds: a number alone counts seconds".
  var message: String {
    let unit = abs(number) == 1 ? "second" : "seconds"
    return "\(NumberText.string(number)) \(unit): a number alone counts seconds"
  }

  /// What was meant: "hours(48) or days(48)", in the units of the field.
  func meant(_ units: [String]) -> String {
    for (unit, seconds) in [("days", 86_400.0), ("hours", 3600)]
    where abs(number) >= seconds && number.truncatingRemainder(dividingBy: seconds).isZero {
      return "\(unit)(\(NumberText.string(number / seconds)))"
    }
    return units.map { "\($0)(\(NumberText.string(number)))" }.joined(separator: " or ")
  }

  /// What a field is counted in, as a person would say it.
  static func units(of field: String) -> [String] {
    ["after", "by", "limit", "within"].contains(field) ? ["hours", "days"] : ["days"]
  }
}
