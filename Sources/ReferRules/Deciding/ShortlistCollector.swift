package import ReferModel

/// Keeps the best of a shortlist while decisions pass by: constant memory, ties by id.
package struct ShortlistCollector {
  package struct Entry: Hashable, Sendable {
    package let id: String
    package let name: String?
    package let rank: Double
  }

  package let shortlist: Shortlist
  /// Best first.
  package private(set) var entries: [Entry] = []

  package init(_ shortlist: Shortlist) { self.shortlist = shortlist }

  /// - Throws: ``Decision/Failure`` with file and line for a function that fails.
  package mutating func offer(_ decision: Decision, _ row: Cells, _ decider: Decider) throws(Decision.Failure) {
    guard let verdict = decision.verdict else { return }
    if !shortlist.onlyIn.isEmpty {
      guard shortlist.onlyIn.contains(where: { verdict.places[$0.set].indexInSet == $0.bucket }) else { return }
    }
    guard let rank = try decider.rank(shortlist, row, verdict), !rank.isNaN else { return }
    let entry = Entry(id: decision.id, name: decision.name, rank: rank)
    if entries.count == shortlist.atMost, let last = entries.last, !Self.isBefore(entry, last) { return }
    let place = entries.firstIndex { Self.isBefore(entry, $0) } ?? entries.count
    entries.insert(entry, at: place)
    if entries.count > shortlist.atMost { entries.removeLast() }
  }

  private static func isBefore(_ a: Entry, _ b: Entry) -> Bool {
    a.rank != b.rank ? a.rank > b.rank : NaturalOrder.isBefore(a.id, b.id)
  }

  /// What to say when there are fewer than wished.
  package var warning: String? {
    guard let least = shortlist.warnUnder, entries.count < least else { return nil }
    return "the shortlist '\(shortlist.name)' has \(entries.count) of the \(least) that it should have"
  }
}
