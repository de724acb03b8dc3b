import GRDB

extension BookReader {
  /// What stands in the book beside its contacts, and in none of their lines: how many, and what one and several are.
  package func besideContacts() throws -> [(count: Int, one: String, many: String)] {
    try Self.beside.compactMap { one, many, source in
      let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(source)") ?? 0
      return count == 0 ? nil : (count, one, many)
    }
  }

  private static let beside: [(one: String, many: String, source: String)] = [
    ("archived person", "archived people", "contact WHERE archived_at IS NOT NULL"),
    ("event of nobody who is told", "events of nobody who is told", "event WHERE id NOT IN (\(toldEvents))"),
    ("group", "groups", "\"group\""),
    ("member of a group", "members of groups", "membership"),
    ("meeting", "meetings", "meeting"),
    ("presence at a meeting", "presences at meetings", "attendance"),
    ("line of a group's slips", "lines of groups' slips", "slip"),
    ("line of a group's totals", "lines of groups' totals", "tally"),
    ("cost", "costs", "cost"),
    ("piece of news that is owed", "pieces of news that are owed", "update_duty WHERE done_at IS NULL"),
    ("answer to an item of the day", "answers to items of the day", "item"),
    ("entry of your profile (me.*)", "entries of your profile (me.*)", "profile WHERE name <> 'zone'"),
  ]

  /// The events that stand in the line of a contact.
  private static var toldEvents: String {
    let present = "contact IN (SELECT id FROM contact WHERE archived_at IS NULL)"
    return """
      SELECT event FROM event_attendance WHERE \(present)
      UNION SELECT event_id FROM interaction WHERE event_id IS NOT NULL AND \(present)
      UNION SELECT event_id FROM referral WHERE event_id IS NOT NULL AND \(present)
      UNION SELECT met_event_id FROM contact WHERE met_event_id IS NOT NULL AND archived_at IS NULL
      """
  }
}
