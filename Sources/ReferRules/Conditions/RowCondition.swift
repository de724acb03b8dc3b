import ReferModel

/// A condition on one record alone: field tests, joined by Kleene's tables.
indirect enum RowCondition: Sendable {
  case test(FieldTest)
  case any([RowCondition])
  case all([RowCondition])
  case none([RowCondition])

  func answer(for row: Cells) -> Ternary {
    switch self {
    case .test(let test): return test.answer(for: row)
    case .any(let parts):
      var result = Ternary.no
      for part in parts {
        switch part.answer(for: row) {
        case .yes: return .yes
        case .unknown: result = .unknown
        case .no: break
        }
      }
      return result
    case .all(let parts):
      var result = Ternary.yes
      for part in parts {
        switch part.answer(for: row) {
        case .no: return .no
        case .unknown: result = .unknown
        case .yes: break
        }
      }
      return result
    case .none(let parts): return RowCondition.any(parts).answer(for: row).negated
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
