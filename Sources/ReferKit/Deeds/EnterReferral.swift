import ReferModel
import ReferReports
import ReferStore

/// Writing down a referral that the user got, or gave: what `refer receive` and `refer give` do.
///
/// A referral is one of whom the prospect knows: without their consent it is a lead, and not counted. More business
/// from a client whom the same person sent before is no new referral: it is refused.
///
/// ```swift
/// let receive = EnterReferral(of: "Northstar Castings", by: "Ada Park", in: workspace, run: run)
/// print(try receive.make().line)
/// // Received: referral 3, Northstar Castings by Ada Park (2), outside, with consent, today. Next: refer thank 2 …
/// ```
public struct EnterReferral {
  private let prospect: String
  private let name: String
  private let direction: NewReferral.Direction
  private let workspace: Workspace
  private let run: RunContext
  public var options = DeedOptions()
  /// The prospect has not agreed to be contacted.
  public var isLead = false
  /// inside, outside or spin_off; nil is worked out.
  public var tier: String?
  /// The referral that it came out of: an id, or a prospect's name.
  public var parent: String?
  /// The introducer's effort, 1 to 5.
  public var strength: Int?
  public var handoff: String?
  /// What the prospect needs.
  public var need: String?
  /// The event that it came from, by name or id.
  public var event: String?

  /// One that `name` gave to the user.
  public init(of prospect: String, by name: String, in workspace: Workspace, run: RunContext) {
    self.init(prospect, name, .received, workspace, run)
  }

  /// One that the user gives to `name`.
  public init(of prospect: String, to name: String, in workspace: Workspace, run: RunContext) {
    self.init(prospect, name, .given, workspace, run)
  }

  private init(
    _ prospect: String, _ name: String, _ direction: NewReferral.Direction, _ workspace: Workspace, _ run: RunContext
  ) {
    self.prospect = prospect
    self.name = name
    self.direction = direction
    self.workspace = workspace
    self.run = run
  }

  private var isReceived: Bool { direction == .received }

  /// - Throws: ``ReferError`` where a name does not mean one person, the same referral is there already, or something
  ///   speaks against giving it.
  public func make() throws -> DeedReport {
    let deed = DeedRun(isReceived ? "receive" : "give", workspace, run, options)
    let person = try deed.person(name)
    let at = try deed.past()
    let prospect = try whom()
    var new = NewReferral(direction, contact: person.id, prospect: prospect, at: at)
    try fill(&new, person)
    var objections = isReceived ? .init() : try deed.objections(to: .givingReferral, towards: [person])
    if let known = try workspace.read(asOf: nil, { try standing(new, $0) }) {
      let reason = "referral \(known.id), \(Self.told(prospect)), is \(known.reached.name) already"
      let advice =
        known.reached == .won
        ? "more business is no new referral: \(Offer.command("stage \(known.id) won --value AMOUNT"))"
        : Offer.command("stage \(known.id) STAGE")
      if !options.anyway {
        throw ReferError(
          TerminalText.escaped("\(reason); \(advice) moves it on, and '--anyway' enters another one"))
      }
      objections.reasons.append(reason)
    }
    return try deed.write(about: [person.id], objections: objections) { writer in
      let place = try event.map { try EventLookup(writer).event($0, at: at) }
      new.event = place?.id
      let id = try writer.addReferral(new)
      return draft(new, id, person, place)
    }
  }

  private func fill(_ new: inout NewReferral, _ person: PersonLine) throws {
    new.parent = try parent.map { typed in
      try workspace.read(asOf: nil) { try ReferralLookup($0).referral(typed).id }
    }
    let worked = new.parent != nil ? Tier.spinOff : isSame(new.prospect, person) ? .inside : .outside
    let tier = try Tier.read(tier) ?? worked
    if tier == .spinOff, new.parent == nil {
      throw ReferError("a spin-off came out of another referral: say which with --parent", status: .wrongUsage)
    }
    if tier != .spinOff, new.parent != nil {
      throw ReferError("what came out of another referral is a spin-off; leave out --tier", status: .wrongUsage)
    }
    new.tier = tier.name
    if let strength, !(1...5).contains(strength) {
      throw ReferError("--strength is 1 to 5: from a name alone to a meeting in person", status: .wrongUsage)
    }
    new.strength = strength.map(Double.init)
    new.handoff = try Handoff.read(handoff)?.name
    new.consent = !isLead
    new.need = need
    new.notes = options.note
  }

  // MARK: The prospect

  /// A person of the book where the name means one, else the name.
  private func whom() throws -> NewReferral.Prospect {
    let name = prospect.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if SearchKey.of(name).isEmpty { throw ReferError("a referral needs a prospect, a person or a company") }
    return try workspace.read(asOf: nil) { reader in
      let (first, count) = try reader.people(PersonQuery(name), limit: PersonLookup.shown)
      if let only = first.first, count == 1 { return .person(id: only.id, name: only.name ?? only.organization) }
      // Several fit a part of a name: it is a name of its own, unless it is the whole name of them.
      let whole = first.filter { $0.name.map(SearchKey.of) == SearchKey.of(name) }
      if whole.count > 1 { throw PersonLookup.several(name, count, first.map { Person($0).label }) }
      return .named(name)
    }
  }

  private func isSame(_ prospect: NewReferral.Prospect, _ person: PersonLine) -> Bool {
    switch prospect {
    case .person(let id, _): id == person.id
    case .named(let name): [person.name, person.organization].contains { $0.map(SearchKey.of) == SearchKey.of(name) }
    }
  }

  private static func shown(_ prospect: NewReferral.Prospect) -> String {
    switch prospect {
    case .person(let id, let name): "\(name ?? "no name") (\(id))"
    case .named(let name): name
    }
  }

  /// As an error may: a name as it was typed, and no other.
  private static func told(_ prospect: NewReferral.Prospect) -> String {
    if case .person(let id, _) = prospect { return "contact \(id)" }
    return shown(prospect)
  }

  /// A referral of the same prospect by, or to, the same person that is open or won.
  private func standing(_ new: NewReferral, _ reader: BookReader) throws -> ReferralLine? {
    let (id, name): (Int64?, String?) =
      switch new.prospect {
      case .person(let id, let name): (id, name)
      case .named(let name): (nil, name)
      }
    return try reader.referrals(ofProspect: id, name: name).last { line in
      line.contact == new.contact && line.direction == new.direction.rawValue
        && (!line.reached.isEnd || line.reached == .won)
    }
  }

  // MARK: What is said

  private func draft(
    _ new: NewReferral, _ id: Int64, _ person: PersonLine, _ place: EventLine?
  ) -> DeedReport.Draft {
    let consent = isLead ? "a lead: without the prospect's consent it is not counted" : "with consent"
    var draft = DeedReport.Draft(
      isReceived ? "Received" : "Gave", isReceived ? "receive" : "give", "referral \(id)",
      "\(Self.shown(new.prospect)) \(isReceived ? "by" : "to") \(person.shown)",
      new.tier.map { $0.replacing("_", with: "-") } ?? "", new.parent.map { "out of referral \($0)" }, consent,
      new.need.map { "needs \($0)" }, place.map { "from \($0.shown)" }, at: new.at)
    draft.advice =
      "Next: \(Offer.command(isReceived ? "thank \(person.id) --for \(id)" : "stage \(id) acknowledged"))."
    let (prospectID, prospectName): (Int64?, String?) =
      switch new.prospect {
      case .person(let id, let name): (id, name)
      case .named(let name): (nil, name)
      }
    draft.details = [
      .init("referral", id: id), .init("direction", direction.rawValue), .init("contact", id: person.id),
      .init("prospect", prospectName), .init("prospect_id", id: prospectID), .init("tier", new.tier),
      .init("parent", id: new.parent), .init("consent", yes: new.consent), .init("strength", new.strength),
      .init("handoff", new.handoff), .init("need", new.need), .init("event", id: new.event),
      .init("at", time: new.at), .init("stage", ReferralStage.new.name), .init("notes", new.notes),
    ]
    return draft
  }
}
