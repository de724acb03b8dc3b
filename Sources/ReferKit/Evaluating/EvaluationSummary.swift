import ReferRules

/// What is known when all contacts are decided.
public struct EvaluationSummary: Hashable, Sendable {
  public struct Count: Hashable, Sendable {
    public let bucket: String
    public internal(set) var contacts: Int
  }
  public struct SetCounts: Hashable, Sendable {
    public let name: String
    public internal(set) var counts: [Count]
  }
  public struct Shortlist: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
      public let id: String
      public let name: String?
      public let rank: Double
    }
    public let name: String
    public let entries: [Entry]
  }

  /// Contacts that were decided and chosen, those that failed among them.
  public internal(set) var decided = 0
  public internal(set) var settled = 0
  /// Contacts for which a rule failed.
  public internal(set) var failed = 0
  /// Lines of the files that could not be read.
  public internal(set) var unreadable = 0
  /// Contacts that no bucket of the first set takes.
  public internal(set) var inNone = 0
  /// Contacts that were decided, whether or not they are in the bucket that was asked for.
  public internal(set) var all = 0
  /// The buckets of the first set, in the order of the file, of all contacts that were decided; none where a bucket was
  /// asked for, and the run ended before all were decided.
  public internal(set) var counts: [Count]
  public internal(set) var otherSets: [SetCounts]
  public internal(set) var shortlists: [Shortlist] = []
  /// What ``Evaluation/report`` is told at the end: how many failed, and which shortlists are too short.
  public internal(set) var remarks: [String] = []

  init(_ rules: RuleSet) {
    let sets = rules.sets.map { set in
      SetCounts(name: set.name, counts: set.buckets.map { Count(bucket: $0.name, contacts: 0) })
    }
    counts = sets.first?.counts ?? []
    otherSets = Array(sets.dropFirst())
  }

  mutating func add(_ decision: Decision) {
    decided += 1
    guard let verdict = decision.verdict else {
      failed += 1
      return
    }
    if verdict.isSettled { settled += 1 }
  }

  /// Counts whoever is decided by their buckets, whichever bucket is asked for.
  mutating func count(_ decision: Decision) {
    all += 1
    guard let verdict = decision.verdict else { return }
    for (number, place) in verdict.places.enumerated() {
      guard let bucket = place.indexInSet else {
        if number == 0 { inNone += 1 }
        continue
      }
      if number == 0 {
        counts[bucket].contacts += 1
      } else {
        otherSets[number - 1].counts[bucket].contacts += 1
      }
    }
  }

  /// Leaves out what was counted of a part.
  mutating func dropCounts() {
    (counts, otherSets, inNone, all) = ([], [], 0, decided)
  }

  /// Whether some contact or line failed.
  public var hasFailures: Bool { failed > 0 || unreadable > 0 }
}
