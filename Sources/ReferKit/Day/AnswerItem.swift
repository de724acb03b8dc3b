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
    let item = try item()
    let deed = DeedRun(verb, workspace, evaluation.run, options)
    guard let contact = Int64(item.contact) else { throw ReferError("nobody has the id '\(item.contact)'") }
    let who = "\(item.name ?? "no name") (\(item.contact))"
    switch answer {
    case .done(let kind, let minutes):
      let at = try deed.past()
      let objections = try objections(to: item, kind, deed)
      return try deed.write(about: [contact], objections: objections) { writer in
        let said = try DoneItem(item: item, kind: kind, minutes: minutes, at: at, deed: deed).write(to: writer)
        try keep(item, ItemState(.done, at: at, why: options.note, contact: contact), writer)
        var draft = draft(item, "Done", "do", who, "\(item.what): \(said)", deed.text.day(at))
        draft.details += [.init("as", said), .init("referral", id: item.referral)]
        return draft
      }
    case .snoozed(let until):
      let until = try snoozed(until, deed)
      return try deed.write(about: [contact]) { writer in
        try keep(item, ItemState(.snoozed, at: now, until: until, why: options.note, contact: contact), writer)
        return draft(item, "Put off", "put off", who, item.what, "until \(deed.text.day(until))", until: until)
      }
    case .skipped(let why):
      if SearchKey.of(why).isEmpty { throw ReferError("say why: --why 'moved abroad'", status: .wrongUsage) }
      return try deed.write(about: [contact]) { writer in
        try keep(item, ItemState(.skipped, at: now, why: why, contact: contact), writer)
        return draft(item, "Skipped", "skip", who, item.what, "because: \(why)")
      }
    }
  }

  /// What speaks against what would be written down: sending, and thanks in public.
  ///
  /// - Throws: ``ReferError`` where something refuses it, and it is not to be done anyway.
  private func objections(to item: DayItem, _ kind: String?, _ deed: DeedRun) throws -> DeedRun.Objections {
    var objections = DeedRun.Objections()
    let desk = try DayDesk(evaluation)
    try workspace.read(asOf: nil) { reader in
      let person = try item.person.flatMap { try reader.person($0) }
      let shown = person?.shown ?? item.with ?? item.name ?? item.contact
      for objection in try desk.objections(toSending: item, reader) {
        let why = "\(shown): \(objection.why)"
        if objection.refuses { objections.reasons.append(why) } else { objections.warnings.append(why) }
      }
      if case .thanks(let usual, _, _) = item.deed, try ThanksKind.read(kind ?? usual) == .public {
        let reason = try person.map { try ThankPerson.objection(toThankingInPublic: $0, reader) }
        objections.reasons += [reason ?? "\(shown) is not in the book, and has agreed to nothing"].compactMap(\.self)
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

  private func keep(_ item: DayItem, _ state: ItemState, _ writer: BookWriter) throws {
    try writer.setItem(item.id, rule: item.rule ?? item.kind.rawValue, state)
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

  /// - Throws: ``ReferError`` where none is meant, or several.
  private func item() throws -> DayItem {
    let desk = try DayDesk(evaluation)
    return try workspace.read(asOf: nil) { reader in
      let shown = try reader.shownItems()
      if let number = Int(typed), shown.indices.contains(number - 1) {
        return try item(of: shown[number - 1], desk, reader)
      }
      let prefix = typed.lowercased()
      let isDigest = prefix.count >= 4 && prefix.allSatisfy(\.isHexDigit)
      guard isDigest else {
        throw ReferError(
          shown.isEmpty
            ? "'refer due' numbers what is due; it has shown nothing yet"
            : "'\(TerminalText.escaped(typed))' is no number of what 'refer due' showed last (1 to \(shown.count))")
      }
      let fitting = shown.filter { $0.id.hasPrefix(prefix) }
      if let only = fitting.first, fitting.count == 1 { return try item(of: only, desk, reader) }
      let all = try desk.day(reader, until: .latest).items.filter { $0.id.hasPrefix(prefix) }
      guard let only = all.first else {
        throw ReferError("nothing that is due has the id '\(prefix)'; see 'refer due'")
      }
      if all.count > 1 { throw ReferError("\(all.count) items begin with '\(prefix)'; give more of the id") }
      return only
    }
  }

  private func item(of shown: ShownItem, _ desk: DayDesk, _ reader: BookReader) throws -> DayItem {
    let all = try desk.day(reader, until: .latest, contact: shown.contact).items
    if let item = all.first(where: { $0.id == shown.id }) { return item }
    let states = try reader.itemStates()
    let said = states[shown.id].map { ": it was \($0.kind == .done ? "done" : "skipped") already" } ?? ""
    throw ReferError("\(TerminalText.escaped(typed)) is no longer due\(said); see 'refer due'")
  }
}

/// Writes down what was done.
private struct DoneItem {
  let item: DayItem
  let kind: String?
  let minutes: String?
  let at: Double
  let deed: DeedRun

  /// Returns what was written, in words.
  func write(to writer: BookWriter) throws -> String {
    switch item.deed {
    case .contact(let usual, let counts, let with, let referral):
      return try talk(kind(usual, counts), with, referral, writer)
    case .thanks(let usual, let with, let referral):
      let kind: ThanksKind = try .read(self.kind ?? usual)
      guard let contact = try contact(with) else { return alone(kind.name) }
      try writer.addThanks(kind.name, at: at, referral: referral, notes: deed.options.note, contact: contact)
      // The referral knows of thanks to whoever gave it, not to others.
      if with == .contact, let referral, let line = try writer.reader.referral(referral) {
        try writer.updateReferral(line.id, contact: line.contact, thankedAt: line.thankedAt ?? at)
      }
      return try told(kind.name, with, writer)
    case .promise(let id, let due):
      let isLate = SettlePromise.isLate(due: due, at, deed.run.clock.zone)
      try writer.settlePromise(
        id, isLate ? "late" : "kept", at: at, notes: deed.options.note, contact: try own)
      return isLate ? "kept, but late" : "kept"
    case .news(let referral):
      try tell(of: referral, writer)
      return "told"
    }
  }

  /// The kind of what was done. One that the rule does not take for it would leave it due, and out of sight.
  private func kind(_ usual: String, _ counts: [String]) throws -> InteractionKind {
    let kind: InteractionKind = try .read(self.kind ?? usual)
    let isCounted = counts.isEmpty ? kind.isContact : counts.contains(kind.name)
    guard isCounted else {
      let rule = TerminalText.escaped("'\(item.rule ?? item.what)'")
      let taken = counts.isEmpty ? "is done by a talk or a message to them alone" : "takes \(DeedText.list(counts))"
      throw ReferError(
        "\(rule) \(taken), not \(kind.name): 'refer log' writes that down, 'refer skip' lets it be", status: .wrongUsage
      )
    }
    return kind
  }

  private func talk(_ kind: InteractionKind, _ with: DayItem.Partner, _ referral: Int64?, _ writer: BookWriter) throws
    -> String
  {
    var talk = NewInteraction(kind.name, at: at, isNetworking: kind.isNetworking)
    talk.channel = kind.channel?.name
    talk.direction = kind.direction.name
    talk.minutes = try minutes.map { try deed.minutes($0, $0) }
    talk.template = item.template
    talk.notes = deed.options.note
    guard let contact = try contact(with) else {
      if minutes != nil { throw ReferError("\(alone(kind.name)), and keeps no minutes", status: .wrongUsage) }
      return alone(kind.name)
    }
    try writer.addInteraction(talk, contact: contact)
    if with == .contact, let referral { try tell(of: referral, writer) }
    return [try told(kind.name, with, writer), DeedText.minutes(talk.minutes)].compactMap(\.self)
      .joined(separator: ", ")
  }

  /// What was done with somebody of whom the book has no row.
  private func alone(_ what: String) -> String {
    "\(what), kept with this item alone, for \(item.with ?? "whom it is with") is not in the book"
  }

  /// What was done, and with whom where that is somebody else than the item's contact.
  private func told(_ what: String, _ with: DayItem.Partner, _ writer: BookWriter) throws -> String {
    guard case .other(let id) = with, let person = try writer.reader.person(id) else { return what }
    return "\(what) to \(person.shown)"
  }

  private func tell(of referral: Int64, _ writer: BookWriter) throws {
    guard let line = try writer.reader.referral(referral) else { return }
    try writer.tell(at: at, contact: line.contact, referral: line.id)
  }

  /// In whose row it is written down; nil where it is in nobody's.
  private func contact(_ with: DayItem.Partner) throws -> Int64? {
    switch with {
    case .contact: try own
    case .other(let id): id
    case .stranger: nil
    }
  }

  private var own: Int64 {
    get throws {
      guard let contact = Int64(item.contact) else { throw ReferError("nobody has the id '\(item.contact)'") }
      return contact
    }
  }
}
