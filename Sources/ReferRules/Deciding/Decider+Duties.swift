package import ReferModel

extension Decider {
  /// What is to be done about a contact: its follow-ups and the thanks that are owed, in the order of the file.
  ///
  /// ``decide(_:)`` says so too, with what was over in the last ninety days; here more of the past can be had.
  ///
  /// - Parameters:
  ///   - decision: what ``decide(_:)`` said of the same row.
  ///   - since: what was done, ended or missed before is left out; nil is ninety days ago.
  /// - Throws: ``Decision/Failure`` with file and line for a function that fails.
  package func duties(_ row: Cells, _ decision: Decision, since: Instant? = nil) throws(Decision.Failure) -> Duties {
    guard makesDuties, decision.verdict != nil else { return Duties() }
    let since = since ?? clock.zone.instant(clock.now, adding: -DutyMaker.memory)
    return try budgetedLate { () throws(Decision.Failure) in
      var maker = DutyMaker(self, row, decision, since: since)
      return try maker.make()
    }
  }

  /// What a message for a follow-up or a thank-you speaks of: whom it is with, and what it answers.
  ///
  /// Nil where the row no longer has what it answers.
  package func scope(of item: FollowUp, _ row: Cells) -> TemplateScope? {
    guard let rule = loaded.rules.followUps.first(where: { $0.name == item.rule }),
      let step = rule.steps.first(where: { $0.number == item.step })
    else { return nil }
    return scope(row, item.occurrence, item.startedBy, step.with, reads(of: rule.origin))
  }

  /// As ``scope(of:_:)-(FollowUp,_)``, of thanks.
  package func scope(of item: ThankYou, _ row: Cells) -> TemplateScope? {
    guard let rule = loaded.rules.thankYous.first(where: { $0.name == item.rule }) else { return nil }
    return scope(row, item.occurrence, item.startedBy, rule.with, reads(of: rule.origin))
  }

  /// A message to a contact about nothing in particular.
  package func scope(_ row: Cells, for template: Template) -> TemplateScope {
    TemplateScope(to: row, reads: reads(of: template.origin))
  }

  private func scope(
    _ row: Cells, _ kind: Occurrence.Kind, _ identity: String, _ role: Occurrence.Role,
    _ reads: FieldSelection?
  ) -> TemplateScope? {
    let start = Occurrences(row: row, clock: clock, reads: reads).of(kind).first { $0.identity == identity }
    guard let start, let person = start.person(role, row) else { return nil }
    var scope = TemplateScope(to: row, reads: reads)
    if let record = start.record { scope.speak(of: record.kind, record.cells) }
    for (root, role) in Self.roles where kind.fact(of: role).map(reads.allows) ?? true {
      if let known = start.person(role, row) { scope[root] = known }
    }
    scope[.contact] = person
    return scope
  }

  private static let roles: [(TemplatePath.Root, Occurrence.Role)] = [
    (.giver, .giver), (.receiver, .receiver), (.prospect, .prospect), (.otherSide, .otherSide),
    (.introducer, .introducer), (.introduced, .introduced),
  ]
}
