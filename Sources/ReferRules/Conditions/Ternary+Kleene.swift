import ReferModel

/// Kleene's tables for parts that are asked one by one, and no further than needed.
extension Ternary {
  static func any<Part>(_ parts: [Part], _ answer: (Part) throws -> Ternary) rethrows -> Ternary {
    var result = Ternary.no
    for part in parts {
      switch try answer(part) {
      case .yes: return .yes
      case .unknown: result = .unknown
      case .no: break
      }
    }
    return result
  }

  static func all<Part>(_ parts: [Part], _ answer: (Part) throws -> Ternary) rethrows -> Ternary {
    var result = Ternary.yes
    for part in parts {
      switch try answer(part) {
      case .no: return .no
      case .unknown: result = .unknown
      case .yes: break
      }
    }
    return result
  }
}
