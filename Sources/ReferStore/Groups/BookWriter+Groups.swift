import GRDB
package import ReferModel

extension BookWriter {
  package func addGroup(_ name: String, kind: String?, rules: String?) throws -> Int64 {
    try db.execute(
      sql: "INSERT INTO \"group\" (since, name, name_key, kind, rules) VALUES (?, ?, ?, ?, ?)",
      arguments: [deed, name, NameKey.of(name), kind, rules])
    return db.lastInsertedRowID
  }

  /// Gives somebody a seat. A contact that names no group of theirs names this one from now on.
  package func join(_ contact: Int64, group: Int64, seat: String?, role: String?, at: Double) throws {
    try db.execute(
      sql: """
        INSERT INTO membership (since, "group", contact, seat, seat_key, role, joined_at) VALUES (?, ?, ?, ?, ?, ?, ?)
        """, arguments: [deed, group, contact, seat, seat.map(NameKey.of), role, at])
    try db.execute(
      sql: """
        UPDATE contact SET "group" = (SELECT name FROM "group" WHERE id = ?) WHERE id = ? AND ifnull("group", '') = ''
        """, arguments: [group, contact])
    try db.execute(
      sql: "UPDATE contact SET profession = ? WHERE id = ? AND profession IS NULL", arguments: [seat, contact])
    try refreshSearchText(of: contact)
  }

  package func leave(_ membership: Int64, at: Double) throws {
    try db.execute(sql: "UPDATE membership SET left_at = ? WHERE id = ?", arguments: [at, membership])
  }

  package func addMeeting(of group: Int64, at: Double, _ state: MeetingState, note: String?) throws -> Int64 {
    try db.execute(
      sql: "INSERT INTO meeting (since, \"group\", at, state, note) VALUES (?, ?, ?, ?, ?)",
      arguments: [deed, group, at, state.name, note])
    return db.lastInsertedRowID
  }

  package func setMeeting(_ id: Int64, _ state: MeetingState, note: String?) throws {
    try db.execute(
      sql: "UPDATE meeting SET state = ?, note = coalesce(?, note) WHERE id = ?", arguments: [state.name, note, id])
  }

  package func attend(_ contact: Int64, meeting: Int64, _ code: AttendanceCode) throws {
    try db.execute(
      sql: """
        INSERT INTO attendance (meeting, contact, since, code) VALUES (?, ?, ?, ?)
        ON CONFLICT (meeting, contact) DO UPDATE SET code = excluded.code WHERE code <> excluded.code
        """, arguments: [meeting, contact, deed, code.name])
  }
}
