import CRows
import GRDB
import ReferModel

/// Walks over contacts in the order of their ids with all that belongs to them: one ordered query a table, merged.
///
/// Memory does not grow with the book. A row is valid until the next one is read.
final class ContactStream {
  private let reader: RecordReader
  private let contacts: RawStatement
  private let lists: [ListCursor]
  private let records: [RecordCursor]
  private static let columns = RecordColumns.of(.contact)

  /// Who is read.
  enum Range {
    case everybody
    case one(Int64)

    fileprivate func condition(on column: String) -> String {
      switch self {
      case .everybody: ""
      case .one: "\(column) = ?1"
      }
    }

    fileprivate func bind(_ statement: RawStatement) {
      if case .one(let id) = self { statement.bind(1, id) }
    }
  }

  /// - Parameter wanted: the kinds of record that are read along; nil is all of them, and the lists of values too.
  init(_ db: Database, _ range: Range = .everybody, only wanted: [RecordKind]? = nil) throws {
    // Who is put away is still looked up by id, but no rule decides about them.
    let isWalk = if case .everybody = range { true } else { false }
    let present = isWalk ? "archived_at IS NULL" : range.condition(on: "id")
    reader = try RecordReader(db, keepsEvents: isWalk)
    contacts = try RawStatement(
      db, "SELECT id, \(RecordColumns.of(.contact).selection) FROM contact WHERE \(present) ORDER BY id")
    range.bind(contacts)
    lists = try (wanted == nil ? ListCursor.Kind.all : []).map { kind in
      let statement = try RawStatement(db, kind.sql(range.condition(on: kind.contact)))
      range.bind(statement)
      return ListCursor(kind, statement)
    }
    records = try (wanted ?? RecordColumns.ofContact).map { kind in
      let columns = RecordColumns.of(kind)
      func walk(_ selection: String, _ table: String, _ order: String) throws -> RawStatement {
        let only = range.condition(on: "contact")
        let condition = only.isEmpty ? "" : "WHERE \(only)"
        let statement = try RawStatement(
          db, "SELECT contact, \(selection) FROM \(table) \(condition) ORDER BY contact, \(order)")
        range.bind(statement)
        return statement
      }
      let history = kind == .referral ? try ReferralHistory(walk) : nil
      return RecordCursor(columns, try walk("id, " + columns.walkSelection, columns.table, "id"), history)
    }
  }

  /// Makes a stream of one contact ready for another, or the same again: its statements are prepared already.
  func start(over id: Int64) throws {
    finish()
    contacts.bind(1, id)
    for list in lists { list.start(over: id) }
    for record in records { try record.start(over: id) }
  }

  /// Ends what is being read, so that nothing of the book is held.
  func finish() {
    contacts.reset()
    for list in lists { list.finish() }
    for record in records { record.finish() }
  }

  /// The next contact, or nil behind the last.
  ///
  /// - Throws: ``BookError``, or an error of SQLite.
  func next() throws -> (id: Int64, cells: Cells)? {
    guard try contacts.step() else { return nil }
    reader.startOver()
    let id = contacts.int(0)
    let cells = try reader.record(.contact)
    // The contact's own texts stay where SQLite has them: its row stays until the next step.
    try reader.fill(cells, of: Self.columns, from: contacts, at: 1, copies: false)
    for list in lists { try list.fill(cells, of: id, reader) }
    for record in records { try record.fill(cells, of: id, reader) }
    try DerivedFields.fill(cells, reader)
    return (id, UnsafePointer(cells))
  }
}

/// The records of one kind, for one contact after the other.
private final class RecordCursor {
  private let columns: RecordColumns
  private let statement: RawStatement
  private let history: ReferralHistory?
  private let place: Int?
  private let width: Int
  private var isStarted = false
  private var hasRow = false

  init(_ columns: RecordColumns, _ statement: RawStatement, _ history: ReferralHistory?) {
    self.columns = columns
    self.statement = statement
    self.history = history
    width = Schema.of(columns.kind).fields.count
    let field = columns.kind == .referral ? "referrals" : columns.kind == .thankYou ? "thanked" : "\(columns.table)s"
    place = Schema.contact.index[field]
  }

  func fill(_ cells: UnsafeMutablePointer<rw_cell>, of contact: Int64, _ reader: RecordReader) throws {
    try skip(to: contact)
    guard hasRow, statement.int(0) == contact, let place else { return }
    var (list, count, room) = (try reader.cells(4 * width), 0, 4)
    repeat {
      if count == room {
        let larger = try reader.cells(2 * room * width)
        larger.update(from: list, count: count * width)
        (list, room) = (larger, 2 * room)
      }
      let record = list + count * width
      try reader.fill(record, of: columns, from: statement, at: 2)
      try history?.fill(record, contact: contact, referral: statement.int(1), reader)
      count += 1
      hasRow = try statement.step()
    } while hasRow && statement.int(0) == contact
    cells[place] = .nested(Int(RW_RECORDS), list, count: count)
  }

  func start(over contact: Int64) throws {
    statement.bind(1, contact)
    try history?.start(over: contact)
  }

  func finish() {
    statement.reset()
    (isStarted, hasRow) = (false, false)
    history?.finish()
  }

  /// Past what belongs to contacts that are not read.
  private func skip(to contact: Int64) throws {
    if !isStarted { (isStarted, hasRow) = (true, try statement.step()) }
    while hasRow, statement.int(0) < contact { hasRow = try statement.step() }
  }
}

/// The values of a field that has many, for one contact after the other.
private final class ListCursor {
  /// One such field and its table.
  struct Kind {
    let field: String
    let table: String
    let contact: String
    /// Columns behind the contact: texts; a key, then kind, text, number; or an id and a name.
    let columns: String
    let shape: Shape
    let order: String
    var filter = ""

    enum Shape { case texts, pairs, answers, people, events }

    func sql(_ range: String) -> String {
      let conditions = [range, filter].filter { !$0.isEmpty }
      let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
      return "SELECT \(contact), \(columns) FROM \(table) \(condition) ORDER BY \(contact), \(order)"
    }

    static let all = [
      Kind(
        field: "events", table: "event_attendance", contact: "contact", columns: "event, role", shape: .events,
        order: "event"),
      Kind(field: "emails", table: "email", contact: "contact", columns: "address", shape: .texts, order: "n"),
      Kind(field: "phones", table: "phone", contact: "contact", columns: "number", shape: .texts, order: "n"),
      Kind(field: "tags", table: "tag", contact: "contact", columns: "tag", shape: .texts, order: "n"),
      Kind(
        field: "components", table: "component", contact: "contact", columns: "component", shape: .texts, order: "n"),
      Kind(
        field: "buckets", table: "hand_bucket", contact: "contact", columns: "\"set\", kind, text, number",
        shape: .pairs, order: "n"),
      Kind(
        field: "custom", table: "custom", contact: "contact", columns: "name, kind, text, number", shape: .pairs,
        order: "n"),
      Kind(
        field: "answers", table: "answer", contact: "contact", columns: "question, kind, text, number, at",
        shape: .answers, order: "question, n"),
      Kind(
        field: "introduced", table: "introduced", contact: "contact", columns: "person_id, person_name",
        shape: .people, order: "n"),
      Kind(
        field: "introduced", table: "contact", contact: "introduced_by_id", columns: "id, name", shape: .people,
        order: "id", filter: "introduced_by_id IS NOT NULL"),
    ]
  }

  private let kind: Kind
  private let statement: RawStatement
  private let place: Int?
  private var isStarted = false
  private var hasRow = false
  /// Those of the contact that is read; kept, so that its memory is taken once.
  private var values: [rw_cell] = []

  init(_ kind: Kind, _ statement: RawStatement) {
    self.kind = kind
    self.statement = statement
    place = Schema.contact.index[kind.field]
  }

  func fill(_ cells: UnsafeMutablePointer<rw_cell>, of contact: Int64, _ reader: RecordReader) throws {
    if !isStarted { (isStarted, hasRow) = (true, try statement.step()) }
    while hasRow, statement.int(0) < contact { hasRow = try statement.step() }
    guard hasRow, statement.int(0) == contact, let place else { return }
    values.removeAll(keepingCapacity: true)
    repeat {
      try append(reader)
      hasRow = try statement.step()
    } while hasRow && statement.int(0) == contact
    cells[place] = try joined(to: cells[place], reader)
  }

  func start(over contact: Int64) { statement.bind(1, contact) }

  func finish() {
    statement.reset()
    (isStarted, hasRow) = (false, false)
  }

  private func append(_ reader: RecordReader) throws {
    switch kind.shape {
    case .texts: values.append(try reader.kept(statement.textCell(1)))
    case .pairs:
      values.append(try reader.kept(statement.textCell(1)))
      values.append(try reader.anyValue(statement, 2))
    case .answers: try appendAnswer(reader)
    case .events:
      guard let event = try reader.event(statement.int(1)).nested?.baseAddress else { return }
      let start = values.count
      values += UnsafeBufferPointer(start: event, count: Schema.event.fields.count)
      if let role = Schema.event.index["role"] { values[start + role] = try reader.kept(statement.textCell(2)) }
    case .people:
      if !statement.isNull(1), let person = try reader.person(statement.int(1))?.nested?.baseAddress {
        values += UnsafeBufferPointer(start: person, count: Schema.contact.fields.count)
      } else {
        let person = try reader.record(.contact)
        person[Schema.contact.index["name"] ?? 0] = try reader.kept(statement.textCell(2))
        values += UnsafeBufferPointer(start: person, count: Schema.contact.fields.count)
      }
    }
  }

  /// The last answer to a question counts; when it was given stands beside it, as the readers of files put it.
  private func appendAnswer(_ reader: RecordReader) throws {
    let question = statement.textCell(1)
    while let last = values.indices.dropLast().last(where: { $0 % 2 == 0 && Self.isAnswer(values[$0], to: question) }) {
      values.removeSubrange(last...(last + 1))
    }
    guard statement.text(2) != "withdrawn" else { return }
    values += [try reader.kept(question), try reader.anyValue(statement, 2)]
    guard !statement.isNull(5), let bytes = question.textBytes else { return }
    guard let key = reader.arena.text(String(decoding: bytes, as: UTF8.self) + "\u{0}at") else {
      throw BookError.noMemory
    }
    values += [key, .number(statement.double(5))]
  }

  private static func isAnswer(_ key: rw_cell, to question: rw_cell) -> Bool {
    guard let key = key.textBytes, let question = question.textBytes else { return false }
    return key.elementsEqual(question) || key.elementsEqual(Array(question) + Array("\u{0}at".utf8))
  }

  private func joined(to earlier: rw_cell, _ reader: RecordReader) throws -> rw_cell {
    if values.isEmpty { return earlier }
    let width =
      switch kind.shape {
      case .people: Schema.contact.fields.count
      case .events: Schema.event.fields.count
      case .texts, .pairs, .answers: 1
      }
    if kind.shape == .people, let first = earlier.nested?.baseAddress {
      values.insert(contentsOf: UnsafeBufferPointer(start: first, count: Int(earlier.count) * width), at: 0)
    }
    let cells = try reader.cells(values.count)
    cells.update(from: values, count: values.count)
    switch kind.shape {
    case .texts: return .nested(Int(RW_TEXTS), cells, count: values.count)
    case .pairs, .answers: return .nested(Int(RW_MAP), cells, count: values.count / 2)
    case .people, .events: return .nested(Int(RW_RECORDS), cells, count: values.count / width)
    }
  }
}
