import ReferFormats
import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// The groups of the book: what `refer group list` and `refer group show` do.
///
/// ```swift
/// try GroupList(in: workspace, run: run).print("Early Birds", as: .table, to: output)
/// ```
public struct GroupList {
  private let workspace: Workspace
  private let run: RunContext

  public init(in workspace: Workspace, run: RunContext) {
    self.workspace = workspace
    self.run = run
  }

  // MARK: All

  /// - Throws: ``ReferError``, and what the output throws.
  public func print(as format: OutputFormat, to output: Output) throws {
    let groups = try workspace.read(asOf: run.asOf) { try $0.groups() }
    switch format {
    case .json: try output.write(JSONValue.list(groups.map(Self.json)).line)
    case .ndjson: for group in groups { try output.write(Self.json(group).line) }
    case .csv: try output.write(Self.table(groups, ["id", "name", "kind", "members", "rules"]), as: .csv)
    case .markdown:
      try output.write(
        Self.table(groups, ["Id", "Name", "Kind", "Members", "Rules"]).markdown() + "\n" + Self.count(groups))
    case .table:
      let table = Self.table(groups, ["ID", "NAME", "KIND", "MEMBERS", "RULES"])
      try output.write((groups.isEmpty ? "" : table.plain(width: output.width)) + Self.count(groups))
    }
  }

  private static func count(_ groups: [GroupLine]) -> String {
    groups.count == 1 ? "1 group.\n" : "\(groups.count) groups.\n"
  }

  private static func table(_ groups: [GroupLine], _ titles: [String]) -> TextTable {
    let shapes: [(TerminalText.Alignment, canShrink: Bool)] = [
      (.right, false), (.left, true), (.left, true), (.right, false), (.left, true),
    ]
    var table = TextTable(
      zip(titles, shapes).map { TextTable.Heading($0, $1.0, canShrink: $1.canShrink, minWidth: 7) })
    for group in groups {
      table.append([String(group.id), group.name, group.kind ?? "", String(group.members), group.rules ?? ""])
    }
    return table
  }

  private static func json(_ group: GroupLine) -> JSONValue {
    .object([
      ("id", .text(String(group.id))), ("name", .text(group.name)), ("kind", .text(group.kind)),
      ("members", .int(group.members)), ("rules", .text(group.rules)),
    ])
  }

  // MARK: One

  /// One group on one screen: its members with their seats, its meetings, who was there how often.
  ///
  /// - Throws: ``ReferError`` where there is none, and what the output throws.
  public func print(_ name: String, as format: OutputFormat, to output: Output) throws {
    let page = try workspace.read(asOf: run.asOf) { reader in
      try GroupPage(try GroupLookup(reader).group(name), reader, run.clock)
    }
    switch format {
    case .json, .ndjson: try output.write(page.json.line)
    case .table: try output.write(page.sheet.plain(output))
    case .markdown: try output.write(page.sheet.markdown())
    case .csv: try output.write(page.members, as: .csv)
    }
  }
}

/// What is known of one group.
private struct GroupPage {
  private let group: GroupLine
  private let active: [MemberLine]
  private let meetings: [MeetingLine]
  private let counts: [Int64: [AttendanceCode: Int]]
  private let visits: [(contact: Int64, name: String?, times: Int)]
  private let slips: [Int64: [String: Int]]
  private let tallies: [Int64: (begins: String, ends: String, counts: [String: Int])]
  private let clock: Clock

  init(_ group: GroupLine, _ reader: BookReader, _ clock: Clock) throws {
    self.group = group
    self.clock = clock
    active = try reader.members(of: group.id)
    meetings = try reader.meetings(of: group.id)
    counts = try reader.attendance(in: group.id)
    visits = try reader.visits(to: group.id)
    slips = try reader.slips(of: group.id)
    tallies = try reader.lastTallies(of: group.id)
  }

  /// What slips and reports say of a member.
  private func reported(_ contact: Int64) -> String? {
    let words = ["referral": "referrals", "one_to_one": "one-to-ones", "business": "thanks", "education": "learning"]
    var parts = words.sorted { $0.key < $1.key }.compactMap { kind, word in
      slips[contact]?[kind].map { "\(word) \($0)" }
    }
    if let tally = tallies[contact] {
      let letters = zip(AttendanceCode.allCases.dropLast(), Tally.columns).compactMap { code, column in
        tally.counts[column].map { "\(code.name) \($0)" }
      }
      parts.append("PALMS \(tally.begins) to \(tally.ends): \(letters.joined(separator: " "))")
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  private var held: Int { meetings.count { $0.state == .completed } }

  private func codes(_ contact: Int64) -> String {
    AttendanceCode.allCases.compactMap { code in
      counts[contact]?[code].map { "\(code.name) \($0)" }
    }.joined(separator: " ")
  }

  var sheet: PersonSheet {
    let text = DeedText(clock: clock)
    var sheet = PersonSheet(name: group.name, id: "group \(group.id)")
    sheet.about = [group.kind].compactMap(\.self)
    sheet.add("expects", group.rules)
    sheet.add(
      active.count == 1 ? "1 member" : "\(active.count) members",
      list: active.map { member in
        let facts = [member.seat, member.role, codes(member.contact), reported(member.contact)].compactMap(\.self)
          .filter { !$0.isEmpty }
        return "\(member.shown)" + (facts.isEmpty ? "" : ", \(facts.joined(separator: ", "))")
      })
    let now = clock.now.seconds
    let next = meetings.first { $0.at >= now && $0.state == .draft }
    let last = meetings.last { $0.at < now }
    sheet.add("next", next.map { text.day($0.at) })
    sheet.add("last", last.map { "\(text.day($0.at)), \($0.state.name), \($0.people) attendances" })
    sheet.add("held", held > 0 ? "\(held) completed" : nil)
    sheet.add(
      "visitors",
      list: visits.map { visit in
        "\(visit.name ?? "no name") (\(visit.contact)), \(visit.times == 1 ? "1 visit" : "\(visit.times) visits")"
      })
    return sheet
  }

  /// A row a member.
  var members: TextTable {
    var table = TextTable(
      (["id", "name", "seat", "role", "joined_at"] + AttendanceCode.allCases.map(\.name)).map { TextTable.Heading($0) })
    for member in active {
      table.append(
        [
          String(member.contact), member.name ?? "", member.seat ?? "", member.role ?? "",
          member.joinedAt.map { Instant(seconds: $0).description } ?? "",
        ] + AttendanceCode.allCases.map { String(counts[member.contact]?[$0] ?? 0) })
    }
    return table
  }

  var json: JSONValue {
    func time(_ seconds: Double?) -> JSONValue { .text(seconds.map { Instant(seconds: $0).description }) }
    let members = active.map { member in
      JSONValue.object([
        ("id", .text(String(member.contact))), ("name", .text(member.name)), ("seat", .text(member.seat)),
        ("role", .text(member.role)), ("joined_at", time(member.joinedAt)),
        (
          "attendance",
          .object(AttendanceCode.allCases.map { ($0.name, .int(counts[member.contact]?[$0] ?? 0)) })
        ),
      ])
    }
    let all = meetings.map { meeting in
      JSONValue.object([
        ("id", .text(String(meeting.id))), ("at", time(meeting.at)), ("state", .text(meeting.state.name)),
        ("people", .int(meeting.people)),
      ])
    }
    let guests = visits.map { visit in
      JSONValue.object([
        ("id", .text(String(visit.contact))), ("name", .text(visit.name)), ("visits", .int(visit.times)),
      ])
    }
    return .object([
      ("id", .text(String(group.id))), ("name", .text(group.name)), ("kind", .text(group.kind)),
      ("rules", .text(group.rules)), ("members", .list(members)), ("meetings", .list(all)), ("visitors", .list(guests)),
    ])
  }
}
