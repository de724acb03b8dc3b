#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Splits bytes that come in chunks into lines, whichever way these end, and UTF-16 into UTF-8 before.
///
/// Holds one buffer that grows to the longest line, and no further than a card may be.
struct VCardLines: ~Copyable {
  /// The next bytes, good until the next call; nil at the end.
  typealias Source = () throws -> UnsafeRawBufferPointer?

  enum Line {
    /// Good until the next call.
    case text(UnsafeRawBufferPointer)
    case tooLong
    case end
  }

  /// The number of the line that was found last, from 1.
  private(set) var number = 0
  private var buffer: UnsafeMutableRawPointer
  private var capacity = VCardLines.piece * 2
  /// What was taken in and not yet given out.
  private var start = 0, end = 0
  private var lineFeed = Finder(byte: 0x0A), carriageReturn = Finder(byte: 0x0D)
  /// What of the source's chunk was not yet taken in.
  private var rest = UnsafeRawBufferPointer(start: nil, count: 0)
  private var isAtEnd = false
  private var hasBegun = false
  private var utf16: UTF16Transcoder?
  private static let piece = 128 << 10

  init() { buffer = .allocate(byteCount: capacity, alignment: 16) }
  deinit { buffer.deallocate() }

  /// The next line without its end.
  mutating func next(from source: Source) throws -> Line {
    if !hasBegun { try begin(source) }
    var isTooLong = false
    while true {
      if let (stop, following) = lineBreak() {
        let line = UnsafeRawBufferPointer(start: buffer + start, count: stop - start)
        start = following
        number += 1
        return isTooLong || line.count > VCardDraft.mostBytes ? .tooLong : .text(line)
      }
      if end - start > VCardDraft.mostBytes {
        isTooLong = true
        // A carriage return at the end may yet turn out to be half a line end.
        start = end - 4
      }
      if isAtEnd {
        guard end > start else { return .end }
        let line = UnsafeRawBufferPointer(start: buffer + start, count: end - start)
        start = end
        number += 1
        return isTooLong ? .tooLong : .text(line)
      }
      try fill(source)
    }
  }

  /// Where the line stops, and where the next one starts: behind LF, CRLF, CRCRLF or CR.
  private mutating func lineBreak() -> (Int, Int)? {
    let lf = lineFeed.next(in: buffer, from: start, to: end)
    guard let cr = carriageReturn.next(in: buffer, from: start, to: lf ?? end) else { return lf.map { ($0, $0 + 1) } }
    var after = cr + 1
    while after < end, after - cr < 3, byte(after) == 0x0D { after += 1 }
    if after == end { return isAtEnd ? (cr, cr + 1) : nil }
    return byte(after) == 0x0A ? (cr, after + 1) : (cr, cr + 1)
  }

  private func byte(_ place: Int) -> UInt8 { buffer.load(fromByteOffset: place, as: UInt8.self) }

  // MARK: filling

  /// Finds out by the first bytes what the text is encoded in.
  private mutating func begin(_ source: Source) throws {
    while end < 4, !isAtEnd { try fill(source) }
    hasBegun = true
    let head = UnsafeRawBufferPointer(start: buffer, count: end)
    if head.starts(with: [0xEF, 0xBB, 0xBF]) {
      start = 3
    } else if let form = UTF16Transcoder(head: head) {
      let bytes = Array(head)
      end = 0
      utf16 = form
      bytes.withUnsafeBytes { take($0) }
    }
  }

  private mutating func fill(_ source: Source) throws {
    if rest.isEmpty {
      guard let chunk = try source() else {
        isAtEnd = true
        let place = room(for: 4)
        end += utf16?.finish(to: place) ?? 0
        return
      }
      rest = chunk
    }
    // A whole file may come as one chunk.
    let count = min(rest.count, Self.piece)
    take(UnsafeRawBufferPointer(rebasing: rest[..<count]))
    rest = UnsafeRawBufferPointer(rebasing: rest[count...])
  }

  private mutating func take(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return }
    if utf16 != nil {
      let place = room(for: bytes.count * 3 + 4)
      end += utf16?.convert(bytes, to: place) ?? 0
    } else {
      memcpy(room(for: bytes.count), base, bytes.count)
      end += bytes.count
    }
  }

  /// Where `count` bytes can be written, behind all that is there.
  private mutating func room(for count: Int) -> UnsafeMutableRawPointer {
    if start > 0 {
      memmove(buffer, buffer + start, end - start)
      lineFeed.move(by: start)
      carriageReturn.move(by: start)
      (start, end) = (0, end - start)
    }
    if capacity - end < count {
      capacity = max(capacity * 2, end + count)
      let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
      memcpy(larger, buffer, end)
      buffer.deallocate()
      buffer = larger
    }
    return buffer + end
  }

  /// Finds one byte again and again without looking at any place twice.
  private struct Finder {
    let byte: Int32
    private var found = -1
    private var searched = 0

    init(byte: Int32) { self.byte = byte }

    mutating func next(in buffer: UnsafeMutableRawPointer, from start: Int, to end: Int) -> Int? {
      if found >= start { return found < end ? found : nil }
      let from = max(start, searched)
      guard from < end else { return nil }
      guard let place = memchr(buffer + from, byte, end - from) else {
        searched = end
        return nil
      }
      found = UnsafeRawPointer(place) - UnsafeRawPointer(buffer)
      searched = found + 1
      return found
    }

    mutating func move(by count: Int) {
      found -= count
      searched -= count
    }
  }
}
