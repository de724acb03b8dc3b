import ReferModel

/// A condition on one record alone: field tests, joined by Kleene's tables.
indirect enum RowCondition: Sendable {
  case test(FieldTest)
  case any([RowCondition])
  case all([RowCondition])
  case none([RowCondition])

  func answer(for row: Cells, _ work: ConditionWork) -> Ternary {
    switch self {
    case .test(let test): return test.answer(for: row, work)
    case .any(let parts): return Ternary.any(parts) { $0.answer(for: row, work) }
    case .all(let parts): return Ternary.all(parts) { $0.answer(for: row, work) }
    case .none(let parts): return Ternary.any(parts) { $0.answer(for: row, work) }.negated
    }
  }

  /// Every test in it, in order.
  var tests: [FieldTest] {
    switch self {
    case .test(let test): [test]
    case .any(let parts), .all(let parts), .none(let parts): parts.flatMap(\.tests)
    }
  }
}
