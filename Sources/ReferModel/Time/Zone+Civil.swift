extension Zone {
  /// How far local time is ahead of UTC, in seconds; negative to the west.
  package func offset(at instant: Instant) -> Int { period(at: instant.wholeSeconds).time.offset }

  /// The letters of the local time, like CEST; where a place has none, the offset, like -03.
  package func abbreviation(at instant: Instant) -> String { period(at: instant.wholeSeconds).time.abbreviation }

  /// What calendar and clock show, to the whole second that has begun.
  package func civil(at instant: Instant) -> CivilDateTime {
    let seconds = instant.wholeSeconds
    return CivilDateTime(secondsSinceEpoch: seconds + Int64(period(at: seconds).time.offset))
  }

  /// The day in this zone.
  package func date(at instant: Instant) -> CivilDate { civil(at: instant).date }

  /// When the clock shows `civil`: of two times the earlier; where the clock is put forward over it, as much later as
  /// the clock is put forward.
  package func instant(of civil: CivilDateTime) -> Instant {
    switch moment(of: civil) {
    case .shown(let seconds): Instant(seconds: Double(seconds))
    case .skipped(_, let offset): Instant(seconds: Double(civil.secondsSinceEpoch - Int64(offset)))
    }
  }

  /// The first instant of `date`, which is not 00:00 where that is skipped.
  package func localMidnight(of date: CivilDate) -> Instant {
    switch moment(of: CivilDateTime(startOf: date)) {
    case .shown(let seconds), .skipped(let seconds, _): Instant(seconds: Double(seconds))
    }
  }

  /// When a clock shows a time.
  private enum Moment {
    case shown(Int64)
    /// The clock is put forward over it, and was so far ahead of UTC until then.
    case skipped(at: Int64, offsetBefore: Int)
  }

  private func moment(of civil: CivilDateTime) -> Moment {
    let local = civil.secondsSinceEpoch
    var period = period(at: local - Int64(ZoneFile.greatestOffset))
    while true {
      let candidate = local - Int64(period.time.offset)
      if candidate < period.end { return .shown(candidate) }
      let following = self.period(at: period.end)
      if local - Int64(following.time.offset) < following.start {
        return .skipped(at: following.start, offsetBefore: period.time.offset)
      }
      period = following
    }
  }
}
