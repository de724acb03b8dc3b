import LuaHost
import ReferFormats
import ReferModel
import ReferReports

/// What a plain script returns, as JSON.
struct ScriptJSON {
  let script: String

  func append(list values: [LuaValue], _ json: inout JSONBytes) throws {
    json.raw("[")
    for (place, value) in values.enumerated() {
      if place > 0 { json.raw(",") }
      try append(value, &json)
    }
    json.raw("]")
  }

  func append(_ value: LuaValue, _ json: inout JSONBytes) throws {
    switch value {
    case .none: json.null()
    case .yesno(let yes): json.yesno(yes)
    case .integer(let whole): json.raw(number: "\(whole)")
    case .number(let number):
      guard number.isFinite else {
        throw ReferError(
          "\(TerminalText.escaped(script)): the script returns \(NumberText.string(number)), which is no number in JSON; check for a division by zero"
        )
      }
      json.raw(number: NumberText.string(number))
    case .text(let text): json.text(text)
    case .list(let list): try append(list: list.values, &json)
    case .record(let record):
      guard let schema = record.schemaOfModel else { return json.null() }
      append(record.cells, schema, &json)
    case .table(let table): try append(table, &json)
    case .bytes, .function, .object, .other: _ = try ScriptText(script: script).text(value)
    }
  }

  /// A list when it has only items, with `columns` beside them at most; else an object.
  private func append(_ table: LuaTable, _ json: inout JSONBytes) throws {
    let pairs = table.pairs.filter { $0.key != .text("columns") || table.items.isEmpty }
    if pairs.isEmpty { return try append(list: table.items, &json) }
    let text = ScriptText(script: script)
    json.raw("{")
    var names: Set<String> = []
    func key(_ name: String) throws {
      if !names.isEmpty { json.raw(",") }
      guard names.insert(name).inserted else { throw text.twice(name) }
      json.text(name)
      json.raw(":")
    }
    for (place, item) in table.items.enumerated() {
      try key("\(place + 1)")
      try append(item, &json)
    }
    for pair in pairs {
      try key(text.text(pair.key))
      try append(pair.value, &json)
    }
    json.raw("}")
  }

  /// A record's fields that are there, as a contact's line of NDJSON has them.
  private func append(_ cells: Cells, _ schema: Schema, _ json: inout JSONBytes) {
    json.raw("{")
    var isFirst = true
    for (place, field) in schema.fields.enumerated() where !field.isHidden && !cells[place].isMissing {
      if !isFirst { json.raw(",") }
      isFirst = false
      json.text(field.name)
      json.raw(":")
      append(cells[place], field, &json)
    }
    json.raw("}")
  }

  private func append(_ cell: CellLayout, _ field: Schema.Field, _ json: inout JSONBytes) {
    if let text = cell.text { return json.text(text) }
    if let yes = cell.yesno { return json.yesno(yes) }
    if let number = cell.number {
      if field.kind == .time { return json.text("\(Instant(seconds: number))") }
      return json.raw(number: NumberText.string(number))
    }
    guard let nested = cell.nested else { return json.null() }
    switch field.kind {
    case .record(let kind):
      if let row = nested.baseAddress { append(row, Schema.of(kind), &json) } else { json.null() }
    case .records(let kind):
      let width = Schema.of(kind).fields.count
      json.raw("[")
      for place in 0..<nested.count {
        if place > 0 { json.raw(",") }
        if let first = nested.baseAddress { append(first + place * width, Schema.of(kind), &json) }
      }
      json.raw("]")
    case .map:
      json.raw("{")
      for place in stride(from: 0, to: nested.count, by: 2) {
        if place > 0 { json.raw(",") }
        json.text(nested[place].text)
        json.raw(":")
        append(nested[place + 1], field, &json)
      }
      json.raw("}")
    default: json.texts(nested.compactMap(\.text))
    }
  }
}
