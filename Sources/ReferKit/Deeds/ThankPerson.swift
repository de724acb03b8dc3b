import ReferModel
import ReferReports
import ReferStore

/// Thanking somebody, for a referral or as such: what `refer thank` does.
///
/// Thanks are due for a referral whether or not it turns into business. Thanks in public need the person's consent.
///
/// ```swift
/// let thank = ThankPerson("Ada Park", "card", in: workspace, run: run)
/// print(try thank.make().line)  // Thanked: Ada Park (2), card, for referral 3 (Northstar), today. Undo: refer undo
/// ```
public struct ThankPerson {
  private let name: String
  private let kind: String?
  private let workspace: Workspace
  private let run: RunContext
  public var options = DeedOptions()
  /// What it is for: the id of a referral, or its prospect's name. Nil takes the only one without thanks.
  public var referral: String?
  /// Said where others hear it.
  public var isPublic = false

  /// The field that says that somebody may be thanked in public.
  static let consent = "public_consent"

  /// - Parameter kind: a word of ``DeedWords/thanks``; nil is the kind that the rules ask for, or a note.
  public init(_ name: String, _ kind: String? = nil, in workspace: Workspace, run: RunContext) {
    self.name = name
    self.kind = kind
    self.workspace = workspace
    self.run = run
  }

  /// - Throws: ``ReferError`` where the name does not mean one person, the referral is none of theirs, or thanks in
  ///   public are not agreed to.
  public func make() throws -> DeedReport {
    let deed = DeedRun("thank", workspace, run, options)
    let typed: ThanksKind? = try .read(kind)
    if isPublic, let typed, typed != .public {
      throw ReferError("--public is a kind of thanks, as is \(typed.name); give one of them", status: .wrongUsage)
    }
    let person = try deed.person(name)
    let at = try deed.past()
    let (line, others) = try workspace.read(asOf: nil) { try whatFor(person, $0) }
    if let line { try deed.check(at, notBefore: line.at, "referral \(line.id) began") }
    let kind = typed ?? (isPublic ? .public : owedKind(person, line?.id) ?? .note)
    var objections: [String] = []
    if kind == .public,
      let reason = try workspace.read(asOf: nil, { try Self.objection(toThankingInPublic: person, $0) })
    {
      objections.append(reason)
      try deed.refuse(objections)
    }
    return try deed.write(about: [person.id], objections: .init(reasons: objections)) { writer in
      try writer.addThanks(kind.name, at: at, referral: line?.id, notes: options.note, contact: person.id)
      if let line, line.contact == person.id, line.thankedAt == nil {
        try writer.updateReferral(line.id, contact: person.id, thankedAt: at)
      }
      var draft = DeedReport.Draft(
        "Thanked", "thank", person.shown, kind == .public ? "in public" : kind.name,
        line.map { "for referral \($0.id) (\($0.prospectName ?? "no name"))" }, at: at,
        details: [
          .init("contact", id: person.id), .init("kind", kind.name), .init("referral", id: line?.id),
          .init("at", time: at), .init("notes", options.note),
        ])
      if !others.isEmpty {
        draft.advice = "Not yet thanked for: \(others.map(ReferralLookup.label).joined(separator: "; ")) (--for)."
      }
      return draft
    }
  }

  /// The kind of the thanks that the rules ask for first; nil where they ask for none, or can't say so. In public only
  /// whoever agreed to it is thanked.
  private func owedKind(_ person: PersonLine, _ referral: Int64?) -> ThanksKind? {
    guard workspace.hasOwnRules else { return nil }
    // Slips in the rules are no reason not to write the thanks down; what they tick off says so.
    let owed = try? workspace.read(asOf: nil) { reader in
      let desk = try DayDesk(Evaluation(rules: try workspace.ownRules(), over: workspace, run: run))
      let mayBePublic = try Self.objection(toThankingInPublic: person, reader) == nil
      return try ([person.id] + reader.contactsNaming(person.id)).flatMap { try desk.duties(of: $0, reader) }
        .filter { $0.state.isOpen && $0.person == person.id && $0.referral == referral }
        .sorted { ($0.deadline, $0.id) < ($1.deadline, $1.id) }
        .compactMap { item -> ThanksKind? in
          guard case .thanks(let kind, _, _) = item.deed else { return nil }
          return ThanksKind.named(kind)
        }.filter { $0 != .public || mayBePublic }
    }
    return owed?.first
  }

  /// The referral that is meant, and those that wait for thanks where none is.
  private func whatFor(
    _ person: PersonLine, _ reader: BookReader
  ) throws -> (line: ReferralLine?, others: [ReferralLine]) {
    if let referral {
      let line = try ReferralLookup(reader).referral(referral, of: person.id)
      // Whom it is about may be thanked for it, too.
      guard line.contact == person.id && line.isReceived || line.prospect == person.id else {
        throw ReferError(
          TerminalText.escaped(
            "referral \(line.id) is none that \(person.shown) gave you; \(Offer.quoted("show")) lists those"))
      }
      return (line, [])
    }
    let waiting = try reader.referrals(of: person.id).filter { $0.isReceived && $0.thankedAt == nil }
    return waiting.count == 1 ? (waiting.first, []) : (nil, waiting)
  }

  /// Why somebody is not to be thanked in public; nil where they agreed to it.
  static func objection(toThankingInPublic person: PersonLine, _ reader: BookReader) throws -> String? {
    let agrees = try reader.contact(person.id) { ContactPath(named: consent)?.cell(in: $0).yesno == true }
    if agrees ?? false { return nil }
    return "\(person.id): they have not agreed to be thanked in public (refer edit \(person.id) \(consent)=yes)"
  }
}
