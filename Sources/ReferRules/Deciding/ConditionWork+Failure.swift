extension ConditionWork {
  /// What is said of a contact whose conditions cost more than one decision may.
  func failure(_ source: ScriptSource, line: Int) -> Decision.Failure {
    let more = BudgetScope.decision.more(.instructions, limit)
    return Decision.Failure(
      source, line: line,
      message: "\(limit) instructions are spent on conditions alone: ask for fewer texts in long fields\(more)",
      reading: nil)
  }
}
