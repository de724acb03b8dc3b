import ReferFormats
import ReferModel
import ReferReports

extension ImportReport {
  /// How many changes a table names.
  private static let shown = 20

  public func print(as format: OutputFormat, isPlan: Bool, to output: Output) throws {
    switch format {
    case .json, .ndjson: try output.write(json(isPlan: isPlan).line)
    case .csv:
      var table = TextTable(["id", "name", "what", "fields"].map { TextTable.Heading($0) })
      for (what, change) in rows { table.append([change.id, change.name, what, change.fields.joined(separator: " ")]) }
      try output.write(table, as: .csv)
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
    if nameless > 0 {
      let those = nameless == 1 ? "1 of them names nobody" : "\(nameless) of them name nobody"
      lines.append("\(those), and \(isPlan ? "would stay" : "stayed") out of the book.")
    }
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
    if deed != nil { lines += ["", Offer.undo] }
    if isPlan { lines += ["", "Nothing was done: this was the plan."] }
    return lines.joined(separator: "\n") + "\n"
  }

  private func json(isPlan: Bool) -> JSONValue {
    func list(_ changes: [Change]) -> JSONValue {
      .list(
        changes.map { change in
          .object([("id", .text(change.id)), ("name", .text(change.name)), ("fields", .texts(change.fields))])
        })
    }
    return .object([
      ("read", .int(read)), ("added", .int(added)), ("unchanged", .int(unchanged)), ("nameless", .int(nameless)),
      ("unreadable", .int(unreadable)),
      ("changed", list(changed)), ("kept", list(kept)), ("same_name", list(namesakes)), ("dry_run", .yesno(isPlan)),
      ("deed", .int(deed.map(Int.init))),
    ])
  }
}
