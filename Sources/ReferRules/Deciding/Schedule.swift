import ReferModel

/// The times of one step.
struct Schedule {
  let start: Instant
  let ideal: Instant
  let due: Instant?
  let limit: Instant?
  /// Until when the user put it off.
  var putOff: Instant?

  /// Days and months keep the time of day in the user's zone when clocks are changed; hours are real hours. Where a day
  /// is shorter than that many hours, what comes before it comes no later.
  init(_ step: FollowUpRule.Step, from start: Instant, _ zone: Zone) {
    func moment(_ length: Length, before next: Instant?) -> Instant {
      let moment = zone.instant(start, addingWallClock: length)
      return next.map { min(moment, $0) } ?? moment
    }
    self.start = start
    limit = step.limit.map { moment($0, before: nil) }
    due = step.by.map { [limit] in moment($0, before: limit) }
    ideal = moment(step.after, before: due ?? limit)
  }

  /// Since when a contact counts for this step: halfway since the step before, for the first since the start. What is
  /// said before a day that is known long before it is not about that day.
  func opens(after before: Schedule?, start: Occurrence) -> Instant {
    if start.kind.isForeseen { return ideal }
    return before.map { $0.ideal + (ideal - $0.ideal) / 2 } ?? start.at
  }

  /// When nobody would do it any more: once as long again has passed as it was given, and a week at least. What was
  /// put off comes back as if it were due on that day.
  var givenUp: Instant {
    let last = limit ?? due ?? ideal
    return max(last, putOff ?? last) + max(abs(last - start), 7 * 86_400)
  }

  /// How it stands, and since when it is over.
  func state(at now: Instant, deed: DutyMaker.Deed?, ended: Instant?, isRepeated: Bool) -> (DutyState, Instant?) {
    let done = deed.map { Instant(seconds: $0.at) }
    if let done, done <= ended ?? done { return (.done, done) }
    if let ended { return (.ended, ended) }
    if !isRepeated, now >= givenUp { return (.missed, givenUp) }
    if now < ideal { return (.waiting, nil) }
    if let limit, now >= limit { return (.red, nil) }
    if let due, now >= due { return (limit == nil ? .red : .amber, nil) }
    return (.green, nil)
  }
}
