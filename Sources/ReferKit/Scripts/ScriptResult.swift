import LuaHost
import ReferFormats
import ReferModel
import ReferReports
import ReferRules

/// What a plain script returns: a number, a text, rows, records; printed for people or as JSON.
struct ScriptResult {
  private let values: [LuaValue]
  private let script: String

  init(_ values: [LuaValue], script: String) {
    self.values = values
    self.script = script
  }

  func print(as format: OutputFormat, to output: Output) throws {
    // Nothing returned is no output.
    if values.isEmpty { return }
    switch format {
    case .json:
      var json = JSONBytes()
      let writer = ScriptJSON(script: script)
      if values.count == 1 { try writer.append(values[0], &json) } else { try writer.append(list: values, &json) }
      json.raw("\n")
      try output.write(json.bytes)
    case .ndjson:
      let writer = ScriptJSON(script: script)
      for item in try values.flatMap(items) {
        var json = JSONBytes()
        try writer.append(item, &json)
        json.raw("\n")
        try output.write(json.bytes)
      }
    case .table, .markdown, .csv:
      for value in values { try print(value, format, output) }
    }
  }

  /// The rows of a list, or the value itself.
  private func items(_ value: LuaValue) throws -> [LuaValue] {
    switch value {
    case .list(let list): return list.values
    case .table(let table) where !table.items.isEmpty:
      try ScriptText(script: script).checkList(table)
      return table.items
    default: return [value]
    }
  }

  private func print(_ value: LuaValue, _ format: OutputFormat, _ output: Output) throws {
    guard let table = try ScriptTable(value, script: script)?.table else {
      let text = try ScriptText(script: script).text(value)
      switch format {
      case .csv: return try output.write(CSVText.line([output.field(text)]))
      case .markdown: return try output.write(MarkdownText.cell(text) + "\n")
      default: return try output.write(TerminalText.escaped(text) + "\n")
      }
    }
    try output.write(table, as: format)
  }
}

extension LuaList {
  /// The list's members as values of their own.
  var values: [LuaValue] {
    items.map { item in
      if let schema { return .record(LuaRecord(schema: schema, cells: item)) }
      return item.pointee.text.map(LuaValue.text) ?? .none
    }
  }
}

/// A value as one line of text.
struct ScriptText {
  let script: String

  func text(_ value: LuaValue) throws -> String {
    switch value {
    case .none: return ""
    case .yesno(let yes): return yes ? "yes" : "no"
    case .integer(let whole): return "\(whole)"
    case .number(let number): return NumberText.string(number)
    case .text(let text): return text
    case .record(let record):
      guard let schema = record.schemaOfModel else { return "record" }
      let named = ["name", "kind", "what", "id"].compactMap { schema.index[$0] }.compactMap { record.cells[$0].text }
      return named.first ?? schema.name
    case .list(let list): return try list.values.map(text).joined(separator: ", ")
    case .table(let table):
      let items = try table.items.map(text)
      let pairs = try table.pairs.map { "\(try text($0.key)) = \(try text($0.value))" }
      return (items + pairs).joined(separator: ", ")
    case .bytes: throw unprintable("bytes that are no text (UTF-8)")
    case .function: throw unprintable("a function")
    case .object: throw unprintable("a condition")
    case .other(let name): throw unprintable("a \(name)")
    }
  }

  /// In a table of Lua's, 1 and "1" are two keys.
  func twice(_ key: String) -> ReferError {
    ReferError(
      "\(TerminalText.escaped(script)): the script returns a table with two keys that both print as "
        + "'\(TerminalText.escaped(key))'; give one of them another name")
  }

  /// - Throws: ``ReferError`` for a list with anything that is no row of it.
  func checkList(_ list: LuaTable) throws {
    guard let other = list.pairs.first(where: { $0.key != .text("columns") }) else { return }
    let file = TerminalText.escaped(script)
    if case .integer(let place) = other.key, place > 0 {
      throw ReferError(
        "\(file): the script returns a list whose value \(list.items.count + 1) is missing, though it goes on to \(place): "
          + "leave no gap in it, or print it with --format json")
    }
    throw ReferError(
      "\(file): the script returns a list that also has '\(TerminalText.escaped(try text(other.key)))' by name, which "
        + "is no row of a table; return the list alone, or print it with --format json")
  }

  func unprintable(_ what: String) -> ReferError {
    ReferError(
      "\(TerminalText.escaped(script)): the script returns \(what), which can't be printed; return numbers, texts, lists or tables"
    )
  }
}

extension LuaRecord {
  /// The schema of the model that this record is of.
  var schemaOfModel: Schema? { Int(schema) < Schema.all.count ? Schema.all[Int(schema)] : nil }
}

/// Rows and columns out of what a script returns: records, rows of values, or names with values.
struct ScriptTable {
  let table: TextTable

  init?(_ value: LuaValue, script: String) throws {
    let text = ScriptText(script: script)
    switch value {
    case .list(let list):
      guard let schema = list.schema, Int(schema) < Schema.all.count else {
        table = TextTable([TextTable.Heading("value")], rows: try list.values.map { [try text.text($0)] })
        return
      }
      table = Self.records(list.items, Schema.all[Int(schema)])
    case .record(let record):
      guard let schema = record.schemaOfModel else { return nil }
      table = Self.fields(record.cells, schema)
    case .table(let source):
      guard let made = try Self.rows(source, text) else { return nil }
      table = made
    default: return nil
    }
  }

  /// The columns that people look for first; the rest is in JSON.
  private static let columns = [
    "id", "name", "at", "kind", "organization", "profession", "industry", "city", "direction", "stage", "value",
    "currency", "minutes", "group",
  ]

  private static func records(_ items: [Cells], _ schema: Schema) -> TextTable {
    let fields = columns.compactMap { schema.index[$0] }.filter { place in items.contains { !$0[place].isMissing } }
    let rows = items.map { row in fields.map { cell(row[$0], schema.fields[$0]) } }
    return TextTable(
      fields.map {
        TextTable.Heading(schema.fields[$0].name, schema.fields[$0].kind == .number ? .right : .left, canShrink: true)
      },
      rows: rows)
  }

  private static func fields(_ cells: Cells, _ schema: Schema) -> TextTable {
    let rows = schema.fields.enumerated().filter { !$1.isHidden && !cells[$0].isMissing }.map {
      [$1.name, cell(cells[$0], $1)]
    }
    return TextTable([TextTable.Heading("field"), TextTable.Heading("value", canShrink: true)], rows: rows)
  }

  private static func cell(_ cell: CellLayout, _ field: Schema.Field) -> String {
    if let text = cell.text { return text }
    if let yes = cell.yesno { return yes ? "yes" : "no" }
    if let number = cell.number {
      return field.kind == .time ? "\(Instant(seconds: number))" : NumberText.string(number)
    }
    guard let nested = cell.nested else { return "" }
    if case .texts = field.kind { return nested.compactMap(\.text).joined(separator: ", ") }
    if case .record(let kind) = field.kind, let place = Schema.of(kind).index["name"], let row = nested.baseAddress {
      return row[place].text ?? ""
    }
    return "\(nested.count)"
  }

  private static func rows(_ source: LuaTable, _ text: ScriptText) throws -> TextTable? {
    if source.items.isEmpty {
      guard !source.pairs.isEmpty else { return nil }
      // Names with values; a list behind a name shows how many it holds.
      let rows = try source.pairs.map { pair in
        if case .list(let list) = pair.value { return [try text.text(pair.key), "\(list.items.count)"] }
        return [try text.text(pair.key), try text.text(pair.value)]
      }
      return TextTable([TextTable.Heading("name"), TextTable.Heading("value")], rows: rows)
    }
    try text.checkList(source)
    let names = try columnNames(source, text)
    let rows = try source.items.map { try ScriptRow($0, names, text) }
    let width = max(rows.map(\.values.count).max() ?? 0, names.count, 1)
    let titles = !names.isEmpty ? names : width == 1 ? ["value"] : (1...width).map(String.init)
    let headings = titles.indices.map { column in
      let isNumeric = rows.allSatisfy { $0.isNumber(at: column) }
      return TextTable.Heading(titles[column], isNumeric ? .right : .left, canShrink: true)
    }
    return TextTable(headings, rows: try rows.map { try $0.values.map(text.text) })
  }

  /// `columns = {…}`, else the names that the rows carry.
  private static func columnNames(_ source: LuaTable, _ text: ScriptText) throws -> [String] {
    if case .table(let columns)? = source["columns"] { return try columns.items.map(text.text) }
    var names: [String] = []
    for case .table(let row) in source.items {
      for case .text(let name) in row.pairs.map(\.key) where !names.contains(name) { names.append(name) }
    }
    return names
  }
}
