package import ReferModel

/// One field-first condition, resolved and ready to be asked of rows.
final class FieldTest: Sendable {
  let path: FieldPath
  let test: Condition.Test
  private let kind: Kind
  /// Of `within`: the earliest and latest time that count.
  let window: ClosedRange<Double>

  private enum Kind {
    case texts(FoldedTexts, negated: Bool)
    case numbers(Set<Double>, negated: Bool)
    case yesno([Bool], negated: Bool)
    case has
    case contains(SoughtText)
    case within
    case atLeast(Double)
    case atMost(Double)
  }

  enum Problem: Error, Hashable {
    /// The test does not go with the field's kind; the text says what it needs.
    case mismatch(String)
  }

  init(_ path: FieldPath, _ test: Condition.Test, clock: Clock) throws(Problem) {
    self.path = path
    self.test = test
    kind = try Self.kind(path, test)
    if case .within(let length) = test {
      let start = clock.zone.instant(clock.now, adding: -length).seconds
      window = min(start, clock.now.seconds)...max(start, clock.now.seconds)
    } else {
      window = 0...0
    }
  }

  private static func kind(_ path: FieldPath, _ test: Condition.Test) throws(Problem) -> Kind {
    switch test {
    case .has: return .has
    case .contains(let text):
      switch path.kind {
      case .text, .texts: return .contains(SoughtText(text))
      default: throw .mismatch("'\(path.text)' is \(name(path.kind)): contains needs a text")
      }
    case .within:
      guard path.kind == .time else {
        throw .mismatch("'\(path.text)' is \(name(path.kind)): within needs a time, such as met_at")
      }
      return .within
    case .atLeast(let number), .atMost(let number):
      let isLeast = if case .atLeast = test { true } else { false }
      switch path.kind {
      case .number, .texts, .records: break
      case .text where path.key != nil: break
      default:
        throw .mismatch("'\(path.text)' is \(name(path.kind)): \(test.name) needs a number or a list to count")
      }
      return isLeast ? .atLeast(number) : .atMost(number)
    case .isOne(let literals): return try equality(path, literals, negated: false)
    case .isNone(let literals): return try equality(path, literals, negated: true)
    }
  }

  private static func equality(_ path: FieldPath, _ literals: [Condition.Literal], negated: Bool)
    throws(Problem) -> Kind
  {
    var texts: [FoldedText] = []
    var numbers: [Double] = []
    var flags: [Bool] = []
    for literal in literals {
      switch (literal, path.kind) {
      case (.text(let text), .text) where path.isDay && PartialDate(text) == nil:
        throw .mismatch("'\(path.text)' is a day, written like \"1980-04-16\" or \"--04-16\": it can't be \(literal)")
      case (.text(let text), .text), (.text(let text), .texts), (.text(let text), .record):
        texts.append(FoldedText(text))
      case (.number(let number), .number): numbers.append(number)
      case (.number(let number), .text): texts.append(FoldedText(NumberText.string(number)))
      case (.yesno(let yes), .yesno): flags.append(yes)
      case (_, .time): throw .mismatch("'\(path.text)' is a time: use within(\"\(path.text)\", days(30))")
      default: throw .mismatch("'\(path.text)' is \(name(path.kind)): it can't be \(literal)")
      }
    }
    switch path.kind {
    case .number: return .numbers(Set(numbers), negated: negated)
    case .yesno: return .yesno(flags, negated: negated)
    default: return .texts(FoldedTexts(texts), negated: negated)
    }
  }

  static func name(_ kind: Schema.Kind) -> String {
    switch kind {
    case .text: "a text"
    case .number: "a number"
    case .yesno: "yes or no"
    case .time: "a time"
    case .texts: "a list of texts"
    case .map: "a table of names and values"
    case .record(let of): "one \(Schema.of(of).name)"
    case .records(let of): "a list of \(Schema.of(of).name)s"
    }
  }

  /// "Not known" once the work is more than it may be.
  func answer(for row: Cells, _ work: ConditionWork) -> Ternary {
    work.add(1)
    if work.isSpent { return .unknown }
    let cell: CellLayout
    if path.key == nil {
      guard let found = path.cell(in: row) else { return missing }
      cell = found.pointee
    } else {
      guard let found = path.value(in: row) else { return missing }
      cell = found
    }
    switch kind {
    case .has: return Ternary(count(cell) != 0)
    case .within: return cell.number.map { Ternary(window.contains($0)) } ?? missing
    case .texts(let texts, let negated): return equals(cell, texts, negated, work)
    case .numbers(let numbers, let negated):
      guard let number = cell.number else { return missing }
      return Ternary(numbers.contains(number) != negated)
    case .yesno(let flags, let negated):
      guard let yes = cell.yesno else { return missing }
      return Ternary(flags.contains(yes) != negated)
    case .contains(let text): return contains(cell, text, work)
    case .atLeast(let limit): return measured(cell).map { Ternary($0 >= limit) } ?? .unknown
    case .atMost(let limit): return measured(cell).map { Ternary($0 <= limit) } ?? .unknown
    }
  }

  /// What a missing value means: nothing to have, none of one's own, or a fact not known.
  private var missing: Ternary {
    switch kind {
    case .has: return .no
    case .atLeast(let limit) where path.isCount: return Ternary(0 >= limit)
    case .atMost(let limit) where path.isCount: return Ternary(0 <= limit)
    case .yesno(let flags, let negated) where !path.isFact: return Ternary(flags.contains(false) != negated)
    case .texts(_, let negated) where !path.isFact: return Ternary(negated)
    default: return path.isFact ? .unknown : .no
    }
  }

  private func count(_ cell: CellLayout) -> Int { cell.nested?.count ?? 1 }

  /// The number in the cell, the count of its list, or the number that its text holds.
  func measured(_ cell: CellLayout) -> Double? {
    if let number = cell.number { return number }
    if let text = cell.text { return NumberText.number(text) }
    return cell.nested.map { Double($0.count) }
  }

  private func equals(_ cell: CellLayout, _ texts: FoldedTexts, _ negated: Bool, _ work: ConditionWork) -> Ternary {
    if let text = cell.textBytes { return Ternary(texts.contains(text, work) != negated) }
    guard let nested = cell.nested else { return missing }
    if case .record(let of) = path.kind {
      guard let place = Schema.of(of).index["name"], let record = nested.baseAddress,
        let name = record[place].textBytes
      else { return .unknown }
      return Ternary(texts.contains(name, work) != negated)
    }
    return Ternary(isAny(of: nested, work) { texts.contains($0, work) } != negated)
  }

  private func contains(_ cell: CellLayout, _ text: SoughtText, _ work: ConditionWork) -> Ternary {
    if let bytes = cell.textBytes { return Ternary(text.isContained(in: bytes, work)) }
    guard let nested = cell.nested else { return missing }
    return Ternary(isAny(of: nested, work) { text.isContained(in: $0, work) })
  }

  private func isAny(
    of items: UnsafeBufferPointer<CellLayout>, _ work: ConditionWork, _ holds: (UnsafeRawBufferPointer) -> Bool
  ) -> Bool {
    items.contains { item in
      work.add(1)
      return item.textBytes.map(holds) ?? false
    }
  }
}

/// The time that a run takes as now, and the zone in which its days fall.
package struct Clock: Hashable, Sendable {
  package let now: Instant
  package let zone: Zone
  package init(now: Instant, zone: Zone) {
    self.now = now
    self.zone = zone
  }
}
