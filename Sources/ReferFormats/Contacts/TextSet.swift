import CRows
import ReferModel

/// Texts in the order in which they came, each once. Their bytes stand elsewhere.
///
/// Few are looked through. Many are found by their hash, so that no row can make each text cost more than the last.
struct TextSet {
  private(set) var cells: [rw_cell] = []
  /// Places in `cells`, by hash; -1 is free. Empty as long as there are few.
  private var slots: [Int32] = []
  /// How many of the cells stand in `slots`.
  private var indexed = 0
  private static let few = 12

  mutating func removeAll() {
    if cells.isEmpty { return }
    cells.removeAll(keepingCapacity: true)
    if !slots.isEmpty { slots.removeAll() }
    indexed = 0
  }

  /// False when it is there already.
  mutating func insert(_ cell: rw_cell) -> Bool {
    guard place(of: cell) == nil else { return false }
    cells.append(cell)
    return true
  }

  /// Adds what is known to be new.
  mutating func append(new cell: rw_cell) { cells.append(cell) }

  mutating func moveToFront(_ place: Int) {
    cells.insert(cells.remove(at: place), at: 0)
    (slots, indexed) = ([], 0)
  }

  mutating func place(of cell: rw_cell) -> Int? {
    if cells.count <= Self.few {
      for place in cells.indices where cells[place].hasSameText(as: cell) { return place }
      return nil
    }
    indexAll()
    let slot = slot(for: cell)
    return slots[slot] < 0 ? nil : Int(slots[slot])
  }

  private mutating func indexAll() {
    if cells.count * 2 > slots.count {
      var size = 64
      while size < cells.count * 4 { size *= 2 }
      slots = [Int32](repeating: -1, count: size)
      indexed = 0
    }
    while indexed < cells.count {
      slots[slot(for: cells[indexed])] = Int32(truncatingIfNeeded: indexed)
      indexed += 1
    }
  }

  /// Where the text stands, or is to stand.
  private func slot(for cell: rw_cell) -> Int {
    var hasher = Hasher()
    if let bytes = cell.textBytes { hasher.combine(bytes: bytes) }
    var slot = hasher.finalize() & (slots.count - 1)
    while slots[slot] >= 0, !cells[Int(slots[slot])].hasSameText(as: cell) { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }
}
