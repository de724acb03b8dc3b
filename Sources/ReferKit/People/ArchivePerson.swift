import ReferModel
import ReferReports
import ReferStore

/// Putting a person away: no rule decides about them, and all that is known of them stays. What `refer archive` does.
///
/// ```swift
/// let archive = ArchivePerson("Ada Park", why: "moved abroad", in: workspace, run: run)
/// print(try archive.make().line)  // Put away: Ada Park (2), because: moved abroad. Undo: refer undo
/// ```
public struct ArchivePerson {
  private let name: String
  private let why: String?
  private let workspace: Workspace
  private let run: RunContext
  public var options = DeedOptions()

  /// - Parameters:
  ///   - name: as ``Workspace/person(named:run:)`` takes it.
  ///   - why: kept beside them.
  public init(_ name: String, why: String?, in workspace: Workspace, run: RunContext) {
    (self.name, self.why, self.workspace, self.run) = (name, why, workspace, run)
  }

  /// - Throws: ``ReferError`` where the name does not mean one person, or they are put away already.
  public func make() throws -> DeedReport {
    let deed = DeedRun("archive", workspace, run, options)
    let person = try deed.person(name)
    if person.archivedAt != nil { throw ReferError("\(person.id): put away already") }
    return try deed.write(about: [person.id]) { writer in
      try writer.archive(person.id, why: why)
      var draft = DeedReport.Draft("Put away", "put away", person.shown, why.map { "because: \($0)" })
      draft.details = [.init("contact", id: person.id), .init("why", why)]
      return draft
    }
  }
}
