import ReferRules

extension Explanation {
  /// Adds the three keys of `--explain`.
  func fill(_ decision: inout ContactDecision) {
    decision.reads = reads.map { ContactDecision.Read(question: $0.question, field: $0.field, value: $0.value) }
    decision.passedOver = passedOver
    decision.flip = flip
  }
}
