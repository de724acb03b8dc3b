import CRows
import ReferFormats
import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// A week within the hours that the user has for it: what `refer plan` does.
///
/// What is most urgent is taken first, as long as it fits; one person to strengthen is named, of those not on the list.
///
/// ```swift
/// let plan = try WeekPlan(hours: 4, Evaluation(rules: rules, over: workspace, run: run)).make()
/// print(plan.items.count, plan.minutes, plan.strengthen?.name ?? "")
/// ```
public struct WeekPlan {
  private let hours: Double
  private let evaluation: Evaluation
  private let workspace: Workspace

  /// The hours where the user never said how many, and what they are called in the profile.
  public static let usualHours = 4.0
  static let setting = "hours"

  /// The week, planned.
  public struct Plan: Hashable, Sendable {
    public let items: [DayItem]
    /// What they take together.
    public let minutes: Int
    /// How many did not fit.
    public let others: Int
    /// Somebody worth a talk: of those who were decided best and are not on the list, whoever waited longest.
    public let strengthen: Person?
    /// Why it is them.
    public let reason: String?
    /// For how many contacts a rule failed.
    public let failed: Int
  }

  /// - Parameter hours: nil are those of the user's profile, `refer set me.hours=4`.
  /// - Throws: ``ReferError`` where there is no book, and for hours that are none.
  public init(hours: Double? = nil, _ evaluation: Evaluation) throws {
    guard let workspace = evaluation.source.book else { throw ReferError("a week is planned over the book") }
    let usual = try workspace.read(asOf: evaluation.run.asOf) { try $0.profile(Self.setting) }.map(Self.hours(typed:))
    self.hours = try Self.checked(hours ?? usual ?? Self.usualHours)
    (self.evaluation, self.workspace) = (evaluation, workspace)
  }

  /// What was typed as the hours of a week: "4", "1.5", or a length, "90m".
  ///
  /// - Throws: ``ReferError`` for what is none.
  static func hours(typed: String) throws -> Double {
    if let number = NumberText.number(typed) { return try checked(number) }
    guard let length = try? Length.parse(typed), length.months == 0 else {
      throw ReferError("hours are a number, such as 4 or 1.5: refer set me.hours=4", status: .wrongUsage)
    }
    return try checked(length.seconds / 3600)
  }

  private static func checked(_ hours: Double) throws -> Double {
    guard hours > 0, hours <= 168 else { throw ReferError("a week has up to 168 hours", status: .wrongUsage) }
    return hours
  }

  /// - Throws: ``ReferError`` for rules that can't be used.
  public func make() throws -> Plan {
    let desk = try DayDesk(evaluation)
    let clock = evaluation.run.clock
    let week = clock.zone.localMidnight(of: clock.zone.date(at: clock.now).adding(days: 7))
    return try workspace.read(asOf: evaluation.run.asOf) { reader in
      let day = try desk.day(reader, until: week)
      var (taken, minutes): ([DayItem], Int) = ([], 0)
      for item in day.items where Double(minutes + item.minutes) <= hours * 60 {
        taken.append(item)
        minutes += item.minutes
      }
      let best = try strongest(desk, reader, without: Set(taken.map(\.contact)))
      return Plan(
        items: taken, minutes: minutes, others: day.items.count - taken.count,
        strengthen: try best.flatMap { try reader.person($0.id) }.map(Person.init), reason: best?.reason,
        failed: day.failed)
    }
  }

  /// The one with the most points; of several, whoever waited longest.
  private func strongest(_ desk: DayDesk, _ reader: BookReader, without busy: Set<String>) throws -> (
    id: Int64, reason: String
  )? {
    var best: (id: Int64, score: Points, last: Double)?
    try reader.forEachContact { id, row in
      let isAway = Self.mayNotContact.flatMap { row[$0].yesno } ?? false
      guard !isAway, !busy.contains(String(id)) else { return }
      let score = desk.decider.decide(row).verdict?.score ?? .zero
      let last = Self.lastInteraction.flatMap { row[$0].number } ?? -.infinity
      if let known = best, known.score > score || known.score == score && known.last <= last { return }
      best = (id, score, last)
    }
    return best.map { best in
      let clock = evaluation.run.clock
      let spoke =
        best.last.isFinite
        ? "you last spoke \(clock.zone.daysAway(Instant(seconds: best.last), now: clock.now))" : "you never spoke"
      return (best.id, "score \(best.score), \(spoke)")
    }
  }

  private static let mayNotContact = Schema.contact.index["do_not_contact"]
  private static let lastInteraction = Schema.contact.index["last_interaction_at"]

  // MARK: Printing

  /// Returns whether the rules held for every contact.
  ///
  /// - Throws: ``ReferError``, and what the output throws.
  public func print(as format: OutputFormat, to output: Output) throws -> Bool {
    let plan = try make()
    switch format {
    case .table, .markdown: try output.write(text(plan, output, isMarkdown: format == .markdown))
    case .json: try output.write(json(plan).line)
    case .ndjson: for item in plan.items { try output.write(Self.json(item).line) }
    case .csv:
      var table = TextTable(
        ["contact", "name", "what", "why", "state", "due_at", "minutes"].map { TextTable.Heading($0) })
      for item in plan.items {
        table.append([
          item.contact, item.name ?? "", item.what, item.why, item.state.rawValue, item.dueAt ?? "",
          "\(item.minutes)",
        ])
      }
      try output.write(table, as: .csv)
    }
    return plan.failed == 0
  }

  private func text(_ plan: Plan, _ output: Output, isMarkdown: Bool) -> String {
    func safe(_ text: String) -> String { isMarkdown ? MarkdownText.cell(text) : TerminalText.escaped(text) }
    let zone = evaluation.run.clock.zone
    var text = ""
    for item in plan.items {
      let day = zone.daysAway(max(item.deadline, evaluation.run.clock.now), now: evaluation.run.clock.now)
      let who = "\(item.name ?? "no name") (\(item.contact)): \(item.what)"
      text += (isMarkdown ? "- " : "") + safe("\(day), \(item.minutes) min: \(who)") + "\n"
    }
    if plan.items.isEmpty {
      text += plan.others == 0 ? "Nothing is due this week.\n" : "Nothing that is due fits into that time.\n"
    }
    let hours = NumberText.string((Double(plan.minutes) / 6).rounded() / 10)
    text += "\n\(hours) of \(NumberText.string(self.hours)) hours"
    text += plan.others > 0 ? "; \(plan.others) more would not fit (refer due --within 7d)\n" : "\n"
    if let person = plan.strengthen {
      text +=
        output.bold("Strengthen this week:") + " "
        + safe("\(person.name ?? "no name") (\(person.id)): \(plan.reason ?? "")") + "\n"
    }
    return text
  }

  private static func json(_ item: DayItem) -> JSONValue {
    .object([
      ("id", .text(item.id)), ("contact", .text(item.contact)), ("name", .text(item.name)),
      ("what", .text(item.what)), ("why", .text(item.why)), ("state", .text(item.state.rawValue)),
      ("ideal_at", .text(item.idealAt)), ("due_at", .text(item.dueAt)), ("minutes", .int(item.minutes)),
    ])
  }

  private func json(_ plan: Plan) -> JSONValue {
    .object([
      ("refer", .text(ReferVersion.current)), ("now", .text("\(evaluation.run.clock.now)")),
      ("hours", .number(hours)), ("minutes", .int(plan.minutes)),
      (
        "items",
        .list(plan.items.map(Self.json))
      ), ("others", .int(plan.others)),
      (
        "strengthen",
        plan.strengthen.map {
          .object([("contact", .text($0.id)), ("name", .text($0.name)), ("why", .text(plan.reason))])
        } ?? .null
      ), ("failed", .int(plan.failed)),
    ])
  }
}

extension DayItem {
  /// About how long it takes: a message ten minutes, a call a quarter of an hour, a talk an hour.
  public var minutes: Int {
    switch deed {
    case .contact(let kind, _, _, _): kind == "one_to_one" || kind == "meeting" ? 60 : kind == "call" ? 15 : 10
    case .thanks(let kind, _, _): kind == "gift" ? 30 : 10
    case .promise: 30
    case .news: 10
    }
  }
}
