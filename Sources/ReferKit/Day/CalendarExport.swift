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
  private static let back = 60

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
