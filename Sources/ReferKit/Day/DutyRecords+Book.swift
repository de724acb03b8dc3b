import ReferModel
import ReferRules
import ReferStore

extension Decider {
  /// While `body` runs, follow-ups and thanks see what the book knows beyond each contact's row.
  func knowing<Value>(_ reader: BookReader, _ body: () throws -> Value) throws -> Value {
    // What reads within a reading sees the same book.
    if records != nil || !makesDuties { return try body() }
    records = try DutyRecords(reader)
    defer { records = nil }
    return try body()
  }
}

extension DutyRecords {
  fileprivate init(_ reader: BookReader) throws {
    var putOff: [String: [String: Double]] = [:]
    var done: [String: [String: Double]] = [:]
    for (id, said) in try reader.itemStates() {
      switch said.kind {
      case .done: done[String(said.contact), default: [:]][id] = said.at
      case .snoozed: putOff[String(said.contact), default: [:]][id] = said.until
      case .skipped: break
      }
    }
    self.init(told: try reader.timesTold(), putOff: putOff, done: done) { id, body in
      if let id = Int64(id) { try reader.deeds(of: id, body) }
    }
  }
}
