import ReferModel
import ReferStore

/// Finds who in the book a file's contact is: by the source's own id, then by e-mail, then by name with company.
///
/// Nobody is found twice in one file, so that two rows of it stay two people, unless both have the source's own id, or
/// the source knows both as one that was merged. Where it is not certain, nobody is found: a second entry can be merged
/// later, two people in one cannot be told apart.
struct ContactMatcher {
  enum Match {
    /// The source knows them by this id already; `base` is what it said before.
    case known(Int64, base: SourceRecord)
    /// Another source, or the user, brought them in.
    case same(Int64)
    case nobody
  }

  private let reader: BookReader
  /// Contacts with a greater id came in with this import.
  private let last: Int64
  private var claimed: Set<Int64> = []
  /// The keys of this import's rows with an id of the source's own, and of this file's other rows, by source.
  private var ids: [String: Set<String>] = [:]
  private var others: [String: Set<String>] = [:]
  /// The row before.
  private var place = (file: "", line: 0)
  /// The name in what a source said before.
  private let nameKey: (SourceRecord) -> String?

  init(_ reader: BookReader, nameKey: @escaping (SourceRecord) -> String?) throws {
    self.reader = reader
    self.nameKey = nameKey
    last = try reader.lastContact()
  }

  mutating func match(_ row: ImportRow) throws -> (match: Match, key: String) {
    // The next file, or the same once more.
    if row.place.file != place.file || row.place.line <= place.line { others = [:] }
    place = row.place
    var key = row.key
    var turn = 1
    var twin: SourceRecord?
    // The same row twice in a file is two entries in the book, and is so again the next time; with the source's own id
    // it is one person, of whom each row is remembered for itself.
    while let base = try reader.sourceRecord(row.source, key) {
      if isFirst(key, of: row) {
        if try !row.hasOwnID || (turn == 1 ? isCredible(row, base) : isSurelyTheSame(row, base)) {
          note(key, of: row)
          claimed.insert(base.contact)
          return (.known(base.contact, base: base), key)
        }
      } else if twin == nil, row.hasOwnID, try isSurelyTheSame(row, base) {
        twin = base
      }
      turn += 1
      key = "\(row.key)#\(turn)"
    }
    note(key, of: row)
    if let twin { return (.known(twin.contact, base: twin), key) }
    guard let contact = try other(row) else { return (.nobody, key) }
    claimed.insert(contact)
    return (.same(contact), key)
  }

  private func isFirst(_ key: String, of row: ImportRow) -> Bool {
    (row.hasOwnID ? ids : others)[row.source]?.contains(key) != true
  }

  private mutating func note(_ key: String, of row: ImportRow) {
    if row.hasOwnID {
      ids[row.source, default: []].insert(key)
    } else {
      others[row.source, default: []].insert(key)
    }
  }

  /// New contacts are nobody else's match.
  mutating func claim(_ contact: Int64) { claimed.insert(contact) }

  private func isFree(_ contact: Int64) -> Bool { contact <= last && !claimed.contains(contact) }

  /// Short ids like 101 come in any file: another name and no address in common make another person.
  private func isCredible(_ row: ImportRow, _ base: SourceRecord) throws -> Bool {
    if row.key.count > 20 || row.key.contains(":") { return true }
    guard let known = try reader.identity(of: base.contact) else { return false }
    if known.nameKey == row.nameKey || row.nameKey.isEmpty || known.nameKey.isEmpty { return true }
    // Who was merged, or renamed by hand, has another name in the book.
    if nameKey(base) == row.nameKey { return true }
    return row.emailKeys.isEmpty || known.emails.isEmpty || !Set(known.emails).isDisjoint(with: row.emailKeys)
  }

  /// Two rows of a file with one id: a short one may be a slip, where nothing else makes them one person.
  private func isSurelyTheSame(_ row: ImportRow, _ base: SourceRecord) throws -> Bool {
    if row.key.count > 20 || row.key.contains(":") { return true }
    guard let known = try reader.identity(of: base.contact) else { return false }
    if !row.nameKey.isEmpty, known.nameKey == row.nameKey || nameKey(base) == row.nameKey { return true }
    return !Set(known.emails).isDisjoint(with: row.emailKeys)
  }

  private func other(_ row: ImportRow) throws -> Int64? {
    if last == 0 { return nil }
    for email in row.emailKeys {
      // One address may be a family's or an office's: the name must not speak against it.
      let candidates = try reader.contacts(withEmail: email).filter(isFree).filter { contact in
        guard let known = try reader.identity(of: contact) else { return false }
        return known.nameKey == row.nameKey || known.nameKey.isEmpty || row.nameKey.isEmpty
      }
      if let only = candidates.first, candidates.count == 1 { return only }
    }
    if row.nameKey.isEmpty { return nil }
    let namesakes = try reader.contacts(nameKey: row.nameKey).filter(isFree).filter { contact in
      guard let known = try reader.identity(of: contact) else { return false }
      let speaksAgainst = !row.emailKeys.isEmpty && !known.emails.isEmpty
      return NameKey.of(known.organization ?? "") == row.organizationKey && !speaksAgainst
    }
    return namesakes.count == 1 ? namesakes[0] : nil
  }

  /// Whether somebody else of this name was in the book before.
  func hasNamesake(_ row: ImportRow) throws -> Bool {
    if last == 0 || row.nameKey.isEmpty { return false }
    return try reader.contacts(nameKey: row.nameKey).contains { $0 <= last }
  }
}
