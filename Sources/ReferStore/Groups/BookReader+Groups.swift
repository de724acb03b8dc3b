import GRDB
package import ReferModel

/// A group, a chapter, an association, on one line.
package struct GroupLine: Hashable, Sendable {
  package let id: Int64
  package let name: String
  package let kind: String?
  package let rules: String?
  /// Active ones.
  package let members: Int
}

/// A seat in a group, and who has or had it.
package struct MemberLine: Hashable, Sendable {
  package let id: Int64
  package let contact: Int64
  package let name: String?
  package let seat: String?
  package let role: String?
  package let joinedAt: Double?
  package let leftAt: Double?
}

/// A meeting of a group.
package struct MeetingLine: Hashable, Sendable {
  package let id: Int64
  package let at: Double
  package let state: MeetingState
  package let note: String?
  /// How many have an attendance in it.
  package let people: Int
}

extension BookReader {
  /// All groups by name.
  package func groups() throws -> [GroupLine] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT id, name, kind, rules,
          (SELECT count(*) FROM membership m WHERE m."group" = g.id AND m.left_at IS NULL) AS members
        FROM "group" g ORDER BY name_key
        """
    ).map {
      GroupLine(id: $0["id"], name: $0["name"], kind: $0["kind"], rules: $0["rules"], members: $0["members"])
    }
  }

  /// The seats of a group, active ones first, by name.
  package func members(of group: Int64, withFormer: Bool = false) throws -> [MemberLine] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT m.id, contact, coalesce(c.name, c.organization) AS name, seat, role, joined_at, left_at
        FROM membership m JOIN contact c ON c.id = m.contact
        WHERE m."group" = ? AND (left_at IS NULL OR ?) ORDER BY left_at IS NOT NULL, c.name_key, m.id
        """, arguments: [group, withFormer]
    ).map {
      MemberLine(
        id: $0["id"], contact: $0["contact"], name: $0["name"], seat: $0["seat"], role: $0["role"],
        joinedAt: $0["joined_at"], leftAt: $0["left_at"])
    }
  }

  /// The meetings of a group, oldest first.
  package func meetings(of group: Int64) throws -> [MeetingLine] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT id, at, state, note, (SELECT count(*) FROM attendance a WHERE a.meeting = meeting.id) AS people
        FROM meeting WHERE "group" = ? ORDER BY at, id
        """, arguments: [group]
    ).compactMap { row in
      MeetingState(rawValue: row["state"]).map {
        MeetingLine(id: row["id"], at: row["at"], state: $0, note: row["note"], people: row["people"])
      }
    }
  }

  /// How often each contact was what at the completed meetings of a group.
  package func attendance(in group: Int64) throws -> [Int64: [AttendanceCode: Int]] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT contact, code, count(*) AS times FROM attendance a JOIN meeting m ON m.id = a.meeting
        WHERE m."group" = ? AND m.state = 'completed' GROUP BY contact, code
        """, arguments: [group])
    return rows.reduce(into: [:]) { counts, row in
      guard let code = AttendanceCode(rawValue: row["code"]) else { return }
      counts[row["contact"], default: [:]][code] = row["times"]
    }
  }

  /// Who visited a group, and at how many of its meetings that were not discarded, by name.
  package func visits(to group: Int64) throws -> [(contact: Int64, name: String?, times: Int)] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT a.contact, c.name, count(*) AS times
        FROM attendance a JOIN meeting m ON m.id = a.meeting JOIN contact c ON c.id = a.contact
        WHERE m."group" = ? AND a.code = 'V' AND m.state <> 'discarded' GROUP BY a.contact ORDER BY c.name_key, a.contact
        """, arguments: [group]
    ).map { ($0["contact"], $0["name"], $0["times"]) }
  }

  /// Of whom it is known whether they were at a meeting.
  package func attendees(ofMeeting meeting: Int64) throws -> Set<Int64> {
    try Int64.fetchSet(db, sql: "SELECT contact FROM attendance WHERE meeting = ?", arguments: [meeting])
  }
}
