/// Reads cards of versions 2.1, 3.0 and 4.0, one at a time, in constant memory.
///
/// A line or a card that is broken is reported, and all else is read. A card that has no END is reported and kept.
/// What it takes for a card: BEGIN:VCARD, in any case, alone or in a wrapper such as BEGIN:VADDRESSBOOK, in UTF-8,
/// UTF-16 or an ANSI code page, with any line end.
package final class VCardReader {
  /// The next bytes, which stay good until the next call; nil at the end of the file.
  package typealias ByteSource = () throws -> UnsafeRawBufferPointer?

  private let file: String
  var filler = VCardFiller()

  /// `file` is the name that problems are told by.
  package init(file: String) { self.file = file }

  /// Gives each card to `body` and each problem to `report`: a card's problems before the card.
  ///
  /// A file without any card is a problem of its own. Throws what the closures throw.
  package func read(
    from source: ByteSource, _ body: (VCard) throws -> Void, onProblem report: (InputProblem) throws -> Void
  ) throws {
    var lines = VCardLines()
    var collector = VCardCollector(file: file)
    reading: while true {
      switch try lines.next(from: source) {
      case .text(let line): collector.take(line, line: lines.number)
      case .tooLong: collector.takeTooLong(line: lines.number)
      case .end: break reading
      }
      if !collector.finished.isEmpty || !collector.problems.isEmpty { try hand(&collector, body, report) }
    }
    collector.finish(line: lines.number)
    try hand(&collector, body, report)
    if !collector.hasFoundCard {
      try report(InputProblem(file: file, line: max(1, lines.number), message: VCardCollector.noCard))
    }
  }

  /// Reads what stands in memory.
  package func read(
    _ bytes: UnsafeRawBufferPointer, _ body: (VCard) throws -> Void, onProblem report: (InputProblem) throws -> Void
  ) throws {
    var rest: UnsafeRawBufferPointer? = bytes
    try read(
      from: {
        defer { rest = nil }
        return rest
      }, body, onProblem: report)
  }

  private func hand(
    _ collector: inout VCardCollector, _ body: (VCard) throws -> Void, _ report: (InputProblem) throws -> Void
  ) throws {
    for problem in collector.problems { try report(problem) }
    for card in collector.finished { try body(card) }
    collector.problems.removeAll(keepingCapacity: true)
    collector.finished.removeAll(keepingCapacity: true)
  }
}
