import LuaHost

/// How much a condition holds, with all that is inside it: what it uses twice counts twice.
struct ConditionSize: Hashable {
  /// Tests, and what joins them.
  private(set) var parts = 0
  /// Values that tests compare with.
  private(set) var values = 0
  /// Of all texts in it.
  private(set) var bytes = 0
  private(set) var depth = 0

  static let mostParts = 10_000
  static let mostDepth = 100
  static let mostValues = 100_000
  static let mostBytes = 1 << 20
  /// Of the conditions of all rules together.
  static let mostPartsInAll = 50_000
  static let mostBytesInAll = 4 << 20

  init() {}

  init(of test: Condition.Test) {
    parts = 1
    depth = 1
    switch test {
    case .isOne(let literals), .isNone(let literals):
      values = literals.count
      bytes = literals.reduce(0) { sum, literal in
        if case .text(let text) = literal { sum + text.utf8.count } else { sum }
      }
    case .contains(let text):
      values = 1
      bytes = text.utf8.count
    case .has, .within, .atLeast, .atMost: break
    }
  }

  /// - Throws: ``HostError`` where the whole is larger than a condition may be.
  init(joining inner: [ConditionSize]) throws {
    parts = 1
    for size in inner {
      add(size)
      depth = max(depth, size.depth)
      try check()
    }
    depth += 1
    try check()
  }

  /// Sums stay small: whatever is added to is checked, and so was what is added.
  mutating func add(_ other: ConditionSize) {
    parts += other.parts
    values += other.values
    bytes += other.bytes
  }

  /// - Throws: ``HostError`` where it is larger than a condition may be.
  func check() throws {
    if parts > Self.mostParts {
      throw HostError(
        "this condition has more than \(Self.mostParts) parts, what it uses twice counted twice: "
          + "take a list of values, is(\"city\", cities), or fewer parts")
    }
    if depth > Self.mostDepth {
      throw HostError("this condition is nested more than \(Self.mostDepth) deep: put its parts side by side")
    }
    if values > Self.mostValues {
      throw HostError("this condition compares with more than \(Self.mostValues) values: take fewer")
    }
    if bytes > Self.mostBytes {
      throw HostError("the texts of this condition are longer than 1 MiB together: take fewer, or shorter ones")
    }
  }

  /// What making a condition of these parts costs beside the call, in instructions.
  var work: Int { (parts > 1 ? parts * 16 : 0) + values * 2 + bytes / 4 }
}
