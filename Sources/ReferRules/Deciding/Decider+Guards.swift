package import ReferModel

extension Decider {
  /// The guards that speak before an act with this contact, in the order of the file.
  ///
  /// A guard refuses only on what is settled; where a set that it names is open, or a condition of its own is not known,
  /// it warns. One that names no bucket looks at the first set. An `unless` that is not known does not silence it.
  ///
  /// - Parameter decision: what ``decide(_:)`` said of the same row.
  /// - Throws: ``Decision/Failure`` with file and line for a function that fails.
  package func guards(before act: Guard.Act, _ row: Cells, _ decision: Decision) throws(Decision.Failure)
    -> [GuardFinding]
  {
    var findings: [GuardFinding] = []
    for rule in loaded.rules.guards where rule.before == act {
      let unless: Ternary
      do {
        unless = try budgetedLate {
          let when = try rule.when.map { try late.answer($0, row, decision, line: rule.line) } ?? .yes
          return when == .yes
            ? try rule.unless.map { try late.answer($0, row, decision, line: rule.line) } ?? .no : .yes
        }
      } catch { throw failure(error, line: rule.line) }
      guard unless != .yes else { continue }
      let isSettled = unless == .no && isSettled(rule, decision)
      findings.append(
        GuardFinding(
          name: rule.name, say: rule.say, refuses: rule.refuses && isSettled, isSettled: isSettled,
          place: loaded.source.place(ofLine: rule.line)))
    }
    return findings
  }

  /// What a function looks at is not known: for it, all sets are to be settled.
  private func isSettled(_ rule: Guard, _ decision: Decision) -> Bool {
    guard let verdict = decision.verdict, !verdict.isSettled else { return decision.isSettled }
    let conditions = [rule.when, rule.unless].compactMap(\.self)
    if conditions.contains(where: \.isFunction) { return false }
    var sets: Set<Int> = []
    for case .condition(let condition) in conditions { sets.formUnion(condition.sets) }
    return (sets.isEmpty ? [0] : sets).allSatisfy { verdict.places[$0].isSettled }
  }
}
