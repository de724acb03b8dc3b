import GRDB

/// A slip of a group's report, whom it is credited to.
package struct NewSlip: Hashable, Sendable {
  package let group: Int64
  /// The same for the same slip in another report.
  package let key: String
  package let kind: String
  package let contact: Int64
  /// Whom it was done with or for; nil where it is anonymous.
  package var other: Int64?
  package var otherName: String?
  /// "2024-06-01".
  package var day: String?
  package var tier: String?
  package var quantity: Double?
  package var amount: Int64?
  package var currency: String?
  package var detail: String?

  package init(group: Int64, key: String, kind: String, contact: Int64) {
    (self.group, self.key, self.kind, self.contact) = (group, key, kind, contact)
  }
}

extension BookReader {
  package func hasSlip(_ key: String, group: Int64) throws -> Bool {
    try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM slip WHERE \"group\" = ? AND \"key\" = ?)", arguments: [group, key])
      ?? false
  }

  /// How many slips of each kind are credited to each contact of a group.
  package func slips(of group: Int64) throws -> [Int64: [String: Int]] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT person, kind, count(*) AS times FROM (
          SELECT contact AS person, kind FROM slip WHERE "group" = ?1
          UNION ALL SELECT other_id, kind FROM slip
            WHERE "group" = ?1 AND kind = 'one_to_one' AND other_id IS NOT NULL)
        GROUP BY person, kind
        """, arguments: [group])
    return rows.reduce(into: [:]) { counts, row in
      counts[row["person"], default: [:]][row["kind"]] = row["times"] as Int
    }
  }

  /// What the last report says of each member: its time, and what it counts by the names of the columns.
  package func lastTallies(of group: Int64) throws -> [Int64: (begins: String, ends: String, counts: [String: Int])] {
    let rows = try Row.fetchAll(
      db, sql: "SELECT * FROM tally WHERE \"group\" = ? ORDER BY ends, begins", arguments: [group])
    return rows.reduce(into: [:]) { found, row in
      let counts = Tally.columns.reduce(into: [String: Int]()) { counts, column in
        if let count: Int = row[column] { counts[column] = count }
      }
      found[row["contact"]] = (row["begins"], row["ends"], counts)
    }
  }
}

/// What a report counts of a member.
package enum Tally {
  package static let columns = [
    "present", "absent", "late", "medical", "substitute", "given_inside", "given_outside", "received_inside",
    "received_outside", "visitors", "one_to_ones", "business_minor", "education", "testimonials",
  ]
}

extension BookWriter {
  package func addSlip(_ new: NewSlip) throws {
    try db.execute(
      sql: """
        INSERT INTO slip (since, "group", "key", contact, other_id, other_name, kind, day, tier, quantity, amount_minor,
          currency, detail)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        deed, new.group, new.key, new.contact, new.other, new.otherName, new.kind, new.day, new.tier, new.quantity,
        new.amount, new.currency, new.detail,
      ])
  }

  /// A referral between two others that the user only saw.
  package func addObservedReferral(
    giver: (id: Int64?, name: String), receiver: (id: Int64?, name: String), of contact: Int64, at: Double?,
    tier: String?, notes: String?
  ) throws {
    _ = try insertRow(
      "referral", contact: contact,
      [
        ("at", at), ("direction", "observed"), ("giver_id", giver.id), ("giver_name", giver.name),
        ("receiver_id", receiver.id), ("receiver_name", receiver.name), ("tier", tier), ("notes", notes),
      ])
  }

  /// A talk of the user's that a report knows of; when is nil where it does not say.
  package func addReportedTalk(_ kind: String, at: Double?, notes: String?, contact: Int64) throws {
    _ = try insertRow(
      "interaction", contact: contact,
      [("at", at), ("kind", kind), ("direction", "both"), ("notes", notes), ("networking", true)])
  }

  /// What a report counts of a member in a time, in the place of what it said of the same time before. False where it
  /// said the same.
  package func setTally(
    _ counts: [String: Int64], currency: String?, contact: Int64, group: Int64, begins: String, ends: String
  ) throws -> Bool {
    let columns = Tally.columns + ["currency"]
    let values: [(any DatabaseValueConvertible)?] = Tally.columns.map { counts[$0] } + [currency]
    let changes = columns.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    let differs = columns.map { "tally.\($0) IS NOT excluded.\($0)" }.joined(separator: " OR ")
    try db.execute(
      sql: """
        INSERT INTO tally ("group", contact, begins, ends, since, \(columns.joined(separator: ", ")))
        VALUES (\(databaseQuestionMarks(count: columns.count + 5)))
        ON CONFLICT ("group", contact, begins, ends) DO UPDATE SET \(changes) WHERE \(differs)
        """, arguments: StatementArguments([group, contact, begins, ends, deed] + values))
    return db.changesCount > 0
  }
}
