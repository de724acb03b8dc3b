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
    self.init(told: try reader.timesTold())
  }
}
