public import LuaHost
import ReferFormats
import ReferModel
import ReferReports
import ReferRules

/// Deciding with one rules file or pack: what `refer eval` does.
///
/// ```swift
/// let rules = try RulesFile(path: "rules.lua")
/// let evaluation = Evaluation(rules: rules, files: ["contacts.ndjson"], run: try RunContext(zone: "Europe/Berlin"))
/// let summary = try evaluation.decide { decision in print(decision.id, decision.bucket ?? "in none") }
/// ```
public struct Evaluation {
  /// What to decide about, and what to show of it.
  public struct Selection: Sendable {
    /// Only the contact with this id, or with this in the name.
    public var contact: String?
    /// Only who is in this bucket of any set.
    public var bucket: String?
    /// "name", "score", "bucket" or "id"; nil keeps the order of the files.
    public var sort: String?
    public var limit: Int?
    public init() {}
  }

  public let rules: RulesFile
  public let files: [String]
  /// The book that is decided over where no file is named.
  public let workspace: Workspace?
  public let run: RunContext
  /// Values of settings, by name.
  public var settings: [String: String] = [:]
  /// What the rules may use, a decision and outside decisions.
  public var budgets = Budgets()
  public var selection = Selection()
  /// How tables write dates of three numbers. Without it, such a date is one where its column proves the order; else it
  /// is kept in `custom`.
  public var dates: TableDates?
  public var isExplained = false
  /// Stops at the first contact whose rule fails.
  public var failsFast = false
  /// Told about each line that can't be read and each rule that fails; no personal data is in it.
  public var report: (String) -> Void = { _ in }
  /// Told how many contacts are decided, now and then.
  public var progress: (Int) -> Void = { _ in }
  /// Told when the rules or a contact are worked on, and when that ends: a program can stop what takes too long.
  /// Waiting for input or output is no work.
  public var working: (_ isWorking: Bool) -> Void = { _ in }
  /// Where a rule's `print` goes.
  public var printed: (UnsafeBufferPointer<UInt8>) -> Void = { _ in }

  /// The rules as they were loaded; nil loads them for each use.
  private var loaded: LoadedRules?

  /// Over the contacts of files.
  public init(rules: RulesFile, files: [String], run: RunContext) {
    self.rules = rules
    self.files = files
    workspace = nil
    self.run = run
  }

  /// Over the contacts of a book.
  public init(rules: RulesFile, over workspace: Workspace, run: RunContext) {
    self.rules = rules
    files = []
    self.workspace = workspace
    self.run = run
  }

  var source: ContactSource { ContactSource(files: files, workspace: workspace, run: run, dates: dates) }

  /// Decides, and hands each decision on, in the order of the files.
  ///
  /// - Throws: ``ReferError`` for rules or data that can't be used.
  public func decide(_ body: (ContactDecision) throws -> Void) throws -> EvaluationSummary {
    let loaded = try load()
    let summary = try evaluate(loaded) { decision, explanation in
      var complete = ContactDecision(decision, loaded.rules)
      explanation?.fill(&complete)
      try body(complete)
    }
    summary.remarks.forEach(report)
    return summary
  }

  /// Decides and prints; a script that declares no rule runs, and what it returns is printed.
  public func print(as format: OutputFormat, to output: Output) throws -> EvaluationSummary {
    let contacts = loadedContacts()
    let loaded = try load(contacts)
    if loaded.isPlainScript {
      try ScriptResult(loaded.returned, script: rules.name).print(as: format, to: output)
      var summary = EvaluationSummary(loaded.rules)
      summary.unreadable = contacts?.problems ?? 0
      return summary
    }
    if source.isNowhere {
      throw ReferError("there is nothing to decide about: give a file of contacts with --from FILE")
    }
    let shown = selection.limit ?? 20
    let context = PrintingContext(
      rules: loaded.rules, title: rules.title, file: rules.name, run: run, output: output, shown: shown)
    var printer = format.printer(context)
    try printer.begin()
    let summary = try evaluate(loaded) { try printer.print($0, explained: $1) }
    try printer.end(summary)
    // Behind the results, where a person who reads a long table sees them.
    summary.remarks.forEach(report)
    return summary
  }

  /// The contacts for a script that asks for lists; nil where no file is given.
  func loadedContacts() -> LoadedContacts? {
    source.isNowhere ? nil : LoadedContacts(source, working: working, report: report)
  }

  /// The same with its rules loaded, for several looks at one moment: nothing of them is read again.
  ///
  /// - Throws: ``ReferError`` with every problem of the rules.
  public func withRulesLoaded() throws -> Evaluation {
    var same = self
    same.loaded = try load()
    return same
  }

  /// - Throws: ``ReferError`` with every problem of the rules.
  func load(_ data: LoadedContacts? = nil) throws -> LoadedRules {
    if data == nil, let loaded { return loaded }
    var loader = try RuleLoader(rules, clock: run.clock, typed: settings)
    loader.person = workspace.map { workspace in { try workspace.personOfSetting(named: $0) } }
    loader.budgets = budgets
    loader.print = PrintedLines(of: rules, printed).print
    if rules.pack == nil { loader.data = data }
    loader.profile = try workspace?.profile(asOf: run.asOf) ?? Profile()
    working(true)
    defer { working(false) }
    do {
      let loaded = try ReferError.wrap { try loader.load(rules.source) }
      try loaded.checkPack(rules)
      return loaded
    } catch {
      throw data?.failure ?? error
    }
  }

  /// A bucket that nobody can be in is a slip of the pen, not a question.
  private func checkSelection(_ rules: RuleSet) throws {
    guard let bucket = selection.bucket else { return }
    let names = rules.sets.flatMap { $0.buckets.map(\.name) }
    if names.contains(bucket) { return }
    let near = Nearest.suggestion(for: bucket, among: names).map { "; did you mean '\(TerminalText.escaped($0))'?" }
    let all = names.map(TerminalText.escaped).joined(separator: ", ")
    throw ReferError("no bucket is named '\(TerminalText.escaped(bucket))'" + (near ?? "; the buckets are: \(all)"))
  }

  private func evaluate(_ loaded: LoadedRules, _ body: (Decision, Explanation?) throws -> Void) throws
    -> EvaluationSummary
  {
    try checkSelection(loaded.rules)
    let decider = try ReferError.wrap { try Decider(loaded, clock: run.clock) }
    var walk = EvaluationWalk(evaluation: self, decider: decider)
    do {
      try source.forEach(for: decider) { row in
        try walk.visit(row, body)
      } onProblem: { problem in
        walk.summary.unreadable += 1
        walk.report(TerminalText.escaped(problem.description))
      }
    } catch is EvaluationWalk.Finished {
      // How many are in the other buckets is known once all are decided.
      if selection.bucket != nil { walk.summary.dropCounts() }
    }
    return try walk.finish(body)
  }
}

/// One walk over all contacts: filters, sorts, counts and collects.
struct EvaluationWalk {
  /// Enough contacts were decided.
  struct Finished: Error {}

  let evaluation: Evaluation
  let decider: Decider
  var summary: EvaluationSummary
  private var shortlists: [ShortlistCollector]
  private var held: [(decision: Decision, explanation: Explanation?)] = []
  /// The shortlists that follow-ups are only for: their decisions are held until all are decided.
  private let awaited: Set<Int>
  private var reported = 0
  private var seen = 0
  private let contact: PersonQuery?

  /// How many messages about single contacts are worth reading.
  static let mostReports = 20

  init(evaluation: Evaluation, decider: Decider) {
    self.evaluation = evaluation
    self.decider = decider
    summary = EvaluationSummary(decider.loaded.rules)
    // A shortlist is a choice among all: of a part of them it would mislead.
    let selection = evaluation.selection
    let seesAll = selection.contact == nil && (selection.limit == nil || selection.sort != nil)
    shortlists = seesAll ? decider.loaded.rules.shortlists.map { ShortlistCollector($0) } : []
    contact = selection.contact.map { PersonQuery($0) }
    awaited = seesAll ? decider.loaded.rules.shortlistsOfFollowUps : []
  }

  mutating func visit(_ row: Cells, _ body: (Decision, Explanation?) throws -> Void) throws {
    seen += 1
    if seen & 0x3FF == 0 { evaluation.progress(seen) }
    if let contact, !contact.matches(row) { return }
    evaluation.working(true)
    let decision = decider.decide(row)
    let failures = shortlists.indices.compactMap { shortlists[$0].failure(offering: decision, row, decider) }
    if !failures.isEmpty { summary.failed += 1 }
    for message in failures { report(message) }
    let selection = evaluation.selection
    summary.count(decision)
    if let bucket = selection.bucket {
      let isIn = decision.verdict?.places.contains { $0.bucket == bucket } ?? false
      if !isIn, decision.error == nil { return evaluation.working(false) }
    }
    summary.add(decision)
    if let message = decision.failureMessage { report(message) }
    let explanation = evaluation.isExplained ? Explanation(decision, row, decider) : nil
    evaluation.working(false)
    if selection.sort != nil || !awaited.isEmpty {
      held.append((decision, explanation))
    } else {
      try body(decision, explanation)
    }
    if decision.error != nil, evaluation.failsFast { throw Finished() }
    if selection.sort == nil, let limit = selection.limit, summary.decided >= limit { throw Finished() }
  }

  mutating func report(_ message: String) {
    reported += 1
    if reported <= Self.mostReports { evaluation.report(message) }
  }

  mutating func finish(_ body: (Decision, Explanation?) throws -> Void) throws -> EvaluationSummary {
    if let name = evaluation.selection.contact, summary.decided == 0, evaluation.selection.bucket == nil {
      throw ReferError("nobody has the id '\(TerminalText.escaped(name))', or this in the name; check the spelling")
    }
    settle()
    if evaluation.selection.sort == nil {
      for (decision, explanation) in held { try body(decision, explanation) }
    }
    if let sort = evaluation.selection.sort {
      let sorted = DecisionOrder(sort, decider.loaded.rules).sorted(held)
      for (decision, explanation) in sorted.prefix(evaluation.selection.limit ?? .max) {
        try body(decision, explanation)
      }
    }
    summary.remarks = remarks
    summary.shortlists = shortlists.map { collector in
      EvaluationSummary.Shortlist(
        name: collector.shortlist.name,
        entries: collector.entries.map { .init(id: $0.id, name: $0.name, rank: $0.rank) })
    }
    return summary
  }

  /// Keeps of the follow-ups for shortlists those whose contact is on them.
  private mutating func settle() {
    guard !awaited.isEmpty else { return }
    var places: [String: Set<Int>] = [:]
    for place in awaited {
      for entry in shortlists[place].entries { places[entry.id, default: []].insert(place) }
    }
    for number in held.indices where held[number].decision.duties.followUps.contains(where: \.isPending) {
      var duties = held[number].decision.duties
      duties.settle(on: places[held[number].decision.id] ?? [])
      held[number].decision.duties = duties
      held[number].explanation?.tell(duties, decider.loaded.rules, decider.clock)
    }
  }

  private var remarks: [String] {
    var remarks: [String] = []
    if seen == 0, summary.unreadable == 0 {
      remarks.append("warning: there are no contacts in \(TerminalText.escaped(evaluation.source.name))")
    }
    if reported > Self.mostReports { remarks.append("and \(reported - Self.mostReports) more messages like these") }
    let failed = summary.failed == 1 ? "1 contact" : "\(summary.failed) contacts"
    if summary.failed > 0, evaluation.failsFast {
      remarks.append(
        "stopped at the first contact that failed; \(summary.decided - summary.failed) were decided before")
    } else if summary.failed > 0 {
      remarks.append("\(failed) of \(summary.decided) failed; the others are decided")
    }
    return remarks + shortlists.compactMap(\.warning).map { TerminalText.escaped("warning: \($0)") }
  }
}

extension ShortlistCollector {
  /// Offers a contact, and says what went wrong, in one line without personal data.
  mutating func failure(offering decision: Decision, _ row: Cells, _ decider: Decider) -> String? {
    do {
      try offer(decision, row, decider)
      return nil
    } catch {
      return TerminalText.escaped(
        "\(error.file):\(error.line): shortlist '\(shortlist.name)': \(error.message) (contact \(decision.id))")
    }
  }
}

extension Decision {
  /// Why it failed, and for whom, in one line without personal data.
  var failureMessage: String? {
    guard let error else { return nil }
    let reading = error.reading.map { ", reading \($0)" } ?? ""
    return TerminalText.escaped("\(error.file):\(error.line): \(error.message) (contact \(id)\(reading))")
  }
}

/// The orders in which decisions can be shown.
struct DecisionOrder {
  static let keys = ["name", "score", "bucket", "id"]
  private let key: String
  private let buckets: [String]

  init(_ key: String, _ rules: RuleSet) {
    self.key = key
    buckets = rules.sets.first?.buckets.map(\.name) ?? []
  }

  func sorted(_ held: [(decision: Decision, explanation: Explanation?)]) -> [(
    decision: Decision, explanation: Explanation?
  )] {
    held.enumerated().sorted { a, b in
      let order = compare(a.element.decision, b.element.decision)
      return order != 0 ? order < 0 : a.offset < b.offset
    }.map(\.element)
  }

  private func compare(_ a: Decision, _ b: Decision) -> Int {
    switch key {
    case "score":
      // Highest first; failed contacts last.
      let (x, y) = (a.verdict?.score, b.verdict?.score)
      return x == y ? 0 : (y == nil || (x ?? .zero) > (y ?? .zero)) && x != nil ? -1 : 1
    case "bucket":
      func place(_ decision: Decision) -> Int { decision.bucket.flatMap(buckets.firstIndex(of:)) ?? buckets.count }
      return place(a) - place(b)
    case "id": return a.id == b.id ? 0 : NaturalOrder.isBefore(a.id, b.id) ? -1 : 1
    default:
      let (x, y) = ((a.name ?? "").lowercased(), (b.name ?? "").lowercased())
      return x == y ? 0 : x < y ? -1 : 1
    }
  }
}
