package import CRows
import GRDB
package import ReferModel

/// Fields of a contact that have a table of their own.
extension BookWriter {
  private static let lists: [String: (table: String, columns: [String])] = [
    "emails": ("email", ["address", "address_key"]), "phones": ("phone", ["number"]), "tags": ("tag", ["tag"]),
    "components": ("component", ["component"]),
  ]
  private static let textInsertions = lists.mapValues { list in
    let marks = list.columns.indices.map { "?\($0 + 3)" }.joined(separator: ", ")
    return """
      INSERT INTO \(list.table) (contact, n, since, \(list.columns.joined(separator: ", ")))
      VALUES (?1, (SELECT ifnull(max(n), -1) + 1 FROM \(list.table) WHERE contact = ?1), ?2, \(marks))
      """
  }
  static let maps: [String: (table: String, key: String)] = [
    "buckets": ("hand_bucket", "set"), "custom": ("custom", "name"),
  ]

  /// Writes what a new contact's row holds beside its own columns.
  func writeElsewhere(_ field: Int, _ cell: rw_cell, _ row: Cells, of contact: Int64) throws {
    let name = Schema.contact.fields[field].name
    switch name {
    case "email":
      // The first of `emails`, unless the file has it alone or has another order.
      try addEmails(firstOf: cell, Schema.contact.index["emails"].map { row[$0] } ?? rw_cell(), contact)
    case "emails":
      if let place = Schema.contact.index["email"], row[place].isMissing { try addTexts("emails", cell, contact) }
    case "referrals_received", "referrals_given":
      // `referrals` holds both, where a file nests them.
      if let all = Schema.contact.index["referrals"], !row[all].isMissing { return }
      let direction = name == "referrals_received" ? "received" : "given"
      try addRecords(cell, .referral, contact, direction: direction)
    default: try add(field, cell, to: contact)
    }
  }

  /// Replaces what a contact has of a field; records are only added.
  func replaceElsewhere(_ field: Int, _ cell: rw_cell, of contact: Int64) throws {
    let name = Schema.contact.fields[field].name
    if name == "email" { return try replaceFirstEmail(cell, of: contact) }
    if let table = Self.lists[name]?.table ?? Self.maps[name]?.table {
      let delete = try statement("DELETE FROM \(table) WHERE contact = ?1")
      delete.bind(1, contact)
      try delete.run()
    }
    try add(field, cell, to: contact)
  }

  private func add(_ field: Int, _ cell: rw_cell, to contact: Int64) throws {
    let name = Schema.contact.fields[field].name
    if Self.lists[name] != nil { return try addTexts(name, cell, contact) }
    if let map = Self.maps[name] { return try addPairs(map.table, map.key, cell, contact) }
    switch (name, Schema.contact.fields[field].kind) {
    case ("answers", _): try addAnswers(cell, contact)
    case ("introduced", _): try addIntroduced(cell, contact)
    case (_, .records(.event)): try addAttendances(cell, of: contact)
    case (_, .records(let kind)): try addRecords(cell, kind, contact)
    default: break
    }
  }

  private func addRecords(_ cell: rw_cell, _ kind: RecordKind, _ contact: Int64, direction: String? = nil) throws {
    guard let first = cell.nested?.baseAddress else { return }
    let width = Schema.of(kind).fields.count
    for item in 0..<Int(cell.count) {
      let id = try insertRecord(first + item * width, of: kind, contact: contact)
      if let direction {
        try db.execute(
          sql: "UPDATE referral SET direction = ? WHERE contact = ? AND id = ? AND direction IS NULL",
          arguments: [direction, contact, id])
      }
    }
  }

  private func addTexts(_ field: String, _ cell: rw_cell, _ contact: Int64) throws {
    for text in cell.nested ?? .init(start: nil, count: 0) { try addText(field, text, contact) }
  }

  private func addText(_ field: String, _ text: rw_cell, _ contact: Int64) throws {
    guard let sql = Self.textInsertions[field], let value = text.text else { return }
    let insert = try statement(sql)
    insert.bind(1, contact)
    insert.bind(2, deed)
    insert.bind(3, text)
    if field == "emails" { insert.bind(4, NameKey.of(value)) }
    try insert.run()
  }

  private func addEmails(firstOf first: rw_cell, _ all: rw_cell, _ contact: Int64) throws {
    try addText("emails", first, contact)
    for email in all.nested ?? .init(start: nil, count: 0) where email.text != first.text {
      try addText("emails", email, contact)
    }
  }

  private func replaceFirstEmail(_ cell: rw_cell, of contact: Int64) throws {
    let rest = try String.fetchAll(
      db, sql: "SELECT address FROM email WHERE contact = ? AND n > 0 ORDER BY n", arguments: [contact])
    try db.execute(sql: "DELETE FROM email WHERE contact = ?", arguments: [contact])
    try addText("emails", cell, contact)
    guard let arena = RowArena() else { throw BookError.noMemory }
    defer { withExtendedLifetime(arena) {} }
    for address in rest where address != cell.text {
      guard let text = arena.text(address) else { throw BookError.noMemory }
      try addText("emails", text, contact)
    }
  }

  private func addPairs(_ table: String, _ key: String, _ cell: rw_cell, _ contact: Int64) throws {
    guard let pairs = cell.nested else { return }
    let insert = try statement(
      """
      INSERT INTO \(table) (contact, n, since, "\(key)", kind, text, number)
      SELECT ?1, ifnull(max(n), -1) + 1, ?2, ?3, ?4, ?5, ?6 FROM \(table) WHERE contact = ?1
      """)
    for place in stride(from: 0, to: pairs.count, by: 2) where !pairs[place + 1].isMissing {
      insert.bind(1, contact)
      insert.bind(2, deed)
      insert.bind(3, pairs[place])
      bindAny(pairs[place + 1], to: insert, at: 4)
      try insert.run()
    }
  }

  /// A text, number, yes or no in three columns: kind, text, number.
  func bindAny(_ cell: rw_cell, to statement: RawStatement, at place: Int32) {
    statement.bind(place, cell.yesno != nil ? "yesno" : cell.number != nil ? "number" : "text")
    statement.bind(place + 1, cell.text == nil ? rw_cell() : cell)
    statement.bind(place + 2, cell.number ?? cell.yesno.map { $0 ? 1 : 0 })
  }

  /// Adds the answers of a row that the contact never had so. Answers whether there were any.
  package func addNewAnswers(_ row: Cells, contact: Int64) throws -> Bool {
    guard let place = Schema.contact.index["answers"] else { return false }
    return try addAnswers(row[place], contact)
  }

  private func isKnown(_ question: String, _ cell: rw_cell, at: Double?, _ contact: Int64) throws -> Bool {
    let query = try statement(
      """
      SELECT EXISTS (SELECT 1 FROM answer WHERE contact = ?1 AND question = ?2 AND kind = ?3 AND text IS ?4
        AND number IS ?5 AND at IS ?6)
      """)
    defer { query.reset() }
    query.bind(1, contact)
    query.bind(2, question)
    bindAny(cell, to: query, at: 3)
    query.bind(6, at)
    return try query.step() && query.int(0) != 0
  }

  @discardableResult
  private func addAnswers(_ cell: rw_cell, _ contact: Int64) throws -> Bool {
    guard let pairs = cell.nested else { return false }
    var hasNews = false
    for place in stride(from: 0, to: pairs.count, by: 2) {
      guard let question = pairs[place].text, !question.contains("\u{0}") else { continue }
      let time = Array("\(question)\u{0}at".utf8)
      let at = time.withUnsafeBytes { cell.value(under: $0)?.number }
      let moments = [at] + (at.map(otherMoments) ?? [])
      if try moments.contains(where: { try isKnown(question, pairs[place + 1], at: $0, contact) }) { continue }
      try addAnswer(to: question, pairs[place + 1], at: at, contact: contact)
      hasNews = true
    }
    return hasNews
  }

  /// Adds the user's answer to a question; it supersedes the one before, which stays. A missing cell withdraws it.
  package func addAnswer(to question: String, _ cell: rw_cell, at: Double?, contact: Int64) throws {
    let insert = try statement(
      """
      INSERT INTO answer (contact, question, n, since, kind, text, number, at)
      SELECT ?1, ?2, ifnull(max(n), 0) + 1, ?3, ?4, ?5, ?6, ?7 FROM answer WHERE contact = ?1 AND question = ?2
      """)
    insert.bind(1, contact)
    insert.bind(2, question)
    insert.bind(3, deed)
    bindAny(cell, to: insert, at: 4)
    if cell.isMissing { insert.bind(4, "withdrawn") }
    insert.bind(7, at)
    try insert.run()
  }

  /// Those who have the contact as `introduced_by` in the book are taken out again by ``PersonLinks``.
  private func addIntroduced(_ cell: rw_cell, _ contact: Int64) throws {
    guard let first = cell.nested?.baseAddress else { return }
    let known = try Int64.fetchOne(db, sql: "SELECT max(n) FROM introduced WHERE contact = ?", arguments: [contact])
    for item in 0..<Int(cell.count) {
      let person = first + item * Schema.contact.fields.count
      let insert = try statement("INSERT INTO introduced (contact, since, n, person_name) VALUES (?1, ?2, ?3, ?4)")
      let number = (known ?? -1) + 1 + Int64(item)
      insert.bind(1, contact)
      insert.bind(2, deed)
      insert.bind(3, number)
      insert.bind(4, person[PersonLinks.namePlace])
      try insert.run()
      try people.remember(person, (PersonLinks.introduced, "person"), contact: contact, record: number)
    }
  }
}
