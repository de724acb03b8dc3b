/// The moments of dates that were read before, four thousand of them: a table holds few days many times.
struct DateCache {
  /// The text of a date, eight to sixteen bytes, with its column's order.
  struct Slot {
    fileprivate let start: UInt64, end: UInt64
    fileprivate let count: Int
    fileprivate let order: DateOrder?
    fileprivate var place: Int { Int(truncatingIfNeeded: ((start ^ end &* 31) &* 0x9E37_79B9_7F4A_7C15) >> 52) }
  }

  private var slots = [(slot: Slot, value: Double)?](repeating: nil, count: 4096)

  /// Nil for a text that is not kept.
  static func slot(_ text: UnsafeRawBufferPointer, _ order: DateOrder?) -> Slot? {
    guard 8...16 ~= text.count else { return nil }
    // The two halves overlap in a shorter text.
    let start = text.loadUnaligned(as: UInt64.self)
    let end = text.loadUnaligned(fromByteOffset: text.count - 8, as: UInt64.self)
    return Slot(start: start, end: end, count: text.count, order: order)
  }

  func value(_ slot: Slot) -> Double? {
    guard let (known, value) = slots[slot.place], known.start == slot.start, known.end == slot.end,
      known.count == slot.count, known.order == slot.order
    else { return nil }
    return value
  }

  mutating func keep(_ slot: Slot, _ value: Double) { slots[slot.place] = (slot, value) }
}
