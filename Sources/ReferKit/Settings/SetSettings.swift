import ReferFormats
import ReferModel
import ReferPacks
import ReferReports
import ReferRules
import ReferStore

/// Giving settings of packs, or of the user's own rules, values that stay: what `refer set PACK.NAME=…` does.
///
/// ```swift
/// let set = try SetSettings(["our-buckets.weeks=3", "rules.colleague=Grace Kim"], in: workspace, run: run)
/// try set.make()
/// ```
public struct SetSettings {
  /// One setting, and what it becomes.
  fileprivate struct Change {
    let table: String
    let name: String
    /// Nil takes it back.
    let value: SettingsFile.Value?
    /// For people.
    let shown: String
  }

  private let workspace: Workspace
  private var changes: [Change] = []

  /// Whether this is the setting of a pack or of rules, not something that the user says of themselves.
  public static func isMeant(by typed: String) -> Bool {
    guard let sign = typed.firstIndex(of: "="), let dot = typed[..<sign].firstIndex(of: ".") else { return false }
    return typed[..<dot].lowercased() != "me"
  }

  /// Checks everything; writes nothing.
  ///
  /// - Parameter typed: each `PACK.NAME=VALUE`, or `rules.NAME=VALUE`; `PACK.NAME=` takes the value back.
  /// - Throws: ``ReferError`` for a pack, a setting or a contact that is not known, and a value that does not fit.
  public init(_ typed: [String], in workspace: Workspace, run: RunContext) throws {
    self.workspace = workspace
    let known = try ReferError.packs { try SettingsFile.read(in: workspace.folder) }
    for text in typed {
      guard let sign = text.firstIndex(of: "="), let dot = text[..<sign].firstIndex(of: "."), dot != text.startIndex,
        text.index(after: dot) != sign
      else {
        throw ReferError(
          "'\(TerminalText.escaped(text))' is not PACK.NAME=VALUE, such as our-buckets.weeks=3", status: .wrongUsage)
      }
      let table = String(text[..<dot])
      let name = String(text[text.index(after: dot)..<sign])
      let value = String(text[text.index(after: sign)...])
      // What is kept for a pack that is gone, or for a setting that it no longer has, can still be taken back.
      if value.isEmpty, known.tables[table]?[name] != nil {
        changes.append(Change(table: table, name: name, value: nil, shown: "nothing"))
      } else {
        changes.append(try Self.change(table, name, value, workspace, run))
      }
    }
  }

  private static func change(
    _ table: String, _ name: String, _ value: String, _ workspace: Workspace, _ run: RunContext
  ) throws -> Change {
    let rules = try RulesFile(settingsOf: table, on: PackShelf(workspace))
    let loader = try RuleLoader(rules, clock: run.clock, isAsWritten: true)
    let declared = try ReferError.wrap { try loader.load(rules.source) }.rules.settings
    guard let setting = declared.first(where: { $0.name == name }) else {
      let names = declared.map(\.name)
      let near = Nearest.suggestion(for: name, among: names).map { "did you mean '\(TerminalText.escaped($0))'?" }
      let all = names.map(TerminalText.escaped).joined(separator: ", ")
      throw ReferError(
        "\(rules.shownTitle) has no setting '\(TerminalText.escaped(name))'; "
          + (near ?? (names.isEmpty ? "it has none at all" : "its settings are: \(all)")))
    }
    if value.isEmpty { return Change(table: table, name: name, value: nil, shown: "nothing") }
    if setting.kind == .contact {
      let person = try workspace.read(asOf: nil) { try $0.person(named: value) }
      return Change(table: table, name: name, value: .contact(Int(person.id)), shown: person.shown)
    }
    var trial = loader
    trial.settings[name] = GivenSetting(.text(value), command: "refer set \(table).")
    do {
      _ = try trial.load(rules.source)
    } catch let error as RulesError {
      // What does not fit is told by itself; it has no line.
      let told = error.diagnostics.filter { $0.line == 0 }
      guard !told.isEmpty else { throw ReferError(error.description) }
      throw ReferError(
        told.map { TerminalText.escaped($0.message + ($0.remedy.map { "; \($0)" } ?? "")) }.joined(separator: "\n"))
    }
    let kept = setting.kind == .date ? lasting(value, run.clock) : value
    return Change(table: table, name: name, value: .text(kept), shown: TerminalText.truncated(kept, to: 60))
  }

  /// "today" is another day tomorrow: what is kept is the day that was meant.
  private static func lasting(_ value: String, _ clock: Clock) -> String {
    guard let instant = try? DateText.parse(value, now: clock.now, zone: clock.zone) else { return value }
    let day = clock.zone.date(at: instant)
    return clock.zone.localMidnight(of: day) == instant ? "\(day)" : "\(clock.zone.civil(at: instant))"
  }

  /// - Throws: ``ReferError``; the settings are then as they were.
  public func make() throws {
    try ReferError.packs {
      try SettingsFile.change(in: workspace.folder) { file in
        for change in changes { file.set(change.name, of: change.table, to: change.value) }
      }
    }
  }

  /// - Parameter isSet: whether ``make()`` was called.
  public func print(_ isSet: Bool, as format: OutputFormat, to output: Output) throws {
    switch format {
    case .json, .ndjson:
      let values = changes.map { (key: "\($0.table).\($0.name)", value: $0.json) }
      try output.write(JSONValue.object([("set", .object(values)), ("dry_run", .yesno(!isSet))]).line)
    case .csv:
      var table = TextTable([TextTable.Heading("setting"), TextTable.Heading("value")])
      for change in changes {
        table.append(["\(change.table).\(change.name)", change.value == nil ? "" : change.shown])
      }
      try output.write(table, as: .csv)
    case .table, .markdown:
      let said = changes.map { TerminalText.escaped("\($0.table).\($0.name) \($0.shown)") }.joined(separator: ", ")
      try output.write(isSet ? "Set: \(said).\n" : "Would set: \(said). Nothing was written.\n")
    }
  }
}

extension SetSettings.Change {
  fileprivate var json: JSONValue {
    switch value {
    case .text(let text): .text(text)
    case .contact(let id): .object([("contact", .text(String(id)))])
    case nil: .null
    }
  }
}
