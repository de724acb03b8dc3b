import CRows
import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// What is to be done today: what `refer due` does.
///
/// Follow-ups and thanks come from the rules; promises, and news that is owed to those who gave referrals, from the
/// book. What was done, put off or skipped is left out.
///
/// ```swift
/// let day = try DueDay(Evaluation(rules: rules, over: workspace, run: run)).make()
/// for item in day.items { print(item.state.rawValue, item.name ?? "", item.what) }
/// ```
public struct DueDay {
  let evaluation: Evaluation
  let workspace: Workspace
  /// How far ahead it looks, from the end of today on: "7d"; nil is today alone.
  public var within: String?
  /// Only of this contact.
  public var contact: String?
  /// The rules file or pack as it was named, so that ``AnswerItem`` finds it again; nil is the user's own.
  public var rules: String?

  /// - Throws: ``ReferError`` where there is no book.
  public init(_ evaluation: Evaluation) throws {
    guard let workspace = evaluation.source.book else {
      throw ReferError("what is due stands in the book: leave '--from' out, and 'refer import' the file first")
    }
    self.evaluation = evaluation
    self.workspace = workspace
  }

  /// - Throws: ``ReferError`` for rules that can't be used, and a length that is none.
  public func make() throws -> Day {
    let desk = try DayDesk(evaluation)
    return try workspace.read(asOf: evaluation.run.asOf) { reader in
      let until = try horizon()
      let id = try contact.map { try reader.person(named: $0).id }
      return try desk.day(reader, until: until, contact: id)
    }
  }

  func horizon() throws -> Instant {
    let clock = evaluation.run.clock
    let tomorrow = clock.zone.localMidnight(of: clock.zone.date(at: clock.now).adding(days: 1))
    guard let within else { return tomorrow }
    do {
      return clock.zone.instant(tomorrow, addingWallClock: try Length.parse(within))
    } catch { throw ReferError(TerminalText.escaped("--within: \(error)"), status: .wrongUsage) }
  }
}

extension Workspace {
  /// The rules file or pack from which `refer due` last showed an item; nil is the user's own.
  ///
  /// - Parameter typed: the number that it had, or the first characters of its id.
  /// - Throws: ``ReferError`` where there is no book.
  public func rulesShown(of typed: String) throws -> String? {
    try read(asOf: nil) { reader in
      let shown = try reader.shownItems()
      if let number = Int(typed), shown.indices.contains(number - 1) { return shown[number - 1].rules }
      if let item = shown.first(where: { $0.id.hasPrefix(typed.lowercased()) }) { return item.rules }
      // What was not shown is looked for in the user's own rules.
      if !hasOwnRules || !AnswerItem.isDigest(typed) { throw AnswerItem.unknown(typed, shown: shown.count) }
      return nil
    }
  }
}

/// Everything that is to be done in a stretch of time.
public struct Day: Hashable, Sendable {
  /// The most urgent first.
  public var items: [DayItem]
  /// How many people wait for an answer of the user's before anything can be settled.
  public var openPeople = 0
  /// For how many contacts a rule failed.
  public var failed = 0
}

/// Rules that are loaded, at work on what is due.
final class DayDesk {
  let loaded: LoadedRules
  let decider: Decider
  let evaluation: Evaluation

  init(_ evaluation: Evaluation) throws {
    self.evaluation = evaluation
    loaded = try evaluation.load()
    decider = try ReferError.wrap { [loaded] in try Decider(loaded, clock: evaluation.run.clock) }
  }

  var clock: Clock { evaluation.run.clock }

  /// What there is to do.
  ///
  /// - Parameters:
  ///   - until: what is best done only then, or later, is left out.
  ///   - contact: nil is everybody.
  func day(_ reader: BookReader, until: Instant, contact: Int64? = nil) throws -> Day {
    var items: [DayItem] = []
    let counts = try gather(reader, until: until, contact: contact, onlyOpen: true) { item, said in
      guard let said else { return items.append(item) }
      guard said.kind == .snoozed else { return }
      let back = Instant(seconds: said.until ?? 0)
      if back <= clock.now { items.append(item) } else if back < until { items.append(item.putOff(until: back)) }
    }
    items.sort { a, b in
      if a.state != b.state { return a.state > b.state }
      if a.deadline != b.deadline { return a.deadline < b.deadline }
      return a.contact == b.contact ? a.id < b.id : NaturalOrder.isBefore(a.contact, b.contact)
    }
    return Day(items: items, openPeople: counts.open, failed: counts.failed)
  }

  /// What rules ask for with one contact, open or over, but for steps that are only for a shortlist: to know who is on
  /// one, everybody would have to be decided about.
  func duties(of contact: Int64, _ reader: BookReader) throws -> [DayItem] {
    try duties(of: contact, on: [], reader)
  }

  /// As ``duties(of:_:)``, with every step that may be for them.
  func allDuties(of contact: Int64, _ reader: BookReader) throws -> [DayItem] {
    try duties(of: contact, on: Set(loaded.rules.shortlists.indices), reader)
  }

  private func duties(of contact: Int64, on shortlists: Set<Int>, _ reader: BookReader) throws -> [DayItem] {
    try read(contact, reader) { row in
      let decision = decider.decide(row)
      var duties = decision.duties
      duties.settle(on: shortlists)
      return duties.followUps.map { DayItem($0, name: decision.name, loaded.rules) }
        + duties.thankYous.map { DayItem($0, name: decision.name, loaded.rules) }
    } ?? []
  }

  /// Whether an item is to be done still, as far as it can be told without deciding about anybody else.
  func isOpen(_ item: DayItem, _ reader: BookReader) throws -> Bool {
    if let said = try reader.itemStates()[item.id], said.kind != .snoozed { return false }
    switch item.deed {
    case .promise, .news: return try records(reader, until: .latest).contains { $0.id == item.id }
    case .contact, .thanks:
      guard let contact = Int64(item.contact), try reader.person(contact)?.archivedAt == nil else { return false }
      return try read(contact, reader) { row in
        let duties = decider.decide(row).duties
        return duties.followUps.contains { $0.id == item.id && $0.state.isOpen }
          || duties.thankYous.contains { $0.id == item.id && $0.state.isOpen }
      } ?? false
    }
  }

  /// A contact's row, to be decided with what else the book knows.
  func read<Value>(_ contact: Int64, _ reader: BookReader, _ body: (Cells) throws -> Value) throws -> Value? {
    try decider.knowing(reader) { try reader.contact(contact, body) }
  }

  /// Gives every item to `body` that is best done before `until`, open or over, with what the user said of it. Returns
  /// how many people wait for an answer, and for how many a rule failed.
  func gather(
    _ reader: BookReader, until: Instant, contact: Int64?, onlyOpen: Bool = false,
    _ body: (DayItem, ItemState?) -> Void
  ) throws -> (open: Int, failed: Int) {
    let states = try reader.itemStates()
    var shortlists = loaded.rules.shortlists.map { ShortlistCollector($0) }
    var waiting: [(duties: Duties, id: String, name: String?)] = []
    var (open, failed, seen) = (0, 0, 0)
    func give(_ item: DayItem) {
      guard item.ideal < until, contact == nil || item.contact == contact.map(String.init) else { return }
      body(item, states[item.id])
    }
    // Most duties are over, or far ahead: their words are never put together.
    func give(_ duties: Duties, _ name: String?) {
      for step in duties.followUps where step.idealAt < until && (step.state.isOpen || !onlyOpen) {
        give(DayItem(step, name: name, loaded.rules))
      }
      for thanks in duties.thankYous where thanks.state.isOpen || !onlyOpen {
        give(DayItem(thanks, name: name, loaded.rules))
      }
    }
    func visit(_ row: Cells) throws {
      seen += 1
      if seen & 0x3FF == 0 { evaluation.progress(seen) }
      evaluation.working(true)
      defer { evaluation.working(false) }
      let decision = decider.decide(row)
      if let message = decision.failureMessage {
        failed += 1
        if failed <= EvaluationWalk.mostReports { evaluation.report(message) }
        return
      }
      let failures = shortlists.indices.compactMap { shortlists[$0].failure(offering: decision, row, decider) }
      if let message = failures.first {
        failed += 1
        if failed <= EvaluationWalk.mostReports { evaluation.report(message) }
      }
      if contact == nil, !decision.isSettled, decision.verdict?.open.isEmpty == false { open += 1 }
      if decision.duties.followUps.contains(where: \.isPending) {
        waiting.append((decision.duties, decision.id, decision.name))
      } else {
        give(decision.duties, decision.name)
      }
    }
    // A shortlist is a choice among all, whoever is asked for.
    if let contact, loaded.rules.shortlistsOfFollowUps.isEmpty {
      _ = try read(contact, reader, visit)
    } else {
      try decider.knowing(reader) { try reader.forEachContact { _, row in try visit(row) } }
    }
    for (duties, id, name) in waiting {
      var duties = duties
      duties.settle(on: Set(shortlists.indices.filter { place in shortlists[place].entries.contains { $0.id == id } }))
      give(duties, name)
    }
    for item in try records(reader, until: until) { give(item) }
    return (open, failed)
  }

  /// The message of an item, as it would be sent now.
  ///
  /// - Throws: ``ReferError`` where a value that it needs is missing, or the rules no longer ask for it.
  func message(of item: DayItem, _ reader: BookReader) throws -> Message? {
    guard let template = item.template.flatMap(decider.template), let id = Int64(item.contact) else { return nil }
    let found: Message?? = try read(id, reader) { row -> Message? in
      let duties = decider.decide(row).duties
      let scope =
        duties.followUps.first { $0.id == item.id }.flatMap { decider.scope(of: $0, row) }
        ?? duties.thankYous.first { $0.id == item.id }.flatMap { decider.scope(of: $0, row) }
      return try scope.map { try message(template, $0) }
    }
    return found ?? nil
  }

  /// What the guards of the rules say to sending what an item sends.
  ///
  /// - Throws: ``ReferError`` for a function that fails.
  func objections(toSending item: DayItem, _ reader: BookReader) throws -> [ActGuard.Objection] {
    guard item.template != nil, let person = item.person, loaded.rules.guards.contains(where: { $0.before == .sending })
    else { return [] }
    return try reader.contact(person) { row in
      evaluation.working(true)
      defer { evaluation.working(false) }
      return try decider.objections(before: .sending, row)
    } ?? []
  }

  /// - Throws: ``ReferError`` where a value that it needs is missing.
  func message(_ template: Template, _ scope: TemplateScope) throws -> Message {
    evaluation.working(true)
    defer { evaluation.working(false) }
    do throws(Decision.Failure) {
      return try decider.message(template, scope)
    } catch { throw ReferError(TerminalText.escaped("\(error.file):\(error.line): \(error.message)")) }
  }
}
