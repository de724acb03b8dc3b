import ReferModel

/// A small JSON document, built before it is written: for reports. Decisions and contacts go straight to ``JSONBytes``.
package enum JSONValue {
  case null
  case text(String)
  case number(Double)
  case yesno(Bool)
  case list([JSONValue])
  case object([(key: String, value: JSONValue)])

  package static func text(_ text: String?) -> JSONValue { text.map { .text($0) } ?? .null }
  package static func int(_ number: Int?) -> JSONValue { number.map { .number(Double($0)) } ?? .null }
  package static func texts(_ texts: [String]) -> JSONValue { .list(texts.map { .text($0) }) }

  /// One line.
  package var line: [UInt8] {
    var json = JSONBytes()
    append(to: &json)
    json.raw("\n")
    return json.bytes
  }

  package func append(to json: inout JSONBytes) {
    switch self {
    case .null: json.null()
    case .text(let text): json.text(text)
    case .number(let number): json.raw(number: NumberText.string(number))
    case .yesno(let yes): json.yesno(yes)
    case .list(let items):
      json.raw("[")
      for (place, item) in items.enumerated() {
        if place > 0 { json.raw(",") }
        item.append(to: &json)
      }
      json.raw("]")
    case .object(let fields):
      json.raw("{")
      for (place, field) in fields.enumerated() {
        if place > 0 { json.raw(",") }
        json.text(field.key)
        json.raw(":")
        field.value.append(to: &json)
      }
      json.raw("}")
    }
  }
}
