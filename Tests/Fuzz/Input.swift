import Foundation

/// One input as a file's bytes that come in pieces: each piece is memory of its own, so that a reader that keeps one
/// too long is found out.
final class Pieces {
  private let bytes: UnsafeRawBufferPointer
  private let step: Int
  private var place = 0
  private var piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: 1)

  init(_ bytes: UnsafeRawBufferPointer, step: Int) { (self.bytes, self.step) = (bytes, step) }

  deinit { piece.deallocate() }

  func next() -> UnsafeRawBufferPointer? {
    piece.deallocate()
    let count = min(step, bytes.count - place)
    piece = .allocate(byteCount: count, alignment: 1)
    guard count > 0 else { return nil }
    piece.copyBytes(from: bytes[place..<(place + count)])
    place += count
    return UnsafeRawBufferPointer(piece)
  }

  /// How long pieces shall be for an input: it follows from its bytes, so that a failure comes again.
  static func step(for bytes: UnsafeRawBufferPointer) -> Int {
    1 + bytes.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % 97
  }
}

/// One input as standard input, for readers that open files.
enum StandardInput {
  /// A file without a name that stands for standard input from the first use on.
  private static let file: Int32 = {
    guard let file = tmpfile() else { preconditionFailure("no temporary file") }
    return dup2(fileno(file), 0)
  }()

  static func set(_ bytes: UnsafeRawBufferPointer) {
    let isSet = ftruncate(file, 0) == 0 && pwrite(file, bytes.baseAddress, bytes.count, 0) == bytes.count
    Fuzz.expect(isSet && lseek(file, 0, SEEK_SET) == 0, "the temporary file cannot be written")
  }
}

/// Choices taken from an input's bytes; the first of each, once they are used up.
struct Choices {
  private var rest: Slice<UnsafeRawBufferPointer>

  init(_ bytes: UnsafeRawBufferPointer) { rest = bytes[...] }

  var isEmpty: Bool { rest.isEmpty }

  mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

  mutating func below(_ limit: Int) -> Int { Int(byte()) % limit }

  mutating func pick<Item>(_ items: [Item]) -> Item { items[below(items.count)] }
}
