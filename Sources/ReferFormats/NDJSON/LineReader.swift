internal import CSimdjson

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Splits a file into lines without copying them.
///
/// Holds one buffer that grows to the longest line, and no further than ``longestLine`` and a chunk.
struct LineReader: ~Copyable {
  /// A line beyond this is skipped, and the rest of the file is read.
  static let longestLine = 16 << 20
  private static let chunk = 256 << 10

  /// What ``next()`` finds.
  enum Line {
    /// Good until the next call. ``NDJSON_PADDING`` bytes behind it can be read; the first is a line break or a zero.
    case text(UnsafeRawBufferPointer)
    /// With the first bytes of the line.
    case tooLong(head: [UInt8])
    case end
  }

  /// The number of the line that was found last, from 1.
  private(set) var number = 0
  private let file: InputFile
  private var buffer: UnsafeMutableRawPointer
  private var capacity: Int
  /// What was read and not yet given out stands from `start` to `end`; no line break up to `searched`.
  private var start = 0, end = 0, searched = 0
  private var isAtEnd = false

  init(file: InputFile) {
    self.file = file
    capacity = Self.chunk * 2
    buffer = Self.allocate(capacity)
  }

  deinit { buffer.deallocate() }

  /// The next line without its line break, and without the byte order mark at the start of the file.
  mutating func next() throws -> Line {
    var head: [UInt8] = []
    while true {
      if let newline = memchr(buffer + searched, 0x0A, end - searched) {
        let stop = UnsafeRawPointer(newline) - UnsafeRawPointer(buffer)
        return take(upTo: stop, continueAt: stop + 1, head: head)
      }
      searched = end
      if end - start > Self.longestLine {
        if head.isEmpty { head = bytes(from: start) }
        (start, end, searched) = (0, 0, 0)
      }
      if isAtEnd {
        guard end > start || !head.isEmpty else { return .end }
        return take(upTo: end, continueAt: end, head: head)
      }
      try fill()
    }
  }

  private mutating func take(upTo stop: Int, continueAt following: Int, head: [UInt8]) -> Line {
    var (first, last) = (start, stop)
    start = following
    searched = following
    number += 1
    if !head.isEmpty { return .tooLong(head: head) }
    if last - first > Self.longestLine { return .tooLong(head: bytes(from: first)) }
    if number == 1, last - first >= 3, memcmp(buffer + first, "\u{FEFF}", 3) == 0 { first += 3 }
    if last > first, (buffer + last - 1).load(as: UInt8.self) == 0x0D { last -= 1 }
    return .text(UnsafeRawBufferPointer(start: buffer + first, count: last - first))
  }

  private func bytes(from place: Int) -> [UInt8] {
    Array(UnsafeRawBufferPointer(start: buffer + place, count: min(64, end - place)))
  }

  private mutating func fill() throws {
    if start > 0 {
      memmove(buffer, buffer + start, end - start)
      (end, searched, start) = (end - start, searched - start, 0)
    }
    if capacity - end < Self.chunk {
      let larger = Self.allocate(capacity * 2)
      memcpy(larger, buffer, end)
      buffer.deallocate()
      buffer = larger
      capacity *= 2
    }
    let count = try file.read(to: buffer + end, size: Self.chunk)
    end += count
    isAtEnd = count == 0
    // A last line without a line break would else be followed by what a line before it left there.
    if isAtEnd { memset(buffer + end, 0, Int(NDJSON_PADDING)) }
  }

  private static func allocate(_ capacity: Int) -> UnsafeMutableRawPointer {
    let size = capacity + Int(NDJSON_PADDING)
    let place = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
    memset(place, 0, size)
    return place
  }
}
