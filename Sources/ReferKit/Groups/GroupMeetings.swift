import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// Entering a meeting of a group, and what became of it: what `refer group meeting` does. Only a completed one counts.
///
/// ```swift
/// print(try GroupMeeting("Early Birds", in: workspace, run: run).add().line)
/// ```
public struct GroupMeeting {
  private let group: String
  private let workspace: Workspace
  private let run: RunContext
  public var options = DeedOptions()
  /// draft, completed, discarded or holiday; nil is draft of a new one, and completed of one that is closed.
  public var state: String?

  public init(_ group: String, in workspace: Workspace, run: RunContext) {
    (self.group, self.workspace, self.run) = (group, workspace, run)
  }

  /// Enters one, which may be still to come.
  ///
  /// - Throws: ``ReferError`` where the group met at that time already.
  public func add() throws -> DeedReport {
    let deed = DeedRun("group", workspace, run, options)
    let at = try deed.moment()
    let state = try MeetingState.read(state) ?? .draft
    return try deed.write(about: []) { writer in
      let group = try GroupLookup(writer.reader).group(group)
      if try writer.reader.meetings(of: group.id).contains(where: { $0.at == at }) {
        throw ReferError("\(TerminalText.escaped(group.name)) has a meeting at this time already")
      }
      let id = try writer.addMeeting(of: group.id, at: at, state, note: options.note)
      return DeedReport.Draft(
        "Added meeting", "add a meeting", "of \(group.name)", deed.text.day(at), state == .draft ? nil : state.name,
        details: [
          .init("meeting", id: id), .init("group", group.name), .init("at", time: at), .init("state", state.name),
        ])
    }
  }

  /// Says what became of one: that of ``DeedOptions/at``, else the last open one.
  ///
  /// - Throws: ``ReferError`` where there is none.
  public func close() throws -> DeedReport {
    let deed = DeedRun("group", workspace, run, options)
    let day = try deed.time(options.at, "--at")
    let state = try MeetingState.read(state) ?? .completed
    return try deed.write(about: []) { writer in
      let group = try GroupLookup(writer.reader).group(group)
      let meeting = try GroupLookup(writer.reader).meeting(of: group, at: day, run.clock)
      if state == .completed, meeting.at > run.clock.now.seconds {
        throw ReferError("the meeting is still to come; it can be closed when it has been held")
      }
      try writer.setMeeting(meeting.id, state, note: options.note)
      var draft = DeedReport.Draft(
        "Closed meeting", "close the meeting", "of \(group.name)", deed.text.day(meeting.at), state.name,
        meeting.people == 1 ? "1 attendance" : "\(meeting.people) attendances",
        details: [
          .init("meeting", id: meeting.id), .init("group", group.name), .init("at", time: meeting.at),
          .init("state", state.name),
        ])
      draft.isNoNews = meeting.state == state && options.note == nil
      return draft
    }
  }
}

/// Who was at a meeting: what `refer group attend` and `refer group visitor` do.
///
/// ```swift
/// print(try AttendMeeting("Early Birds", "P", ["Ada Park", "Bo Lind"], in: workspace, run: run).make().line)
/// ```
public struct AttendMeeting {
  /// As many visits are usual.
  static let usualVisits = 2

  private let group: String
  private let code: String
  private let names: [String]
  private let workspace: Workspace
  private let run: RunContext
  public var options = DeedOptions()

  /// - Parameters:
  ///   - code: P, A, L, M, S or V, or the word for it; V alone is for who is no member.
  ///   - names: each as ``Workspace/person(named:run:)`` takes it; none is all members of whom nothing is said yet.
  public init(_ group: String, _ code: String, _ names: [String], in workspace: Workspace, run: RunContext) {
    (self.group, self.code, self.names) = (group, code, names)
    (self.workspace, self.run) = (workspace, run)
  }

  /// - Throws: ``ReferError`` where there is no such meeting, or somebody is no member.
  public func make() throws -> DeedReport {
    let deed = DeedRun("group", workspace, run, options)
    let code = try AttendanceCode.read(code)
    let typed = try names.map(deed.person)
    if code == .visitor, typed.isEmpty { throw ReferError("visitors are named: refer group visitor GROUP NAME") }
    let day = try deed.time(options.at, "--at")
    return try deed.write(about: typed.map(\.id)) { writer in
      let lookup = GroupLookup(writer.reader)
      let group = try lookup.group(group)
      let meeting = try lookup.meeting(of: group, at: day, run.clock)
      let people = try check(typed, code, group, meeting, writer.reader)
      for person in people { try writer.attend(person.id, meeting: meeting.id, code) }
      var draft = DeedReport.Draft(
        "Noted", "note", "\(code.word): \(DeedText.list(people.map(\.shown)))", group.name,
        deed.text.day(meeting.at),
        details: [
          .init("meeting", id: meeting.id), .init("group", group.name), .init("code", code.name),
          .init("contacts", texts: people.map { String($0.id) }), .init("at", time: meeting.at),
        ])
      draft.isNoNews = people.isEmpty
      if code == .visitor { draft.advice = try warning(people, group, writer.reader) }
      return draft
    }
  }

  private func check(
    _ typed: [PersonLine], _ code: AttendanceCode, _ group: GroupLine, _ meeting: MeetingLine, _ reader: BookReader
  ) throws -> [PersonLine] {
    let members = try reader.members(of: group.id)
    func isMember(_ person: PersonLine) -> Bool { members.contains { $0.contact == person.id } }
    if typed.isEmpty {
      let known = try reader.attendees(ofMeeting: meeting.id)
      return try members.filter { !known.contains($0.contact) }.compactMap { try reader.person($0.contact) }
    }
    if code == .visitor, let member = typed.first(where: isMember) {
      throw ReferError(TerminalText.escaped("\(member.shown) is a member of \(group.name), and no visitor"))
    }
    if code != .visitor, let stranger = typed.first(where: { !isMember($0) }) {
      throw ReferError(
        TerminalText.escaped("\(stranger.shown) is no member of \(group.name); ")
          + "\(Offer.quoted("group join")) seats them, \(Offer.quoted("group visitor")) notes a visit")
    }
    return typed
  }

  private func warning(_ people: [PersonLine], _ group: GroupLine, _ reader: BookReader) throws -> String? {
    let visits = try reader.visits(to: group.id)
    let many = people.compactMap { person in
      visits.first { $0.contact == person.id && $0.times > Self.usualVisits }.map {
        "\(person.shown): visit \($0.times)"
      }
    }
    return many.isEmpty ? nil : "\(many.joined(separator: ", ")), and \(Self.usualVisits) are usual."
  }
}
