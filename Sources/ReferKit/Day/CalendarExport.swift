import ReferFormats
import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// The days of follow-ups, thanks, promises and events as a calendar (RFC 5545): what `refer export --as ics` writes.
///
/// What is to be done is a VTODO; and a day in the calendar, for the many programs that show no tasks. Each keeps its
/// UID, so that a second export updates the first: what was done by then is completed, what was skipped is cancelled.
///
/// ```swift
/// let calendar = CalendarExport(try Evaluation(rules: rules, over: workspace, run: run))
/// let count = try calendar.write(to: output)
/// ```
public struct CalendarExport {
  private let evaluation: Evaluation

  /// How far ahead it looks, and how long it still tells of what is over.
  private static let ahead = 90
  private static let back = 30

  public init(_ evaluation: Evaluation) { self.evaluation = evaluation }

  /// - Returns: how many things to do and events were written.
  /// - Throws: ``ReferError``, and what the output throws.
  public func write(to output: Output) throws -> Int {
    guard let workspace = evaluation.source.book else { throw ReferError("a calendar is made of the book") }
    let desk = try DayDesk(evaluation)
    let clock = evaluation.run.clock
    let today = clock.zone.date(at: clock.now)
    let until = clock.zone.localMidnight(of: today.adding(days: Self.ahead))
    let since = clock.zone.localMidnight(of: today.adding(days: -Self.back))
    let items = try workspace.read(asOf: evaluation.run.asOf) { reader in
      let duties = try desk.calendar(reader, from: since, until: until)
      let events = try reader.events().filter { $0.at.map { since.seconds..<until.seconds ~= $0 } ?? false }
      return duties.flatMap { [$0.todo(clock), $0.banner(clock)] } + events.compactMap { Self.item($0, clock) }
    }
    let writer = ICalendarWriter(
      stamp: clock.now, name: "refer", product: "-//refer//refer \(ReferVersion.current)//EN")
    var bytes: [UInt8] = []
    writer.begin(&bytes)
    for item in items { writer.write(item, to: &bytes) }
    writer.end(&bytes)
    try output.write(bytes)
    return items.count { $0.kind == .todo || $0.isBusy }
  }

  /// Something to attend.
  private static func item(_ event: EventLine, _ clock: Clock) -> CalendarItem? {
    guard let at = event.at else { return nil }
    var item = CalendarItem(uid: "event-\(event.id)@refer", kind: .event, summary: event.name ?? "an event")
    let minutes = event.minutes ?? 60
    item.start = .moment(Instant(seconds: at))
    item.end = .moment(Instant(seconds: max(event.endsAt ?? 0, at + minutes * 60)))
    item.location = event.place
    item.details = event.notes
    item.categories = [event.kind, event.group].compactMap(\.self)
    item.isBusy = true
    return item
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
    if item.state == .done || said?.kind == .done { return .done(endedAt) }
    return item.state == .over || said?.kind == .skipped ? .cancelled : .standing
  }

  /// When its state last changed, in seconds since 1970; nil where it never did.
  private var changedAt: Double? { said?.at ?? endedAt?.seconds }

  /// Put off until then.
  private var until: Double? { said.flatMap { $0.kind == .snoozed ? $0.until : nil } }

  private var start: Instant { until.map { Instant(seconds: $0) } ?? item.ideal }

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
    calendar.sequence = changedAt.map { max(1, Int($0 / 60)) } ?? 0
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
