import LuaHost
import ReferFormats
import ReferModel
import ReferRules

/// Deciding over files with one rules file: what `refer eval` does.
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
  public let run: RunContext
  /// Values of settings, by name.
  public var settings: [String: String] = [:]
  public var selection = Selection()
  public var isExplained = false
  /// Stops at the first contact whose rule fails.
  public var failsFast = false
  /// Told about each line that can't be read and each rule that fails; no personal data is in it.
  public var report: (String) -> Void = { _ in }
  /// Told how many contacts are decided, now and then.
  public var progress: (Int) -> Void = { _ in }
  /// Where a rule's `print` goes.
  public var printed: (UnsafeBufferPointer<UInt8>) -> Void = { _ in }

  public init(rules: RulesFile, files: [String], run: RunContext) {
    self.rules = rules
    self.files = files
    self.run = run
  }

  /// Decides, and hands each decision on, in the order of the files.
  ///
  /// - Throws: ``ReferError`` for rules or data that can't be used.
  public func decide(_ body: (ContactDecision) throws -> Void) throws -> EvaluationSummary {
    let loaded = try ReferError.wrap { try loader().load(rules.source) }
    return try evaluate(loaded) { decision, explanation in
      var complete = ContactDecision(decision, loaded.rules, file: rules.name)
      explanation?.fill(&complete)
      try body(complete)
    }
  }

  /// Decides and prints; a script that declares no rule runs, and what it returns is printed.
  public func print(as format: OutputFormat, to output: Output) throws -> EvaluationSummary {
    let contacts = LoadedContacts(ContactSource(files: files, clock: run.clock)) { report($0.description) }
    var loader = loader()
    loader.data = files.isEmpty ? nil : contacts
    let loaded = try ReferError.wrap { try loader.load(rules.source) }
    if loaded.isPlainScript {
      try ScriptResult(loaded.returned, script: rules.name).print(as: format, to: output)
      var summary = EvaluationSummary(loaded.rules)
      summary.unreadable = contacts.problems
      return summary
    }
    if files.isEmpty {
      throw ReferError("there is nothing to decide about: give a file of contacts with --from FILE")
    }
    let shown = selection.limit ?? 20
    let context = PrintingContext(rules: loaded.rules, file: rules.name, run: run, output: output, shown: shown)
    var printer = format.printer(context)
    try printer.begin()
    let summary = try evaluate(loaded) { try printer.print($0, explained: $1) }
    try printer.end(summary)
    return summary
  }

  private func loader() -> RuleLoader {
    var loader = RuleLoader(clock: run.clock)
    loader.settings = settings
    loader.print = printed
    return loader
  }

  private func evaluate(_ loaded: LoadedRules, _ body: (Decision, Explanation?) throws -> Void) throws
    -> EvaluationSummary
  {
    let decider = try ReferError.wrap { try Decider(loaded, clock: run.clock) }
    var walk = EvaluationWalk(evaluation: self, decider: decider)
    let source = ContactSource(files: files, clock: run.clock)
    do {
      try source.forEach { row in
        try walk.visit(row, body)
      } onProblem: { problem in
        walk.summary.unreadable += 1
        report(problem.description)
      }
    } catch is EvaluationWalk.Finished {}
    return try walk.finish(body)
  }
}

/// One walk over all contacts: filters, sorts, counts and collects.
private struct EvaluationWalk {
  /// Enough contacts were decided.
  struct Finished: Error {}

  let evaluation: Evaluation
  let decider: Decider
  var summary: EvaluationSummary
  private var shortlists: [ShortlistCollector]
  private var held: [(decision: Decision, explanation: Explanation?)] = []
  private var reported = 0
  private var seen = 0
  private let contact: NameQuery?

  /// How many messages about single contacts are worth reading.
  private static let mostReports = 20

  init(evaluation: Evaluation, decider: Decider) {
    self.evaluation = evaluation
    self.decider = decider
    summary = EvaluationSummary(decider.loaded.rules)
    // A shortlist is a choice among all: of a part of them it would mislead.
    let selection = evaluation.selection
    let seesAll = selection.contact == nil && (selection.limit == nil || selection.sort != nil)
    shortlists = seesAll ? decider.loaded.rules.shortlists.map { ShortlistCollector($0) } : []
    contact = selection.contact.map { NameQuery($0) }
  }

  mutating func visit(_ row: Cells, _ body: (Decision, Explanation?) throws -> Void) throws {
    seen += 1
    if seen & 0x3FF == 0 { evaluation.progress(seen) }
    if let contact, !contact.matches(row) { return }
    let decision = decider.decide(row)
    for place in shortlists.indices {
      do {
        try shortlists[place].offer(decision, row, decider)
      } catch let failure as Decision.Failure {
        summary.failed += 1
        report("\(failure.file):\(failure.line): shortlist '\(shortlists[place].shortlist.name)': \(failure.message) (contact \(decision.id))")
      }
    }
    let selection = evaluation.selection
    if let bucket = selection.bucket {
      let isIn = decision.verdict?.places.contains { $0.bucket == bucket } ?? false
      if !isIn, decision.error == nil { return }
    }
    summary.add(decision)
    if let error = decision.error {
      report("\(error.file):\(error.line): \(error.message) (contact \(decision.id)\(error.reading.map { ", reading \($0)" } ?? ""))")
    }
    let explanation = evaluation.isExplained ? Explanation(decision, row, decider) : nil
    if selection.sort != nil {
      held.append((decision, explanation))
    } else {
      try body(decision, explanation)
    }
    if decision.error != nil, evaluation.failsFast { throw Finished() }
    if selection.sort == nil, let limit = selection.limit, summary.decided >= limit { throw Finished() }
  }

  private mutating func report(_ message: String) {
    reported += 1
    if reported <= Self.mostReports { evaluation.report(message) }
  }

  mutating func finish(_ body: (Decision, Explanation?) throws -> Void) throws -> EvaluationSummary {
    if let sort = evaluation.selection.sort {
      let sorted = DecisionOrder(sort, decider.loaded.rules).sorted(held)
      for (decision, explanation) in sorted.prefix(evaluation.selection.limit ?? .max) { try body(decision, explanation) }
    }
    if reported > Self.mostReports { evaluation.report("and \(reported - Self.mostReports) more messages like these") }
    if summary.failed > 0 {
      evaluation.report(
        "\(summary.failed) contact\(summary.failed == 1 ? "" : "s") of \(summary.decided) failed; the others are decided")
    }
    for collector in shortlists {
      if let warning = collector.warning { evaluation.report("warning: \(warning)") }
    }
    summary.shortlists = shortlists.map { collector in
      EvaluationSummary.Shortlist(
        name: collector.shortlist.name,
        entries: collector.entries.map { .init(id: $0.id, name: $0.name, rank: $0.rank) })
    }
    return summary
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

  func sorted(_ held: [(decision: Decision, explanation: Explanation?)]) -> [(decision: Decision, explanation: Explanation?)] {
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
