import ReferModel
import ReferRules
import ReferStore

/// Remembering that two contacts are not one person: what `refer duplicates --not A B` does. They are not proposed
/// again.
///
/// ```swift
/// let (ada, other) = try KeepApart("12", "87", in: workspace, run: run).make()
/// ```
public struct KeepApart {
  private let a: String
  private let b: String
  private let workspace: Workspace
  private let run: RunContext

  /// - Parameters: names as ``Workspace/person(named:run:)`` takes them.
  public init(_ a: String, _ b: String, in workspace: Workspace, run: RunContext) {
    (self.a, self.b) = (a, b)
    self.workspace = workspace
    self.run = run
  }

  /// - Throws: ``ReferError`` where a name does not mean one person, both mean the same, or it is known already.
  public func make() throws -> (Person, Person) {
    var people: (Person, Person)?
    try workspace.write("duplicates", run: run) { writer in
      let (one, other) = (try writer.reader.person(named: a), try writer.reader.person(named: b))
      let (first, second) = (Person(one), Person(other))
      if one.id == other.id { throw ReferError("both are contact \(one.id); name two") }
      guard try writer.keepApart(PairApart(one.id, other.id)) else {
        throw ReferError("\(first.label) and \(second.label) are known to be two people already")
      }
      people = (first, second)
      return "Not the same: \(first.label) and \(second.label)"
    }
    guard let people else { throw ReferError("nothing was written") }
    return people
  }
}
