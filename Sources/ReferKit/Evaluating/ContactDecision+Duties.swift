import ReferModel
import ReferRules

extension ContactDecision {
  /// Somebody whom a follow-up or thanks are with.
  public struct Person: Codable, Hashable, Sendable {
    public var id: String?
    public var name: String?

    enum CodingKeys: String, CodingKey { case id, name }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(id, forKey: .id)
      try container.encode(name, forKey: .name)
    }
  }

  /// One step of a sequence. Times are of RFC 3339, in UTC.
  public struct FollowUp: Codable, Hashable, Sendable {
    /// The same in every run: a digest of rule, step, contact and what started it.
    public var id: String
    public var rule: String
    /// From 1.
    public var step: Int
    public var with: Person
    public var note: String?
    /// The template to send; sending acts on settled decisions only.
    public var template: String?
    public var idealAt: String
    public var dueAt: String?
    public var limitAt: String?
    /// "waiting", "green", "amber", "red", "done", "ended" or "missed".
    public var state: String
    /// When it was done, ended or missed.
    public var overAt: String?
    /// The kind of the interaction that did it.
    public var doneBy: String?
    public var why: String
    /// The shortlists that it is only for, where they are not drawn up: then it may fall away.
    public var shortlists: [String]
    /// Where the rule stands.
    public var file: String
    public var line: Int

    enum CodingKeys: String, CodingKey {
      case id, rule, step, with, note, template
      case idealAt = "ideal_at"
      case dueAt = "due_at"
      case limitAt = "limit_at"
      case state
      case overAt = "over_at"
      case doneBy = "done_by"
      case why, shortlists, file, line
    }
  }

  /// Thanks that are owed.
  public struct ThankYou: Codable, Hashable, Sendable {
    public var id: String
    public var rule: String
    /// The occurrence that they are owed for.
    public var occurrence: String
    /// The id of the referral, if it is one.
    public var referral: String?
    public var with: Person
    public var kind: String?
    public var template: String?
    public var gift: String?
    public var isPublic: Bool
    /// Whether they agreed to be thanked in public; nil where nobody asked.
    public var consent: Bool?
    public var owedSince: String
    public var dueAt: String?
    /// "green", "red" or "done".
    public var state: String
    public var doneAt: String?
    public var why: String
    /// Where the rule stands.
    public var file: String
    public var line: Int

    enum CodingKeys: String, CodingKey {
      case id, rule
      case occurrence = "for"
      case referral, with, kind, template, gift
      case isPublic = "public"
      case consent
      case owedSince = "owed_since"
      case dueAt = "due_at"
      case state
      case doneAt = "done_at"
      case why, file, line
    }
  }
}

extension ContactDecision.FollowUp {
  init(_ item: ReferRules.FollowUp, _ rules: RuleSet) {
    id = item.id
    rule = item.rule
    step = item.step
    with = ContactDecision.Person(id: item.with.id, name: item.with.name)
    note = item.note
    template = item.template
    idealAt = "\(item.idealAt)"
    dueAt = item.dueAt.map { "\($0)" }
    limitAt = item.limitAt.map { "\($0)" }
    state = item.state.rawValue
    overAt = item.overAt.map { "\($0)" }
    doneBy = item.doneBy
    why = item.why
    shortlists = item.pendingShortlists.map { rules.shortlists[$0].name }
    file = item.place.file
    line = item.place.line
  }

  /// What is not there is written as null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(rule, forKey: .rule)
    try container.encode(step, forKey: .step)
    try container.encode(with, forKey: .with)
    try container.encode(note, forKey: .note)
    try container.encode(template, forKey: .template)
    try container.encode(idealAt, forKey: .idealAt)
    try container.encode(dueAt, forKey: .dueAt)
    try container.encode(limitAt, forKey: .limitAt)
    try container.encode(state, forKey: .state)
    try container.encode(overAt, forKey: .overAt)
    try container.encode(doneBy, forKey: .doneBy)
    try container.encode(why, forKey: .why)
    try container.encode(shortlists, forKey: .shortlists)
    try container.encode(file, forKey: .file)
    try container.encode(line, forKey: .line)
  }
}

extension ContactDecision.ThankYou {
  init(_ item: ReferRules.ThankYou) {
    id = item.id
    rule = item.rule
    occurrence = item.occurrence.rawValue
    referral = item.referral
    with = ContactDecision.Person(id: item.with.id, name: item.with.name)
    kind = item.kind?.rawValue
    template = item.template
    gift = item.gift
    isPublic = item.isPublic
    consent = item.consents
    owedSince = "\(item.owedSince)"
    dueAt = item.dueAt.map { "\($0)" }
    state = item.state.rawValue
    doneAt = item.doneAt.map { "\($0)" }
    why = item.why
    file = item.place.file
    line = item.place.line
  }

  /// What is not there is written as null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(rule, forKey: .rule)
    try container.encode(occurrence, forKey: .occurrence)
    try container.encode(referral, forKey: .referral)
    try container.encode(with, forKey: .with)
    try container.encode(kind, forKey: .kind)
    try container.encode(template, forKey: .template)
    try container.encode(gift, forKey: .gift)
    try container.encode(isPublic, forKey: .isPublic)
    try container.encode(consent, forKey: .consent)
    try container.encode(owedSince, forKey: .owedSince)
    try container.encode(dueAt, forKey: .dueAt)
    try container.encode(state, forKey: .state)
    try container.encode(doneAt, forKey: .doneAt)
    try container.encode(why, forKey: .why)
    try container.encode(file, forKey: .file)
    try container.encode(line, forKey: .line)
  }
}
