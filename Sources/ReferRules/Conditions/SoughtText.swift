import ReferModel

/// A text that is looked for in others, letter by letter, without regard to case.
struct SoughtText: Sendable {
  private let letters: [Character]
  /// Where all of it is ASCII, or spelt like it.
  private let plain: SoughtRun<UInt8>?
  private let isWide: Bool

  init(_ text: String) {
    let folded = FoldedText(text)
    letters = Array(folded.text)
    plain = (folded.plain ?? Self.plain(letters)).map(SoughtRun.init)
    isWide = folded.plain == nil
  }

  private static func plain(_ letters: [Character]) -> [UInt8]? {
    var bytes: [UInt8] = []
    for letter in letters {
      if letter == "\r\n" {
        bytes += [0x0D, 0x0A]
      } else {
        guard let byte = Letters.plain[letter] else { return nil }
        bytes.append(UInt8(byte))
      }
    }
    return bytes
  }

  /// How many bytes are searched for one instruction of a budget.
  private static let bytesPerWork = 128

  /// Whether it stands somewhere in `text`, as read from a row.
  func isContained(in text: UnsafeRawBufferPointer, _ work: ConditionWork) -> Bool {
    work.add(text.count / Self.bytesPerWork)
    guard FoldedText.hasWideByte(text) else {
      if let plain { return plain.isFound(in: text.count) { FoldedText.lowered(text[$0]) } }
      return false
    }
    // An accent may stand on its own behind its letter: bytes would find it without the accent.
    if isWide { work.add(min(letters.count, text.count) / 4) }
    return work.letters(of: text).contains(letters)
  }
}
