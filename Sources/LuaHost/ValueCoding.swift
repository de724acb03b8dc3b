import CLuaHost
import CRows

/// Reads a run of values as CLuaHost encodes them.
struct ValueReader {
  private let bytes: UnsafeRawBufferPointer
  private var place = 0
  var byteCount: Int { bytes.count }

  init(_ start: UnsafePointer<UInt8>?, count: Int) {
    bytes = UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count)
  }

  mutating func all() -> [LuaValue] {
    var values: [LuaValue] = []
    while place < bytes.count { values.append(next()) }
    return values
  }

  private mutating func load<T: BitwiseCopyable>(_: T.Type) -> T {
    defer { place += MemoryLayout<T>.size }
    return bytes.loadUnaligned(fromByteOffset: place, as: T.self)
  }

  private mutating func text() -> LuaValue {
    let count = Int(load(UInt32.self))
    defer { place += count }
    let slice = UnsafeRawBufferPointer(rebasing: bytes[place..<place + count])
    if let text = String(validating: slice, as: UTF8.self) { return .text(text) }
    return .bytes(Array(slice))
  }

  private mutating func next() -> LuaValue {
    switch Int(load(UInt8.self)) {
    case LH_FALSE: return .yesno(false)
    case LH_TRUE: return .yesno(true)
    case LH_INTEGER: return .integer(Int(load(Int64.self)))
    case LH_NUMBER: return .number(load(Double.self))
    case LH_TEXT: return text()
    case LH_TABLE: return .table(table())
    case LH_FUNCTION:
      let reference = load(Int32.self)
      return .function(LuaFunction(reference: reference, line: Int(load(Int32.self))))
    case LH_OBJECT: return .object(load(Int32.self))
    case LH_RECORD:
      let schema = load(UInt16.self)
      guard let cells = UnsafePointer<rw_cell>(bitPattern: load(UInt.self)) else { return .none }
      return .record(LuaRecord(schema: schema, cells: cells))
    case LH_LIST:
      let schema = load(UInt16.self)
      let count = Int(load(UInt32.self))
      let items = (0..<count).compactMap { _ in UnsafePointer<rw_cell>(bitPattern: load(UInt.self)) }
      return .list(LuaList(schema: Int(schema) == Int(LH_NO_SCHEMA) ? nil : schema, items: items))
    case LH_OTHER:
      if case .text(let name) = text() { return .other(name) }
      return .other("value")
    default: return .none
    }
  }

  private mutating func table() -> LuaTable {
    let count = Int(load(UInt32.self))
    var numbered: [Int: LuaValue] = [:]
    var pairs: [LuaTable.Pair] = []
    for _ in 0..<count {
      let key = next()
      let value = next()
      if case .integer(let number) = key, number > 0 {
        numbered[number] = value
      } else {
        pairs.append(LuaTable.Pair(key: key, value: value))
      }
    }
    var items: [LuaValue] = []
    while let value = numbered.removeValue(forKey: items.count + 1) { items.append(value) }
    for (number, value) in numbered { pairs.append(LuaTable.Pair(key: .integer(number), value: value)) }
    pairs.sort { Self.order($0.key, $1.key) }
    return LuaTable(items: items, pairs: pairs)
  }

  /// Numbers, then texts by their bytes, then no before yes: an order without ties, as Lua's own is random.
  private static func order(_ a: LuaValue, _ b: LuaValue) -> Bool {
    switch (a, b) {
    case (.integer(let a), .integer(let b)): a < b
    case (.yesno(let a), .yesno(let b)): !a && b
    default:
      if let a = a.double, let b = b.double {
        a < b
      } else if let a = a.utf8Bytes, let b = b.utf8Bytes {
        a.lexicographicallyPrecedes(b)
      } else {
        a.rank < b.rank
      }
    }
  }
}

extension LuaValue {
  /// Where values of this kind stand among the keys of a table.
  fileprivate var rank: Int {
    switch self {
    case .integer, .number: 0
    case .text, .bytes: 1
    default: 2
    }
  }

  fileprivate var utf8Bytes: [UInt8]? {
    switch self {
    case .text(let text): Array(text.utf8)
    case .bytes(let bytes): bytes
    default: nil
    }
  }
}

/// Writes values as CLuaHost decodes them.
struct ValueWriter {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ value: LuaValue) {
    switch value {
    case .none, .other: tag(LH_NIL)
    case .yesno(let yes): tag(yes ? LH_TRUE : LH_FALSE)
    case .integer(let whole):
      tag(LH_INTEGER)
      raw(Int64(whole))
    case .number(let number):
      tag(LH_NUMBER)
      raw(number)
    case .text(let text): append(bytes: Array(text.utf8))
    case .bytes(let bytes): append(bytes: bytes)
    case .table(let table): append(table)
    case .function(let function):
      tag(LH_FUNCTION)
      raw(function.reference)
      raw(Int32(function.line))
    case .object(let id):
      tag(LH_OBJECT)
      raw(id)
    case .record(let record):
      tag(LH_RECORD)
      raw(record.schema)
      raw(UInt(bitPattern: record.cells))
    case .list(let list):
      tag(LH_LIST)
      raw(list.schema ?? UInt16(LH_NO_SCHEMA))
      raw(UInt32(list.items.count))
      for item in list.items { raw(UInt(bitPattern: item)) }
    }
  }

  private mutating func append(_ table: LuaTable) {
    tag(LH_TABLE)
    raw(UInt32(table.items.count + table.pairs.count))
    for (place, item) in table.items.enumerated() {
      append(.integer(place + 1))
      append(item)
    }
    for pair in table.pairs {
      append(pair.key)
      append(pair.value)
    }
  }

  private mutating func append(bytes text: [UInt8]) {
    tag(LH_TEXT)
    raw(UInt32(text.count))
    bytes.append(contentsOf: text)
  }

  private mutating func tag(_ tag: Int) { bytes.append(UInt8(tag)) }

  private mutating func raw<T: BitwiseCopyable>(_ value: T) {
    withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
  }
}
