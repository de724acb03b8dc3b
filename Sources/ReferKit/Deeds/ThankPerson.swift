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

  /// - Parameter kind: a word of ``DeedWords/thanks``; nil is a note.
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
    let kind = try ThanksKind.read(kind) ?? (isPublic ? .public : .note)
    if isPublic, kind != .public {
      throw ReferError("--public is a kind of thanks, as is \(kind.name); give one of them", status: .wrongUsage)
    }
    let person = try deed.person(name)
    let at = try deed.past()
    var objections: [String] = []
    if kind == .public,
      let reason = try workspace.read(asOf: nil, { try Self.objection(toThankingInPublic: person, $0) })
    {
      objections.append(reason)
      try deed.refuse(objections)
    }
    let (line, others) = try workspace.read(asOf: nil) { try whatFor(person, $0) }
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
