import CRows
import GRDB
import GRDBSQLite
import ReferModel

/// A prepared statement, bound from cells and read into cells without objects on the way.
final class RawStatement {
  private let db: Database
  private let statement: Statement
  let pointer: SQLiteStatement

  init(_ db: Database, _ sql: String) throws {
    self.db = db
    statement = try db.makeStatement(sql: sql)
    pointer = statement.sqliteStatement
  }

  /// One step; whether there is a row.
  func step() throws -> Bool {
    switch sqlite3_step(pointer) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code:
      sqlite3_reset(pointer)
      let message = db.sqliteConnection.map { String(cString: sqlite3_errmsg($0)) }
      throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
  }

  /// Runs a statement that answers no rows, and makes it ready for the next.
  func run() throws {
    _ = try step()
    reset()
  }

  func reset() {
    sqlite3_reset(pointer)
    sqlite3_clear_bindings(pointer)
  }

  // MARK: Binding, from place 1

  func bind(_ place: Int32, _ value: Int64?) {
    if let value { sqlite3_bind_int64(pointer, place, value) } else { sqlite3_bind_null(pointer, place) }
  }

  func bind(_ place: Int32, _ value: Double?) {
    if let value { sqlite3_bind_double(pointer, place, value) } else { sqlite3_bind_null(pointer, place) }
  }

  func bind(_ place: Int32, _ value: String?) {
    guard var value else { return bind(place, nil as Int64?) }
    value.withUTF8 { bytes in
      // Without an address it would be NULL.
      let start = UnsafeRawPointer(bytes.baseAddress ?? ("" as StaticString).utf8Start)
      sqlite3_bind_text64(
        pointer, place, start.assumingMemoryBound(to: CChar.self), UInt64(bytes.count), Self.copied,
        UInt8(SQLITE_UTF8))
    }
  }

  /// Binds text, a number, yes or no; everything else is nothing. The cell must live until the statement has run.
  func bind(_ place: Int32, _ cell: rw_cell) {
    switch Int(cell.kind) {
    case RW_TEXT: sqlite3_bind_text64(pointer, place, cell.as.text, UInt64(cell.count), nil, UInt8(SQLITE_UTF8))
    case RW_NUMBER: sqlite3_bind_double(pointer, place, cell.as.number)
    case RW_BOOL: sqlite3_bind_int64(pointer, place, cell.as.number == 0 ? 0 : 1)
    default: sqlite3_bind_null(pointer, place)
    }
  }

  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  // MARK: Reading, from column 0

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(pointer, column) == SQLITE_NULL }

  func int(_ column: Int32) -> Int64 { sqlite3_column_int64(pointer, column) }

  func double(_ column: Int32) -> Double { sqlite3_column_double(pointer, column) }

  func text(_ column: Int32) -> String? {
    guard let bytes = sqlite3_column_text(pointer, column) else { return nil }
    let count = Int(sqlite3_column_bytes(pointer, column))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  /// Whether these bytes stand anywhere in a text column.
  func holds(_ column: Int32, _ part: [UInt8]) -> Bool {
    guard let text = sqlite3_column_text(pointer, column) else { return part.isEmpty }
    return rw_holds(text, Int(sqlite3_column_bytes(pointer, column)), part, part.count) != 0
  }

  /// Whether a text column begins with these bytes.
  func begins(_ column: Int32, _ part: [UInt8]) -> Bool {
    guard let text = sqlite3_column_text(pointer, column), Int(sqlite3_column_bytes(pointer, column)) >= part.count
    else { return false }
    return rw_holds(text, part.count, part, part.count) != 0
  }

  /// A text cell that is valid until the next step.
  func textCell(_ column: Int32) -> rw_cell {
    guard let bytes = sqlite3_column_text(pointer, column) else { return rw_cell() }
    var cell = rw_cell()
    cell.kind = UInt8(RW_TEXT)
    cell.count = UInt32(sqlite3_column_bytes(pointer, column))
    cell.as.text = UnsafeRawPointer(bytes).assumingMemoryBound(to: CChar.self)
    return cell
  }
}
