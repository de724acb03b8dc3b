import CRows
import GRDB
import ReferModel

/// Turns rows of SQLite into records of a schema, in the arena of the contact that is read.
final class RecordReader {
  private let db: Database
  let arena: RowArena
  private let events: EventShelf
  private lazy var people = PersonShelf(db, self)

  /// - Parameter keepsEvents: whether an event is read once for all contacts, as a walk over them wants it; else its
  ///   cells, too, are the contact's, and what is written meanwhile is seen.
  init(_ db: Database, keepsEvents: Bool) throws {
    guard let arena = RowArena() else { throw BookError.noMemory }
    self.db = db
    self.arena = arena
    events = try EventShelf(keepsEvents)
  }

  /// Takes back all cells, for the next contact.
  func startOver() {
    arena.reset()
    events.startOver()
  }

  /// Fills `cells` from the columns of `statement` from `column` on. The texts are copied unless the row stays.
  ///
  /// - Throws: ``BookError``.
  func fill(
    _ cells: UnsafeMutablePointer<rw_cell>, of columns: RecordColumns, from statement: RawStatement, at start: Int32,
    copies: Bool = true
  ) throws {
    var column = start
    for field in columns.places.indices {
      switch columns.places[field] {
      case .elsewhere: continue
      case .event:
        if !statement.isNull(column) { cells[field] = try events.cell(of: statement.int(column), db, self) }
      case .person:
        cells[field] = try person(statement, column)
        column += 1
      case .plain, .money, .derived:
        cells[field] = try value(statement, column, columns.kinds[field], copies: copies)
      }
      column += 1
    }
    for (field, currency) in columns.money {
      guard let minor = cells[field].number else { continue }
      cells[field] = .number(Money.major(Int64(minor), cells[currency].text))
    }
  }

  private func value(_ statement: RawStatement, _ column: Int32, _ kind: Schema.Kind, copies: Bool) throws -> rw_cell {
    if statement.isNull(column) { return rw_cell() }
    switch kind {
    case .text:
      let cell = statement.textCell(column)
      return copies ? try kept(cell) : cell
    case .yesno: return .yesno(statement.int(column) != 0)
    default: return .number(statement.double(column))
    }
  }

  private func person(_ statement: RawStatement, _ column: Int32) throws -> rw_cell {
    if !statement.isNull(column), let cell = try people.cell(of: statement.int(column)) { return cell }
    if statement.isNull(column + 1) { return rw_cell() }
    let cells = try record(.contact)
    cells[PersonShelf.namePlace] = try kept(statement.textCell(column + 1))
    return .nested(Int(RW_RECORD), cells, count: 1)
  }

  /// A person of the book inside a record: their facts, without what happened with them.
  func person(_ id: Int64) throws -> rw_cell? { try people.cell(of: id) }

  /// An event of the book, for other records to point at.
  func event(_ id: Int64) throws -> rw_cell { try events.cell(of: id, db, self) }

  // MARK: Cells

  func record(_ kind: RecordKind) throws -> UnsafeMutablePointer<rw_cell> {
    try cells(Schema.of(kind).fields.count)
  }

  func cells(_ count: Int) throws -> UnsafeMutablePointer<rw_cell> {
    guard let cells = arena.cells(count) else { throw BookError.noMemory }
    return cells
  }

  /// A text cell whose bytes live as long as the arena's.
  func kept(_ cell: rw_cell) throws -> rw_cell {
    guard let bytes = cell.textBytes else { return cell }
    guard let copy = arena.text(bytes) else { throw BookError.noMemory }
    return copy
  }

  /// A text, number, yes or no as it is kept in three columns: kind, text, number.
  func anyValue(_ statement: RawStatement, _ column: Int32) throws -> rw_cell {
    switch statement.text(column) {
    case "text": try kept(statement.textCell(column + 1))
    case "yesno": .yesno(statement.double(column + 2) != 0)
    default: .number(statement.double(column + 2))
    }
  }
}

/// The events of the book, each read once: for all contacts, or for each of them.
private final class EventShelf {
  /// What the events are copied to that outlive the contact; nil where none do.
  private let arena: RowArena?
  private var known: [Int64: rw_cell] = [:]
  private var statement: RawStatement?

  init(_ keeps: Bool) throws {
    arena = keeps ? RowArena() : nil
    if keeps, arena == nil { throw BookError.noMemory }
  }

  func startOver() { if arena == nil { known.removeAll(keepingCapacity: true) } }

  func cell(of id: Int64, _ db: Database, _ reader: RecordReader) throws -> rw_cell {
    if let cell = known[id] { return cell }
    let columns = RecordColumns.of(.event)
    let statement = try statement ?? RawStatement(db, "SELECT \(columns.selection) FROM event WHERE id = ?1")
    self.statement = statement
    defer { statement.reset() }
    statement.bind(1, id)
    guard try statement.step() else { return rw_cell() }
    let cells = try reader.record(.event)
    try reader.fill(cells, of: columns, from: statement, at: 0)
    var kept = UnsafePointer(cells)
    if let arena {
      guard let copy = arena.copy(kept, of: .event) else { throw BookError.noMemory }
      kept = copy
    }
    let cell = rw_cell.nested(Int(RW_RECORD), kept, count: 1)
    known[id] = cell
    return cell
  }
}

/// People who stand inside other people's records.
private final class PersonShelf {
  static let namePlace = Schema.contact.index["name"] ?? 1
  private let db: Database
  private unowned let reader: RecordReader
  private let columns: [Int]
  private var statement: RawStatement?

  init(_ db: Database, _ reader: RecordReader) {
    self.db = db
    self.reader = reader
    // No people and no events inside people: a record has an end.
    columns = Schema.contact.fields.indices.filter { field in
      switch RecordColumns.of(.contact).places[field] {
      case .plain, .derived: true
      default: false
      }
    }
  }

  /// Nil where nobody has the id.
  func cell(of id: Int64) throws -> rw_cell? {
    let statement = try statement ?? prepared()
    self.statement = statement
    defer { statement.reset() }
    statement.bind(1, id)
    guard try statement.step() else { return nil }
    let cells = try reader.record(.contact)
    for (column, field) in columns.enumerated() where !statement.isNull(Int32(column)) {
      cells[field] =
        switch Schema.contact.fields[field].kind {
        case .text: try reader.kept(statement.textCell(Int32(column)))
        case .yesno: .yesno(statement.int(Int32(column)) != 0)
        default: .number(statement.double(Int32(column)))
        }
    }
    return .nested(Int(RW_RECORD), cells, count: 1)
  }

  private func prepared() throws -> RawStatement {
    let selection = columns.flatMap { field in
      Schema.contact.fields[field].name == "last_interaction_at"
        ? [LastTalk.expression] : RecordColumns.of(.contact).expressions(of: field)
    }
    return try RawStatement(db, "SELECT \(selection.joined(separator: ", ")) FROM contact WHERE id = ?1")
  }
}
