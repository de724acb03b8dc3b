import ReferModel
import Testing

/// A field of a contact, a value for it, and a condition that this value fulfils.
struct FieldSample: CustomTestStringConvertible, Sendable {
  let name: String
  let isFact: Bool
  let contact: String
  let condition: String
  var testDescription: String { name }

  /// One for each field that rules see.
  static let all: [FieldSample] = Schema.contact.fields.filter { !$0.isHidden }.map(FieldSample.init)

  private init(_ field: Schema.Field) {
    name = field.name
    isFact = field.isFact
    let (value, condition) =
      switch field.kind {
      case .text where Schema.days.contains(name): (#""--04-16""#, "is('\(name)', '--04-16')")
      case .text: (#""x""#, "is('\(name)', 'x', 'row-1')")
      case .number: ("3", "at_least('\(name)', 3)")
      case .yesno: ("true", "is('\(name)', yes)")
      case .time: (#""2026-01-10""#, "within('\(name)', days(30))")
      case .texts: (#"["x"]"#, "is('\(name)', 'x')")
      case .map: (#"{"main":"x"}"#, "has('\(name)')")
      case .record: (#"{"name":"x"}"#, "is('\(name)', 'x')")
      case .records: (Self.records(field.name), "at_least('\(name)', 1)")
      }
    self.condition = condition
    contact = field.name == "name" ? #"{"name":"x"}"# : "{\"\(field.name)\":\(value)}"
  }

  private static func records(_ name: String) -> String {
    switch name {
    case "introduced": #"[{"name":"x"}]"#
    case "referrals_received", "referrals_given", "introductions": "[{\"at\":\"2026-01-10\"}]"
    default: #"[{"at":"2026-01-10"}]"#
    }
  }
}
