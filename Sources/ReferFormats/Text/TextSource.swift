/// A file's bytes as they come in pieces, nil at the end. A piece is good until the next is asked for.
package typealias ByteSource = () throws -> UnsafeRawBufferPointer?

/// Joins a source of bytes, its decoder and the buffer that a reader takes text from.
final class TextSource {
  let buffer = TextBuffer()
  private var decoder = TextDecoder()
  private(set) var isAtEnd = false

  /// Adds a piece of text; at the end of the file, what was still held back.
  func fill(from next: ByteSource) throws {
    guard !isAtEnd else { return }
    if let chunk = try next() {
      decoder.decode(chunk, into: buffer)
    } else {
      isAtEnd = true
      decoder.finish(into: buffer)
    }
  }

  /// Adds pieces until `size` bytes are there, or the file ends.
  func fill(to size: Int, from next: ByteSource) throws {
    while buffer.count < size, !isAtEnd { try fill(from: next) }
  }
}
