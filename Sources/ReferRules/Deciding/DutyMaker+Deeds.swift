import ReferModel

extension DutyMaker {
  /// What was done of a sequence, and when it ended.
  mutating func over(_ rule: FollowUpRule, _ start: Occurrence) throws(Decision.Failure) -> (
    deeds: [Deed], end: Instant?
  ) {
    let ends = rule.untilOn.reduce(0) { $0 + happened($1, line: rule.line).count }
    try charge(allTalks().count + ends, rule.name, line: rule.line)
    return (deeds(for: rule, start), end(of: rule, start))
  }

  /// Something that fulfils a step, oldest first.
  struct Deed {
    let at: Double
    let kind: String?
  }

  private mutating func deeds(for rule: FollowUpRule, _ start: Occurrence) -> [Deed] {
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
      return allTalks().filter { talk in
        isAfter(talk, start) && talk.at <= clock.now.seconds && isDeed(talk, rule.doneBy) && !isItself(talk, start)
      }.map { Deed(at: $0.at, kind: $0.kind) }
    }
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
    let earliest = start.at - start.foresight
    if talk.at > earliest.seconds { return true }
    // Nothing comes after the last talk, and of two on one day the later entry does.
    guard start.kind != .lastInteraction, isSince(earliest, talk.at), isWholeDay(talk.at) else { return false }
    guard let record = start.record, record.kind == .interaction, talk.at == start.at.seconds else { return true }
    return talk.cells > record.cells
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
    return talk.isTwoWay && (isWholeDay(start.at.seconds) || isWholeDay(talk.at))
      && clock.zone.date(at: Instant(seconds: talk.at)) == clock.zone.date(at: start.at)
  }

  /// When something first happened that ends the sequence.
  private mutating func end(of rule: FollowUpRule, _ start: Occurrence) -> Instant? {
    var first: Instant?
    for kind in rule.untilOn {
      for end in happened(kind, line: rule.line) where end.at <= clock.now {
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

extension Occurrence {
  /// How long before it what was done counts as done for it: of a birthday, a week.
  var foresight: Double { kind.isForeseen ? 7 * 86_400 : 0 }
}
