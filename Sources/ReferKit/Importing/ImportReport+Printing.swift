import ReferFormats
import ReferReports

extension ImportReport {
  /// How many changes a table names.
  private static let shown = 20

  public func print(as format: OutputFormat, isPlan: Bool, to output: Output) throws {
    switch format {
    case .json, .ndjson: try output.write(json(isPlan: isPlan))
    case .csv:
      var table = TextTable(["id", "name", "what", "fields"].map { TextTable.Heading($0) })
      for (what, change) in rows { table.append([change.id, change.name, what, change.fields.joined(separator: " ")]) }
      try output.write(table.csv())
    case .table, .markdown: try output.write(text(isPlan: isPlan, isMarkdown: format == .markdown))
    }
  }

  private var rows: [(what: String, change: Change)] {
    changed.map { ("changed", $0) } + kept.map { ("kept", $0) } + namesakes.map { ("same name", $0) }
  }

  private func text(isPlan: Bool, isMarkdown: Bool) -> String {
    func safe(_ text: String) -> String { isMarkdown ? MarkdownText.cell(text) : TerminalText.escaped(text) }
    var lines: [String] = []
    let would = isPlan ? "would be " : ""
    lines.append("\(read) read: \(added) \(would)new, \(changed.count) \(would)changed, \(unchanged) as they were.")
    func list(_ title: String, _ changes: [Change]) {
      if changes.isEmpty { return }
      lines += ["", title]
      for change in changes.prefix(Self.shown) {
        let fields = change.fields.isEmpty ? "" : ": \(change.fields.joined(separator: ", "))"
        lines.append((isMarkdown ? "- " : "  ") + "\(safe(change.name)) (\(change.id))\(safe(fields))")
      }
      if changes.count > Self.shown { lines.append("  and \(changes.count - Self.shown) more") }
    }
    list(isPlan ? "Would change" : "Changed", changed)
    list("Edited by you, and kept though the file says otherwise", kept)
    list("New, though somebody of this name is there already: the same person?", namesakes)
    if deed != nil { lines += ["", "Undo: refer undo"] }
    if isPlan { lines += ["", "Nothing was done: this was the plan."] }
    return lines.joined(separator: "\n") + "\n"
  }

  private func json(isPlan: Bool) -> [UInt8] {
    var json = JSONBytes()
    func list(_ name: StaticString, _ changes: [Change]) {
      json.raw(name)
      json.raw("[")
      for (place, change) in changes.enumerated() {
        json.raw(place > 0 ? ",{\"id\":" : "{\"id\":")
        json.text(change.id)
        json.raw(",\"name\":")
        json.text(change.name)
        json.raw(",\"fields\":")
        json.texts(change.fields)
        json.raw("}")
      }
      json.raw("]")
    }
    for (name, number) in [
      ("{\"read\":", read), (",\"added\":", added), (",\"unchanged\":", unchanged), (",\"unreadable\":", unreadable),
    ] as [(StaticString, Int)] {
      json.raw(name)
      json.raw(number: String(number))
    }
    list(",\"changed\":", changed)
    list(",\"kept\":", kept)
    list(",\"same_name\":", namesakes)
    json.raw(",\"dry_run\":")
    json.yesno(isPlan)
    json.raw(",\"deed\":")
    if let deed { json.raw(number: String(deed)) } else { json.null() }
    json.raw("}\n")
    return json.bytes
  }
}
