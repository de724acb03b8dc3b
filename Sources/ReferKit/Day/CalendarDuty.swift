import ReferFormats
import ReferModel
import ReferRules
import ReferStore

extension DayDesk {
  /// What there is to do, and what was done or dropped since a moment, in the order of the contacts: each once, for
  /// what a calendar was told of it must be told of to the end.
  func calendar(_ reader: BookReader, from since: Instant, until: Instant) throws -> (
    duties: [CalendarDuty], failed: Int
  ) {
    var duties: [CalendarDuty] = []
    var seen: Set<String> = []
    func add(_ item: DayItem, _ said: ItemState?) {
      guard seen.insert(item.id).inserted else { return }
      let duty = CalendarDuty(item, said)
      if let ended = duty.endedAt, ended < since { return }
      duties.append(duty)
    }
    decider.turnsSince = since
    defer { decider.turnsSince = nil }
    let states = try reader.itemStates()
    let failed = try gather(reader, until: until, contact: nil, add).failed
    for item in try closedRecords(reader, since: since, until: until) { add(item, nil) }
    for (contact, at) in try reader.archived(since: since.seconds) {
      for item in try allDuties(of: contact, reader) where item.ideal < until {
        add(item.state.isOpen ? item.closed(false, at: Instant(seconds: at)) : item, states[item.id])
      }
    }
    // What the rules no longer make, the user's answer still tells of.
    for (id, said) in states.sorted(by: { ($0.value.contact, $0.key) < ($1.value.contact, $1.key) }) {
      guard said.kind != .snoozed, said.at >= since.seconds, !seen.contains(id),
        let person = try reader.person(said.contact)
      else { continue }
      add(DayItem(answered: id, said, by: person), said)
    }
    return (duties, failed)
  }
}

/// An item of the day on a calendar, open or over.
struct CalendarDuty {
  let item: DayItem
  /// What the user said of it.
  private let said: ItemState?

  init(_ item: DayItem, _ said: ItemState?) { (self.item, self.said) = (item, said) }

  /// When it was done, dropped, or otherwise came to an end; nil while it is open.
  var endedAt: Instant? {
    if item.state.isOpen { return said.flatMap { $0.kind == .snoozed ? nil : Instant(seconds: $0.at) } }
    return item.endedAt ?? said.map { Instant(seconds: $0.at) } ?? item.ideal
  }

  private var status: CalendarItem.Status {
    if said?.kind == .skipped { return .cancelled }
    if item.state == .done || said?.kind == .done { return .done(endedAt) }
    return item.state == .over ? .cancelled : .standing
  }

  /// Put off until then.
  private var until: Double? { said.flatMap { $0.kind == .snoozed ? $0.until : nil } }

  private var start: Instant { until.map { max(item.ideal, Instant(seconds: $0)) } ?? item.ideal }

  /// The end of the day where nothing else is said.
  private func end(_ clock: Clock) -> Instant {
    let day = clock.zone.date(at: start)
    let fallback = clock.zone.localMidnight(of: day.adding(days: 1))
    return [item.due, item.limit].compactMap(\.self).first { $0 > start } ?? fallback
  }

  private var summary: String { "\(item.name ?? "no name"): \(item.what)" }

  private func filled(_ calendar: CalendarItem) -> CalendarItem {
    var calendar = calendar
    calendar.details = item.why
    calendar.status = status
    calendar.categories = [item.rule ?? item.kind.rawValue]
    calendar.contact = item.with ?? item.name
    return calendar
  }

  func todo(_ clock: Clock) -> CalendarItem {
    var todo = filled(CalendarItem(uid: "\(item.id)@refer", kind: .todo, summary: summary))
    todo.start = .moment(start)
    todo.end = .moment(end(clock))
    todo.priority = item.state == .red ? 1 : item.state == .amber ? 3 : 5
    todo.alarm = 24 * 60 * 60
    return todo
  }

  /// The same as a day that takes no time.
  func banner(_ clock: Clock) -> CalendarItem {
    var banner = filled(CalendarItem(uid: "\(item.id)-day@refer", kind: .event, summary: summary))
    let day = clock.zone.date(at: end(clock) - 1)
    banner.start = .day(day)
    banner.end = .day(day.adding(days: 1))
    banner.related = "\(item.id)@refer"
    return banner
  }
}
