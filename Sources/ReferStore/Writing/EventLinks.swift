import CRows
import GRDB
import ReferModel

/// Events that records name: the same name at the same time is the same event.
final class EventLinks {
  private unowned let writer: BookWriter
  private var known: [String: Int64] = [:]

  init(_ writer: BookWriter) { self.writer = writer }

  /// The event of the book, which is entered where it is new; what a later record knows more of it is filled in.
  func id(of event: Cells) throws -> Int64 {
    let (name, at) = (event[Self.namePlace].text, event[Self.atPlace].number)
    let key = "\(at.map { String($0) } ?? "")|\(name.map(NameKey.of) ?? "")"
    if let id = known[key] {
      try complete(id, event)
      return id
    }
    let found = try known(name, at)
    let id =
      if let found { found } else {
        try writer.insert(event, of: RecordColumns.of(.event), keys: [])
      }
    if found != nil { try complete(id, event) }
    known[key] = id
    return id
  }

  /// The event of this name at this time; where there is none, at another moment that is the same day.
  private func known(_ name: String?, _ at: Double?) throws -> Int64? {
    for moment in [at] + (at.map(writer.otherMoments) ?? []) {
      let found = try Int64.fetchOne(
        writer.db, sql: "SELECT min(id) FROM event WHERE name IS ? AND at IS ?", arguments: [name, moment])
      if let found { return found }
    }
    return nil
  }

  private func complete(_ id: Int64, _ event: Cells) throws {
    let columns = RecordColumns.of(.event)
    for field in columns.places.indices where !event[field].isMissing {
      guard let column = columns.columns(of: field).first else { continue }
      let update = try writer.statement("UPDATE event SET \(column) = ?2 WHERE id = ?1 AND \(column) IS NULL")
      update.bind(1, id)
      try writer.bind(
        field, event[field], currency: columns.currency(of: field).map { event[$0] }, of: columns, to: update, at: 2)
      try update.run()
    }
  }

  private static let namePlace = Schema.event.index["name"] ?? 0
  private static let atPlace = Schema.event.index["at"] ?? 0
}
