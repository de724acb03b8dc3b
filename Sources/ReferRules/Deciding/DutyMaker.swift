import ReferModel

/// Says what is to be done about one contact: the steps of follow-ups, and thanks.
///
/// A pure function of the contact's row, the rules, the decision and the clock.
struct DutyMaker {
  let decider: Decider
  let row: Cells
  let decision: Decision
  /// What ended before this is left out.
  let since: Instant
  var duties = Duties()
  private var work = 0
  private var talks: [Talk]?
  private var happened: [Seen: [Occurrence]] = [:]

  /// What is seen of an occurrence depends on the fields that a pack declares.
  private struct Seen: Hashable {
    let kind: Occurrence.Kind
    let reads: FieldSelection?
  }

  /// How long done, ended and missed duties are still told of.
  static let memory = Length(days: 90)

  init(_ decider: Decider, _ row: Cells, _ decision: Decision, since: Instant) {
    self.decider = decider
    self.row = row
    self.decision = decision
    self.since = since
  }

  var rules: RuleSet { decider.loaded.rules }
  var clock: Clock { decider.clock }

  /// - Throws: what a function of a rule throws, with the line of its rule.
  mutating func make() throws(Decision.Failure) -> Duties {
    for rule in rules.followUps {
      let starts = happened(rule.from, line: rule.line)
      guard !starts.isEmpty, try holds(rule.when, line: rule.line) else { continue }
      for start in starts { try add(rule, start) }
    }
    for rule in rules.thankYous {
      let reasons = happened(rule.on, line: rule.line)
      guard !reasons.isEmpty, try holds(rule.when, line: rule.line) else { continue }
      for reason in reasons { try add(rule, reason) }
    }
    return duties
  }

  private func holds(_ when: When?, line: Int) throws(Decision.Failure) -> Bool {
    guard let when else { return true }
    do {
      return try decider.late.answer(when, row, decision, line: line) == .yes
    } catch { throw decider.failure(error, line: line) }
  }

  private mutating func happened(_ kind: Occurrence.Kind, line: Int) -> [Occurrence] {
    let seen = Seen(kind: kind, reads: decider.reads(onLine: line))
    if let known = happened[seen] { return known }
    let found = Occurrences(row: row, clock: clock, reads: seen.reads).of(kind)
    happened[seen] = found
    return found
  }

  private mutating func allTalks() -> [Talk] {
    if let talks { return talks }
    let found = Occurrences(row: row, clock: clock, reads: nil).allTalks
    talks = found
    return found
  }

  // MARK: Follow-ups

  private mutating func add(_ rule: FollowUpRule, _ start: Occurrence) throws(Decision.Failure) {
    if rule.isRepeated { return try addCycle(rule, start) }
    try charge(rule.steps.count, rule.name, line: rule.line)
    var before: Schedule?
    var found: (deeds: [Deed], end: Instant?)?
    for step in rule.steps {
      let schedule = Schedule(step, from: start.at, clock.zone)
      let opens = schedule.opens(after: before, start: start)
      before = schedule
      // Nothing of it is told any more: most of a long history ends here.
      if schedule.givenUp < since { continue }
      if found == nil { found = try over(rule, start) }
      guard let known = found else { continue }
      let deed = known.deeds.first { $0.at >= opens.seconds && $0.at < schedule.givenUp.seconds }
      try add(rule, step, start, schedule, deed: deed, ended: known.end, identity: start.identity)
    }
  }

  /// The next time of a follow-up that comes again after each contact.
  private mutating func addCycle(_ rule: FollowUpRule, _ start: Occurrence) throws(Decision.Failure) {
    guard let step = rule.steps.first else { return }
    let over = try over(rule, start)
    let deeds = over.deeds.filter { $0.at > start.at.seconds }
    let last = deeds.last.map { Instant(seconds: $0.at) }
    let from = last ?? start.at
    try add(
      rule, step, start, Schedule(step, from: from, clock.zone), deed: nil, ended: over.end,
      identity: "\(start.identity) \(NumberText.string(from.seconds.rounded(.down)))", number: deeds.count,
      lastContact: last)
  }

  private mutating func add(
    _ rule: FollowUpRule, _ step: FollowUpRule.Step, _ start: Occurrence, _ schedule: Schedule, deed: Deed?,
    ended: Instant?, identity: String, number: Int = 0, lastContact: Instant? = nil
  ) throws(Decision.Failure) {
    let (state, over) = schedule.state(at: clock.now, deed: deed, ended: ended, isRepeated: rule.isRepeated)
    if let over, over < since { return }
    guard let pending = pending(step.onlyIn), let person = start.person(step.with, row) else { return }
    if step.send != nil, mayNotContact {
      duties.withheld.append("'\(rule.name)' sends nothing: they asked not to be contacted")
      return
    }
    try charge(Self.workOfDuty, rule.name, line: rule.line)
    let id = digest(rule.name, step.number, start.kind, identity)
    duties.followUps.append(
      FollowUp(
        id: id, rule: rule.name, step: step.number, contact: decision.id, with: OtherPerson(person),
        note: step.notes.isEmpty ? nil : step.notes[number % step.notes.count],
        template: step.send.map { rules.templates[$0].name }, idealAt: schedule.ideal, dueAt: schedule.due,
        limitAt: schedule.limit, state: state, overAt: over, doneBy: state == .done ? deed?.kind : nil,
        why: DutyText(clock: clock).why(rule, step, start, schedule, lastContact: lastContact),
        place: decider.loaded.source.place(ofLine: step.line), kinds: rule.kinds, occurrence: start.kind,
        referral: start.referral, startedBy: start.identity, pending: pending))
  }

  var mayNotContact: Bool {
    Schema.contact.index["do_not_contact"].flatMap { row[$0].yesno } ?? false
  }

  /// Nil where the contact is in none of a list's groups; else the shortlists that it still depends on.
  private func pending(_ lists: [[FollowUpRule.Group]]) -> [[Int]]? {
    var pending: [[Int]] = []
    for list in lists {
      var shortlists: [Int] = []
      var isIn = false
      for group in list {
        switch group {
        case .bucket(let place): isIn = isIn || decision.verdict?.places[place.set].indexInSet == place.bucket
        case .shortlist(let place): shortlists.append(place)
        }
      }
      if isIn { continue }
      guard !shortlists.isEmpty else { return nil }
      pending.append(shortlists)
    }
    return pending
  }

  // MARK: Work

  /// What may be looked at for one contact: records compared with steps, and more for each duty that is made. It is work
  /// of the program's own, which no budget of a script's counts: a thousand rules over a thousand talks.
  private static let mostWork = 2_000_000
  static let workOfDuty = 100

  mutating func charge(_ amount: Int, _ rule: String, line: Int) throws(Decision.Failure) {
    work += amount
    if work > Self.mostWork {
      throw Decision.Failure(
        decider.loaded.source, line: line,
        message: "the follow-ups and thanks of this contact are too many to look at; '\(rule)' came last", reading: nil)
    }
  }

  /// What was done of a sequence, and when it ended.
  private mutating func over(_ rule: FollowUpRule, _ start: Occurrence) throws(Decision.Failure) -> (
    deeds: [Deed], end: Instant?
  ) {
    let ends = rule.untilOn.reduce(0) { $0 + happened($1, line: rule.line).count }
    try charge(allTalks().count + ends, rule.name, line: rule.line)
    return (deeds(for: rule, start), end(of: rule, start))
  }

  // MARK: What was done

  /// Something that fulfils a step, oldest first.
  struct Deed {
    let at: Double
    let kind: String?
  }

  private mutating func deeds(for rule: FollowUpRule, _ start: Occurrence) -> [Deed] {
    switch rule.doneBy {
    case .news:
      guard let record = start.record, record.kind == .referral, let place = Schema.referral.index["updated_at"],
        let at = record.cells[place].number
      else { return [] }
      return [Deed(at: at, kind: "updated_at")]
    case .contact, .kinds:
      let earliest = start.at.seconds - start.foresight
      return allTalks().filter { talk in
        talk.at > earliest && talk.at <= clock.now.seconds && isDeed(talk, rule.doneBy) && !isItself(talk, start)
      }.map { Deed(at: $0.at, kind: $0.kind) }
    }
  }

  private func isDeed(_ talk: Talk, _ fulfilment: FollowUpRule.Fulfilment) -> Bool {
    if case .kinds(_, let words) = fulfilment { return talk.isOf(words) }
    return talk.isRealContact
  }

  private func event(of start: Occurrence) -> Cells? {
    if let record = start.record {
      if record.kind == .event { return record.cells }
      if record.kind == .interaction { return Talk(record.cells)?.event }
    }
    return Schema.contact.index["met_event"].flatMap { row[$0].nested?.baseAddress }
  }

  /// Whether a talk is the meeting that it all starts from, not an answer to it.
  private func isItself(_ talk: Talk, _ start: Occurrence) -> Bool {
    guard start.kind == .met || start.kind == .eventAttended || start.kind == .introduced else { return false }
    if let name = event(of: start)?[0].textBytes, let here = talk.event?[0].textBytes, here.elementsEqual(name) {
      return true
    }
    // A date without a time is the whole of its day.
    let day = clock.zone.date(at: start.at)
    return clock.zone.localMidnight(of: day) == start.at && talk.isTwoWay
      && clock.zone.date(at: Instant(seconds: talk.at)) == day
  }

  /// When something first happened that ends the sequence.
  private mutating func end(of rule: FollowUpRule, _ start: Occurrence) -> Instant? {
    var first: Instant?
    for kind in rule.untilOn {
      for end in happened(kind, line: rule.line) where end.at >= start.at && end.at <= clock.now {
        // The end of another referral ends nothing.
        if let mine = start.record, mine.kind == .referral, let other = end.record, other.kind == .referral,
          mine.cells != other.cells
        {
          continue
        }
        first = min(first ?? end.at, end.at)
      }
    }
    return first
  }

  func digest(_ rule: String, _ step: Int, _ kind: Occurrence.Kind, _ identity: String) -> String {
    Fingerprint.of(Array("\(rule)\u{0}\(step)\u{0}\(decision.id)\u{0}\(kind.rawValue)\u{0}\(identity)".utf8))
  }
}

extension Occurrence {
  /// How long before it what was done counts as done for it: of a birthday, a week.
  var foresight: Double { kind.isForeseen ? 7 * 86_400 : 0 }
}
