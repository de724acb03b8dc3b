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
      let starts = happened(rule.from, of: rule.origin)
      guard !starts.isEmpty, try holds(rule.when, line: rule.line) else { continue }
      for start in starts { try add(rule, start) }
    }
    for rule in rules.thankYous {
      let reasons = happened(rule.on, of: rule.origin)
      guard !reasons.isEmpty, try holds(rule.when, line: rule.line) else { continue }
      for reason in reasons { try add(rule, reason) }
    }
    return duties
  }

  private func holds(_ when: When?, line: Int) throws(Decision.Failure) -> Bool {
    guard let when else { return true }
    do {
      return try decider.late.answer(when, row, decision) == .yes
    } catch { throw decider.failure(error, line: line) }
  }

  mutating func happened(_ kind: Occurrence.Kind, of origin: Int) -> [Occurrence] {
    let seen = Seen(kind: kind, reads: decider.reads(of: origin))
    if let known = happened[seen] { return known }
    let found = Occurrences(row: row, clock: clock, reads: seen.reads).of(kind)
    happened[seen] = found
    return found
  }

  mutating func allTalks() -> [Talk] {
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
    var end: Instant??
    var deeds: [Occurrence.Role: [Deed]] = [:]
    for step in rule.steps {
      var schedule = Schedule(step, from: start.at, clock.zone)
      let opens = schedule.opens(after: before, start: start)
      before = schedule
      schedule.putOff = putOff(rule.name, step.number, start)
      // Nothing of it is told any more: most of a long history ends here.
      if schedule.givenUp < since { continue }
      guard let person = start.person(step.with, row) else { continue }
      if end == nil { end = .some(try self.end(of: rule, start)) }
      if deeds[step.with] == nil { deeds[step.with] = try self.deeds(for: rule, start, with: person) }
      var deed = deeds[step.with]?.first { isSince(opens, $0.at) && $0.at < schedule.givenUp.seconds }
      if let day = deed, day.at < opens.seconds { deed = Deed(at: opens.seconds, kind: day.kind) }
      if deed == nil, !isContact(person), let done = decider.records?.done, !done.isEmpty {
        deed = done[digest(rule.name, step.number, start.kind, start.identity)].map { Deed(at: $0, kind: nil) }
      }
      let item = Item(identity: start.identity, person: person)
      try add(rule, step, start, schedule, item, deed: deed, ended: end ?? nil)
    }
  }

  /// The next time of a follow-up that comes again after each contact.
  private mutating func addCycle(_ rule: FollowUpRule, _ start: Occurrence) throws(Decision.Failure) {
    guard let step = rule.steps.first, let person = start.person(step.with, row) else { return }
    let end = try end(of: rule, start)
    if let end, end < since { return }
    let deeds = try deeds(for: rule, start, with: person).filter { isSince(start.at, $0.at) }
    let turns = try turns(rule, step, start, deeds, marked: !isContact(person))
    let last = turns.last.map { Instant(seconds: $0) }
    let from = last ?? start.at
    let number = step.notes.count > 1 ? contactsBefore(start) + turns.count : 0
    try add(
      rule, step, start, Schedule(step, from: from, clock.zone),
      Item(identity: turn(start, from.seconds), person: person, number: number),
      deed: nil, ended: end, lastContact: last)
  }

  /// How many contacts a sequence goes on from: what begins with the last of them has them all behind it.
  private mutating func contactsBefore(_ start: Occurrence) -> Int {
    guard start.kind == .lastInteraction else { return 0 }
    return max(0, allTalks().count { $0.at <= start.at.seconds && $0.isRealContact } - 1)
  }

  /// What a step is to a contact.
  private struct Item {
    /// What sets it apart from the same step of another start, or another turn.
    let identity: String
    /// Whom it is with.
    let person: Cells
    /// How often it was done.
    var number = 0
  }

  private mutating func add(
    _ rule: FollowUpRule, _ step: FollowUpRule.Step, _ start: Occurrence, _ schedule: Schedule, _ item: Item,
    deed: Deed?, ended: Instant?, lastContact: Instant? = nil
  ) throws(Decision.Failure) {
    let (state, over) = schedule.state(at: clock.now, deed: deed, ended: ended, isRepeated: rule.isRepeated)
    if let over, over < since { return }
    guard let pending = pending(step.onlyIn) else { return }
    if step.send != nil, mayNotContact(item.person) {
      duties.withheld.append("'\(rule.name)' sends nothing: they asked not to be contacted")
      return
    }
    try charge(Self.workOfDuty, rule.name, line: rule.line)
    let id = digest(rule.name, step.number, start.kind, item.identity)
    duties.followUps.append(
      FollowUp(
        id: id, rule: rule.name, step: step.number, contact: decision.id, with: OtherPerson(item.person),
        note: step.notes.isEmpty ? nil : step.notes[item.number % step.notes.count],
        template: step.send.map { rules.templates[$0].name }, idealAt: schedule.ideal, dueAt: schedule.due,
        limitAt: schedule.limit, state: state, overAt: over, doneBy: state == .done ? deed?.kind : nil,
        why: DutyText(clock: clock).why(rule, step, start, schedule, lastContact: lastContact),
        place: decider.loaded.source.place(ofLine: step.line), kinds: rule.kinds, occurrence: start.kind,
        referral: start.referral, startedBy: start.identity, pending: pending))
  }

  func mayNotContact(_ person: Cells) -> Bool {
    Schema.contact.index["do_not_contact"].flatMap { person[$0].yesno } ?? false
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

  /// Until when the user put off what an occurrence asks for.
  func putOff(_ rule: String, _ step: Int, _ start: Occurrence) -> Instant? {
    guard let items = decider.records?.putOff[decision.id] else { return nil }
    return items[digest(rule, step, start.kind, start.identity)].map { Instant(seconds: $0) }
  }

  func digest(_ rule: String, _ step: Int, _ kind: Occurrence.Kind, _ identity: String) -> String {
    Fingerprint.of(Array("\(rule)\u{0}\(step)\u{0}\(decision.id)\u{0}\(kind.rawValue)\u{0}\(identity)".utf8))
  }
}
