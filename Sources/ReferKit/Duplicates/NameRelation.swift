/// How the names of two contacts stand to each other.
enum NameRelation: Hashable {
  case same
  /// "Park Ada" and "Ada Park".
  case sameInAnotherOrder
  /// One has a middle name or initial, the other none.
  case sameButForMiddle
  /// Both have a middle name, and not the same.
  case otherMiddle
  case nickname(String, String)
  case initial
  /// "J. Robert Moor" and "Robert Moor".
  case middleUsed
  case firstDiffersByLetter
  case lastDiffersByLetter
  /// "Ada Park-Lee" and "Ada Park".
  case partOfLast
  /// The one name is a part of the other: "Ada" and "Ada Park".
  case partOnly
  /// The given name is the same, the family's is not.
  case otherLast
  case otherFirst
  case other
  /// One of them, or both, has none.
  case unknown

  init(_ a: PersonName, _ b: PersonName) {
    if a.isEmpty || b.isEmpty {
      self = .unknown
    } else if a.last.isEmpty || b.last.isEmpty {
      let fits = a.first == b.first || a.first == b.last || a.last == b.first
      self = fits && !(a.first.isEmpty && b.first.isEmpty) ? (a.last == b.last ? .same : .partOnly) : .other
    } else if a.last == b.last {
      self = Self.givenNames(a, b)
    } else if a.first == b.last, a.last == b.first {
      self = .sameInAnotherOrder
    } else if Self.fit(a, b) {
      self = Self.familyNames(a, b)
    } else {
      self = .other
    }
  }

  /// The family's name is the same.
  private static func givenNames(_ a: PersonName, _ b: PersonName) -> NameRelation {
    if a.first.isEmpty || b.first.isEmpty { return .partOnly }
    if ([a.first] + a.middle).joined() == ([b.first] + b.middle).joined() { return .same }
    if a.first == b.first { return middles(a.middle, b.middle) }
    if let (one, other) = nickname(a, b) { return .nickname(one, other) }
    if isInitial(a.first, of: b.first) || isInitial(b.first, of: a.first) { return .initial }
    if a.middle.contains(b.first) || b.middle.contains(a.first) { return .middleUsed }
    return isSlip(ofGiven: a.first, b.first) ? .firstDiffersByLetter : .otherFirst
  }

  private static func middles(_ a: [String], _ b: [String]) -> NameRelation {
    guard let one = a.first, let other = b.first else { return .sameButForMiddle }
    if one == other || isInitial(one, of: other) || isInitial(other, of: one) { return .same }
    return .otherMiddle
  }

  private static func nickname(_ a: PersonName, _ b: PersonName) -> (String, String)? {
    for one in a.given {
      for other in b.given where (one != a.first || other != b.first || one != other) && Nicknames.fit(one, other) {
        return (a.spoken, b.spoken)
      }
    }
    return nil
  }

  private static func fit(_ a: PersonName, _ b: PersonName) -> Bool {
    a.first == b.first || !a.first.isEmpty && !b.first.isEmpty && nickname(a, b) != nil
  }

  /// A given name fits; the family's differ.
  private static func familyNames(_ a: PersonName, _ b: PersonName) -> NameRelation {
    if isInitial(a.last, of: b.last) || isInitial(b.last, of: a.last) { return .initial }
    let (short, long) = a.last.count < b.last.count ? (a.last, b.last) : (b.last, a.last)
    if short.count >= 3, long.hasPrefix(short) || long.hasSuffix(short), long.count - short.count >= 3 {
      return .partOfLast
    }
    return short.count >= 4 && Spelling.isOneSlip(short, long) ? .lastDiffersByLetter : .otherLast
  }

  private static func isInitial(_ one: String, of other: String) -> Bool {
    one.count == 1 && other.count > 1 && other.hasPrefix(one)
  }

  /// Ann and Anna, Paul and Paula, Maria and Mario are names of different people.
  private static func isSlip(ofGiven one: String, _ other: String) -> Bool {
    guard min(one.count, other.count) >= 4, Spelling.isOneSlip(one, other) else { return false }
    let (short, long) = one.count <= other.count ? (one, other) : (other, one)
    if long.hasPrefix(short) { return false }
    return !(short.count == long.count && short.dropLast() == long.dropLast())
  }
}
