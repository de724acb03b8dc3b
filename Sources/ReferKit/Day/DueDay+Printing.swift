import ReferFormats
import ReferModel
import ReferPacks
import ReferReports
import ReferRules
import ReferStore

extension DueDay {
  /// Prints the day with each item's message, and remembers the numbers: `refer done 1` means the first that was shown.
  ///
  /// - Parameter limit: how many a table shows.
  /// - Returns: whether the rules held for every contact.
  /// - Throws: ``ReferError``, and what the output throws.
  public func print(as format: OutputFormat, limit: Int = 20, to output: Output) throws -> Bool {
    let desk = try DayDesk(evaluation)
    let (day, shown): (Day, [ShownDuty]) = try workspace.read(asOf: evaluation.run.asOf) { reader in
      let id = try contact.map { try reader.person(named: $0).id }
      let day = try desk.day(reader, until: try horizon(), contact: id)
      let count = format == .table || format == .markdown ? limit : day.items.count
      // What the book knows is read once for all messages.
      return try desk.decider.knowing(reader) { (day, day.items.prefix(count).map { ShownDuty($0, desk, reader) }) }
    }
    if evaluation.run.asOf == nil { try remember(shown.map(\.item)) }
    switch format {
    case .table, .markdown: try printText(day, shown, isMarkdown: format == .markdown, output)
    case .json: try output.write(json(day, shown).line)
    case .ndjson: for (place, duty) in shown.enumerated() { try output.write(duty.json(number: place + 1).line) }
    case .csv: try printCSV(shown, output)
    }
    return day.failed == 0
  }

  /// A book that can only be read is no reason to hide the day.
  private func remember(_ items: [DayItem]) throws {
    do {
      let rules = rules.map { DiskFiles.kind($0) == nil ? $0 : PackSource.whole($0) }
      let shown = items.compactMap { item in
        Int64(item.contact).map { ShownItem(id: item.id, contact: $0, rules: rules) }
      }
      try ReferError.wrap { try Book.open(path: workspace.book).remember(shown: shown) }
    } catch let error as ReferError {
      evaluation.report("the numbers can't be remembered, use the ids: \(error.description)")
    }
  }

  // MARK: Text

  private func printText(_ day: Day, _ shown: [ShownDuty], isMarkdown: Bool, _ output: Output) throws {
    var section: String?
    for (place, duty) in shown.enumerated() {
      let title = Self.section(duty.item.state)
      if title != section {
        try output.write((section == nil ? "" : "\n") + (isMarkdown ? "## \(title)\n" : output.bold(title) + "\n"))
        section = title
      }
      try output.write(isMarkdown ? duty.markdown(place + 1, clock) : duty.text(place + 1, clock, output))
    }
    let others = day.items.count - shown.count
    if others > 0 { try output.write("and \(others) more (--limit \(day.items.count) shows them)\n") }
    if day.items.isEmpty {
      let those = day.failed == 1 ? "the contact" : "the \(day.failed) contacts"
      try output.write(
        day.failed == 0 ? "Nothing is due.\n" : "Nothing else is due; for \(those) above the rules failed.\n")
    }
    if day.openPeople > 0 {
      let who = day.openPeople == 1 ? "1 person waits" : "\(day.openPeople) people wait"
      let named = rules.map { " " + TerminalText.escaped($0) } ?? ""
      try output.write("\n\(who) for an answer of yours: refer ask\(named)\n")
    }
    if !shown.isEmpty, !isMarkdown {
      try output.write("\nWhat you have done: refer done 1. Later: refer snooze 1 3d. Never: refer skip 1 --why '…'\n")
    }
  }

  private static func section(_ state: DayItem.State) -> String {
    switch state {
    case .red, .amber: "Overdue"
    case .green: "Today"
    case .waiting, .done, .over: "Coming up"
    }
  }

  private var clock: Clock { evaluation.run.clock }

  // MARK: Data

  private func printCSV(_ shown: [ShownDuty], _ output: Output) throws {
    let headings = [
      "n", "id", "kind", "state", "contact", "name", "with", "what", "why", "rule", "ideal_at", "due_at", "limit_at",
      "subject", "text", "problem", "put_off_until",
    ]
    var table = TextTable(headings.map { TextTable.Heading($0) })
    for (place, duty) in shown.enumerated() {
      let item = duty.item
      table.append([
        "\(place + 1)", item.id, item.kind.rawValue, item.state.rawValue, item.contact, item.name ?? "",
        item.with ?? "", item.what, item.why, item.rule ?? "", item.idealAt, item.dueAt ?? "", item.limitAt ?? "",
        duty.message?.subject ?? "", duty.message?.text ?? "", duty.problem ?? "",
        item.putOffUntil.map { "\($0)" } ?? "",
      ])
    }
    try output.write(table, as: .csv)
  }

  private func json(_ day: Day, _ shown: [ShownDuty]) -> JSONValue {
    .object([
      ("refer", .text(ReferVersion.current)), ("now", .text("\(clock.now)")), ("tz", .text(clock.zone.identifier)),
      ("rules", .text(evaluation.rules.title)),
      ("items", .list(shown.enumerated().map { $1.json(number: $0 + 1) })),
      ("open_people", .int(day.openPeople)), ("failed", .int(day.failed)),
    ])
  }
}
