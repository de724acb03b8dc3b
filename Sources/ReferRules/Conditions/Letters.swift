/// A folded text as numbers, one for each letter with its accents: so that a search compares numbers, not letters.
final class Letters {
  let text: String
  private let numbers: [UInt32]
  private let known: [Character: UInt32]

  /// An ASCII letter is its own number, whatever else is spelt like it: U+037E is a semicolon.
  static let plain: [Character: UInt32] = Dictionary(
    uniqueKeysWithValues: (0..<128).map { (Character(Unicode.Scalar(UInt8($0))), UInt32($0)) })

  init(_ text: String) {
    self.text = text
    var known: [Character: UInt32] = [:]
    var numbers: [UInt32] = []
    numbers.reserveCapacity(text.utf8.count)
    for letter in text {
      if letter.utf8.count == 1, let byte = letter.utf8.first {
        numbers.append(UInt32(byte))
      } else if let number = known[letter] ?? Self.plain[letter] {
        numbers.append(number)
      } else {
        let number = UInt32(Self.plain.count + known.count)
        known[letter] = number
        numbers.append(number)
      }
    }
    self.numbers = numbers
    self.known = known
  }

  var count: Int { numbers.count }

  /// Whether these letters stand in it one behind the other.
  func contains(_ part: [Character]) -> Bool {
    guard part.count <= numbers.count else { return false }
    var sought: [UInt32] = []
    sought.reserveCapacity(part.count)
    for letter in part {
      guard let number = known[letter] ?? Self.plain[letter] else { return false }
      sought.append(number)
    }
    return SoughtRun(sought).isFound(in: numbers.count) { numbers[$0] }
  }
}

/// A run of elements that is looked for in one pass, by Knuth, Morris and Pratt: never more than two comparisons for an
/// element, whatever the texts.
struct SoughtRun<Element: Equatable & Sendable>: Sendable {
  private let run: [Element]
  /// Of each place: how much of the run's beginning ends there, for when the next element does not fit.
  private let rests: [Int]

  init(_ run: [Element]) {
    self.run = run
    var rests = Array(repeating: 0, count: run.count)
    var rest = 0
    for place in run.indices.dropFirst() {
      while rest > 0, run[place] != run[rest] { rest = rests[rest - 1] }
      if run[place] == run[rest] { rest += 1 }
      rests[place] = rest
    }
    self.rests = rests
  }

  /// Whether it is found among `count` elements.
  @inline(__always)
  func isFound(in count: Int, _ element: (Int) -> Element) -> Bool {
    guard !run.isEmpty else { return true }
    return run.withUnsafeBufferPointer { run in
      var fitting = 0
      for place in 0..<count {
        let next = element(place)
        while fitting > 0, next != run[fitting] { fitting = rests[fitting - 1] }
        if next == run[fitting] {
          fitting += 1
          if fitting == run.count { return true }
        }
      }
      return false
    }
  }
}
