import CRows
import ReferFormats
import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// Reading a group's slips or PALMS report into the book, all or nothing: what `refer import --group` does.
///
/// Members are known by their whole name; who is new is entered. The same report, or one that overlaps with it, changes
/// nothing twice: a slip is known by what it says, and by how often the report says it.
///
/// ```swift
/// var reading = ImportGroupReport("slips.xls", of: "Early Birds", into: workspace, run: run)
/// reading.isDryRun = true
/// print(try reading.perform().added)
/// ```
public struct ImportGroupReport {
  private let file: String
  private let group: String
  private let workspace: Workspace
  private let run: RunContext
  /// How the report writes dates of three numbers; nil where only they tell.
  public var dates: TableDates?
  /// Says what would be done, and does nothing.
  public var isDryRun = false
  /// Told about each row that can't be read; no personal data is in it.
  public var report: (String) -> Void = { _ in }

  public init(_ file: String, of group: String, into workspace: Workspace, run: RunContext) {
    (self.file, self.group, self.workspace, self.run) = (file, group, workspace, run)
  }

  /// - Throws: ``ReferError`` for a file that is no such report, a group that is not there, or a name that several have;
  ///   the book is then as it was.
  public func perform() throws -> GroupReportResult {
    var result = GroupReportResult(isDryRun: isDryRun)
    let read = try ReferError.wrap {
      try GroupReport.read(file, dateOrder: dates?.order) { problem in
        result.unreadable += 1
        report(problem.description)
      }
    }
    result.deed = try workspace.write("import", run: run) { writer in
      let group = try GroupLookup(writer.reader).group(group)
      var entry = try ReportEntry(writer, group, read, run.clock)
      try entry.enter()
      result.group = group.name
      (result.added, result.unchanged, result.people) = (entry.added, entry.unchanged, entry.people)
      return isDryRun || entry.added.isEmpty && entry.people == 0 ? nil : "Imported a report of \(group.name)"
    }
    return result
  }
}

/// One report under way.
private struct ReportEntry {
  var added: [String: Int] = [:]
  var unchanged = 0
  var people = 0
  private let writer: BookWriter
  private let group: GroupLine
  private let report: GroupReport
  private let clock: Clock
  private let members: Set<Int64>
  private let currency: String?
  private let me: String?
  private var known: [String: Int64] = [:]

  init(_ writer: BookWriter, _ group: GroupLine, _ report: GroupReport, _ clock: Clock) throws {
    (self.writer, self.group, self.report, self.clock) = (writer, group, report, clock)
    members = Set(try writer.reader.members(of: group.id).map(\.contact))
    currency = try writer.reader.profile("currency")
    me = try writer.reader.profile("name").map(SearchKey.of)
  }

  mutating func enter() throws {
    var turns: [String: Int] = [:]
    for slip in report.slips { try enter(slip, &turns) }
    for tally in report.tallies { try enter(tally) }
  }

  // MARK: People

  private func isMe(_ name: String) -> Bool { me != nil && SearchKey.of(name) == me }

  /// The contact of a name; nil for nobody, and for the user.
  private mutating func contact(_ name: String) throws -> Int64? {
    let key = SearchKey.of(name)
    if key.isEmpty || isMe(name) { return nil }
    if let id = known[key] { return id }
    let namesakes = try writer.reader.namesakes(PersonQuery(name))
    let seated = namesakes.filter { members.contains($0.id) }
    let fitting = seated.isEmpty ? namesakes : seated
    if fitting.count > 1 { throw PersonLookup.several(name, fitting.count, fitting.map { Person($0).label }) }
    if let id = fitting.first?.id {
      known[key] = id
      return id
    }
    let id = try ContactEditor(writer: writer, clock: clock).insert(name, []).id
    people += 1
    known[key] = id
    return id
  }

  // MARK: Slips

  private mutating func enter(_ slip: GroupReport.Slip, _ turns: inout [String: Int]) throws {
    let key = Self.key(slip, day: report.day, &turns)
    if try writer.reader.hasSlip(key, group: group.id) {
      unchanged += 1
      return
    }
    let (from, to) = (try contact(slip.kind == .business ? "" : slip.from), try contact(slip.to))
    // Credited to whoever gives, learns or brings; of business to whoever is thanked.
    let sides =
      slip.kind == .business || slip.kind != .referral && from == nil ? (to, from, slip.from) : (from, to, slip.to)
    guard let credited = sides.0 ?? sides.1 else { return }
    var new = NewSlip(group: group.id, key: key, kind: slip.kind.rawValue, contact: credited)
    if slip.kind != .business, !sides.2.isEmpty {
      new.other = sides.1 == credited ? nil : sides.1
      new.otherName = sides.0 == nil ? slip.from : sides.2
    }
    (new.day, new.tier, new.quantity, new.detail) = (report.day, slip.tier, slip.quantity, slip.detail)
    new.amount = slip.amount.flatMap { Money.minor($0, currency) }
    new.currency = new.amount == nil ? nil : currency
    try writer.addSlip(new)
    added[slip.kind.rawValue, default: 0] += 1
    let at = report.day.flatMap { try? DateText.parse($0, now: clock.now, zone: clock.zone).seconds }
    if slip.kind == .referral {
      try writer.addObservedReferral(
        giver: (from, slip.from), receiver: (to, slip.to), of: credited, at: at, tier: slip.tier, notes: slip.detail)
    } else if slip.kind == .oneToOne, isMe(slip.from) || isMe(slip.to) {
      try writer.addReportedTalk("one_to_one", at: at, notes: slip.detail, contact: credited)
    }
  }

  /// What a slip says, and the how-manieth it is of the report that says so. Who thanks for business is left out, and
  /// the two sides of a one-to-one are one, whoever wrote it down.
  private static func key(_ slip: GroupReport.Slip, day: String?, _ turns: inout [String: Int]) -> String {
    let (from, to) = (SearchKey.of(slip.from), SearchKey.of(slip.to))
    func mark(_ facts: [String]) -> String { Fingerprint.of(Array(facts.joined(separator: "\u{1}").utf8)) }
    if slip.kind == .oneToOne {
      // A detail that only one of the two wrote makes no second meeting.
      let meeting = [slip.kind.rawValue, day ?? ""]
      let written = mark(meeting + [from, to])
      turns[written, default: 0] += 1
      return "\(mark(meeting + [from, to].sorted()))#\(turns[written] ?? 1)"
    }
    let written = mark([
      slip.kind.rawValue, day ?? "", slip.tier ?? "", slip.amount.map(NumberText.string) ?? "",
      slip.quantity.map(NumberText.string) ?? "", SearchKey.of(slip.detail ?? ""), slip.kind == .business ? "" : from,
      to,
    ])
    turns[written, default: 0] += 1
    return "\(written)#\(turns[written] ?? 1)"
  }

  // MARK: PALMS

  private static let columns = Dictionary(
    uniqueKeysWithValues: zip(
      ["P", "A", "L", "M", "S", "RGI", "RGO", "RRI", "RRO", "V", "1-2-1", "CEU", "T"],
      [
        "present", "absent", "late", "medical", "substitute", "given_inside", "given_outside", "received_inside",
        "received_outside", "visitors", "one_to_ones", "education", "testimonials",
      ]))

  private mutating func enter(_ tally: GroupReport.Tally) throws {
    guard let contact = try contact(tally.name) else { return }
    if try !writer.reader.members(of: group.id).contains(where: { $0.contact == contact }) {
      try writer.join(contact, group: group.id, seat: nil, role: nil, at: clock.now.seconds)
    }
    var counts: [String: Int64] = [:]
    for (letter, column) in Self.columns {
      counts[column] = tally.values[letter].flatMap { Int64(exactly: $0.rounded()) }
    }
    counts["business_minor"] = tally.values["TYFCB"].flatMap { Money.minor($0, currency) }
    let isNew = try writer.setTally(
      counts, currency: counts["business_minor"] == nil ? nil : currency, contact: contact, group: group.id,
      begins: report.begins ?? "", ends: report.ends ?? "")
    if isNew { added["member", default: 0] += 1 } else { unchanged += 1 }
  }
}
