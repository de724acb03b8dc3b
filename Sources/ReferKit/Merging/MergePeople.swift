import CRows
import ReferModel
import ReferRules
import ReferStore

/// Making one contact of two: what `refer merge A B` does. A stays with its id, and B flows into it.
///
/// Lists are joined, and all records of both, and all that names either, are of the one. Where both have a value of
/// their own, one is taken and the other is kept in `custom` ("merged.city"). What files said of either is what they
/// said of the one: importing them again brings nobody back.
///
/// ```swift
/// var merge = MergePeople("12", "87", in: workspace, run: run)
/// merge.takes = ["city": .b]
/// merge.preferred = .a
/// print(try merge.make().gone.label)
/// ```
public struct MergePeople {
  /// Whose value is taken.
  public enum Side: String, Hashable, Sendable, CaseIterable {
    case a = "A"
    case b = "B"
  }

  /// A field in which both have a value of their own.
  public struct Difference: Hashable, Sendable {
    /// As it is typed: "city", "custom.level".
    public let field: String
    public let a: String
    public let b: String
    /// Whose is taken; nil where nobody said.
    public let taken: Side?
  }

  private let a: String
  private let b: String
  private let workspace: Workspace
  private let run: RunContext
  /// Whose value is taken, by field; of `email`, whose first address is the first.
  public var takes: [String: Side] = [:]
  /// Whose value is taken of all other fields.
  public var preferred: Side?
  /// Only says what would be done.
  public var isDryRun = false

  /// - Parameters: names as ``Workspace/person(named:run:)`` takes them; the first is who stays.
  public init(_ a: String, _ b: String, in workspace: Workspace, run: RunContext) {
    (self.a, self.b) = (a, b)
    self.workspace = workspace
    self.run = run
  }

  /// The fields in which both have a value, with what is taken so far.
  ///
  /// - Throws: ``ReferError`` where a name does not mean one person, or both mean the same.
  public func differences() throws -> [Difference] {
    try workspace.read(asOf: nil) { reader in
      let (one, other) = try people(reader)
      return try withPlan(one, other, reader) { $0.differences }
    }
  }

  /// - Throws: ``ReferError`` where a name does not mean one person, and where they differ in fields of which nobody said
  ///   what is taken; the book is then as it was.
  public func make() throws -> MergeReport {
    var report: MergeReport?
    let deed = try workspace.write("merge", run: run) { writer in
      let (one, other) = try people(writer.reader)
      let (kept, gone) = (Person(one), Person(other))
      try withPlan(one, other, writer.reader) { plan in
        try check(plan, kept, gone)
        report = MergeReport(
          kept: kept, gone: gone, differences: plan.differences, filled: plan.filled,
          joined: plan.joined.map { MergeReport.Joined(field: $0.field, count: $0.count) }, isDryRun: isDryRun)
        if !isDryRun { try Self.apply(plan, other.id, one.id, writer) }
      }
      return isDryRun ? nil : "Merged: \(gone.label) into \(kept.label)"
    }
    guard var report else { throw ReferError("the merge was cut short; nothing was written") }
    report.deed = deed
    return report
  }

  private func people(_ reader: BookReader) throws -> (PersonLine, PersonLine) {
    let (one, other) = (try reader.person(named: a), try reader.person(named: b))
    if one.id == other.id { throw ReferError("both are contact \(one.id); name two") }
    return (one, other)
  }

  private func withPlan<Value>(
    _ one: PersonLine, _ other: PersonLine, _ reader: BookReader, _ body: (MergePlan) throws -> Value
  ) throws -> Value {
    guard let arena = RowArena() else { throw ReferError("there is not enough memory to merge") }
    defer { withExtendedLifetime(arena) {} }
    func row(_ id: Int64) throws -> Cells {
      guard let row = try reader.contact(id, { arena.copy($0, of: .contact) }), let row else {
        throw ReferError("there is not enough memory to merge")
      }
      return row
    }
    let plan = try MergePlan(
      try row(one.id), try row(other.id), ids: [String(one.id), String(other.id)], zone: run.clock.zone, arena: arena
    ) { takes[$0] ?? preferred }
    return try body(plan)
  }

  private func check(_ plan: MergePlan, _ kept: Person, _ gone: Person) throws {
    let known = Set(plan.differences.map(\.field) + ["email"])
    if let wrong = takes.keys.sorted().first(where: { !known.contains($0) }) {
      let fields = plan.differences.map(\.field).joined(separator: ", ")
      throw ReferError(
        "--take \(wrong): both do not have a value of their own there; "
          + (fields.isEmpty ? "leave it out: they differ nowhere" : "they differ in \(fields)"))
    }
    if isDryRun || plan.open.isEmpty { return }
    let options = plan.open.map { "  --take \($0.contains(" ") ? "'\($0)=A|B'" : "\($0)=A|B")" }
    throw ReferError(
      """
      A (\(kept.id)) and B (\(gone.id)) differ in \(plan.open.count) field\(plan.open.count == 1 ? "" : "s"); \
      say whose value is taken (the other is kept in custom):
      \(options.joined(separator: "\n"))
      or '--prefer A' for all of them; '--dry-run' shows the values. Nothing was changed
      """)
  }

  private static func apply(_ plan: MergePlan, _ other: Int64, _ contact: Int64, _ writer: BookWriter) throws {
    let archived = (try writer.reader.archived(contact), try writer.reader.archived(other))
    try writer.merge(other, into: contact, plan.choices)
    if let notes = plan.notes, let place = Schema.contact.index["notes"], let arena = RowArena(),
      let cell = arena.text(notes)
    {
      defer { withExtendedLifetime(arena) {} }
      try writer.updateContact(contact, [place: cell])
      // A file that has news of the one's notes must not take the other's away.
      try writer.keepByHand(["notes"], of: contact)
    }
    var used = try writer.reader.contact(contact) { Set(RecordView($0, .contact).entries("custom").map(\.name)) } ?? []
    for value in plan.kept {
      var (name, turn) = ("merged.\(value.field)", 1)
      while !used.insert(name).inserted { (turn, name) = (turn + 1, "merged.\(value.field) \(turn + 1)") }
      try writer.setEntry(name, of: "custom", value.cell, contact: contact)
    }
    // Who is dealt with under one of the two entries is not put away.
    if archived.0 != nil, archived.1 == nil { try writer.unarchive(contact) }
  }
}
