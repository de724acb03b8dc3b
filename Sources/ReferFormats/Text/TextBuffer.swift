#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Text in UTF-8 on its way from a file to a reader: filled at the end, taken away at the start.
final class TextBuffer {
  private(set) var base: UnsafeMutableRawPointer
  /// A zero byte has come by, which no row may hold.
  private(set) var holdsZero = false
  private var capacity: Int
  private var first = 0
  private var last = 0

  init() {
    capacity = 1 << 19
    base = .allocate(byteCount: capacity, alignment: 64)
  }

  deinit { base.deallocate() }

  var count: Int { last - first }

  /// What is there, until the next change.
  var bytes: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(start: base + first, count: count) }

  func drop(_ count: Int) { first += min(count, self.count) }

  func append(_ more: UnsafeRawBufferPointer) {
    guard let source = more.baseAddress, more.count > 0 else { return }
    makeRoom(more.count)
    memcpy(base + last, source, more.count)
    if !holdsZero { holdsZero = memchr(source, 0, more.count) != nil }
    last += more.count
  }

  func append(_ scalar: Unicode.Scalar) {
    makeRoom(4)
    if scalar.value == 0 { holdsZero = true }
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
      base.storeBytes(of: byte, toByteOffset: last, as: UInt8.self)
      last += 1
    }
  }

  private func makeRoom(_ size: Int) {
    guard capacity - last < size else { return }
    if first > 0 {
      memmove(base, base + first, count)
      (first, last) = (0, count)
    }
    guard capacity - last < size else { return }
    let larger = max(capacity * 2, last + size)
    let place = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 64)
    memcpy(place, base, last)
    base.deallocate()
    (base, capacity) = (place, larger)
  }
}
