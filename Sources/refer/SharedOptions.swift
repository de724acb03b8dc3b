public import ArgumentParser
public import ReferKit

extension OutputFormat: ExpressibleByArgument {}
extension TableDates: ExpressibleByArgument {}
extension ExportFormat: ExpressibleByArgument {}
extension MergePeople.Side: ExpressibleByArgument {
  public init?(argument: String) { self.init(rawValue: argument.uppercased()) }
}

/// Options that every verb takes.
struct SharedOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The book; $REFER_BOOK, else your own book, unless given.", valueName: "file"),
    completion: .file(extensions: ["sqlite"]))
  var book: String?

  @Option(help: ArgumentHelp("The time that counts as now: 2026-05-23, yesterday, '2 weeks ago'.", valueName: "time"))
  var now: String?

  @Option(help: ArgumentHelp("Only what the book knew then counts; it is also now, unless given.", valueName: "time"))
  var asOf: String?

  @Option(
    help: ArgumentHelp("The time zone of dates, such as Europe/Berlin; the profile's, else UTC.", valueName: "zone"))
  var tz: String?

  @Option(help: "How results are written.")
  var format: OutputFormat = .table

  func validate() throws {
    do {
      _ = try RunContext(now: now, asOf: asOf, zone: tz)
    } catch let error as ReferError { throw ValidationError(error.description) }
  }

  func workspace() throws -> Workspace { try Workspace(book: book).offered(asTyped: book) }

  /// A command to be typed next, over the same book.
  func command(_ words: String) -> String { Workspace.command(words) }

  /// The rules of that name, a file or a pack; without one, those in the folder of the book.
  func rules(_ name: String?) throws -> RulesFile {
    try name.map { try RulesFile(named: $0, in: workspace()) } ?? workspace().ownRules()
  }

  /// Time and zone of a run over the book.
  func run(over workspace: Workspace) throws -> RunContext { try workspace.run(now: now, asOf: asOf, zone: tz) }

  /// Time and zone of a run that changes the book: the past can't be changed.
  func runThatChanges(_ workspace: Workspace) throws -> RunContext {
    if asOf != nil { throw wrong("'--as-of' shows what was known then, and that can't be changed; leave it out") }
    return try run(over: workspace)
  }

  /// Time and zone of a run over files; of the book's folder, only rules and packs count.
  func run() throws -> RunContext {
    if asOf != nil { throw wrong("'--as-of' asks the book what was known then; files have no history") }
    return try RunContext(now: now, zone: tz)
  }

  private func wrong(_ message: String) -> ReferError { ReferError(message, status: .wrongUsage) }
}

/// How files of contacts are read.
struct ReadingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How tables write dates like 03/04/2021; such a date is unknown unless this, or its column, tells.",
      valueName: "order"))
  var dateOrder: TableDates?
}

/// The rules and the contacts that a verb works on.
struct RulesOptions: ParsableArguments {
  @Option(
    name: .customLong("from"),
    help: ArgumentHelp(
      "A file of contacts (vCard, CSV, NDJSON) to read instead of the book, or - for standard input; may repeat.",
      valueName: "file"),
    completion: .file())
  var files: [String] = []

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "The value of a setting, such as --set colleague='Grace Kim'; may repeat.", valueName: "name=value"))
  var settings: [String] = []

  @Option(
    name: .customLong("budget"),
    help: ArgumentHelp(
      "What rules may use, such as --budget instructions=400k (200k a decision unless given); may repeat.",
      discussion: """
        Of one decision: instructions, output (64KiB). Of all rules: memory (32MiB). Outside decisions, \
        while a file loads or a plain script runs: run-instructions (50M), run-output (1MiB).
        """, valueName: "part=size"))
  var budgets: [String] = []

  @OptionGroup var reading: ReadingOptions

  /// Deciding with the rules of that name, a file or a pack, over the files, else over the book; without a name, with
  /// the workspace's own.
  func evaluation(_ rules: String?, code: String? = nil, _ shared: SharedOptions) throws -> Evaluation {
    if files.isEmpty, reading.dateOrder != nil {
      throw ValidationError("'--date-order' says how files write dates; the book knows its own. Add '--from FILE'.")
    }
    let rules = try code.map { RulesFile(code: $0) } ?? shared.rules(rules)
    var evaluation: Evaluation
    if files.isEmpty {
      let workspace = try shared.workspace()
      evaluation = Evaluation(rules: rules, over: workspace, run: try shared.run(over: workspace))
    } else {
      evaluation = Evaluation(rules: rules, files: files, run: try shared.run())
    }
    evaluation.settings = try settingValues()
    evaluation.budgets = try budgetValues()
    evaluation.dates = reading.dateOrder
    evaluation.report = { Terminal.complain($0) }
    evaluation.progress = { Terminal.progress($0) }
    evaluation.printed = { Terminal.note($0) }
    return evaluation
  }

  func validate() throws {
    _ = try settingValues()
    do {
      _ = try budgetValues()
    } catch let error as ReferError { throw ValidationError(error.description) }
  }

  /// The defaults, and what was given.
  func budgetValues() throws -> Budgets { try Budgets(budgets) }

  /// The settings by name.
  func settingValues() throws -> [String: String] {
    var values: [String: String] = [:]
    for setting in settings {
      guard let sign = setting.firstIndex(of: "="), sign != setting.startIndex else {
        throw ValidationError("'--set \(setting)' needs a name and a value: --set name=value")
      }
      values[String(setting[..<sign])] = String(setting[setting.index(after: sign)...])
    }
    return values
  }
}
