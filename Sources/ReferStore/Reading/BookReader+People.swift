import GRDB
package import ReferModel

/// A contact on one line of a list.
package struct PersonLine: Hashable, Sendable {
  package let id: Int64
  package let name: String?
  package let organization: String?
  package let city: String?
  /// When the user and they last spoke.
  package let lastInteractionAt: Double?
  /// When they were put away.
  package let archivedAt: Double?
}

/// Finding people by what is typed. All of it is one walk over the words of ``SearchText``, or a look at an index.
extension BookReader {
  /// Whom a query fits best, those put away too: the first of them by id, and how many they are.
  package func people(_ query: PersonQuery, limit: Int) throws -> (first: [PersonLine], count: Int) {
    if let id = Int64(query.text), let person = try person(id) ?? merged(id).flatMap(person) { return ([person], 1) }
    let ids = try best(query)
    return (try ids.prefix(limit).compactMap(person), ids.count)
  }

  /// The line of one contact; nil where nobody has the id.
  package func person(_ id: Int64) throws -> PersonLine? {
    let statement = try statement("SELECT \(Self.line) FROM contact WHERE id = ?1")
    defer { statement.reset() }
    statement.bind(1, id)
    return try statement.step() ? Self.person(statement) : nil
  }

  /// Who has exactly this name; case, spaces and accents do not count.
  package func namesakes(_ query: PersonQuery) throws -> [PersonLine] {
    let ids = Set(try exact(query) + scan(query).whole)
    return try ids.sorted().compactMap(person)
  }

  private func best(_ query: PersonQuery) throws -> [Int64] {
    let exact = try exact(query)
    if !exact.isEmpty || query.key.isEmpty { return exact }
    let (whole, parts) = try scan(query)
    return whole.isEmpty ? parts : whole
  }

  /// By the index alone, with the accents as they were typed.
  private func exact(_ query: PersonQuery) throws -> [Int64] {
    if query.key.isEmpty { return [] }
    return try Int64.fetchAll(
      db, sql: "SELECT id FROM contact WHERE name_key = ? ORDER BY id", arguments: [NameKey.of(query.text)])
  }

  /// Whose name it is, and in whom all words are found.
  private func scan(_ query: PersonQuery) throws -> (whole: [Int64], parts: [Int64]) {
    if query.key.isEmpty { return ([], []) }
    let (name, words) = (Array("\n\(query.key)\n".utf8), query.words.map { Array($0.utf8) })
    let statement = try RawStatement(db, "SELECT contact, who FROM search ORDER BY contact")
    var (whole, parts): ([Int64], [Int64]) = ([], [])
    while try statement.step() {
      guard words.allSatisfy({ statement.holds(1, $0) }) else { continue }
      if statement.begins(1, name) { whole.append(statement.int(0)) } else { parts.append(statement.int(0)) }
    }
    return (whole, parts)
  }

  /// Names that a misspelt one may have meant: some word of theirs begins as a word of it does. In the order of ids.
  package func namesNear(_ query: PersonQuery, limit: Int) throws -> [String] {
    let starts = query.words.map { String($0.prefix(1)) }
    let conditions = starts.indices.map {
      "instr(who, char(10) || ?\($0 + 1)) = 1 OR instr(who, ' ' || ?\($0 + 1)) > 0"
    }
    if conditions.isEmpty { return [] }
    let statement = try RawStatement(
      db,
      """
      SELECT name FROM search JOIN contact ON contact.id = search.contact
      WHERE (\(conditions.joined(separator: " OR "))) AND name IS NOT NULL LIMIT \(limit)
      """)
    for (place, start) in starts.enumerated() { statement.bind(Int32(place + 1), start) }
    var names: [String] = []
    while try statement.step() { if let name = statement.text(0) { names.append(name) } }
    return names
  }

  // MARK: Searching

  /// Gives everybody in whom all words are found to `body`, in the order of their ids; no words fit all.
  ///
  /// - Parameters:
  ///   - withArchived: those who were put away, too.
  ///   - limit: only the first so many; nil is all.
  package func forEachPerson(
    with words: [String], withArchived: Bool, limit: Int? = nil, _ body: (PersonLine) throws -> Void
  ) throws {
    var left = limit ?? Int.max
    try forEachID(with: words, withArchived: withArchived) { id in
      guard left > 0 else { return false }
      if let person = try person(id) { try body(person) }
      left -= 1
      return left > 0
    }
  }

  /// How many they are.
  package func countPeople(with words: [String], withArchived: Bool) throws -> Int {
    var count = 0
    try forEachID(with: words, withArchived: withArchived) { _ in
      count += 1
      return true
    }
    return count
  }

  /// Goes on as long as `body` says so.
  private func forEachID(with words: [String], withArchived: Bool, _ body: (Int64) throws -> Bool) throws {
    let parts = words.flatMap { SearchKey.of($0).split(separator: " ").map { Array($0.utf8) } }
    let archived =
      withArchived
      ? []
      : try Set(
        Int64.fetchAll(db, sql: "SELECT id FROM contact WHERE archived_at IS NOT NULL"))
    let statement = try RawStatement(db, "SELECT contact, who, about FROM search ORDER BY contact")
    while try statement.step() {
      let isFound = parts.allSatisfy { statement.holds(1, $0) || statement.holds(2, $0) }
      guard isFound, !archived.contains(statement.int(0)) else { continue }
      if try !body(statement.int(0)) { return }
    }
  }

  private static let line = """
    contact.id, coalesce(name, nullif(trim(ifnull(first_name, '') || ' ' || ifnull(last_name, '')), '')),
    organization, city,
    \(LastTalk.expression), archived_at
    """

  private static func person(_ statement: RawStatement) -> PersonLine {
    func double(_ column: Int32) -> Double? { statement.isNull(column) ? nil : statement.double(column) }
    return PersonLine(
      id: statement.int(0), name: statement.text(1), organization: statement.text(2), city: statement.text(3),
      lastInteractionAt: double(4), archivedAt: double(5))
  }

  // MARK: Beside the fields of the rules language

  /// Who was put away since a moment, in seconds since 1970, in the order of their ids.
  package func archived(since: Double) throws -> [(contact: Int64, at: Double)] {
    try Row.fetchAll(
      db, sql: "SELECT id, archived_at FROM contact WHERE archived_at >= ? ORDER BY id", arguments: [since]
    )
    .map { ($0["id"], $0["archived_at"]) }
  }

  /// When and why a contact was put away; nil where they were not.
  package func archived(_ id: Int64) throws -> (at: Double, why: String?)? {
    let row = try Row.fetchOne(
      db, sql: "SELECT archived_at, archived_why FROM contact WHERE id = ? AND archived_at IS NOT NULL", arguments: [id]
    )
    return row.map { ($0["archived_at"], $0["archived_why"]) }
  }

  /// The files that a contact came from, by name.
  package func sources(of id: Int64) throws -> [String] {
    try String.fetchAll(
      db, sql: "SELECT DISTINCT source FROM source_record WHERE contact = ? ORDER BY source", arguments: [id])
  }
}
