import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// Answering an item of the day: what `refer done`, `refer snooze` and `refer skip` do.
///
/// What was done is written down as what it was: a message or a talk, thanks, a promise that was kept, news to whoever
/// gave a referral. So the rules see it, and cadences begin anew.
///
/// ```swift
/// var answer = try AnswerItem("1", .done(kind: "call", minutes: "10m"), Evaluation(rules: rules, over: workspace, run: run))
/// print(try answer.make().line)  // Done: Ada Park (2), ask for a coffee: call, today. Undo: refer undo
/// ```
public struct AnswerItem {
  public enum Answer: Hashable, Sendable {
    /// - Parameters:
    ///   - kind: of the interaction or the thanks, where it was another than usual.
    ///   - minutes: how long it took: "10m".
    case done(kind: String? = nil, minutes: String? = nil)
    /// - Parameter until: a length, "3d", or a day.
    case snoozed(until: String)
    case skipped(why: String)
  }

  private let typed: String
  private let answer: Answer
  private let evaluation: Evaluation
  private let workspace: Workspace
  public var options = DeedOptions()

  /// - Parameter item: the number that `refer due` showed, or the first characters of its id.
  /// - Throws: ``ReferError`` where there is no book.
  public init(_ item: String, _ answer: Answer, _ evaluation: Evaluation) throws {
    guard let workspace = evaluation.source.book else { throw ReferError("items of the day stand in the book") }
    (typed, self.answer, self.evaluation, self.workspace) = (item, answer, evaluation, workspace)
  }

  /// - Throws: ``ReferError`` where no item is meant, or what was said of it makes no sense.
  public func make() throws -> DeedReport {
    let desk = try DayDesk(evaluation)
    let item = try item(desk)
    let deed = DeedRun(verb, workspace, evaluation.run, options)
    guard let contact = Int64(item.contact) else { throw ReferError("nobody has the id '\(item.contact)'") }
    let who = "\(item.name ?? "no name") (\(item.contact))"
    switch answer {
    case .done(let kind, let minutes):
      let at = try deed.past()
      let objections = try objections(to: item, kind, deed, desk)
      let people = [contact] + [item.person].compactMap(\.self).filter { $0 != contact }
      let ticking = { try TickedOff(people, desk, in: workspace, answering: item) }
      return try deed.write(about: [contact], objections: objections, ticking: ticking) { writer in
        try check(item, desk, writer)
        let said = try DoneItem(item: item, kind: kind, minutes: minutes, at: at, deed: deed).write(to: writer)
        try keep(item, .done, at: at, why: options.note, contact, writer)
        var draft = draft(item, "Done", "do", who, "\(item.what): \(said)", deed.text.day(at))
        draft.details += [.init("as", said), .init("referral", id: item.referral)]
        return draft
      }
    case .snoozed(let until):
      try refuseTime()
      let until = try snoozed(until, deed)
      return try deed.write(about: [contact]) { writer in
        try check(item, desk, writer)
        try keep(item, .snoozed, at: now, until: until, why: options.note, contact, writer)
        return draft(item, "Put off", "put off", who, item.what, "until \(deed.text.day(until))", until: until)
      }
    case .skipped(let why):
      if SearchKey.of(why).isEmpty { throw ReferError("say why: --why 'moved abroad'", status: .wrongUsage) }
      try refuseTime()
      // The reason is what is kept; more is a part of it.
      let why = [why, options.note].compactMap(\.self).joined(separator: "; ")
      return try deed.write(about: [contact]) { writer in
        try check(item, desk, writer)
        try keep(item, .skipped, at: now, why: why, contact, writer)
        return draft(item, "Skipped", "skip", who, item.what, "because: \(why)")
      }
    }
  }

  /// - Throws: ``ReferError`` where a time is given for what is decided now.
  private func refuseTime() throws {
    if options.at != nil {
      throw ReferError("'refer \(verb)' holds from now on: --at is for 'refer done'", status: .wrongUsage)
    }
  }

  /// What speaks against what would be written down: sending, and thanks in public.
  ///
  /// - Throws: ``ReferError`` where something refuses it, and it is not to be done anyway.
  private func objections(to item: DayItem, _ kind: String?, _ deed: DeedRun, _ desk: DayDesk) throws
    -> DeedRun.Objections
  {
    var objections = DeedRun.Objections()
    try workspace.read(asOf: nil) { reader in
      let person = try item.person.flatMap { try reader.person($0) }
      for objection in try desk.objections(toSending: item, reader) {
        let why = "\(person.map { "\($0.id)" } ?? item.contact): \(objection.why)"
        if objection.refuses { objections.reasons.append(why) } else { objections.warnings.append(why) }
      }
      if case .thanks(let usual, _, _) = item.deed, try ThanksKind.read(kind ?? usual) == .public {
        let reason = try person.map { try ThankPerson.objection(toThankingInPublic: $0, reader) }
        objections.reasons += [reason ?? "they are not in the book, and have agreed to nothing"].compactMap(\.self)
      }
    }
    try deed.refuse(objections.reasons)
    return objections
  }

  private var verb: String {
    switch answer {
    case .done: "done"
    case .snoozed: "snooze"
    case .skipped: "skip"
    }
  }

  private var now: Double { evaluation.run.clock.now.seconds }

  private func keep(
    _ item: DayItem, _ kind: ItemState.Kind, at: Double, until: Double? = nil, why: String?, _ contact: Int64,
    _ writer: BookWriter
  ) throws {
    let rule = item.rule ?? item.kind.rawValue
    try writer.setItem(item.id, ItemState(kind, at: at, until: until, why: why, contact: contact, rule: rule))
  }

  private func draft(_ item: DayItem, _ done: String, _ planned: String, _ words: String..., until: Double? = nil)
    -> DeedReport.Draft
  {
    var draft = DeedReport.Draft(done, planned, words.joined(separator: ", "))
    draft.details = [
      .init("item", item.id), .init("kind", item.kind.rawValue), .init("contact", item.contact),
      .init("rule", item.rule), .init("what", item.what), .init("until", time: until),
    ]
    return draft
  }

  private func snoozed(_ typed: String, _ deed: DeedRun) throws -> Double {
    let clock = evaluation.run.clock
    let length = try? Length.parse(typed)
    let until =
      try length.map { clock.zone.instant(clock.now, addingWallClock: $0).seconds } ?? deed.time(typed, "until") ?? 0
    if until <= now { throw ReferError("it is put off to a time to come: 3d, 2w, 2026-05-23", status: .wrongUsage) }
    return until
  }

  // MARK: Which item

  /// Whether it may be the beginning of an item's id.
  static func isDigest(_ typed: String) -> Bool { typed.count >= 4 && typed.allSatisfy(\.isHexDigit) }

  /// Says that no item is meant.
  static func unknown(_ typed: String, shown: Int) -> ReferError {
    if isDigest(typed) {
      return ReferError("nothing that is due has the id '\(typed.lowercased())'; see \(Offer.quoted("due"))")
    }
    return ReferError(
      shown == 0
        ? "no item has a number: \(Offer.quoted("due")) gives one to each that it shows"
        : "'\(TerminalText.escaped(typed))' is no number of what \(Offer.quoted("due")) showed last (1 to \(shown))")
  }

  /// - Throws: ``ReferError`` where none is meant, or several.
  private func item(_ desk: DayDesk) throws -> DayItem {
    try workspace.read(asOf: nil) { reader in
      let shown = try reader.shownItems()
      if let number = Int(typed), shown.indices.contains(number - 1) {
        return try item(of: shown[number - 1], desk, reader)
      }
      let prefix = typed.lowercased()
      guard Self.isDigest(typed) else { throw Self.unknown(typed, shown: shown.count) }
      let fitting = shown.filter { $0.id.hasPrefix(prefix) }
      if let only = fitting.first, fitting.count == 1 { return try item(of: only, desk, reader) }
      let all = try desk.day(reader, until: .latest).items.filter { $0.id.hasPrefix(prefix) }
      guard let only = all.first else { throw Self.unknown(typed, shown: shown.count) }
      if all.count > 1 { throw ReferError("\(all.count) items begin with '\(prefix)'; give more of the id") }
      return only
    }
  }

  private func item(of shown: ShownItem, _ desk: DayDesk, _ reader: BookReader) throws -> DayItem {
    let all = try desk.day(reader, until: .latest, contact: shown.contact).items
    if let item = all.first(where: { $0.id == shown.id }) { return item }
    throw try gone(shown.id, of: shown.contact, desk, reader)
  }

  /// What was decided about the item must hold still when it is written down: another answer may have come between.
  private func check(_ item: DayItem, _ desk: DayDesk, _ writer: BookWriter) throws {
    guard let contact = Int64(item.contact), try !desk.isOpen(item, writer.reader) else { return }
    throw try gone(item.id, of: contact, desk, writer.reader)
  }

  /// Why an item is not there to be answered.
  private func gone(_ id: String, of contact: Int64, _ desk: DayDesk, _ reader: BookReader) throws -> ReferError {
    var why = ""
    if let said = try reader.itemStates()[id], said.kind != .snoozed {
      why = ": it was \(said.kind == .done ? "done" : "skipped") already"
    } else if let item = try desk.duties(of: contact, reader).first(where: { $0.id == id }), let at = item.endedAt {
      let day = DeedText(clock: evaluation.run.clock).day(at.seconds)
      let by = item.doneBy.flatMap(InteractionKind.named).map { " (\($0.name))" } ?? ""
      why = item.state == .done ? ": it went with what you did \(day)\(by)" : ": it came to an end \(day)"
    }
    return ReferError("\(TerminalText.escaped(typed)) is no longer due\(why); see \(Offer.quoted("due"))")
  }
}
