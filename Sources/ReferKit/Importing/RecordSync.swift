import CRows
import ReferModel
import ReferStore

/// Adds what a file knows of a contact's interactions, referrals and the like and the book does not. Nothing that the
/// book has is taken out: a file may hold a part only.
struct RecordSync {
  let writer: BookWriter
  let contact: Int64
  let arena: RowArena

  /// The fields that got something new.
  func sync(_ theirs: Cells) throws -> [String] {
    var changed: [String] = []
    for (field, kind, list) in Self.lists(of: theirs) where try sync(list, kind) { changed.append(field) }
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

  private func sync(_ theirs: [Cells], _ kind: RecordKind) throws -> Bool {
    var ours: [(id: Int64, cells: Cells)] = []
    for id in try writer.recordIDs(of: kind, contact: contact) {
      if let cells = try writer.record(id, of: kind, contact: contact, arena: arena) { ours.append((id, cells)) }
    }
    var known = ours.map { RecordText.whole($0.cells, kind) }
    var news: [Cells] = []
    for record in theirs {
      guard let place = known.firstIndex(of: RecordText.whole(record, kind)) else {
        news.append(record)
        continue
      }
      known.remove(at: place)
      ours.remove(at: place)
    }
    for record in news {
      let identity = RecordText.identity(record, kind)
      if let place = ours.firstIndex(where: { RecordText.identity($0.cells, kind) == identity }) {
        let old = ours.remove(at: place)
        try writer.updateRecord(old.id, of: kind, contact: contact, record, before: old.cells)
      } else {
        try writer.insertRecord(record, of: kind, contact: contact)
      }
    }
    return !news.isEmpty
  }
}
