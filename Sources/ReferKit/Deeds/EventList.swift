import ReferFormats
import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// The events of the book: what `refer event list` and `refer event show` do.
///
/// ```swift
/// try EventList(in: workspace, run: run).print(as: .table, to: output)
/// ```
public struct EventList {
  private let workspace: Workspace
  private let run: RunContext

  public init(in workspace: Workspace, run: RunContext) {
    self.workspace = workspace
    self.run = run
  }

  // MARK: All

  /// All events, newest first.
  ///
  /// - Throws: ``ReferError``, and what the output throws.
  public func print(as format: OutputFormat, to output: Output) throws {
    let events = try workspace.read(asOf: run.asOf) { try $0.events() }
    switch format {
    case .json: try output.write(JSONValue.list(events.map { .object(Self.facts($0)) }).line)
    case .ndjson: for event in events { try output.write(JSONValue.object(Self.facts(event)).line) }
    case .csv:
      var table = TextTable(Self.columns.map { TextTable.Heading($0) })
      for event in events { table.append(Self.facts(event).map { Self.cell($0.value) }) }
      try output.write(table, as: .csv)
    case .table, .markdown:
      var table = TextTable([
        TextTable.Heading("ID", .right), TextTable.Heading("AT"),
        TextTable.Heading("NAME", canShrink: true, minWidth: 8),
        TextTable.Heading("KIND"), TextTable.Heading("GROUP", canShrink: true, minWidth: 8),
        TextTable.Heading("PEOPLE", .right),
      ])
      let values = ValueText(zone: run.clock.zone)
      for event in events {
        table.append([
          String(event.id), event.at.map(values.moment) ?? "", event.name ?? "", event.kind ?? "", event.group ?? "",
          String(event.attendees),
        ])
      }
      let text = format == .markdown ? table.markdown() + "\n" : table.plain(width: output.width)
      if !events.isEmpty { try output.write(text) }
      try output.write(events.count == 1 ? "1 event.\n" : "\(events.count) events.\n")
    }
  }

  // MARK: One

  /// All about one event: who was there, whom the user met, and what came of it.
  ///
  /// - Parameter name: the name, or the id.
  /// - Throws: ``ReferError`` where there is none, and what the output throws.
  public func print(_ name: String, as format: OutputFormat, to output: Output) throws {
    try workspace.read(asOf: run.asOf) { reader in
      let event = try EventLookup(reader).event(name)
      switch format {
      case .json, .ndjson: try output.write(try json(event, reader).line)
      case .table: try output.write(try sheet(event, reader).plain(output))
      case .markdown: try output.write(try sheet(event, reader).markdown())
      case .csv:
        let sheet = try sheet(event, reader)
        var table = TextTable([TextTable.Heading("field"), TextTable.Heading("value")])
        table.append(["id", sheet.id])
        table.append(["name", sheet.name])
        for entry in sheet.entries { for line in entry.lines { table.append([entry.title, line]) } }
        try output.write(table, as: .csv)
      }
    }
  }

  private func sheet(_ event: EventLine, _ reader: BookReader) throws -> PersonSheet {
    let values = ValueText(zone: run.clock.zone)
    var sheet = PersonSheet(name: event.name ?? "an event without a name", id: "event \(event.id)")
    sheet.add("when", event.at.map(values.moment), event.endsAt.map { "until \(values.moment($0))" })
    sheet.add("what", event.kind, event.group.map { "by \($0)" }, event.isNoPitch == true ? "no pitch" : nil)
    sheet.add("where", event.place)
    sheet.add(
      "took", DeedText.minutes(event.minutes), event.cost.map { Money.text($0, event.currency ?? "") })
    let people = try reader.attendees(of: event.id).map { person, role in
      person.shown + (role.flatMap { $0 == EventRole.own.name ? nil : ", \($0)" } ?? "")
    }
    sheet.add("people", list: people)
    sheet.add("met there", list: try reader.met(at: event.id).map(\.shown))
    let (referrals, talks) = try reader.outcome(of: event.id)
    sheet.add("talks", talks > 0 ? String(talks) : nil)
    sheet.add("referrals", list: referrals.map { ReferralLookup.label($0) })
    sheet.add("notes", prose: event.notes)
    return sheet
  }

  private func json(_ event: EventLine, _ reader: BookReader) throws -> JSONValue {
    let (referrals, talks) = try reader.outcome(of: event.id)
    let people = try reader.attendees(of: event.id).map { person, role in
      JSONValue.object([("id", .text(String(person.id))), ("name", .text(person.name)), ("role", .text(role))])
    }
    let met = try reader.met(at: event.id).map { person in
      JSONValue.object([("id", .text(String(person.id))), ("name", .text(person.name))])
    }
    return .object(
      Self.facts(event) + [
        ("attendees", .list(people)), ("met", .list(met)), ("talks", .int(talks)),
        ("referrals", .texts(referrals.map { String($0.id) })),
      ])
  }

  private static func facts(_ event: EventLine) -> [(key: String, value: JSONValue)] {
    func time(_ seconds: Double?) -> JSONValue { .text(seconds.map { Instant(seconds: $0).description }) }
    func number(_ number: Double?) -> JSONValue { number.map { .number($0) } ?? .null }
    return [
      ("id", .text(String(event.id))), ("name", .text(event.name)), ("kind", .text(event.kind)),
      ("group", .text(event.group)), ("at", time(event.at)), ("ends_at", time(event.endsAt)),
      ("cost", number(event.cost.map { Money.major($0, event.currency) })), ("currency", .text(event.currency)),
      ("minutes", number(event.minutes)), ("no_pitch", event.isNoPitch.map { .yesno($0) } ?? .null),
      ("place", .text(event.place)), ("notes", .text(event.notes)), ("people", .int(event.attendees)),
    ]
  }

  private static func cell(_ value: JSONValue) -> String {
    switch value {
    case .text(let text): text
    case .number(let number): NumberText.string(number)
    case .yesno(let yes): yes ? "yes" : "no"
    case .null, .list, .object: ""
    }
  }

  private static let columns = [
    "id", "name", "kind", "group", "at", "ends_at", "cost", "currency", "minutes", "no_pitch", "place", "notes",
    "people",
  ]
}
