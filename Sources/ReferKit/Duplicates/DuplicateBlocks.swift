import ReferStore

/// Which contacts are worth comparing: those that share a key, such as an address, a number, or a name with a company.
///
/// Each contact has some ten keys, of which 16 bytes are kept; contacts that share none are never compared. Who shares
/// a key with more than 64 is compared with the next 16 in the order of ids: the work grows with the book and not with
/// its square.
struct DuplicateBlocks {
  private static let largest = 64
  private static let neighbours = 16

  private struct Entry {
    let key: UInt64
    let place: UInt32
  }

  private var ids: [Int64] = []
  /// A mark of each contact's name with nicknames as their full forms.
  private var names: [UInt64] = []
  private var entries: [Entry] = []
  /// Two places each.
  private var pairs: [UInt64] = []
  /// Keys that more than two people of different names share.
  private var common: Set<UInt64> = []

  mutating func add(_ contact: ContactIdentity) {
    let place = UInt32(truncatingIfNeeded: ids.count)
    ids.append(contact.id)
    let forms = Nicknames.forms(of: contact.name.first)
    names.append(Self.mark(["n", forms.count == 2 ? forms[1] : forms[0], contact.name.last]))
    for key in Self.keys(contact) { entries.append(Entry(key: key, place: place)) }
  }

  /// To be called once, behind the last contact.
  mutating func finish() {
    entries.sort { ($0.key, $0.place) < ($1.key, $1.place) }
    var start = 0
    while start < entries.count {
      var end = start + 1
      while end < entries.count, entries[end].key == entries[start].key { end += 1 }
      if end - start > 1 { addPairs(of: start..<end) }
      start = end
    }
    entries = []
    pairs.sort()
  }

  /// Gives each two contacts that share a key to `body` once, in the order of their ids.
  func forEachPair(_ body: (Int64, Int64) throws -> Void) rethrows {
    var last: UInt64?
    for pair in pairs where pair != last {
      last = pair
      try body(ids[Int(pair >> 32)], ids[Int(pair & 0xFFFF_FFFF)])
    }
  }

  private mutating func addPairs(of block: Range<Int>) {
    let places = block.map { entries[$0].place }
    if places.count > 2, Set(places.map { names[Int($0)] }).count > 2 { common.insert(entries[block.lowerBound].key) }
    let reach = places.count > Self.largest ? Self.neighbours : places.count
    for (number, one) in places.enumerated() {
      for other in places[(number + 1)...].prefix(reach) { pairs.append(UInt64(one) << 32 | UInt64(other)) }
    }
  }

  /// Whether more than two people use an address or a number; known behind ``finish()``.
  func isCommon(_ text: String) -> Bool { common.contains(Self.mark(["@", text])) }

  private static func keys(_ contact: ContactIdentity) -> Set<UInt64> {
    let (name, company) = (contact.name, contact.company.key)
    var keys = Set((contact.emails.map(\.text) + contact.phones.map(\.digits)).map { mark(["@", $0]) })
    if !contact.url.isEmpty { keys.insert(mark(["u", contact.url])) }
    guard !name.isEmpty else { return keys }
    let given = Set(name.given.flatMap(Nicknames.forms))
    for form in given { keys.insert(mark(["n"] + [form, name.last].sorted())) }
    for used in name.middle where used.count > 1 { keys.insert(mark(["n"] + [used, name.last].sorted())) }
    let domains = contact.emails.filter(\.isCompanys).map { mark(["d", $0.domain]) }
    for place in (company.isEmpty ? [] : [mark(["c", company])]) + Array(Set(domains)) {
      let work = String(place, radix: 36)
      if !name.last.isEmpty { keys.insert(mark(["l", work, name.last])) }
      for form in given { keys.insert(mark(["f", work, form])) }
    }
    return keys
  }

  /// FNV-1a of 64 bits: the same on every run and machine.
  private static func mark(_ parts: [String]) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for part in parts {
      for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      hash = (hash ^ 0xFF) &* 0x100_0000_01B3
    }
    return hash
  }
}
