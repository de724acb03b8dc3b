import ReferModel

/// What a template can do to a value before it is shown; a closed list.
enum TemplateFilter: Hashable, Sendable {
  /// A time as the user's calendar and clock show it, in a pattern of ``DateFormat``.
  case date(DateFormat, needsYear: Bool, needsTime: Bool)
  /// An amount with its currency.
  case money
  case upper, lower
  /// The first letter of each word large.
  case title
  /// The first word of a text, or the first of a list.
  case first

  static let names = ["date", "time", "money", "upper", "lower", "title", "first"]

  /// - Parameter argument: the text in quotes behind its name.
  init(_ name: String, _ argument: String?) throws(TemplatePath.Problem) {
    switch (name, argument) {
    case ("date", let pattern): self = try Self.date(pattern ?? "%d %B %Y")
    case ("time", let pattern): self = try Self.date(pattern ?? "%H:%M")
    case ("money", nil): self = .money
    case ("upper", nil): self = .upper
    case ("lower", nil): self = .lower
    case ("title", nil): self = .title
    case ("first", nil): self = .first
    default:
      if Self.names.contains(name) {
        throw TemplatePath.Problem(message: "'\(name)' takes nothing behind it", remedy: "take the text away")
      }
      let near = Nearest.suggestion(for: name, among: Self.names)
      throw TemplatePath.Problem(
        message: "no filter is named '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""),
        remedy: near == nil ? "the filters are: \(Self.names.joined(separator: ", "))" : nil)
    }
  }

  private static func date(_ pattern: String) throws(TemplatePath.Problem) -> TemplateFilter {
    do {
      let needsYear = ["%Y", "%y", "%F", "%A", "%a", "%j"].contains { pattern.contains($0) }
      let needsTime = ["%H", "%I", "%M", "%S", "%p", "%T", "%R", "%X", "%c", "%s"].contains { pattern.contains($0) }
      return .date(try DateFormat(pattern), needsYear: needsYear, needsTime: needsTime)
    } catch { throw TemplatePath.Problem(message: "\(error)") }
  }

  /// Why it does not go with a value, if so; nil for one that does.
  func refusal(of path: TemplatePath) -> TemplatePath.Problem? {
    switch self {
    case .date(_, _, needsTime: true) where path.isDay:
      TemplatePath.Problem(
        message: "'\(path.text)' is a day, and has no time", remedy: "write \(path.text) | date \"%d %B\"")
    case .date where path.kind != .time && !path.isDay:
      TemplatePath.Problem(
        message: "'\(path.text)' is \(FieldTest.name(path.kind)): date needs a time, such as contact.met_at")
    case .money where path.kind != .number:
      TemplatePath.Problem(
        message: "'\(path.text)' is \(FieldTest.name(path.kind)): money needs a number, such as referral.value")
    case .first where path.kind != .text && path.kind != .texts:
      TemplatePath.Problem(message: "'\(path.text)' is \(FieldTest.name(path.kind)): first needs a text or a list")
    default: nil
    }
  }
}

extension TemplatePath {
  /// A date that may lack its year: of a person, a birthday or an anniversary.
  var isDay: Bool { kind == .text && (text.hasSuffix(".birthday") || text.hasSuffix(".anniversary")) }
}
