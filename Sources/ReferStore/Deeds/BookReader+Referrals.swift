import GRDB
import ReferModel

/// A referral on one line of a list.
package struct ReferralLine: Hashable, Sendable {
  package let id: Int64
  /// Whose it is: who gave it, or who got it.
  package let contact: Int64
  package let contactName: String?
  package let direction: String?
  package let prospect: Int64?
  package let prospectName: String?
  /// The last of its history; nil where a file told none.
  package let stage: String?
  package let at: Double?
  package let tier: String?
  package let consent: Bool?
  /// Of the value that rules see.
  package let currency: String?
  package let thankedAt: Double?
}

/// Word that the user owes whoever gave a referral, or owed.
package struct UpdateDuty: Hashable, Sendable {
  package let contact: Int64
  package let referral: Int64
  package let due: Double?
  package let doneAt: Double?
}

/// Business that came of somebody's referrals, in minor units of one currency.
package struct ClosedValue: Hashable, Sendable {
  package let currency: String?
  /// Of referrals that they gave themselves, repeat business too.
  package let direct: Int64
  /// Of what came out of those.
  package let spinOff: Int64

  package init(currency: String?, direct: Int64, spinOff: Int64) {
    self.currency = currency
    self.direct = direct
    self.spinOff = spinOff
  }
}

extension BookReader {
  package func referral(_ id: Int64) throws -> ReferralLine? {
    try referrals("referral.id = ?", [id]).first
  }

  /// All referrals to or from a contact, oldest first.
  package func referrals(of contact: Int64) throws -> [ReferralLine] {
    try referrals("referral.contact = ?", [contact])
  }

  /// All referrals of a prospect: by their id in the book, or by their name, whatever its case.
  package func referrals(ofProspect id: Int64?, name: String?) throws -> [ReferralLine] {
    let key = name.map(NameKey.of)
    return try referrals("prospect_id IS NOT NULL OR prospect_name IS NOT NULL", []).filter { line in
      if let id, line.prospect == id { return true }
      return key != nil && line.prospectName.map(NameKey.of) == key
    }
  }

  /// The referrals whose prospects have names, oldest first: what a misspelt one is compared with.
  package func referralsWithNames() throws -> [ReferralLine] { try referrals("prospect_name IS NOT NULL", []) }

  private func referrals(_ condition: String, _ arguments: StatementArguments) throws -> [ReferralLine] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT referral.id, referral.contact, contact.name AS contact_name, direction, prospect_id,
          coalesce(prospect.name, prospect_name) AS prospect_name, at, tier, consent, currency, thanked_at,
          (SELECT stage FROM referral_stage s WHERE s.contact = referral.contact AND s.referral = referral.id
            ORDER BY n DESC LIMIT 1) AS stage
        FROM referral JOIN contact ON contact.id = referral.contact
        LEFT JOIN contact AS prospect ON prospect.id = referral.prospect_id
        WHERE \(condition) ORDER BY referral.id
        """, arguments: arguments)
    return rows.map { row in
      ReferralLine(
        id: row["id"], contact: row["contact"], contactName: row["contact_name"], direction: row["direction"],
        prospect: row["prospect_id"], prospectName: row["prospect_name"], stage: row["stage"], at: row["at"],
        tier: row["tier"], consent: row["consent"], currency: row["currency"], thankedAt: row["thanked_at"])
    }
  }

  /// What a referral brought, less what went back, in minor units by currency.
  package func closedBusiness(ofReferral id: Int64) throws -> [(currency: String?, minor: Int64)] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT currency, sum(iif(kind = 'refund', -amount_minor, amount_minor)) AS minor FROM closed_business
        WHERE referral = ? GROUP BY currency ORDER BY currency
        """, arguments: [id]
    ).map { ($0["currency"], $0["minor"]) }
  }

  /// What the user owes to those who gave referrals, by its day; or what was done of it.
  package func updateDuties(isOpen: Bool) throws -> [UpdateDuty] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT contact, referral, due, done_at FROM update_duty WHERE (done_at IS NULL) = ? ORDER BY due, contact, n
        """, arguments: [isOpen]
    ).map { UpdateDuty(contact: $0["contact"], referral: $0["referral"], due: $0["due"], doneAt: $0["done_at"]) }
  }

  /// When givers were told of their referrals, by the referral's id, oldest first: as far as more is known than the
  /// last time.
  package func timesTold() throws -> [String: [Double]] {
    let rows = try Row.fetchCursor(
      db, sql: "SELECT DISTINCT referral, done_at FROM update_duty WHERE done_at IS NOT NULL ORDER BY done_at")
    var times: [String: [Double]] = [:]
    while let row = try rows.next() { times[String(row["referral"] as Int64), default: []].append(row["done_at"]) }
    return times
  }

  /// What referrals to the user brought, by who gave them, and apart by currency: whole to the giver. What came out of
  /// an earlier referral stands with the giver of that one, and apart.
  ///
  /// - Parameters:
  ///   - giver: nil is everybody; those who are no contact of the book are left out.
  ///   - from: business recognised from then on, in seconds since 1970; with `until`, business without a time is left
  ///     out.
  ///   - until: and before then.
  package func closedValue(
    givenBy giver: Int64? = nil, from: Double? = nil, until: Double? = nil
  ) throws -> [(giver: Int64, value: ClosedValue)] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        WITH received AS (
          SELECT id, contact, tier = 'spin_off' AND parent IS NOT NULL AS is_spin_off,
            \(ReferralLink.text("referral.parent", contact: "referral.contact")) AS parent,
            coalesce(giver_id, iif(giver_name IS NULL, contact, NULL)) AS giver
          FROM referral WHERE direction = 'received'
        ), credited AS (
          SELECT r.contact, r.id, ifnull(r.is_spin_off, 0) AS is_spin_off,
            CASE WHEN r.is_spin_off THEN
              (SELECT p.giver FROM received p WHERE p.id = CAST(r.parent AS INTEGER))
            ELSE r.giver END AS giver
          FROM received r
        )
        SELECT c.giver, b.currency,
          sum(iif(c.is_spin_off, 0, iif(b.kind = 'refund', -amount_minor, amount_minor))) AS direct,
          sum(iif(c.is_spin_off, iif(b.kind = 'refund', -amount_minor, amount_minor), 0)) AS spin_off
        FROM credited c JOIN closed_business b ON b.contact = c.contact AND b.referral = c.id
        WHERE c.giver IS NOT NULL AND (?1 IS NULL OR c.giver = ?1) AND (?2 IS NULL OR b.at >= ?2)
          AND (?3 IS NULL OR b.at < ?3)
        GROUP BY c.giver, b.currency ORDER BY c.giver, b.currency
        """, arguments: [giver, from, until])
    return rows.map { row in
      (row["giver"], ClosedValue(currency: row["currency"], direct: row["direct"], spinOff: row["spin_off"]))
    }
  }
}
