import CRows
import ReferModel
import ReferStore

/// Adds what a file knows of a contact's interactions, referrals and the like and the book does not. Nothing that the
/// book has is taken out: a file may hold a part only.
struct RecordSync {
  let writer: BookWriter
  let contact: Int64
  /// Whether the source knew the contact before: then its ids of referrals are those that it gave before.
  let knowsSource: Bool

  /// The fields that got something new.
  ///
  /// - Parameter readings: the row as other zones read it: see ``DayZones``.
  func sync(_ theirs: Cells, readings: [Cells]) throws -> [String] {
    var changed: [String] = []
    let others = readings.map { Self.lists(of: $0) }
    for (place, list) in Self.lists(of: theirs).enumerated() {
      let records = list.records.indices.map { item in
        Told(cells: list.records[item], list.kind, readings: others.map { $0[place].records[item] })
      }
      if try sync(records, list.kind) { changed.append(list.field) }
    }
    if let place = Schema.contact.index["events"], try writer.addAttendances(theirs[place], of: contact) {
      changed.append("events")
    }
    return changed
  }

  /// The lists of records that are the contact's own: referrals once, in whatever field they stand.
  private static func lists(of row: Cells) -> [(field: String, kind: RecordKind, records: [Cells])] {
    var lists: [(String, RecordKind, [Cells])] = []
    let hasAll = Schema.contact.index["referrals"].map { !row[$0].isMissing } ?? false
    for (place, field) in Schema.contact.fields.enumerated() {
      guard case .records(let kind) = field.kind, kind != .contact, kind != .event,
        let first = row[place].nested?.baseAddress
      else { continue }
      if hasAll, kind == .referral, !field.isHidden { continue }
      let width = Schema.of(kind).fields.count
      lists.append((field.name, kind, (0..<Int(row[place].count)).map { first + $0 * width }))
    }
    return lists
  }

  /// A record of the file, and what it says in words: as it was read first, then as other zones read it.
  private struct Told {
    let cells: Cells
    let wholes: [String]
    let identities: [String]

    init(cells: Cells, _ kind: RecordKind, readings: [Cells]) {
      self.cells = cells
      wholes = ([cells] + readings).map { RecordText.whole($0, kind) }
      identities = ([cells] + readings).map { RecordText.identity($0, kind) }
    }

    var ownID: String? { Schema.referral.index["id"].flatMap { cells[$0].text } }
  }

  private struct Known {
    let id: Int64
    let cells: Cells
    let whole: String
    let identity: String
    /// By which a source knows it.
    let ownID: String?
  }

  private func sync(_ theirs: [Told], _ kind: RecordKind) throws -> Bool {
    try writer.records(of: kind, contact: contact) { records in
      var (ours, news) = (try records.map { try known($0.id, $0.cells, kind) }, theirs)
      func pair(_ isPair: (Told, Known) -> Bool, _ body: (Told, Known) throws -> Void) rethrows {
        news = try news.filter { record in
          guard let place = ours.firstIndex(where: { isPair(record, $0) }) else { return true }
          try body(record, ours.remove(at: place))
          return false
        }
      }
      // What is said word for word goes first, lest another takes its place.
      pair({ $0.wholes[0] == $1.whole }, { _, _ in })
      pair({ $0.wholes.contains($1.whole) }, { _, _ in })
      if news.isEmpty { return false }
      func update(_ record: Told, _ old: Known) throws {
        try writer.updateRecord(old.id, of: kind, contact: contact, record.cells, before: old.cells)
      }
      if kind == .referral, knowsSource { try pair({ $0.ownID != nil && $0.ownID == $1.ownID }, update) }
      try pair({ $0.identities.contains($1.identity) }, update)
      for record in news { try writer.insertRecord(record.cells, of: kind, contact: contact) }
      return true
    }
  }

  private func known(_ id: Int64, _ cells: Cells, _ kind: RecordKind) throws -> Known {
    Known(
      id: id, cells: cells, whole: RecordText.whole(cells, kind), identity: RecordText.identity(cells, kind),
      ownID: kind == .referral ? try writer.reader.sourceID(ofReferral: id, contact: contact) : nil)
  }
}
