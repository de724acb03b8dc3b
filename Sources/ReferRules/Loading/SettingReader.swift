import LuaHost
import ReferModel

/// Reads a setting's declaration, and the value that the user gave it.
struct SettingReader {
  let fields: FieldReader
  let clock: Clock
  /// See ``RuleLoader/person``.
  let person: ((String) throws -> GivenSetting.Person?)?

  private var kind: Setting.Kind {
    if let option = fields.option("kind"), let kind = Setting.Kind(rawValue: option) { return kind }
    switch fields.value("default") {
    case .integer?, .number?: return .number
    case .yesno?: return .yesno
    case .object? where fields.length("default") != nil: return .length
    default: return .text
    }
  }

  /// The setting's value: the user's, else the default, else nothing.
  func value(given: GivenSetting?) -> LuaValue {
    let kind = kind
    let choices = fields.names("choices")
    let range = fields.pair("range")
    if kind == .length, let range, let bare = BareLength(seconds: range.low) ?? BareLength(seconds: range.high) {
      fields.report(bare, "range")
    }
    if range != nil, ![.number, .length].contains(kind) {
      fields.book.report(fields.entry, "range", "'range' goes with numbers only", remedy: "write kind = \"number\"")
    }
    if choices != nil, kind != .text {
      fields.book.report(fields.entry, "choices", "'choices' goes with texts only", remedy: "write kind = \"text\"")
    }
    let fallback = fields.value("default").map { check(default: $0, kind) } ?? .none
    if let outside = outside(fallback, choices, range) {
      fields.book.report(
        fields.entry, "default", atValue: true, "'default' of \(fields.owner) must be \(outside.expectation)",
        remedy: outside.remedy)
    }
    guard let given else { return fallback }
    let name = fields.entry.name
    do {
      guard let value = try read(given.value, kind) else {
        fields.book.report(
          line: 0, "the setting '\(name)' must be \(Self.expectation(kind))",
          remedy: "write \(given.command)\(name)=\(Self.sample(kind))")
        return fallback
      }
      if let outside = outside(value, choices, range) {
        let other = given.isKept ? "write \(given.command)\(name)=…" : nil
        fields.book.report(
          line: 0, "the setting '\(name)' must be \(outside.expectation)", remedy: outside.remedy ?? other)
      }
      return value
    } catch {
      // Several have this name.
      fields.book.report(line: 0, "the setting '\(name)': \(error)")
      return fallback
    }
  }

  private func read(_ value: GivenSetting.Value, _ kind: Setting.Kind) throws -> LuaValue? {
    switch (value, kind) {
    case (.person(let person), .contact): return contact(person)
    case (.person, _): return nil
    case (.text(let text), .contact): return contact(try person?(text) ?? GivenSetting.Person(id: nil, name: text))
    case (.text(let text), _): return read(text, kind)
    }
  }

  private func contact(_ person: GivenSetting.Person) -> LuaValue {
    fields.objects.add(.person(person, fields.book.reads(of: fields.entry.origin)))
  }

  /// What a value outside the choices or the range should have been; nil for one inside.
  private func outside(_ value: LuaValue, _ choices: [String]?, _ range: (low: Double, high: Double)?)
    -> (expectation: String, remedy: String?)?
  {
    if let range, let number = value.double, number < range.low || number > range.high {
      return ("from \(NumberText.string(range.low)) to \(NumberText.string(range.high))", nil)
    }
    if let choices, case .text(let text) = value, !choices.contains(text) {
      let near = Nearest.suggestion(for: text, among: choices)
      return ("one of: \(choices.joined(separator: ", "))", near.map { "did you mean '\($0)'?" })
    }
    return nil
  }

  /// The declared setting itself.
  func setting(value: LuaValue) -> Setting {
    Setting(
      name: fields.entry.name, kind: kind, help: fields.text("help"), value: value, line: fields.entry.line)
  }

  private func check(default value: LuaValue, _ kind: Setting.Kind) -> LuaValue {
    switch (kind, value) {
    case (.contact, .text(let name)): return contact(GivenSetting.Person(id: nil, name: name))
    case (.text, .text), (.yesno, .yesno), (.number, .integer), (.number, .number): return value
    case (.length, _) where fields.objects.length(value) != nil:
      return fields.length("default", from: .any) == nil ? .none : value
    case (.date, .text(let text)): if let seconds = read(text, .date) { return seconds }
    default: break
    }
    fields.book.report(
      fields.entry, "default", atValue: true,
      "'default' of \(fields.owner) must be \(Self.expectation(kind)), here it is \(fields.objects.kindName(value))")
    return .none
  }

  private func read(_ text: String, _ kind: Setting.Kind) -> LuaValue? {
    switch kind {
    case .text, .contact: return .text(text)
    case .number: return Double(text).flatMap { $0.isFinite ? .number($0) : nil }
    case .yesno:
      switch text.lowercased() {
      case "yes", "true": return .yesno(true)
      case "no", "false": return .yesno(false)
      default: return nil
      }
    case .length:
      guard let length = try? Length.parse(text) else { return nil }
      return length.months == 0 ? .number(length.seconds) : fields.objects.add(.length(length))
    case .date: return (try? DateText.parse(text, now: clock.now, zone: clock.zone)).map { .number($0.seconds) }
    }
  }

  private static func expectation(_ kind: Setting.Kind) -> String {
    switch kind {
    case .text: "a text"
    case .contact: "a contact's name"
    case .number: "a number"
    case .yesno: "yes or no"
    case .length: "a length of time, such as 90d"
    case .date: "a date, such as 2026-05-23"
    }
  }

  private static func sample(_ kind: Setting.Kind) -> String {
    switch kind {
    case .text: "text"
    case .contact: "NAME"
    case .number: "3"
    case .yesno: "yes"
    case .length: "90d"
    case .date: "2026-05-23"
    }
  }
}
