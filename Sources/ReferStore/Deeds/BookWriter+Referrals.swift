import GRDB
import ReferModel

/// A referral as the user enters it.
package struct NewReferral: Hashable, Sendable {
  package enum Direction: String, Sendable {
    /// By the user.
    case given
    /// By somebody, for the user.
    case received
  }

  /// Somebody of the book, or a name.
  package enum Prospect: Hashable, Sendable {
    case person(id: Int64, name: String?)
    case named(String)
  }

  package let direction: Direction
  /// Whom it was given to, or who gave it.
  package let contact: Int64
  package let prospect: Prospect
  package let at: Double
  package var tier: String?
  package var strength: Double?
  package var handoff: String?
  package var consent: Bool?
  package var need: String?
  package var event: Int64?
  /// The referral that it came out of.
  package var parent: Int64?
  package var notes: String?

  package init(_ direction: Direction, contact: Int64, prospect: Prospect, at: Double) {
    self.direction = direction
    self.contact = contact
    self.prospect = prospect
    self.at = at
  }
}

/// Business that came of a referral.
package enum BusinessKind: String, Sendable {
  case new
  /// More from the same client; it is no new referral.
  case `repeat`
  /// Money that went back.
  case refund
}

extension BookWriter {
  /// Enters a referral at its first stage. Returns its id.
  package func addReferral(_ new: NewReferral) throws -> Int64 {
    let (prospect, prospectName): (Int64?, String?) =
      switch new.prospect {
      case .person(let id, let name): (id, name)
      case .named(let name): (nil, name)
      }
    let side = new.direction == .received ? "giver" : "receiver"
    let name = try String.fetchOne(db, sql: "SELECT name FROM contact WHERE id = ?", arguments: [new.contact])
    let id = try insertRow(
      "referral", contact: new.contact,
      [
        ("at", new.at), ("direction", new.direction.rawValue), ("\(side)_id", new.contact), ("\(side)_name", name),
        ("prospect_id", prospect), ("prospect_name", prospectName), ("tier", new.tier), ("strength", new.strength),
        ("event_id", new.event), ("need", new.need), ("parent", new.parent.map(ReferralLink.stored)),
        ("consent", new.consent), ("handoff", new.handoff), ("notes", new.notes),
      ])
    try addStage(ReferralStage.new.name, at: new.at, by: Self.user, contact: new.contact, referral: id)
    return id
  }

  /// Who moves a referral on by a verb of the user's; nil is a file.
  package static let user = "me"

  /// A row of a referral's history: from the stage that it had.
  package func addStage(
    _ stage: String, at: Double?, by: String? = nil, note: String? = nil, contact: Int64, referral: Int64
  ) throws {
    let insert = try statement(
      """
      INSERT INTO referral_stage (contact, referral, n, since, from_stage, stage, at, by, note)
      VALUES (?1, ?2, (SELECT ifnull(max(n), 0) + 1 FROM referral_stage WHERE contact = ?1 AND referral = ?2), ?3,
        (SELECT stage FROM referral_stage WHERE contact = ?1 AND referral = ?2 ORDER BY n DESC LIMIT 1), ?4, ?5, ?6, ?7)
      """)
    insert.bind(1, contact)
    insert.bind(2, referral)
    insert.bind(3, deed)
    insert.bind(4, stage)
    insert.bind(5, at)
    insert.bind(6, by)
    insert.bind(7, note)
    try insert.run()
  }

  /// Business that came of a referral, in minor units of its currency.
  package func addBusiness(
    _ minor: Int64, _ currency: String?, kind: BusinessKind = .new, at: Double?, note: String? = nil, contact: Int64,
    referral: Int64
  ) throws {
    let insert = try statement(
      """
      INSERT INTO closed_business (contact, referral, n, since, amount_minor, currency, at, kind, note)
      VALUES (?1, ?2, (SELECT ifnull(max(n), 0) + 1 FROM closed_business WHERE contact = ?1 AND referral = ?2),
        ?3, ?4, ?5, ?6, ?7, ?8)
      """)
    insert.bind(1, contact)
    insert.bind(2, referral)
    insert.bind(3, deed)
    insert.bind(4, minor)
    insert.bind(5, currency)
    insert.bind(6, at)
    insert.bind(7, kind.rawValue)
    insert.bind(8, note)
    try insert.run()
  }

  /// Sets facts of a referral; each is a column of the table.
  package func updateReferral(
    _ referral: Int64, contact: Int64, consent: Bool? = nil, currency: String? = nil, thankedAt: Double? = nil,
    updatedAt: Double? = nil
  ) throws {
    try db.execute(
      sql: """
        UPDATE referral SET consent = coalesce(?3, consent), currency = coalesce(?4, currency),
          thanked_at = coalesce(?5, thanked_at), updated_at = coalesce(?6, updated_at)
        WHERE contact = ?1 AND id = ?2
        """, arguments: [contact, referral, consent, currency, thankedAt, updatedAt])
  }

  /// The user owes the referrer word of a referral.
  package func addUpdateDuty(
    due: Double?, doneAt: Double? = nil, text: String? = nil, contact: Int64, referral: Int64
  ) throws {
    try db.execute(
      sql: """
        INSERT INTO update_duty (contact, referral, n, since, due, done_at, text)
        VALUES (
          ?1, ?2, (SELECT ifnull(max(n), 0) + 1 FROM update_duty WHERE contact = ?1 AND referral = ?2), ?3, ?4, ?5, ?6)
        """, arguments: [contact, referral, deed, due, doneAt, text])
  }

  /// The referrer was told: what the user owed them is done, and where nothing was owed, that they were told stands as
  /// well.
  ///
  /// - Parameter text: what they were told.
  package func tell(at: Double, text: String? = nil, contact: Int64, referral: Int64) throws {
    try updateReferral(referral, contact: contact, updatedAt: at)
    try db.execute(
      sql: "UPDATE update_duty SET done_at = ?, text = ? WHERE contact = ? AND referral = ? AND done_at IS NULL",
      arguments: [at, text, contact, referral])
    if db.changesCount > 0 { return }
    try addUpdateDuty(due: nil, doneAt: at, text: text, contact: contact, referral: referral)
  }
}
