import CRows
import LuaHost
import ReferFormats
import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// The contacts that a run decides over: those of files, joined in order and none merged; else those of the book.
struct ContactSource {
  let files: [String]
  let workspace: Workspace?
  let run: RunContext
  /// How tables write dates of three numbers; nil where only their columns tell.
  var dates: TableDates?

  /// Whether nothing was named at all.
  var isNowhere: Bool { files.isEmpty && workspace == nil }

  /// The book that is decided over; nil where files are.
  var book: Workspace? { files.isEmpty ? workspace : nil }

  /// Where they are from, for messages.
  var name: String { files.isEmpty ? workspace?.book ?? "" : files.joined(separator: ", ") }

  /// A local date and time, counted as if in UTC, as the moment that it is in the run's zone.
  private static func zoned(_ clock: Clock) -> (Double) -> Double {
    { seconds in
      guard clock.zone != .utc else { return seconds }
      let civil = Zone.utc.civil(at: Instant(seconds: seconds))
      let isMidnight = civil.hour == 0 && civil.minute == 0 && civil.second == 0
      return (isMidnight ? clock.zone.localMidnight(of: civil.date) : clock.zone.instant(of: civil)).seconds
    }
  }

  /// - Parameter decider: what decides about the rows, so that it knows what else stands in the book.
  func forEach(
    for decider: Decider? = nil, _ body: (Cells) throws -> Void, onProblem report: (InputProblem) throws -> Void
  ) throws {
    if files.isEmpty, let workspace {
      return try workspace.read(asOf: run.asOf) { reader in
        func walk() throws { try reader.forEachContact { _, row in try body(row) } }
        if let decider { try decider.knowing(reader, walk) } else { try walk() }
      }
    }
    try forEachOfFiles({ try body($0.cells) }, onProblem: report)
  }

  /// The contacts of the files alone, with what the files tell of them.
  func forEachOfFiles(_ body: (ReadRow) throws -> Void, onProblem report: (InputProblem) throws -> Void) throws {
    try ReferError.wrap {
      let reader = try ContactReader(files: files, dateOrder: dates?.order, zone: Self.zoned(run.clock))
      try reader.forEachRow(body, onProblem: report)
    }
  }
}

/// All contacts of a source in memory, for scripts that ask for lists.
final class LoadedContacts: ScriptData {
  private let source: ContactSource
  private let report: (String) -> Void
  private let working: (Bool) -> Void
  private var arena: RowArena?
  private var rows: [Cells] = []
  private(set) var problems = 0
  /// Why the files could not be read: not the script's fault, whatever line asked for them.
  private(set) var failure: (any Error)?

  init(
    _ source: ContactSource, working: @escaping (Bool) -> Void = { _ in },
    report: @escaping (String) -> Void
  ) {
    self.source = source
    self.working = working
    self.report = report
  }

  private func load() throws {
    guard arena == nil else { return }
    guard let fresh = RowArena() else { throw ReferError("there is not enough memory for these contacts") }
    arena = fresh
    // The script is worked on, and waits for its contacts.
    working(false)
    defer { working(true) }
    do {
      try read(into: fresh)
    } catch {
      failure = error
      throw error
    }
    let more = problems - EvaluationWalk.mostReports
    if more > 0 { report("and \(more) more messages like these") }
  }

  private func read(into fresh: RowArena) throws {
    try source.forEach { row in
      guard let copy = fresh.copy(row, of: .contact) else {
        throw ReferError("there is not enough memory for these contacts")
      }
      rows.append(copy)
    } onProblem: { problem in
      problems += 1
      if problems <= EvaluationWalk.mostReports { report(TerminalText.escaped(problem.description)) }
    }
  }

  func list(of kind: RecordKind) throws -> LuaList {
    try load()
    switch kind {
    case .contact: return LuaList(schema: kind.rawValue, items: rows)
    case .interaction: return LuaList(schema: kind.rawValue, items: nested("interactions", .interaction))
    case .referral:
      return LuaList(
        schema: kind.rawValue, items: nested("referrals_received", kind) + nested("referrals_given", kind))
    default: return LuaList(schema: kind.rawValue, items: events())
    }
  }

  private func nested(_ field: String, _ kind: RecordKind) -> [Cells] {
    guard let place = Schema.contact.index[field] else { return [] }
    let width = Schema.of(kind).fields.count
    return rows.flatMap { row -> [Cells] in
      guard let list = row[place].nested, let first = list.baseAddress else { return [] }
      return (0..<list.count).map { first + $0 * width }
    }
  }

  /// Every event that a contact, an interaction or a referral names, once by its name and time.
  private func events() -> [Cells] {
    var seen: Set<String> = []
    var found: [Cells] = []
    func add(_ row: Cells, _ place: Int?) {
      guard let place, let event = row[place].nested?.baseAddress else { return }
      let name = Schema.event.index["name"].flatMap { event[$0].text } ?? ""
      let at = Schema.event.index["at"].flatMap { event[$0].number } ?? 0
      if seen.insert("\(at)\u{0}\(name)").inserted { found.append(event) }
    }
    for row in rows { add(row, Schema.contact.index["met_event"]) }
    for row in nested("interactions", .interaction) { add(row, Schema.interaction.index["event"]) }
    for row in nested("referrals_received", .referral) { add(row, Schema.referral.index["event"]) }
    for row in nested("referrals_given", .referral) { add(row, Schema.referral.index["event"]) }
    return found
  }
}
