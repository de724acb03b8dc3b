package import CRows

/// Memory for rows that are made here rather than read from a file.
package final class RowArena {
  package let pointer: OpaquePointer

  /// Nil when memory is out.
  package init?() {
    guard let pointer = rw_arena_new() else { return nil }
    self.pointer = pointer
  }

  deinit { rw_arena_free(pointer) }

  /// Takes back all rows.
  package func reset() { rw_arena_reset(pointer) }

  package func cells(_ count: Int) -> UnsafeMutablePointer<rw_cell>? {
    let bytes = max(count, 1) * MemoryLayout<rw_cell>.stride
    guard let place = rw_arena_take(pointer, bytes) else { return nil }
    let cells = place.bindMemory(to: rw_cell.self, capacity: max(count, 1))
    cells.initialize(repeating: rw_cell(), count: max(count, 1))
    return cells
  }

  package func text(_ text: String) -> rw_cell? {
    var text = text
    return text.withUTF8 { self.text(UnsafeRawBufferPointer($0)) }
  }

  /// A copy of bytes that are valid UTF-8.
  package func text(_ bytes: UnsafeRawBufferPointer) -> rw_cell? {
    guard let place = rw_arena_take(pointer, max(bytes.count, 1)) else { return nil }
    if let from = bytes.baseAddress { place.copyMemory(from: from, byteCount: bytes.count) }
    var cell = rw_cell()
    cell.kind = UInt8(RW_TEXT)
    cell.count = UInt32(bytes.count)
    cell.as.text = UnsafePointer(place.assumingMemoryBound(to: CChar.self))
    return cell
  }

  /// A copy of a record of a schema that lives as long as this arena.
  package func copy(_ row: Cells, of kind: RecordKind) -> Cells? {
    rw_copy(pointer, SchemaTable.shared.schemas, UInt32(kind.rawValue), row)
  }
}

extension rw_cell {
  package static func number(_ number: Double) -> rw_cell {
    var cell = rw_cell()
    cell.kind = UInt8(RW_NUMBER)
    cell.as.number = number
    return cell
  }

  package static func yesno(_ yes: Bool) -> rw_cell {
    var cell = rw_cell()
    cell.kind = UInt8(RW_BOOL)
    cell.as.number = yes ? 1 : 0
    return cell
  }

  package static func texts(_ cells: UnsafePointer<rw_cell>, count: Int) -> rw_cell {
    nested(Int(RW_TEXTS), cells, count: count)
  }

  package static func nested(_ kind: Int, _ cells: UnsafePointer<rw_cell>, count: Int) -> rw_cell {
    var cell = rw_cell()
    cell.kind = UInt8(kind)
    cell.count = UInt32(count)
    cell.as.cells = cells
    return cell
  }
}
