/// How many cells a terminal gives to a character.
///
/// Terminals differ in the rarest scripts and newest emoji; this follows Unicode's East Asian Width (UAX #11), and
/// takes what a reader sees as one character as one.
enum CellWidth {
  /// The cells of one character: 2 for an emoji however it is put together, else the sum of its parts.
  static func of(_ character: Character) -> Int {
    var cells = 0
    var count = 0
    for scalar in character.unicodeScalars {
      // U+FE0F asks for the coloured, wide form of the sign before it.
      // The first sign that is wide and coloured of itself is U+231A.
      let isEmoji = scalar.value >= 0x231A && scalar.properties.isEmojiPresentation
      if scalar.value == 0xFE0F && count > 0 || isEmoji { return 2 }
      cells += of(scalar)
      count += 1
    }
    return cells
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0: 0
    case ..<0x300: 1
    // The vowels and last consonants of Hangul stand in the cells of the first.
    case 0x1160...0x11FF, 0xD7B0...0xD7FF: 0
    default: !isSeen(scalar) ? 0 : wide.contains { $0 ~= scalar.value } ? 2 : 1
    }
  }

  private static func isSeen(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .lineSeparator, .paragraphSeparator: false
    case .format: !scalar.properties.isDefaultIgnorableCodePoint
    default: true
    }
  }

  /// What East Asian Width calls wide or fullwidth, beside emoji; gaps that hold nothing yet are filled.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
    0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]
}
