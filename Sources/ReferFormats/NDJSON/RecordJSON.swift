import CRows
package import ReferModel

/// Writes records as JSON objects with the names of the rules language, as ``NDJSONReader`` reads them: what is written
/// and read back is the same record. A missing value has no key.
package enum RecordJSON {
  private static let referrals = Schema.contact.index["referrals"] ?? 0
  private static let answers = Schema.contact.index["answers"] ?? 0
  private static let partsOfReferrals: Set<Int> = Set(
    ["referrals_received", "referrals_given"].compactMap { Schema.contact.index[$0] })

  /// How people who stand inside a record are written.
  package enum People {
    case whole
    /// By their id and name, which is enough to find them in a book.
    case named
  }

  private static let allButIdAndName: Set<Int> = Set(
    Schema.contact.fields.indices.filter { !["id", "name"].contains(Schema.contact.fields[$0].name) })

  /// - Parameter leaving: fields that are not written.
  package static func write(
    _ record: Cells, of kind: RecordKind, leaving: Set<Int> = [], people: People = .whole, to json: inout JSONBytes
  ) {
    let schema = Schema.of(kind)
    // `referrals` holds both directions.
    let isSplit = kind == .contact && !record[referrals].isMissing
    var isFirst = true
    json.raw("{")
    for place in schema.fields.indices where !record[place].isMissing {
      if leaving.contains(place) || schema.derived.contains(place) { continue }
      if isSplit && partsOfReferrals.contains(place) { continue }
      let (cell, field) = (record[place], schema.fields[place])
      if !isFirst { json.raw(",") }
      isFirst = false
      json.text(field.name)
      json.raw(":")
      if kind == .contact {
        write(cell, ofContact: place, people, to: &json)
      } else {
        write(cell, field.kind, people, to: &json)
      }
    }
    json.raw("}")
  }

  /// The value of one field of a contact, `null` where it is missing.
  static func write(_ cell: rw_cell, ofContact place: Int, _ people: People, to json: inout JSONBytes) {
    if cell.isMissing { return json.null() }
    if place == answers { return write(answers: cell, to: &json) }
    write(cell, Schema.contact.fields[place].kind, people, to: &json)
  }

  private static func write(_ cell: rw_cell, _ kind: Schema.Kind, _ people: People, to json: inout JSONBytes) {
    func nested(_ record: Cells, _ kind: RecordKind, _ json: inout JSONBytes) {
      let leaving = kind == .contact && people == .named ? allButIdAndName : []
      write(record, of: kind, leaving: leaving, people: people, to: &json)
    }
    switch kind {
    case .time: json.text(cell.number.map(time))
    case .text, .number, .yesno: write(scalar: cell, to: &json)
    case .texts:
      list("[", cell.nested, "]", to: &json) { write(scalar: $0, to: &$1) }
    case .map: write(pairs: cell, to: &json)
    case .record(let of):
      if let record = cell.nested?.baseAddress { nested(record, of, &json) } else { json.null() }
    case .records(let of):
      json.raw("[")
      let width = Schema.of(of).fields.count
      for item in 0..<Int(cell.count) {
        if item > 0 { json.raw(",") }
        if let first = cell.nested?.baseAddress { nested(first + item * width, of, &json) }
      }
      json.raw("]")
    }
  }

  private static func write(scalar cell: rw_cell, to json: inout JSONBytes) {
    if let text = cell.textBytes {
      json.string(text)
    } else if let number = cell.number {
      json.raw(number: NumberText.string(number))
    } else if let yes = cell.yesno {
      json.yesno(yes)
    } else {
      json.null()
    }
  }

  private static func write(pairs cell: rw_cell, to json: inout JSONBytes) {
    let pairs = cell.nested ?? .init(start: nil, count: 0)
    json.raw("{")
    for place in stride(from: 0, to: pairs.count, by: 2) {
      if place > 0 { json.raw(",") }
      write(scalar: pairs[place], to: &json)
      json.raw(":")
      write(scalar: pairs[place + 1], to: &json)
    }
    json.raw("}")
  }

  /// {"question":4} or, where it is known when it was given, {"question":{"value":4,"at":"2026-01-02T00:00:00Z"}}.
  private static func write(answers cell: rw_cell, to json: inout JSONBytes) {
    let pairs = cell.nested ?? .init(start: nil, count: 0)
    var isFirst = true
    json.raw("{")
    for place in stride(from: 0, to: pairs.count, by: 2) {
      guard let question = pairs[place].textBytes, !question.contains(0) else { continue }
      if !isFirst { json.raw(",") }
      isFirst = false
      json.string(question)
      json.raw(":")
      let at = (Array(question) + [0] + Array("at".utf8)).withUnsafeBytes { cell.value(under: $0)?.number }
      guard let at else {
        write(scalar: pairs[place + 1], to: &json)
        continue
      }
      json.raw("{\"value\":")
      write(scalar: pairs[place + 1], to: &json)
      json.raw(",\"at\":")
      json.text(time(at))
      json.raw("}")
    }
    json.raw("}")
  }

  private static func list(
    _ start: StaticString, _ cells: UnsafeBufferPointer<rw_cell>?, _ end: StaticString, to json: inout JSONBytes,
    _ body: (rw_cell, inout JSONBytes) -> Void
  ) {
    json.raw(start)
    for (place, cell) in (cells ?? .init(start: nil, count: 0)).enumerated() {
      if place > 0 { json.raw(",") }
      body(cell, &json)
    }
    json.raw(end)
  }

  /// RFC 3339 in UTC.
  private static func time(_ seconds: Double) -> String { Instant(seconds: seconds).description }
}
