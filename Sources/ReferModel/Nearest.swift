/// The name that was probably meant by one that is not known.
package enum Nearest {
  private static let longest = 64

  /// The candidate nearest to `name`, or nil if none is near: the same letters in another case first, then
  /// the fewest slips of the finger (a letter missing, added, changed, or two swapped), then the longest common
  /// start; among equals the first.
  package static func suggestion(for name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = folded(name)
    let plain = plainlyFolded(name)
    guard !wanted.isEmpty else { return nil }
    let allowed = wanted.count <= 4 ? 1 : wanted.count <= 8 ? 2 : 3
    var best: (name: String, rank: Int)?
    for candidate in candidates {
      // Nearly all names are of plain letters, which are compared much faster.
      let found =
        if let plain, let letters = plainlyFolded(candidate) {
          compared(plain, letters, allowed: allowed)
        } else {
          compared(wanted, folded(candidate), allowed: allowed)
        }
      if found.isSame, name.utf8.count <= longest || candidate.lowercased() == name.lowercased() { return candidate }
      if let rank = found.rank, rank < best?.rank ?? Int.max { best = (candidate, rank) }
    }
    return best?.name
  }

  /// As ``folded(_:)``; nil for what is not of ASCII alone.
  private static func plainlyFolded(_ name: String) -> [UInt8]? {
    var letters: [UInt8] = []
    for byte in name.utf8.prefix(longest) {
      switch byte {
      // A line's end of two characters is one letter.
      case 13, 128...: return nil
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): letters.append(byte | 32)
      case UInt8(ascii: "-"), UInt8(ascii: " "): letters.append(UInt8(ascii: "_"))
      default: letters.append(byte)
      }
    }
    // A mark may follow, and belong to the last of them.
    return name.utf8.dropFirst(longest).first.map { $0 < 128 } ?? true ? letters : nil
  }

  private static func compared<Letter: Equatable>(_ wanted: [Letter], _ letters: [Letter], allowed: Int)
    -> (isSame: Bool, rank: Int?)
  {
    (wanted == letters, rank(wanted, letters, allowed: allowed))
  }

  /// Smaller is nearer; nil is too far. The common start only decides between candidates as many slips away.
  private static func rank<Letter: Equatable>(_ wanted: [Letter], _ letters: [Letter], allowed: Int) -> Int? {
    guard !letters.isEmpty else { return nil }
    let common = zip(wanted, letters).prefix { $0 == $1 }.count
    let isStart = common >= 3 && common == min(wanted.count, letters.count)
    if abs(wanted.count - letters.count) <= allowed {
      let slips = distance(wanted, letters)
      // Of a short word, half changed is another word.
      if slips <= allowed, slips < max(wanted.count, letters.count) { return slips * 100 - min(common, 64) }
    }
    // `follow` for `follow_up`: a start that is whole, but only behind any real near miss.
    return isStart ? 400 + abs(wanted.count - letters.count) : nil
  }

  private static func folded(_ name: String) -> [Character] {
    Array(String(name.prefix(longest)).lowercased().prefix(longest)).map { $0 == "-" || $0 == " " ? "_" : $0 }
  }

  /// Damerau and Levenshtein's distance, in the form that changes no stretch twice.
  private static func distance<Letter: Equatable>(_ one: [Letter], _ other: [Letter]) -> Int {
    var older: [Int] = []
    var old = Array(0...other.count)
    for row in 1...one.count {
      var new = [row]
      new.reserveCapacity(old.count)
      for column in 1...other.count {
        let change = one[row - 1] == other[column - 1] ? 0 : 1
        var least = min(new[column - 1] + 1, old[column] + 1, old[column - 1] + change)
        if row > 1, column > 1, one[row - 1] == other[column - 2], one[row - 2] == other[column - 1] {
          least = min(least, older[column - 2] + 1)
        }
        new.append(least)
      }
      (older, old) = (old, new)
    }
    return old[other.count]
  }
}
