internal import CRows
internal import ReferModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A property's value as texts of a row, without strings on the way. Nil where memory is out.
extension VCardProperty {
  /// What ``text`` is, without blanks around it.
  func cell(in arena: RowArena) -> rw_cell? {
    withValue { bytes -> rw_cell? in
      guard let start = bytes.baseAddress, memchr(start, 0x5C, bytes.count) != nil else {
        return arena.copy(bytes)?.trimmed
      }
      guard let place = arena.room(bytes.count) else { return nil }
      var count = 0
      escaping.walk(bytes) { byte, _ in
        place[count] = byte
        count += 1
      }
      return rw_cell.text(UnsafeRawPointer(place), count: count).trimmed
    }
  }

  /// Puts the entries of ``list`` into `cells`, without blanks around them; false when memory is out.
  func cells(ofList cells: inout [rw_cell], in arena: RowArena) -> Bool {
    pieces(&cells, arena, at: UInt8(ascii: ","), joint: nil)
  }

  /// Puts the ``components`` into `cells`, each with its entries joined by `joint`; false when memory is out.
  func cells(ofComponents cells: inout [rw_cell], joint: StaticString, in arena: RowArena) -> Bool {
    pieces(&cells, arena, at: UInt8(ascii: ";"), joint: joint)
  }

  private func pieces(
    _ cells: inout [rw_cell], _ arena: RowArena, at separator: UInt8, joint: StaticString?
  ) -> Bool {
    cells.removeAll(keepingCapacity: true)
    return withValue { bytes in
      let jointSize = joint?.utf8CodeUnitCount ?? 0
      guard let place = arena.room(bytes.count * max(jointSize, 1)) else { return false }
      // Where the piece begins, where it ends, and whether an entry of it has ended since.
      var (start, end, isApart) = (0, 0, false)
      escaping.walk(bytes) { byte, isEscaped in
        if byte == separator, !isEscaped {
          cells.append(rw_cell.text(UnsafeRawPointer(place + start), count: end - start).trimmed)
          (start, isApart) = (end, false)
        } else if joint != nil, byte == UInt8(ascii: ","), !isEscaped, escaping.hasCommas {
          isApart = true
        } else {
          if isApart, end > start, let joint {
            memcpy(place + end, joint.utf8Start, jointSize)
            end += jointSize
          }
          isApart = false
          place[end] = byte
          end += 1
        }
      }
      cells.append(rw_cell.text(UnsafeRawPointer(place + start), count: end - start).trimmed)
      return true
    }
  }
}
