import ReferFormats
import ReferModel
import TestSupport

/// Cards: read whole and in pieces they are the same, they become rows, and written and read again they are the same.
enum VCardTarget {
  private struct Reading: Equatable {
    var contents: [[String]] = []
    var problems: [InputProblem] = []
    var rows: [String] = []
  }

  static func run(_ bytes: UnsafeRawBufferPointer) throws {
    var cards: [VCard] = []
    let whole = try read(bytes, step: max(bytes.count, 1), into: &cards)
    var again: [VCard] = []
    let cut = try read(bytes, step: Pieces.step(for: bytes), into: &again)
    Fuzz.expect(cut == whole, "read in pieces it is another: \(cut) \(whole)")
    for version in [VCardWriter.Version.v30, .v40] {
      var written: [UInt8] = []
      for card in cards { VCardWriter(version: version).write(card, to: &written) }
      var back: [VCard] = []
      let kept = try written.withUnsafeBytes { try read($0, step: max($0.count, 1), into: &back) }
      Fuzz.expect(kept.contents == whole.contents, "as \(version): \(kept.contents) \(whole.contents)")
      Fuzz.expect(cards.isEmpty || kept.problems.isEmpty, "as \(version): \(kept.problems)")
    }
  }

  private static func read(
    _ bytes: UnsafeRawBufferPointer, step: Int, into cards: inout [VCard]
  ) throws -> Reading {
    var reading = Reading()
    let pieces = Pieces(bytes, step: step)
    let reader = VCardReader(file: "f")
    try reader.read {
      pieces.next()
    } _: {
      cards.append($0)
    } onProblem: {
      reading.problems.append($0)
    }
    guard let arena = RowArena() else { return reading }
    defer { withExtendedLifetime(arena) {} }
    for card in cards {
      reading.contents.append(VCardContents.of(card))
      var builder = ContactRowBuilder(arena: arena)
      guard let row = reader.row(of: card, into: &builder, id: "row-1") else { preconditionFailure("no memory") }
      reading.rows.append(Rows.text(row, line: card.line))
    }
    return reading
  }
}
