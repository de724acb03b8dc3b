import ReferFormats
import ReferModel
import ReferPacks
import ReferReports
import ReferRules
import ReferStore

/// All that can be set, and what is: the profile, the settings of the user's own rules and of every installed pack.
/// What `refer set` alone shows.
public struct ListSettings {
  /// One setting.
  public struct Line: Hashable, Sendable {
    /// `me.name`, `our-buckets.weeks`.
    public let name: String
    /// Nil where nothing is set.
    public let value: String?
    public let summary: String
  }

  public private(set) var lines: [Line]
  /// Why the settings of some rules can't be told.
  public private(set) var problems: [String] = []

  /// - Throws: ``ReferError`` for a book or a file of settings that can't be read.
  public init(_ workspace: Workspace, _ run: RunContext) throws {
    lines = try SetProfile.lines(workspace, run)
    let (lock, kept) = try ReferError.packs {
      (try workspace.packStore.snapshot().lock, try SettingsFile.read(in: workspace.folder))
    }
    let packs = lock.entries.map(\.name.description)
    let tables = Set(packs + kept.tables.keys + (workspace.hasOwnRules ? [SettingsFile.ownRules] : []))
    let declared = try declared(by: tables, workspace, run)
    for table in tables.sorted() {
      let values = kept.tables[table] ?? [:]
      let declared = declared[table] ?? []
      for setting in declared {
        let value = try values[setting.name].map { try Self.shown($0, workspace) }
        lines.append(Line(name: "\(table).\(setting.name)", value: value, summary: setting.help ?? setting.kind.words))
      }
      for (name, value) in values.sorted(by: { $0.key < $1.key }) where !declared.contains(where: { $0.name == name }) {
        lines.append(
          Line(name: "\(table).\(name)", value: try Self.shown(value, workspace), summary: "no setting of that name"))
      }
    }
  }

  /// The settings of each table. Rules bring those of the packs that they use along, and nothing is loaded twice.
  private mutating func declared(by tables: Set<String>, _ workspace: Workspace, _ run: RunContext) throws
    -> [String: [Setting]]
  {
    let shelf = PackShelf(workspace)
    var declared: [String: [Setting]] = [:]
    var rules: [(table: String, rules: RulesFile)] = []
    func tell(_ table: String, _ error: ReferError) {
      let first = error.description.split(separator: "\n").first.map(String.init) ?? ""
      problems.append("\(TerminalText.escaped(table)): its settings can't be told: \(first)")
    }
    for table in tables.sorted() {
      do {
        rules.append((table, try RulesFile(settingsOf: table, on: shelf)))
      } catch let error as ReferError { tell(table, error) }
    }
    // Whatever uses a pack uses more than that one does.
    rules.sort { ($1.rules.used.count, $0.table) < ($0.rules.used.count, $1.table) }
    for (table, rules) in rules where declared[table] == nil {
      do {
        let loader = try RuleLoader(rules, clock: run.clock, isAsWritten: true)
        let loaded = try ReferError.wrap { try loader.load(rules.source) }.rules
        declared[table] = loaded.settings
        for (place, pack) in rules.used.enumerated() {
          guard let name = pack.pack?.name, declared[name] == nil else { continue }
          declared[name] = loaded.settingsOfPacks[place + 1] ?? []
        }
      } catch let error as ReferError { tell(table, error) }
    }
    return declared
  }

  private static func shown(_ value: SettingsFile.Value, _ workspace: Workspace) throws -> String {
    switch value {
    case .text(let text): return text
    case .contact(let id):
      let person = try workspace.personOfSetting(Int64(id))
      return person.map { "\($0.name) (\(id))" } ?? "the contact \(id), who is not in the book"
    }
  }

  /// - Throws: what the output throws.
  public func print(as format: OutputFormat, to output: Output) throws {
    switch format {
    case .json, .ndjson:
      try output.write(JSONValue.object(lines.map { (key: $0.name, value: .text($0.value)) }).line)
    case .table, .markdown, .csv:
      var table = TextTable(["setting", "value", "what it is"].map { TextTable.Heading($0, canShrink: true) })
      for line in lines { table.append([line.name, line.value ?? "", line.summary]) }
      try output.write(table, as: format)
    }
  }
}

extension Setting.Kind {
  /// What it takes, where its author says no more.
  var words: String {
    switch self {
    case .text: "a text"
    case .number: "a number"
    case .yesno: "yes or no"
    case .length: "a length of time, such as 90d"
    case .date: "a date"
    case .contact: "a contact"
    }
  }
}
