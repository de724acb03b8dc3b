import ReferModel
import ReferReports
import ReferStore

/// Moving a referral on, and what it brought: what `refer stage` does.
///
/// Every change is a row of its history. An open referral goes to a later stage or to an end; back, or away from an
/// end, is a reopening, which has to be asked for. Business on a referral that is won already is repeat business, and no
/// new referral.
///
/// ```swift
/// var move = MoveReferral("3", to: "won", in: workspace, run: run)
/// move.value = "9800"
/// move.currency = "USD"
/// print(try move.make().line)
/// // Moved: referral 3, Northstar Castings by Ada Park (2), from proposal to won, 9800.00 USD, today. …
/// ```
public struct MoveReferral {
  private let referral: String
  private let stage: String
  private let workspace: Workspace
  private let run: RunContext
  public var options = DeedOptions()
  /// Why it ended so.
  public var why: String?
  /// What it brought, in major units.
  public var value: String?
  public var currency: String?
  /// The value went back.
  public var isRefund = false
  public var isReopening = false
  /// The referrer was told how it stands.
  public var isTold = false
  /// The prospect has now agreed to be contacted.
  public var hasConsent = false

  /// How long the referrer may wait for word of an end: a week.
  static let updateWithin = 7 * 86_400.0

  /// - Parameters:
  ///   - referral: its id; or the prospect's name, where just one fits.
  ///   - stage: a word of ``DeedWords/stages``, or one of BNI's.
  public init(_ referral: String, to stage: String, in workspace: Workspace, run: RunContext) {
    self.referral = referral
    self.stage = stage
    self.workspace = workspace
    self.run = run
  }

  /// What the deed is going to write.
  private struct Plan {
    var step: ReferralStage.Step
    var money: TypedMoney?
    var business: BusinessKind?
  }

  /// - Throws: ``ReferError`` where no referral or no stage is meant, or the change is none of those that there are.
  public func make() throws -> DeedReport {
    let deed = DeedRun("stage", workspace, run, options)
    let next = try ReferralStage.read(stage)
    let at = try deed.past()
    let line = try workspace.read(asOf: nil) { try ReferralLookup($0).referral(referral) }
    return try deed.write(about: [line.contact]) { writer in
      try write(plan(line, next, writer.reader), line, next, (writer, at))
    }
  }

  private func plan(_ line: ReferralLine, _ next: ReferralStage, _ reader: BookReader) throws -> Plan {
    var plan = Plan(step: line.reached.step(to: next))
    let reason = why ?? options.note
    if plan.step == .reopening, !isReopening {
      let way = line.reached.isEnd ? "has ended as \(line.reached.name)" : "is at \(line.reached.name) already"
      throw ReferError(
        "referral \(line.id) \(way); to open it again: refer stage \(line.id) \(next.name) --reopen")
    }
    if plan.step != .reopening, isReopening {
      throw ReferError("referral \(line.id) goes on from \(line.reached.name) to \(next.name); leave out --reopen")
    }
    if next.needsReason, plan.step != .same, (reason ?? "").isEmpty {
      throw ReferError(
        "a referral that is \(next.name) needs a reason, for whoever gave it will ask: --why \"too dear\"",
        status: .wrongUsage)
    }
    guard let value else {
      if isRefund { throw ReferError("--refund takes back a --value", status: .wrongUsage) }
      return plan
    }
    guard next == .won else {
      throw ReferError(
        "only business that is won has a --value: refer stage \(line.id) won --value …", status: .wrongUsage)
    }
    let known = try reader.closedBusiness(ofReferral: line.id)
    let money = try TypedMoney(value, currency ?? line.currency, option: "--value", reader)
    plan.money = money
    plan.business = isRefund ? .refund : plan.step == .same && !known.isEmpty ? .repeat : .new
    if isRefund {
      let brought = known.first { $0.currency == money.currency }?.minor ?? 0
      guard plan.step == .same, money.minor <= brought else {
        throw ReferError(
          "referral \(line.id) brought \(Money.text(brought, money.currency)) so far: no more goes back")
      }
    }
    return plan
  }

  private func write(
    _ plan: Plan, _ line: ReferralLine, _ next: ReferralStage, _ target: (writer: BookWriter, at: Double)
  ) throws -> DeedReport.Draft {
    let (writer, at, note) = (target.writer, target.at, why ?? options.note)
    let isMove = plan.step != .same
    if isMove {
      try writer.addStage(
        next.name, at: at, by: BookWriter.user, note: note, contact: line.contact, referral: line.id)
    }
    if let money = plan.money, let kind = plan.business {
      try writer.addBusiness(
        money.minor, money.currency, kind: kind, at: at, note: isMove ? nil : note, contact: line.contact,
        referral: line.id)
    }
    let ownCurrency = line.currency == nil ? plan.money?.currency : nil
    let consent = hasConsent && line.consent != true ? true : nil
    if ownCurrency != nil || consent != nil {
      try writer.updateReferral(line.id, contact: line.contact, consent: consent, currency: ownCurrency)
    }
    if isTold { try writer.tell(at: at, contact: line.contact, referral: line.id) }
    let owesWord = isMove && next.isEnd && line.isReceived && !isTold
    if owesWord { try writer.addUpdateDuty(due: at + Self.updateWithin, contact: line.contact, referral: line.id) }
    let isNews = isMove || plan.money != nil || consent != nil || isTold
    var draft = draft(plan, line, next, at, isNews: isNews)
    if owesWord { draft.advice = "Tell \(line.contactName ?? "whoever gave it") within a week." }
    return draft
  }

  private func draft(
    _ plan: Plan, _ line: ReferralLine, _ next: ReferralStage, _ at: Double, isNews: Bool
  ) -> DeedReport.Draft {
    let who = line.contactName.map { "\(line.isReceived ? "by" : "to") \($0) (\(line.contact))" }
    let what = [line.prospectName ?? "no name", who].compactMap(\.self).joined(separator: " ")
    let way: String? =
      switch plan.step {
      case .same: plan.money == nil ? "is \(next.name)" : "won already"
      case .onward: "from \(line.reached.name) to \(next.name)"
      case .reopening: "opened again, from \(line.reached.name) to \(next.name)"
      }
    let money = plan.money.map { money in
      switch plan.business {
      case .refund: "\(money.shown) went back"
      case .repeat: "\(money.shown) of repeat business"
      case .new, nil: money.shown
      }
    }
    var draft = DeedReport.Draft(
      "Moved", "move", "referral \(line.id)", what, way, money, hasConsent ? "with consent" : nil,
      isTold ? "they were told" : nil, why.map { "because: \($0)" },
      why == nil ? options.note.map { "note: \($0)" } : nil,
      at: isNews ? at : nil)
    draft.isNoNews = !isNews
    draft.details = [
      .init("referral", id: line.id), .init("contact", id: line.contact), .init("prospect", line.prospectName),
      .init("from", line.reached.name), .init("to", next.name),
      .init("change", plan.step == .same ? "none" : plan.step == .onward ? "onward" : "reopening"),
      .init("value", plan.money.map { Money.major($0.minor, $0.currency) }),
      .init("currency", plan.money?.currency), .init("business", plan.business?.rawValue),
      .init("told", yes: isTold), .init("at", time: at), .init("notes", why ?? options.note),
    ]
    return draft
  }
}
