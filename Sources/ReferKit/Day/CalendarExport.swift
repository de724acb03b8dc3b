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

  /// What was written.
  public struct Report: Hashable, Sendable {
    /// Things to do, and events.
    public let items: Int
    /// For how many contacts a rule failed: what it asks for with them is not in the calendar.
    public let failed: Int
  }

  /// - Throws: ``ReferError``, and what the output throws.
  public func write(to output: Output) throws -> Report {
    guard let workspace = evaluation.source.book else { throw ReferError("a calendar is made of the book") }
    let desk = try DayDesk(evaluation)
    let clock = evaluation.run.clock
    let today = clock.zone.date(at: clock.now)
    let until = clock.zone.localMidnight(of: today.adding(days: Self.ahead))
    let since = clock.zone.localMidnight(of: today.adding(days: -Self.back))
    let (items, failed) = try workspace.read(asOf: evaluation.run.asOf) { reader in
      let (duties, failed) = try desk.calendar(reader, from: since, until: until)
      let events = try reader.events().filter { $0.at.map { since.seconds..<until.seconds ~= $0 } ?? false }
      let items =
        duties.flatMap { [$0.todo(clock), $0.banner(clock)] } + events.compactMap { Self.item($0, clock) }
      return (items, failed)
    }
    let writer = ICalendarWriter(
      stamp: clock.now, name: "refer", product: "-//refer//refer \(ReferVersion.current)//EN")
    var bytes: [UInt8] = []
    writer.begin(&bytes)
    // Whatever was changed since, and taken back: this is the calendar as it is at this time.
    let sequence = max(0, Int(clock.now.seconds / 60))
    for var item in items {
      item.sequence = sequence
      writer.write(item, to: &bytes)
    }
    writer.end(&bytes)
    try output.write(bytes)
    return Report(items: items.count { $0.related == nil }, failed: failed)
  }

  /// Something to attend.
  private static func item(_ event: EventLine, _ clock: Clock) -> CalendarItem? {
    guard let at = event.at else { return nil }
    var item = CalendarItem(uid: "event-\(event.id)@refer", kind: .event, summary: event.name ?? "an event")
    let start = Instant(seconds: at)
    let day = clock.zone.date(at: start)
    // A date without a time is the whole of its day.
    if event.endsAt == nil, event.minutes == nil, clock.zone.localMidnight(of: day) == start {
      item.start = .day(day)
      item.end = .day(day.adding(days: 1))
    } else {
      item.start = .moment(start)
      item.end = .moment(Instant(seconds: max(event.endsAt ?? 0, at + (event.minutes ?? 60) * 60)))
      item.isBusy = true
    }
    item.location = event.place
    item.details = event.notes
    item.categories = [event.kind, event.group].compactMap(\.self)
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
