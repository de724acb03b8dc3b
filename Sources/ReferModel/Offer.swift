import Synchronization

/// Commands that messages offer, ready to be typed: over the book that the user typed, else over their own.
package enum Offer {
  private static let book = Mutex<String?>(nil)

  /// Offers commands over a book from now on; nil offers them over the user's own, which needs no name.
  package static func keep(book path: String?) { book.withLock { $0 = path } }

  /// - Parameter words: what stands behind `refer`, such as "undo".
  package static func command(_ words: String) -> String {
    "refer \(words)" + (book.withLock(\.self).map { " --book \(shellWord($0))" } ?? "")
  }

  /// The same in quotes, as a sentence has it.
  package static func quoted(_ words: String) -> String { "'\(command(words))'" }

  /// How what was just done is taken back.
  package static var undo: String { "Undo: \(command("undo"))" }

  /// A word as a shell takes it; what could steer a terminal is spelled out.
  static func shellWord(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      48...57 ~= byte || 65...90 ~= byte || 97...122 ~= byte || "/._-+@%,:=".utf8.contains(byte)
    }
    if isPlain, !word.isEmpty { return word }
    guard word.unicodeScalars.contains(where: steers) else { return "'\(word.replacing("'", with: "'\\''"))'" }
    let letters = word.unicodeScalars.map { scalar in
      if scalar == "'" || scalar == "\\" { return "\\\(scalar)" }
      return steers(scalar) ? String(scalar).utf8.map { "\\" + octal($0) }.joined() : String(scalar)
    }
    return "$'\(letters.joined())'"
  }

  private static func steers(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  private static func octal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 8)
    return String(repeating: "0", count: 3 - digits.count) + digits
  }
}
