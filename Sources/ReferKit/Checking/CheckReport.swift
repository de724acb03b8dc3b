public import LuaHost
import ReferFormats
import ReferModel
import ReferReports
import ReferRules

/// Every problem of a rules file at once, and whether its examples hold: what `refer check` does.
public struct CheckReport {
  public let file: String
  /// The file, or the pack and its version.
  private let title: String
  /// How many examples there are.
  public private(set) var examples = 0
  /// Whether the file could be loaded at all.
  public private(set) var loads = true
  /// Whether it could not, because the run's budget was spent.
  public private(set) var isOverBudget = false
  public var isClean: Bool { problems.isEmpty }

  private(set) var problems: [Diagnostic] = []
  private var source: ScriptSource
  private var isScript = false
  private var tried = 0

  /// - Parameters:
  ///   - files: contacts to try the rules on; without them, the examples' contacts are taken.
  ///   - dates: how tables write dates of three numbers; see ``Evaluation/dates``.
  ///   - working: told when the rules are worked on, and when that ends; see ``Evaluation/working``.
  /// - Throws: ``ReferError`` for contacts that can't be read.
  public init(
    _ rules: RulesFile, files: [String], run: RunContext, settings: [String: String] = [:],
    budgets: Budgets = Budgets(), dates: TableDates? = nil, working: @escaping (Bool) -> Void = { _ in }
  ) throws {
    (file, title) = (rules.name, rules.title)
    source = rules.source
    var loader = try RuleLoader(rules, clock: run.clock, typed: settings, isAsWritten: true)
    loader.budgets = budgets
    let people = ContactSource(files: files, workspace: nil, run: run, dates: dates)
    let contacts = LoadedContacts(people, working: working) { _ in }
    if rules.pack == nil { loader.data = files.isEmpty ? NoRecords() : contacts }
    let loaded: LoadedRules
    working(true)
    defer { working(false) }
    do {
      loaded = try loader.load(rules.source)
      source = loaded.source
      isScript = loaded.isPlainScript
      try loaded.checkPack(rules)
      if isScript { return }
      let runner = try ExampleRunner(rules.source, loader: loader)
      examples = runner.count
      problems += runner.failures.map(\.diagnostic)
    } catch let error as RulesError {
      problems += error.diagnostics
      source = error.source
      loads = false
      isOverBudget = error.isOverBudget
      return
    }
    problems += loaded.warnings
    problems += try keptState(loaded, people, working) { try loader.load(rules.source) }
    problems.sort()
  }

  /// How many contacts of a file are tried forwards and backwards.
  private static let sample = 500

  /// Decides a sample forwards, and backwards with fresh rules: the same must come out.
  private mutating func keptState(
    _ loaded: LoadedRules, _ people: ContactSource, _ working: (Bool) -> Void, reload: () throws -> LoadedRules
  ) throws -> [Diagnostic] {
    guard let arena = RowArena() else { return [] }
    // The rows are in it: without this it may end with its last use by name.
    defer { withExtendedLifetime(arena) {} }
    var rows: [Cells] = []
    if people.files.isEmpty {
      rows = ExampleRunner.rows(loaded, into: arena)
    } else {
      struct Enough: Error {}
      working(false)
      do {
        try people.forEach { row in
          if let copy = arena.copy(row, of: .contact) { rows.append(copy) }
          if rows.count >= Self.sample { throw Enough() }
        } onProblem: { _ in
        }
      } catch is Enough {}
    }
    tried = rows.count
    var found = StateWatch()
    let forwards = found.decide(rows, try Decider(loaded, clock: people.run.clock), working)
    let again = try ReferError.wrap(reload)
    let backwards = found.decide(rows.reversed(), try Decider(again, clock: people.run.clock), working)
    return found.problems(in: loaded) + StateWatch.difference(forwards, backwards.reversed(), loaded)
  }

  /// Prints what was found, as text with the lines in question or as JSON.
  public func print(as format: OutputFormat, to output: Output) throws {
    switch format {
    case .json, .ndjson: try output.write(json.line)
    case .csv:
      var table = TextTable(["file", "line", "column", "severity", "message", "remedy"].map { TextTable.Heading($0) })
      for problem in problems {
        table.append([
          problem.file, "\(problem.line)", problem.column.map(String.init) ?? "", problem.severity.rawValue,
          problem.message, problem.remedy ?? "",
        ])
      }
      try output.write(table, as: .csv)
    case .table, .markdown:
      for problem in problems { try output.write(problem.rendered(in: source) + "\n") }
      try output.write(summary + "\n")
    }
  }

  /// "rules.lua: sound, 5 examples hold", "our-buckets 1.0.0: …".
  public var summary: String {
    let name = TerminalText.escaped(title)
    if isScript { return "\(name): a sound script; it declares no rule, so there is nothing more to check" }
    if !loads { return "\(name): \(problems.count) problem\(problems.count == 1 ? "" : "s")" }
    let held = examples == 1 ? "1 example" : "\(examples) examples"
    if problems.isEmpty {
      let hold = examples == 0 ? "it has no examples" : "\(held) hold\(examples == 1 ? "s" : "")"
      return "\(name): sound, \(hold)" + (tried > examples ? ", tried on \(tried) contacts" : "")
    }
    return "\(name): \(problems.count) problem\(problems.count == 1 ? "" : "s")" + (examples > 0 ? " in \(held)" : "")
  }

  private var json: JSONValue {
    let list = problems.map { problem in
      JSONValue.object([
        ("file", .text(problem.file)), ("line", .int(problem.line)), ("column", .int(problem.column)),
        ("severity", .text(problem.severity.rawValue)), ("message", .text(problem.message)),
        ("remedy", .text(problem.remedy)),
      ])
    }
    return .object([
      ("file", .text(file)), ("sound", .yesno(isClean)), ("examples", .int(examples)), ("problems", .list(list)),
    ])
  }
}
