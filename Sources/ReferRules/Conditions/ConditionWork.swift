import ReferModel

/// Counts what conditions cost, in instructions of a budget, and keeps what is dear to make twice.
///
/// Begun anew for each decision, so that what one costs does not depend on those before it.
final class ConditionWork {
  private(set) var used = 0
  private(set) var limit = Int.max
  /// The run of a sandbox that its texts belong to.
  var run = 0
  /// Texts that are not ASCII, by where they are and how long.
  private var letters: [Place: Letters] = [:]
  private var keptBytes = 0

  private struct Place: Hashable {
    let start: UnsafeRawPointer?
    let count: Int
  }

  /// How many bytes of texts are kept at once.
  private static let mostKept = 1 << 20

  /// Begins a decision, or one test that a script makes.
  func begin(limit: Int) {
    used = 0
    self.limit = limit
  }

  /// Forgets the texts that it keeps: the rows that held them may be gone.
  func forgetTexts() {
    guard keptBytes > 0 else { return }
    letters.removeAll(keepingCapacity: true)
    keptBytes = 0
  }

  /// From here on tests answer "not known", and nothing may be made of it.
  var isSpent: Bool { used > limit }

  @inline(__always)
  func add(_ work: Int) { used += work }

  /// The letters of a text that is not ASCII; made once in a decision.
  func letters(of text: UnsafeRawBufferPointer) -> Letters {
    let place = Place(start: text.baseAddress, count: text.count)
    if let known = letters[place] { return known }
    add(8 + text.count / 4)
    let made = Letters(FoldedText.folded(String(decoding: text, as: UTF8.self)))
    if keptBytes + text.count > Self.mostKept { forgetTexts() }
    if text.count <= Self.mostKept {
      letters[place] = made
      keptBytes += text.count
    }
    return made
  }
}
