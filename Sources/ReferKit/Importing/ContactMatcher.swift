import ReferModel
import ReferStore

/// Finds who in the book a file's contact is: by the source's own id, then by e-mail, then by name with company.
///
/// Nobody is found twice in one import, so that two rows of a file stay two people, unless the source knows both as one
/// that was merged. Where it is not certain, nobody is found: a second entry can be merged later, two people in one
/// cannot be told apart.
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
  /// The keys of this import's rows, by source.
  private var keys: [String: Set<String>] = [:]
  /// The name in what a source said before.
  private let nameKey: (SourceRecord) -> String?

  init(_ reader: BookReader, nameKey: @escaping (SourceRecord) -> String?) throws {
    self.reader = reader
    self.nameKey = nameKey
    last = try reader.lastContact()
  }

  mutating func match(_ row: ImportRow) throws -> (match: Match, key: String) {
    var key = row.key
    var turn = 1
    // The same row twice in a file is two entries in the book, and is so again the next time.
    while let base = try reader.sourceRecord(row.source, key) {
      let isFirst = keys[row.source]?.contains(key) != true
      if isFirst, try row.hasOwnID == false || isCredible(row, base) {
        keys[row.source, default: []].insert(key)
        claimed.insert(base.contact)
        return (.known(base.contact, base: base), key)
      }
      turn += 1
      key = "\(row.key)#\(turn)"
    }
    keys[row.source, default: []].insert(key)
    guard let contact = try other(row) else { return (.nobody, key) }
    claimed.insert(contact)
    return (.same(contact), key)
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
