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
