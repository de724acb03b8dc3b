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
      return try decider.late.answer(when, row, decision, line: line) == .yes
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
    let steps = rule.steps.map { step in
      var schedule = Schedule(step, from: start.at, clock.zone)
      schedule.putOff = putOff(rule.name, step.number, start)
      return (step: step, schedule: schedule)
    }
    // Nothing of it is told any more: most of a long history ends here.
    guard steps.contains(where: { $0.schedule.givenUp >= since }) else { return }
    let done = try deeds(of: steps, rule, start)
    let end = try end(of: rule, start)
    for (step, schedule) in steps where schedule.givenUp >= since {
      guard let person = start.person(step.with, row) else { continue }
      let item = Item(identity: start.identity, person: person)
      try add(rule, step, start, schedule, item, deed: done[step.number], ended: end)
    }
  }

  /// What did each step of a sequence, by its number. A talk does one step, the earliest that is open then; where the
  /// user named another one, it did that.
  private mutating func deeds(
    of steps: [(step: FollowUpRule.Step, schedule: Schedule)], _ rule: FollowUpRule, _ start: Occurrence
  ) throws(Decision.Failure) -> [Int: Deed] {
    let said = marks.map { marks in
      steps.reduce(into: [Int: Double]()) { said, item in
        said[item.step.number] = marks[digest(rule.name, item.step.number, start.kind, start.identity)]
      }
    }
    var left: [Cells: [Deed]] = [:]
    var found: [Int: Deed] = [:]
    var before: Schedule?
    for (step, schedule) in steps.sorted(by: {
      ($0.schedule.ideal, $0.step.number) < ($1.schedule.ideal, $1.step.number)
    }) {
      let opens = schedule.opens(after: before, start: start)
      before = schedule
      guard let person = start.person(step.with, row), isAsked(step, person) else { continue }
      if left[person] == nil { left[person] = try deeds(for: rule, start, with: person) }
      let named = said?[step.number]
      let place = left[person]?.firstIndex { deed in
        if let named, deed.at == named { return true }
        if said?.contains(where: { $0.key != step.number && $0.value == deed.at }) ?? false { return false }
        return isSince(opens, deed.at) && deed.at < schedule.givenUp.seconds
      }
      if let place, let deed = left[person]?.remove(at: place) {
        found[step.number] = Deed(at: max(deed.at, opens.seconds), kind: deed.kind)
      } else if let named, !isContact(person) {
        found[step.number] = Deed(at: named, kind: nil)
      }
    }
    return found
  }

  /// Whether a step asks something of the contact at all.
  private func isAsked(_ step: FollowUpRule.Step, _ person: Cells) -> Bool {
    pending(step.onlyIn) != nil && !(step.send != nil && mayNotContact(person))
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
    let before = step.notes.count > 1 ? contactsBefore(start) : 0
    try addFormer(rule, step, start, person, turns, number: before, ended: end)
    try add(
      rule, step, start, Schedule(step, from: from, clock.zone),
      Item(identity: turn(start, from.seconds), person: person, number: before + turns.count),
      deed: nil, ended: end, lastContact: last)
  }

  /// The turns of a follow-up that are over, where they are asked for: each was fulfilled by the contact that the next
  /// one begins with.
  private mutating func addFormer(
    _ rule: FollowUpRule, _ step: FollowUpRule.Step, _ start: Occurrence, _ person: Cells, _ turns: [Double],
    number: Int, ended: Instant?
  ) throws(Decision.Failure) {
    guard let told = decider.turnsSince?.seconds else { return }
    if start.kind == .lastInteraction {
      let former = Occurrences(row: row, clock: clock, reads: decider.reads(of: rule.origin)).formerInteractions
      for (place, (one, next)) in zip(former, former.dropFirst() + [start]).enumerated() where next.at.seconds >= told {
        let isDone = allTalks().contains { $0.at == next.at.seconds && isDeed($0, rule.doneBy) }
        try addFormer(
          rule, step, one, person, from: one.at, to: next.at.seconds, number: place, ended: isDone ? nil : next.at)
      }
    }
    for (place, (from, to)) in zip([start.at.seconds] + turns, turns).enumerated() where to >= told {
      try addFormer(
        rule, step, start, person, from: Instant(seconds: from), to: to, number: number + place, ended: ended)
    }
  }

  private mutating func addFormer(
    _ rule: FollowUpRule, _ step: FollowUpRule.Step, _ start: Occurrence, _ person: Cells, from: Instant, to: Double,
    number: Int, ended: Instant?
  ) throws(Decision.Failure) {
    let item = Item(identity: turn(start, from.seconds), person: person, number: number)
    if item.identity == turn(start, to) { return }
    try add(
      rule, step, start, Schedule(step, from: from, clock.zone), item, deed: Deed(at: to, kind: nil), ended: ended)
  }

  /// How many contacts a sequence goes on from: what begins with the last of them has them all behind it.
  private mutating func contactsBefore(_ start: Occurrence) -> Int {
    guard start.kind == .lastInteraction else { return 0 }
    let real = allTalks().filter { $0.at <= start.at.seconds && $0.isRealContact }
    return real.last?.at == start.at.seconds ? real.count - 1 : real.count
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
