import ReferModel

/// Texts of which a row's may be one: few are compared one by one, many are looked up.
struct FoldedTexts: Sendable {
  private let few: [FoldedText]
  /// Of many, those of ASCII alone, sorted by length and then by their bytes.
  private let plain: [[UInt8]]
  private let all: Set<String>

  private static let mostOfFew = 8
  /// How many bytes are compared for one instruction of a budget.
  private static let bytesPerWork = 64

  init(_ texts: [FoldedText]) {
    let isFew = texts.count <= Self.mostOfFew
    few = isFew ? texts : []
    plain = isFew ? [] : texts.compactMap(\.plain).sorted(by: Self.isBefore)
    all = isFew ? [] : Set(texts.map(\.text))
  }

  private static func isBefore(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    one.count != other.count ? one.count < other.count : one.lexicographicallyPrecedes(other)
  }

  /// Whether `text`, as read from a row, is one of them.
  func contains(_ text: UnsafeRawBufferPointer, _ work: ConditionWork) -> Bool {
    work.add(text.count / Self.bytesPerWork)
    if FoldedText.hasWideByte(text) {
      let folded = text.count < 64 ? short(text, work) : work.letters(of: text).text
      return few.contains { $0.text == folded } || all.contains(folded)
    }
    let inner = FoldedText.trimmed(text)
    for one in few {
      if let plain = one.plain, plain.count == inner.count, FoldedText.isEqual(inner, plain) { return true }
    }
    return !plain.isEmpty && isSorted(inner)
  }

  private func short(_ text: UnsafeRawBufferPointer, _ work: ConditionWork) -> String {
    work.add(8)
    return FoldedText.folded(String(decoding: text, as: UTF8.self))
  }

  /// Whether it stands among those that are sorted.
  private func isSorted(_ text: UnsafeRawBufferPointer) -> Bool {
    var (low, high) = (0, plain.count)
    while low < high {
      let middle = (low + high) / 2
      let order = Self.compare(text, plain[middle])
      if order == 0 { return true }
      if order < 0 { high = middle } else { low = middle + 1 }
    }
    return false
  }

  private static func compare(_ text: UnsafeRawBufferPointer, _ plain: [UInt8]) -> Int {
    if text.count != plain.count { return text.count - plain.count }
    for place in 0..<text.count {
      let byte = FoldedText.lowered(text[place])
      if byte != plain[place] { return Int(byte) - Int(plain[place]) }
    }
    return 0
  }
}
