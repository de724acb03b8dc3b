package import CRows

/// A value that crosses between a script and its host, by copy.
public enum LuaValue: Hashable, Sendable {
  case none
  case yesno(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  /// Bytes that are no valid UTF-8.
  case bytes([UInt8])
  case table(LuaTable)
  case function(LuaFunction)
  /// A thing of the host's own, by the number that the host gave it.
  case object(Int32)
  case record(LuaRecord)
  case list(LuaList)
  /// What can't cross: the name of its type.
  case other(String)

  /// The number that this value is, whole or not.
  public var double: Double? {
    switch self {
    case .integer(let whole): Double(whole)
    case .number(let number): number
    default: nil
    }
  }

  /// What a person calls this kind of value.
  public var kindName: String {
    switch self {
    case .none: "nothing"
    case .yesno: "a yes/no"
    case .integer, .number: "a number"
    case .text, .bytes: "a text"
    case .table: "a table"
    case .function: "a function"
    case .object: "a condition"
    case .record: "a record"
    case .list: "a list"
    case .other(let name): "a \(name)"
    }
  }
}

/// A copied table: values 1 … n first, then the other keys, numbers before texts, in order.
public struct LuaTable: Hashable, Sendable {
  /// The values under 1 … n.
  public var items: [LuaValue]
  /// All other pairs, sorted by key.
  public var pairs: [Pair]

  public struct Pair: Hashable, Sendable {
    public var key: LuaValue
    public var value: LuaValue
    public init(key: LuaValue, value: LuaValue) {
      self.key = key
      self.value = value
    }
  }

  public init(items: [LuaValue] = [], pairs: [Pair] = []) {
    self.items = items
    self.pairs = pairs
  }

  public subscript(_ name: String) -> LuaValue? {
    pairs.first { $0.key == .text(name) }?.value
  }
}

/// A function of a script, kept by its sandbox; call it through that sandbox only.
public struct LuaFunction: Hashable, Sendable {
  let reference: Int32
  /// The line on which it is defined.
  public let line: Int
}

/// A record of the host's that a script handed back. Valid as long as the host keeps its cells.
public struct LuaRecord: Hashable, @unchecked Sendable {
  package let schema: UInt16
  package let cells: UnsafePointer<rw_cell>
  package init(schema: UInt16, cells: UnsafePointer<rw_cell>) {
    self.schema = schema
    self.cells = cells
  }
}

/// A list of records, or of texts when `schema` is nil. Valid as long as the host keeps their cells.
public struct LuaList: Hashable, @unchecked Sendable {
  package let schema: UInt16?
  package let items: [UnsafePointer<rw_cell>]
  package init(schema: UInt16?, items: [UnsafePointer<rw_cell>]) {
    self.schema = schema
    self.items = items
  }
}
