import ReferModel

/// Numbers for situations: contacts in the same one share a verdict.
struct SituationKeys {
  /// For each question: how many different answers a number can tell apart; nil when rules have too many.
  private let radices: [UInt64]?
  private let forms: [Question.Form]

  init(_ rules: RuleSet) {
    forms = rules.questions.map(\.form)
    var product: UInt64 = 1
    var radices: [UInt64] = []
    for question in rules.questions {
      // Not known, each answer, and each answer that is asked for again.
      let radix = UInt64(Self.states(question.form) * 2 + 1)
      radices.append(radix)
      let (next, overflow) = product.multipliedReportingOverflow(by: radix)
      if overflow || next > 1 << 62 {
        self.radices = nil
        return
      }
      product = next
    }
    for _ in rules.fieldTests {
      let (next, overflow) = product.multipliedReportingOverflow(by: 3)
      if overflow || next > 1 << 62 {
        self.radices = nil
        return
      }
      product = next
    }
    self.radices = radices
  }

  private static func states(_ form: Question.Form) -> Int {
    switch form {
    case .yesno: 2
    case .scale(let low, let high): Int(high - low) + 1
    case .choices(let choices): choices.count
    case .measure: 256
    }
  }

  /// The situation's number, or nil when an answer is none of those that a number can tell.
  func key(of situation: Situation) -> UInt64? {
    guard let radices else { return nil }
    var key: UInt64 = 0
    for (place, slot) in situation.slots.enumerated() {
      var code: UInt64 = 0
      if let value = slot.value {
        guard let state = Self.state(value, forms[place]) else { return nil }
        code = 1 + UInt64(state) * 2 + (slot.isOpen ? 1 : 0)
      }
      key = key * radices[place] + code
    }
    for test in situation.tests { key = key * 3 + UInt64(test.rawValue) }
    return key
  }

  private static func state(_ value: Question.Value, _ form: Question.Form) -> Int? {
    let start: Double = if case .scale(let low, _) = form { low } else { 0 }
    let step = value - start
    guard step >= 0, step < Double(states(form)), step == step.rounded() else { return nil }
    return Int(step)
  }
}
