import ReferModel

/// Finds the nearest change that would put a contact into another bucket: of one answer or fact, else of two.
struct FlipFinder {
  private let rules: RuleSet
  private let decider: Decider
  private let row: Cells
  private let current: Int?
  private let situation: Situation
  private let answers: [Decision.Answer]

  private enum Change {
    case answer(Int, Question.Value)
    case test(Int, Bool)
  }

  init(_ decision: Decision, _ verdict: Verdict, _ row: Cells, _ decider: Decider) {
    rules = decider.loaded.rules
    self.decider = decider
    self.row = row
    answers = decision.answers
    current = verdict.places.first?.indexInSet
    situation = decider.situation(of: decision, row)
  }

  func sentence() -> String? {
    guard let set = rules.sets.first else { return nil }
    if let current, set.buckets[current].isUnanswered {
      let open = zip(rules.questions, situation.slots).filter { $0.isRequired && $1.value == nil }.map { $0.0.name }
      return "would leave \(set.buckets[current].name) once answered: \(open.joined(separator: ", "))"
    }
    guard let (bucket, changes) = nearest() else { return nil }
    return "would be \(set.buckets[bucket].name) if " + changes.map(text).joined(separator: ", and ")
  }

  /// The best bucket that one change reaches, else two; a bucket before the current one is best.
  private func nearest() -> (bucket: Int, changes: [Change])? {
    // No more than so many situations are tried: conditions may be large.
    var left = max(Outlook.mostWork / max(decider.parts, 1), 1)
    let changes = self.changes
    var found: (bucket: Int, changes: [Change])?
    func consider(_ set: [Change]) {
      left -= 1
      guard left >= 0, let bucket = decider.holding(applying(set), row), bucket != current else { return }
      if rules.sets[0].buckets[bucket].isUnanswered { return }
      if let known = found, rank(known.bucket) <= rank(bucket) { return }
      found = (bucket, set)
    }
    for change in changes { consider([change]) }
    if let found, rank(found.bucket) < rules.sets[0].buckets.count { return found }
    guard changes.count <= 64 else { return found }
    let single = found
    for (place, first) in changes.enumerated() {
      for second in changes[(place + 1)...] where !isSame(first, second) { consider([first, second]) }
    }
    return found ?? single
  }

  /// Buckets before the current one first, then those after it.
  private func rank(_ bucket: Int) -> Int {
    let count = rules.sets[0].buckets.count
    guard let current else { return bucket }
    return bucket < current ? bucket : count + bucket
  }

  private func isSame(_ a: Change, _ b: Change) -> Bool {
    switch (a, b) {
    case (.answer(let a, _), .answer(let b, _)), (.test(let a, _), .test(let b, _)): a == b
    default: false
    }
  }

  private var changes: [Change] {
    var changes: [Change] = []
    for (place, question) in rules.questions.enumerated() {
      let now = situation.slots[place].value
      let others = question.domain.filter { $0 != now }
      changes += others.sorted { abs($0 - (now ?? 0)) < abs($1 - (now ?? 0)) }.map { Change.answer(place, $0) }
    }
    for (place, holds) in situation.tests.enumerated() { changes.append(.test(place, holds != .yes)) }
    return changes
  }

  private func applying(_ changes: [Change]) -> Situation {
    var trial = situation
    for change in changes {
      switch change {
      case .answer(let place, let value):
        trial.slots[place] = Situation.Slot(
          value: value, points: rules.questions[place].points(for: value), isOpen: false)
      case .test(let place, let yes): trial.tests[place] = Ternary(yes)
      }
    }
    return trial
  }

  private func text(_ change: Change) -> String {
    switch change {
    case .test(let place, let yes): return Reversal(row, decider.clock).text(decider.tests[place], yes)
    case .answer(let place, let value):
      let question = rules.questions[place]
      if answers[place].by != .user, let condition = decider.condition(of: place), question.form == .yesno {
        return Reversal(row, decider.clock).text(condition, value == 1)
      }
      return "\(question.name) were \(question.text(of: value))"
    }
  }
}
