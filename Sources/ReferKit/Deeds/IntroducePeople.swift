import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// Introducing two people of the book to each other: what `refer introduce` does. It stands with both of them.
///
/// ```swift
/// let introduce = IntroducePeople("Ada Park", "Bo Lind", in: workspace, run: run)
/// print(try introduce.make().line)  // Introduced: Ada Park (2) and Bo Lind (3), today. Undo: refer undo
/// ```
public struct IntroducePeople {
  private let names: (String, String)
  private let workspace: Workspace
  private let run: RunContext
  public var options = DeedOptions()
  /// How: by e-mail, in person …
  public var channel: String?

  public init(_ one: String, _ other: String, in workspace: Workspace, run: RunContext) {
    names = (one, other)
    self.workspace = workspace
    self.run = run
  }

  /// - Throws: ``ReferError`` where a name does not mean one person, the two were introduced before, or something
  ///   speaks against it.
  public func make() throws -> DeedReport {
    let deed = DeedRun("introduce", workspace, run, options)
    let channel = try Channel.read(channel)?.name
    let (one, other) = (try deed.person(names.0), try deed.person(names.1))
    if one.id == other.id { throw ReferError("\(one.id): both names mean one person") }
    let at = try deed.past()
    var objections = try deed.objections(to: .introducing, towards: [one, other])
    let before = try workspace.read(asOf: nil) { try $0.introduction(of: one.id, to: other.id) }
    if before.isKnown {
      let day = before.at.map { " on \(ValueText(zone: run.clock.zone).day($0))" } ?? ""
      let known = "you introduced \(one.id) and \(other.id) before\(day)"
      try deed.refuse([known])
      objections.reasons.append(known)
    }
    return try deed.write(about: [one.id, other.id], objections: objections) { writer in
      try writer.addIntroduction(of: one.id, to: other.id, at: at, channel: channel, notes: options.note)
      return DeedReport.Draft(
        "Introduced", "introduce", "\(one.shown) and \(other.shown)", channel, at: at,
        details: [
          .init("contacts", texts: [String(one.id), String(other.id)]), .init("channel", channel),
          .init("at", time: at), .init("notes", options.note),
        ])
    }
  }
}
