import ReferModel
import ReferRules
import ReferStore

extension DayItem.State {
  init(_ state: DutyState) {
    switch state {
    case .waiting: self = .waiting
    case .green: self = .green
    case .amber: self = .amber
    case .red: self = .red
    case .done: self = .done
    case .ended, .missed: self = .over
    }
  }

  /// Of what has a day and no colours of its own: late from the end of that day on.
  init(due: Instant, _ clock: Clock) {
    let today = clock.zone.date(at: clock.now)
    let day = clock.zone.date(at: due)
    self = day < today ? .red : day == today ? .green : .waiting
  }
}

extension DayItem {
  init(_ step: FollowUp, name: String?, _ rules: RuleSet) {
    let template = step.template.flatMap { sent in rules.templates.first { $0.name == sent } }
    let other = step.with.id == step.contact ? nil : step.with
    let sent = template?.channel?.interaction ?? "message"
    let usual = step.kinds.isEmpty || step.kinds.contains(sent) ? sent : step.kinds[0]
    let todo = [step.note, step.template.map { "send '\($0)'" }].compactMap(\.self)
    self.init(
      id: step.id, kind: .followUp, state: State(step.state), contact: step.contact, name: name, with: other?.name,
      what: todo.isEmpty ? "get in touch" : todo.joined(separator: "; "),
      why: step.why, rule: step.rule, place: step.place, template: step.template, ideal: step.idealAt, due: step.dueAt,
      limit: step.limitAt, endedAt: step.overAt, doneBy: step.doneBy,
      deed: .contact(
        kind: usual, counts: step.kinds, with: Partner(other),
        referral: step.referral.flatMap(Int64.init)))
  }

  init(_ thanks: ThankYou, name: String?, _ rules: RuleSet) {
    let kind = thanks.isPublic ? "public" : thanks.kind?.rawValue ?? "note"
    let other = thanks.with.id == thanks.contact ? nil : thanks.with
    let how = [
      "thank them", thanks.isPublic ? "in public" : thanks.kind.map { "with a \($0.rawValue)" },
      thanks.gift.map { "and \($0)" },
      thanks.isPublic && thanks.consents != true ? "(ask first: they have not agreed to be named)" : nil,
      thanks.template.map { "– send '\($0)'" },
    ]
    self.init(
      id: thanks.id, kind: .thankYou, state: State(thanks.state), contact: thanks.contact, name: name,
      with: other?.name,
      what: how.compactMap(\.self).joined(separator: " "), why: thanks.why, rule: thanks.rule, place: thanks.place,
      template: thanks.template, ideal: thanks.owedSince, due: thanks.dueAt, limit: thanks.dueAt,
      endedAt: thanks.doneAt,
      deed: .thanks(
        kind: kind, with: Partner(other), referral: thanks.referral.flatMap(Int64.init)))
  }

  /// What the user said is done, or is not to be done, and nothing else knows of.
  init(answered id: String, _ said: ItemState, by person: PersonLine) {
    let at = Instant(seconds: said.at)
    self.init(
      id: id, kind: .followUp, state: said.kind == .done ? .done : .over, contact: String(person.id), name: person.name,
      what: said.rule, why: said.why ?? "", rule: said.rule, ideal: at, endedAt: at,
      deed: .contact(kind: "message", counts: [], with: .contact, referral: nil))
  }

  /// Something promised, by either side, that is still open.
  init(_ promise: OpenItem, by person: PersonLine, _ clock: Clock) {
    let due = Instant(seconds: promise.due ?? clock.now.seconds)
    let isTheirs = promise.by == "them"
    let what = promise.what ?? "a promise"
    self.init(
      id: Fingerprint.of(Array("promise \(promise.id)".utf8)), kind: .promise, state: State(due: due, clock),
      contact: String(person.id), name: person.name, what: isTheirs ? "ask for: \(what)" : "keep your word: \(what)",
      why: isTheirs ? "they promised it (promise \(promise.id))" : "you promised it (promise \(promise.id))",
      ideal: due, due: due, deed: .promise(promise.id, due: promise.due))
  }

  /// Word that the user owes whoever gave a referral.
  init(newsOf line: ReferralLine, due: Instant, _ clock: Clock) {
    let about = line.prospectName ?? "their referral"
    self.init(
      id: Fingerprint.of(Array("news \(line.id) \(due)".utf8)), kind: .news, state: State(due: due, clock),
      contact: String(line.contact), name: line.contactName, what: "tell them how it went with \(about)",
      why:
        "referral \(line.id) is \(line.stage ?? "new"); whoever gave it should hear of it, above all where it failed",
      ideal: due, due: due, deed: .news(referral: line.id))
  }
}

extension DayItem.Partner {
  /// - Parameter other: nil where it is with the contact itself.
  fileprivate init(_ other: OtherPerson?) {
    guard let other else {
      self = .contact
      return
    }
    self = other.id.flatMap(Int64.init).map(Self.other) ?? .stranger
  }
}

extension Template.Channel {
  /// The kind of interaction that sending by it is.
  fileprivate var interaction: String {
    switch self {
    case .email: "email"
    case .letter: "note"
    case .card: "card"
    case .message: "message"
    case .phone: "call"
    case .social: "social"
    case .inPerson: "one_to_one"
    }
  }
}
