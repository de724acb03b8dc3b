import LuaHost
import ReferReports

/// One row of what a script returns: a value, values in order, or values by the names of the columns.
struct ScriptRow {
  /// One for each column, as far as it goes; what is missing is no value.
  let values: [LuaValue]

  /// The most columns of a row without names: `{ [1000000] = 1 }` has as many.
  private static let mostColumns = 1000

  /// - Parameter names: those of the columns; empty where rows have none.
  /// - Throws: ``ReferError`` for a row whose values would not all have a column.
  init(_ value: LuaValue, _ names: [String], _ text: ScriptText) throws {
    guard case .table(let row) = value else {
      values = [value]
      return
    }
    var values = row.items
    var named: [String: LuaValue] = [:]
    for pair in row.pairs {
      switch pair.key {
      case .text(let name): named[name] = pair.value
      case .integer(let place) where place > 0 && place <= Self.mostColumns:
        // A value may be missing before it.
        values += Array(repeating: .none, count: max(0, Int(place) - values.count))
        values[Int(place) - 1] = pair.value
      default: throw Self.misfit(try text.text(pair.key), text)
      }
    }
    if let name = named.keys.min(), !values.isEmpty { throw Self.misfit(name, text) }
    if !names.isEmpty, values.count > names.count { throw Self.misfit("\(values.count)", text) }
    self.values = named.isEmpty ? values : names.map { named[$0] ?? .none }
  }

  private static func misfit(_ name: String, _ text: ScriptText) -> ReferError {
    ReferError(
      "\(TerminalText.escaped(text.script)): the script returns a row that has '\(TerminalText.escaped(name))', for which "
        + "there is no column: give all values of a row names, or none, and as many columns as values")
  }

  /// Whether what stands there is a number, or nothing at all.
  func isNumber(at column: Int) -> Bool {
    guard values.indices.contains(column) else { return true }
    if case .none = values[column] { return true }
    return values[column].double != nil
  }
}
