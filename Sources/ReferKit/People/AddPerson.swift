import ReferModel
import ReferReports
import ReferStore

/// Entering a person by hand: what `refer add` does.
///
/// ```swift
/// let add = AddPerson("Ada Park", ["city=Irvine", "tags=golf,board"], in: workspace, run: run)
/// print(try add.make().line)  // Added: Ada Park (1): city Irvine; tags golf, board. Undo: refer undo
/// ```
public struct AddPerson {
  private let name: String
  private let fields: [String]
  private let workspace: Workspace
  private let run: RunContext
  /// Adds another one of the same name.
  public var anyway = false
  /// Only says what would be added.
  public var isDryRun = false

  /// - Parameter fields: each `FIELD=VALUE`, `FIELD=` for none, or `tags+=VALUE` and `tags-=VALUE` for a list.
  public init(_ name: String, _ fields: [String] = [], in workspace: Workspace, run: RunContext) {
    self.name = name
    self.fields = fields
    self.workspace = workspace
    self.run = run
  }

  /// - Throws: ``ReferError`` for fields or values that are none, and where somebody has the name.
  public func make() throws -> ContactChange {
    let assignments = try FieldAssignmentReader(clock: run.clock).read(fields)
    if SearchKey.of(name).isEmpty { throw ReferError("a person needs a name: refer add \"Ada Park\"") }
    if assignments.contains(where: { $0.path.name == "name" }) {
      throw ReferError("the name stands before the fields; leave out name=")
    }
    return try ContactChange.write("add", workspace, run, isDryRun: isDryRun) { editor in
      if !anyway { try refuseNamesake(editor.writer.reader) }
      let (id, fields) = try editor.insert(name, assignments)
      return (id, true, fields, ["name"] + fields.map(\.name))
    }
  }

  private func refuseNamesake(_ reader: BookReader) throws {
    guard let known = try reader.namesakes(PersonQuery(name)).first else { return }
    throw ReferError(
      "\(Person(known).label) is in the book already; \(Offer.quoted("edit")) changes them, "
        + "and '--anyway' adds another")
  }
}

/// Changing a person by hand: what `refer edit` does.
///
/// ```swift
/// let edit = EditPerson("ada park", ["city=Irvine", "tags+=golf", "looking_for="], in: workspace, run: run)
/// for field in try edit.make().fields { print(field.name, field.before ?? "", field.after ?? "") }
/// ```
public struct EditPerson {
  private let name: String
  private let fields: [String]
  private let workspace: Workspace
  private let run: RunContext
  /// Only says what would change.
  public var isDryRun = false

  /// - Parameters:
  ///   - name: as ``Workspace/person(named:run:)`` takes it.
  ///   - fields: each `FIELD=VALUE`, `FIELD=` to empty it, or `tags+=VALUE` and `tags-=VALUE` for a list.
  public init(_ name: String, _ fields: [String], in workspace: Workspace, run: RunContext) {
    self.name = name
    self.fields = fields
    self.workspace = workspace
    self.run = run
  }

  /// - Throws: ``ReferError`` for fields or values that are none, and where the name does not mean one person.
  public func make() throws -> ContactChange {
    let assignments = try FieldAssignmentReader(clock: run.clock).read(fields)
    return try ContactChange.write("edit", workspace, run, isDryRun: isDryRun) { editor in
      let id = try editor.writer.reader.person(named: name).id
      let changes = try editor.apply(assignments, to: id)
      return (id, false, changes, changes.map(\.name))
    }
  }
}

extension ContactChange {
  /// Runs an edit as one deed, and keeps its fields from imports.
  static func write(
    _ verb: String, _ workspace: Workspace, _ run: RunContext, isDryRun: Bool,
    _ body: (ContactEditor) throws -> (id: Int64, isNew: Bool, changes: [Field], byHand: [String])
  ) throws -> ContactChange {
    var change: ContactChange?
    let deed = try workspace.write(verb, run: run) { writer in
      let done = try body(ContactEditor(writer: writer, clock: run.clock))
      try writer.setSubject(done.id)
      try writer.keepByHand(Self.withTwins(done.byHand), of: done.id)
      let made = ContactChange(
        id: String(done.id), name: try writer.reader.person(done.id)?.name, isNew: done.isNew, fields: done.changes,
        isDryRun: isDryRun, deed: nil)
      change = made
      return isDryRun || !done.isNew && done.changes.isEmpty
        ? nil : "\(done.isNew ? "Added" : "Changed"): \(made.summary)"
    }
    guard var change else { throw ReferError("the change was cut short; nothing was written") }
    change.deed = deed
    return change
  }

  /// The first address is the first of all of them: what is said of the one holds for both.
  private static func withTwins(_ fields: [String]) -> Set<String> {
    let twins = ["email": "emails", "emails": "email"]
    return Set(fields + fields.compactMap { twins[$0] })
  }
}
