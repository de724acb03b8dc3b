import ReferModel
import ReferRules
import ReferStore

/// Erasing a person for good: what `refer forget` does.
public struct ForgetPerson {
  private let name: String
  private let workspace: Workspace
  private let run: RunContext

  /// - Parameter name: as ``Workspace/person(named:run:)`` takes it.
  public init(_ name: String, in workspace: Workspace, run: RunContext) {
    self.name = name
    self.workspace = workspace
    self.run = run
  }

  /// Whom it would erase.
  ///
  /// - Throws: ``ReferError`` where the name does not mean one person.
  public func person() throws -> Person { try workspace.person(named: name, run: run) }

  /// Erases them from the book, from its past, and from the unused parts of its file; no undo brings them back.
  /// Returns how many records of others named them, and no longer do.
  ///
  /// - Throws: ``ReferError``.
  public func make() throws -> Int {
    try ReferError.wrap {
      let book = try Book.open(path: workspace.book)
      let id = try book.read { try $0.person(named: name).id }
      return try book.forget(id, at: run.clock.now.seconds)
    }
  }
}

/// Putting a person away: no rule decides about them, and all that is known of them stays. What `refer archive` does.
public struct ArchivePerson {
  private let name: String
  private let why: String?
  private let workspace: Workspace
  private let run: RunContext

  /// - Parameters:
  ///   - name: as ``Workspace/person(named:run:)`` takes it.
  ///   - why: kept beside them.
  public init(_ name: String, why: String?, in workspace: Workspace, run: RunContext) {
    self.name = name
    self.why = why
    self.workspace = workspace
    self.run = run
  }

  /// Returns who was put away.
  ///
  /// - Throws: ``ReferError`` where the name does not mean one person, or they are put away already.
  public func make() throws -> Person {
    var person: Person?
    try workspace.write("archive", run: run) { writer in
      let found = try writer.reader.person(named: name)
      if found.archivedAt != nil { throw ReferError("\(Person(found).label): put away already") }
      try writer.archive(found.id, why: why)
      try writer.setSubject(found.id)
      person = Person(found)
      return "Put away: \(found.name ?? "contact \(found.id)")"
    }
    guard let person else { throw ReferError("nobody was put away") }
    return person
  }
}
