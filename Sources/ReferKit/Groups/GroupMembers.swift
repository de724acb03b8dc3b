import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// Entering a group: what `refer group add` does.
///
/// ```swift
/// print(try AddGroup("Early Birds", in: workspace, run: run).make().line)
/// ```
public struct AddGroup {
  private let name: String
  private let workspace: Workspace
  private let run: RunContext
  public var options = DeedOptions()
  /// BNI, LeTip, chamber, mastermind …
  public var kind: String?
  /// What it expects of its members, in words.
  public var rules: String?

  public init(_ name: String, in workspace: Workspace, run: RunContext) {
    (self.name, self.workspace, self.run) = (name, workspace, run)
  }

  /// - Throws: ``ReferError`` where a group has the name.
  public func make() throws -> DeedReport {
    let name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if SearchKey.of(name).isEmpty { throw ReferError("a group needs a name: refer group add \"Early Birds\"") }
    return try DeedRun("group", workspace, run, options).write(about: []) { writer in
      if let known = try writer.reader.groups().first(where: { NameKey.of($0.name) == NameKey.of(name) }) {
        throw ReferError(
          "\(TerminalText.escaped(known.name)) is in the book already; \(Offer.quoted("group show")) shows it")
      }
      let id = try writer.addGroup(name, kind: kind, rules: rules)
      return DeedReport.Draft(
        "Added group", "add group", name, kind, rules,
        details: [.init("id", id: id), .init("name", name), .init("kind", kind), .init("rules", rules)])
    }
  }
}

/// Giving somebody a seat in a group: what `refer group join` does. A group has one active member a profession.
///
/// ```swift
/// var join = JoinGroup("Ada Park", "Early Birds", in: workspace, run: run)
/// join.seat = "banker"
/// print(try join.make().line)
/// ```
public struct JoinGroup {
  private let name: String
  private let group: String
  private let workspace: Workspace
  private let run: RunContext
  public var options = DeedOptions()
  /// The profession; nil is that of the contact.
  public var seat: String?
  /// president, treasurer …
  public var role: String?

  public init(_ name: String, _ group: String, in workspace: Workspace, run: RunContext) {
    (self.name, self.group, self.workspace, self.run) = (name, group, workspace, run)
  }

  /// - Throws: ``ReferError`` where the seat is taken, they have one, or something speaks against it.
  public func make() throws -> DeedReport {
    let deed = DeedRun("group", workspace, run, options)
    let person = try deed.person(name)
    let at = try deed.past()
    let objections = try deed.objections(to: .seatingMember, towards: [person])
    return try deed.write(about: [person.id], objections: objections) { writer in
      let group = try GroupLookup(writer.reader).group(group)
      let seat = try trimmed(seat) ?? writer.reader.profession(of: person.id)
      let members = try writer.reader.members(of: group.id)
      if let known = members.first(where: { $0.contact == person.id }) {
        throw ReferError(
          "contact \(person.id) is a member of \(TerminalText.escaped(group.name)) already"
            + (known.seat.map { ", as \(TerminalText.escaped($0))" } ?? ""))
      }
      if let seat, let holder = members.first(where: { $0.seat.map(NameKey.of) == NameKey.of(seat) }) {
        throw ReferError(
          TerminalText.escaped(
            "\(group.name) has one seat for \(seat), and \(holder.shown) holds it; \(person.shown) was not seated"))
      }
      try writer.join(person.id, group: group.id, seat: seat, role: role, at: at)
      return DeedReport.Draft(
        "Joined", "join", "\(person.shown) \(group.name)", seat.map { "as \($0)" }, role, deed.text.day(at),
        details: [
          .init("group", group.name), .init("contact", id: person.id), .init("seat", seat), .init("role", role),
          .init("at", time: at),
        ])
    }
  }

  private func trimmed(_ text: String?) -> String? {
    text.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }.flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// Leaving a group: what `refer group leave` does. The seat is free, and the history stays.
public struct LeaveGroup {
  private let name: String
  private let group: String
  private let workspace: Workspace
  private let run: RunContext
  public var options = DeedOptions()

  public init(_ name: String, _ group: String, in workspace: Workspace, run: RunContext) {
    (self.name, self.group, self.workspace, self.run) = (name, group, workspace, run)
  }

  /// - Throws: ``ReferError`` where they are no member.
  public func make() throws -> DeedReport {
    let deed = DeedRun("group", workspace, run, options)
    let person = try deed.person(name)
    let at = try deed.past()
    return try deed.write(about: [person.id]) { writer in
      let group = try GroupLookup(writer.reader).group(group)
      guard let member = try writer.reader.members(of: group.id).first(where: { $0.contact == person.id }) else {
        throw ReferError(TerminalText.escaped("\(person.shown) is no member of \(group.name)"))
      }
      if let joined = member.joinedAt, at < joined { throw ReferError("--at: they joined later than that") }
      try writer.leave(member.id, at: at)
      return DeedReport.Draft(
        "Left", "leave", "\(person.shown) \(group.name)", member.seat.map { "the seat of \($0) is free" },
        deed.text.day(at),
        details: [
          .init("group", group.name), .init("contact", id: person.id), .init("seat", member.seat),
          .init("at", time: at),
        ])
    }
  }
}

extension MemberLine {
  /// The name and the id, as a sentence has them.
  var shown: String { "\(name ?? "no name") (\(contact))" }
}

extension BookReader {
  fileprivate func profession(of contact: Int64) throws -> String? {
    try self.contact(contact) { RecordView($0, .contact).text("profession") } ?? nil
  }
}
