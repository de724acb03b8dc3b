import ReferModel

extension DutyMaker {
  /// Something that fulfils a step.
  struct Deed {
    let at: Double
    /// Nil where the user said so, and no more is known.
    let kind: String?
  }

  /// Whether somebody is the contact that is decided, and not somebody else in one of its records.
  func isContact(_ person: Cells) -> Bool {
    person == row || (person[0].textBytes?.elementsEqual(decision.id.utf8) ?? false)
  }

  /// What was done of a sequence with somebody, oldest first: what is said to one person ticks off nothing that is with
  /// another.
  mutating func deeds(for rule: FollowUpRule, _ start: Occurrence, with person: Cells) throws(Decision.Failure)
    -> [Deed]
  {
    guard isContact(person) else {
      var found: [Deed] = []
      try readRow(of: person, line: rule.line) { other in
        found = deeds(among: Occurrences(row: other, clock: clock, reads: nil).allTalks, rule, start, isOwn: false)
      }
      try charge(Self.workOfDuty + found.count, rule.name, line: rule.line)
      return found
    }
    try charge(allTalks().count, rule.name, line: rule.line)
    switch rule.doneBy {
    case .news:
      guard let record = start.record, record.kind == .referral, let place = Schema.referral.index["updated_at"]
      else { return [] }
      // A file knows the last time alone.
      let known = start.referral.flatMap { decider.records?.told[$0] } ?? []
      let last = record.cells[place].number.map { [$0] } ?? []
      return Set(known + last).sorted().filter { $0 != start.at.seconds && isSince(start.at, $0) }
        .map { Deed(at: $0, kind: "updated_at") }
    case .contact, .kinds:
      return deeds(among: allTalks(), rule, start)
    }
  }

  private func deeds(among talks: [Talk], _ rule: FollowUpRule, _ start: Occurrence, isOwn: Bool = true) -> [Deed] {
    talks.filter { talk in
      isAfter(talk, start) && talk.at <= clock.now.seconds && isDeed(talk, rule.doneBy)
        && !(isOwn && isItself(talk, start))
    }.map { Deed(at: $0.at, kind: $0.kind) }
  }

  /// The row of somebody else, with what happened between the user and them; where there is none, what stands in the
  /// record.
  func readRow(of person: Cells, line: Int, _ body: (Cells) -> Void) throws(Decision.Failure) {
    guard let records = decider.records, let id = person[0].text else { return body(person) }
    do {
      try records.person(id, body)
    } catch { throw decider.failure(error, line: line) }
  }

  /// When the user said that items of this contact were done, by their ids; nil where they said so of none.
  var marks: [String: Double]? { decider.records?.done[decision.id] }

  // MARK: Turns

  /// When something that comes again and again was done, oldest first.
  ///
  /// - Parameter marked: what the user said of each turn counts too; it is with somebody who may have no row.
  mutating func turns(
    _ rule: FollowUpRule, _ step: FollowUpRule.Step, _ start: Occurrence, _ deeds: [Deed], marked: Bool
  ) throws(Decision.Failure) -> [Double] {
    let times = deeds.map { max(start.at.seconds, $0.at) }
    guard marked, let done = marks else { return times }
    var (rest, turns, from) = (times[...], [Double](), start.at.seconds)
    while true {
      try charge(Self.workOfDuty, rule.name, line: rule.line)
      if let at = done[digest(rule.name, step.number, start.kind, turn(start, from))] {
        // The turn after it is another, though a day alone may lie before the last one.
        from = max(at, from + 1)
        rest = rest.drop { $0 <= from }
      } else if let at = rest.popFirst() {
        from = at
      } else {
        return turns
      }
      turns.append(from)
    }
  }

  /// What sets apart the turn that begins at a time.
  func turn(_ start: Occurrence, _ from: Double) -> String {
    "\(start.identity) \(NumberText.string(from.rounded(.down)))"
  }

  // MARK: Days and times

  /// Whether something was at a moment or after it. What has a date and no time is the whole of its day.
  func isSince(_ moment: Instant, _ at: Double) -> Bool {
    if at >= moment.seconds { return true }
    // No day is longer than that.
    guard at > moment.seconds - 26 * 3600 else { return false }
    return isWholeDay(at) && clock.zone.date(at: Instant(seconds: at)) == clock.zone.date(at: moment)
  }

  private func isWholeDay(_ at: Double) -> Bool {
    let at = Instant(seconds: at)
    return clock.zone.localMidnight(of: clock.zone.date(at: at)) == at
  }

  private func isAfter(_ talk: Talk, _ start: Occurrence) -> Bool {
    // A step may lie before the day that it is for: since when a talk counts is the step's own to say.
    if talk.at > start.at.seconds || start.kind.isForeseen { return true }
    // Nothing comes after the last talk, and of two on one day the later entry does.
    guard start.kind != .lastInteraction, isSince(start.at, talk.at), isWholeDay(talk.at) else { return false }
    guard let record = start.record, record.kind == .interaction, talk.at == start.at.seconds else { return true }
    return talk.cells > record.cells
  }

  func isDeed(_ talk: Talk, _ fulfilment: FollowUpRule.Fulfilment) -> Bool {
    if case .kinds(_, let words) = fulfilment { return talk.isOf(words) }
    // News to whoever gave a referral are a contact where the step is with somebody else.
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
    return talk.isTwoWay && (isWholeDay(start.at.seconds) || isWholeDay(talk.at))
      && clock.zone.date(at: Instant(seconds: talk.at)) == clock.zone.date(at: start.at)
  }

  /// When something first happened that ends the sequence.
  mutating func end(of rule: FollowUpRule, _ start: Occurrence) throws(Decision.Failure) -> Instant? {
    var first: Instant?
    for kind in rule.untilOn {
      let ends = happened(kind, of: rule.origin)
      try charge(ends.count, rule.name, line: rule.line)
      for end in ends where end.at <= clock.now {
        let isLater = start.kind == .lastInteraction ? end.at >= start.at : isSince(start.at, end.at.seconds)
        if !isLater { continue }
        // The end of another referral ends nothing.
        if let mine = start.record, mine.kind == .referral, let other = end.record, other.kind == .referral,
          mine.cells != other.cells
        {
          continue
        }
        let at = max(end.at, start.at)
        first = min(first ?? at, at)
      }
    }
    return first
  }
}
