import CRows
import ReferFormats
import ReferModel
import ReferRules
import ReferStore

/// Reading files into the book, all or nothing: what `refer import` does.
///
/// ```swift
/// var reading = ImportFiles(["Connections.csv"], into: workspace, run: run)
/// reading.isDryRun = true
/// let plan = try reading.perform()
/// ```
public struct ImportFiles {
  private let files: [String]
  private let workspace: Workspace
  private let run: RunContext
  /// Whose ids the files have, such as "linkedin": the same id from another source is another person. Nil takes the
  /// kind of file for it.
  public var source: String?
  /// How tables write dates of three numbers; nil where only their columns tell.
  public var dates: TableDates?
  /// Says what would be done, and does nothing.
  public var isDryRun = false
  /// Told about each card, row or line that can't be read; no personal data is in it.
  public var report: (String) -> Void = { _ in }
  /// Told how many contacts are read, now and then.
  public var progress: (Int) -> Void = { _ in }

  public init(_ files: [String], into workspace: Workspace, run: RunContext) {
    self.files = files
    self.workspace = workspace
    self.run = run
  }

  /// - Throws: ``ReferError`` for files or a book that can't be used; the book is then as it was.
  public func perform() throws -> ImportReport {
    var report = ImportReport()
    let deed = try workspace.write("import", run: run, creates: true, isPlan: isDryRun) { writer in
      var importing = try Importing(writer, source: source, zone: run.clock.zone)
      let contacts = ContactSource(files: files, workspace: nil, run: run, dates: dates)
      try contacts.forEachOfFiles { row in
        try importing.add(row)
        if importing.report.read & 0x3FF == 0 { progress(importing.report.read) }
      } onProblem: { problem in
        importing.report.unreadable += 1
        self.report(problem.description)
      }
      try importing.finish()
      report = importing.report
      return report.changesAnything && !isDryRun ? report.summary : nil
    }
    report.deed = deed
    return report
  }
}

extension ImportReport {
  /// For the list of deeds.
  fileprivate var summary: String { "Imported \(added) new, \(changed.count) changed" }
}

/// One import under way.
private struct Importing {
  var report = ImportReport()
  private let writer: BookWriter
  private let source: String?
  private var sources: Set<String> = []
  private var matcher: ContactMatcher
  private let lines: NDJSONReader
  private let arena: RowArena
  private let zones: DayZones

  init(_ writer: BookWriter, source: String?, zone: Zone) throws {
    guard let arena = RowArena() else { throw ReferError("there is not enough memory to import") }
    self.writer = writer
    self.source = source
    self.arena = arena
    let zones = DayZones(own: zone, try writer.reader.zones())
    self.zones = zones
    writer.otherMoments = { zones.moments($0) }
    let lines = try NDJSONReader(files: []) { $0 }
    self.lines = lines
    matcher = try ContactMatcher(writer.reader) { lines.contact(of: $0.content).map(ImportRow.nameKey) }
  }

  mutating func add(_ read: ReadRow) throws {
    report.read += 1
    let row = ImportRow(read, source: source)
    if row.isNobody {
      report.nameless += 1
      return
    }
    sources.insert(row.source)
    let (match, key) = try matcher.match(row)
    let digest = row.digest
    arena.reset()
    defer { withExtendedLifetime(arena) {} }
    switch match {
    case .known(let contact, let base):
      if base.digest == digest {
        report.unchanged += 1
        return
      }
      let readings = try zones.readings(of: row.cells, arena)
      if readings.contains(where: { row.digest(of: $0) == base.digest }) {
        report.unchanged += 1
        return
      }
      try update(contact, row, readings, base: base.content)
      try remember(contact, row, key, digest)
    case .same(let contact):
      try update(contact, row, try zones.readings(of: row.cells, arena), base: nil)
      try remember(contact, row, key, digest)
    case .nobody:
      let isNamesake = try matcher.hasNamesake(row)
      let contact = try writer.insertContact(row.cells)
      matcher.claim(contact)
      try remember(contact, row, key, digest)
      report.added += 1
      if isNamesake { report.namesakes.append(change(contact, row.cells, [])) }
    }
  }

  private func remember(_ contact: Int64, _ row: ImportRow, _ key: String, _ digest: String) throws {
    let record = SourceRecord(contact: contact, digest: digest, content: row.content)
    try writer.setSource(row.source, key: key, to: record, card: row.card)
  }

  private mutating func update(_ contact: Int64, _ row: ImportRow, _ readings: [Cells], base: String?) throws {
    let before = base.flatMap { lines.contact(of: $0) }
    let edited = try writer.reader.handEdits(of: contact)
    let merge = try writer.reader.contact(contact) { ours in
      // The row of the book is gone with this call, and a merged value may be a part of it.
      guard let copy = arena.copy(ours, of: .contact) else { throw ReferError("there is not enough memory to import") }
      return try FieldMerge(
        base: before, theirs: row.cells, readings: readings, ours: copy, edited: edited, arena: arena)
    }
    guard let merge else { return }
    try writer.updateContact(contact, merge.changes)
    var fields = merge.changes.keys.sorted().map { Schema.contact.fields[$0].name }
    let records = RecordSync(writer: writer, contact: contact, knowsSource: base != nil)
    fields += try records.sync(row.cells, readings: readings)
    if try writer.addNewAnswers(row.cells, contact: contact) { fields.append("answers") }
    if fields.isEmpty { report.unchanged += 1 } else { report.changed.append(change(contact, row.cells, fields)) }
    let kept = merge.kept.map { Schema.contact.fields[$0].name }
    if !kept.isEmpty { report.kept.append(change(contact, row.cells, kept)) }
  }

  private func change(_ contact: Int64, _ cells: Cells, _ fields: [String]) -> ImportReport.Change {
    let name = Schema.contact.index["name"].flatMap { cells[$0].text } ?? ""
    return ImportReport.Change(id: String(contact), name: name, fields: fields)
  }

  mutating func finish() throws { try writer.linkPeople(sources: sources.sorted()) }
}
