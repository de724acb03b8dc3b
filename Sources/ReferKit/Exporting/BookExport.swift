import ReferModel
import ReferStore

/// What contacts can be written as.
public enum ExportFormat: String, CaseIterable, Sendable {
  case vcard4, vcard3, csv, ndjson, ics
}

/// Writing the contacts of a book as a file that other programs read: what `refer export` does.
///
/// The same book gives the same bytes. Memory does not grow with the book.
///
/// ```swift
/// let workspace = try Workspace()
/// let export = BookExport(of: workspace, as: .vcard4, run: try workspace.run())
/// let report = try export.write(to: output)
/// ```
public struct BookExport {
  /// What was written, and what the format has no place for.
  public struct Report: Hashable, Sendable {
    public internal(set) var contacts = 0
    /// How many records of each field stay in the book alone, in the order of the fields.
    public internal(set) var leftOut: [LeftOut] = []
    /// What stays in the book, for it is in no contact's line: "1 archived person", "2 groups".
    public internal(set) var beside: [String] = []

    /// Records that no column has room for.
    public struct LeftOut: Hashable, Sendable {
      /// The field's name, such as "interactions".
      public let field: String
      public internal(set) var count: Int
    }
  }

  public let workspace: Workspace
  public let format: ExportFormat
  public let run: RunContext
  /// Only those whom one of these names fits best; all where it is empty.
  public var contacts: [String] = []
  /// Told how many contacts are looked at, now and then.
  public var progress: (Int) -> Void = { _ in }

  public init(of workspace: Workspace, as format: ExportFormat, run: RunContext) {
    (self.workspace, self.format, self.run) = (workspace, format, run)
  }

  /// - Throws: ``ReferError``, for somebody whom nobody is named like, too; and what the output throws.
  public func write(to output: Output) throws -> Report {
    if format == .ics { throw ReferError("a calendar (ics) holds days, not contacts; CalendarExport writes it") }
    return try workspace.read(asOf: run.asOf) { reader in
      var writer = try ReferError.wrap { try format.writer(reader) }
      var (report, bytes, seen) = (Report(), [UInt8](), 0)
      let chosen = try chosen(reader)
      try writer.begin(&bytes)
      var missed = chosen
      try reader.forEachContact { id, row in
        seen += 1
        if seen & 0x3FF == 0 { progress(seen) }
        if let chosen, !chosen.contains(id) { return }
        missed?.remove(id)
        try writer.write(row, id: id, to: &bytes)
        report.contacts += 1
        if bytes.count >= 64 << 10 {
          try output.write(bytes)
          bytes.removeAll(keepingCapacity: true)
        }
      }
      try output.write(bytes)
      report.leftOut = writer.leftOut
      // Of those who were asked for, only who is put away has no line.
      report.beside =
        try missed.map { $0.isEmpty ? [] : ["\($0.count) archived \($0.count == 1 ? "person" : "people")"] }
        ?? reader.besideContacts().map { "\($0.count) \($0.count == 1 ? $0.one : $0.many)" }
      return report
    }
  }

  /// The ids of those who were asked for; nil where all were.
  private func chosen(_ reader: BookReader) throws -> Set<Int64>? {
    if contacts.isEmpty { return nil }
    return try contacts.reduce(into: []) { ids, name in
      let people = try reader.people(PersonQuery(name), limit: .max).first
      if people.isEmpty { throw PersonLookup.nobody(name, near: nil) }
      ids.formUnion(people.map(\.id))
    }
  }
}
