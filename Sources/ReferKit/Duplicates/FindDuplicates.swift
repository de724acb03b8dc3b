import ReferModel
import ReferRules
import ReferStore

/// Which contacts of the book are probably one person: what `refer duplicates` shows. It merges nobody.
///
/// ```swift
/// let pairs = try FindDuplicates(in: workspace, run: run).pairs()
/// for pair in pairs { print(pair.confidence, pair.a.label, pair.b.label, pair.reasons) }
/// ```
public struct FindDuplicates {
  /// Two contacts that are probably one.
  public struct Pair: Hashable, Sendable {
    /// The one that was in the book first.
    public let a: Person
    public let b: Person
    /// From 0 to 1, in hundredths: see ``IdentityEvidence``.
    public let confidence: Double
    /// Why they may be one, the weightiest first.
    public let reasons: [String]
    /// Why they may not be.
    public let against: [String]
    /// The first id of all who hang together by pairs as confident as was asked for.
    public internal(set) var cluster: String

    /// What merges them.
    public var command: String { Offer.command("merge \(a.id) \(b.id)") }
  }

  /// Where a pair is probably one person: what stands there is worth a look at each.
  public static let probable = 0.8

  private let workspace: Workspace
  private let run: RunContext
  /// The least confidence of the pairs that are shown.
  public var least = 0.7
  /// Told how many contacts are read, now and then.
  public var progress: (Int) -> Void = { _ in }

  public init(in workspace: Workspace, run: RunContext) {
    self.workspace = workspace
    self.run = run
  }

  /// All pairs, the most confident first and then in the order of ids; those of whom the user said that they are not
  /// the same are left out, and so is who was put away.
  ///
  /// - Throws: ``ReferError`` where the book can't be read.
  public func pairs() throws -> [Pair] {
    try workspace.read(asOf: run.asOf) { reader in
      var blocks = DuplicateBlocks()
      var seen = 0
      try reader.forEachContactFacts { facts in
        blocks.add(ContactIdentity(facts))
        seen += 1
        if seen & 0x3FF == 0 { progress(seen) }
      }
      blocks.finish()
      let apart = try reader.pairsApart()
      var shelf = IdentityShelf(reader)
      var found: [Pair] = []
      try blocks.forEachPair { a, b in
        if apart.contains(PairApart(a, b)) { return }
        guard let one = try shelf.identity(a), let other = try shelf.identity(b) else { return }
        let evidence = IdentityEvidence(one, other, isCommon: blocks.isCommon)
        guard evidence.confidence >= least, let pair = try pair(a, b, evidence, reader) else { return }
        found.append(pair)
      }
      return Self.clustered(found).sorted { one, other in
        one.confidence == other.confidence
          ? Self.order(one).lexicographicallyPrecedes(Self.order(other)) : one.confidence > other.confidence
      }
    }
  }

  private func pair(_ a: Int64, _ b: Int64, _ evidence: IdentityEvidence, _ reader: BookReader) throws -> Pair? {
    guard let one = try reader.person(a), let other = try reader.person(b) else { return nil }
    return Pair(
      a: Person(one), b: Person(other), confidence: evidence.confidence, reasons: evidence.reasons.map(\.text),
      against: evidence.against.map(\.text), cluster: one.id.description)
  }

  private static func order(_ pair: Pair) -> [Int64] { [pair.a.id, pair.b.id].compactMap { Int64($0) } }

  /// Names who hangs together after the first of them.
  private static func clustered(_ pairs: [Pair]) -> [Pair] {
    var parents: [String: String] = [:]
    func root(_ id: String) -> String {
      var id = id
      while let parent = parents[id] { id = parent }
      return id
    }
    for pair in pairs {
      let (one, other) = (root(pair.a.id), root(pair.b.id))
      if one == other { continue }
      let isFirst = Int64(one) ?? 0 < Int64(other) ?? 0
      parents[isFirst ? other : one] = isFirst ? one : other
    }
    return pairs.map { pair in
      var pair = pair
      pair.cluster = root(pair.a.id)
      return pair
    }
  }
}

/// Contacts that are compared, each made ready once while it is needed.
private struct IdentityShelf {
  private static let room = 20_000
  private let reader: BookReader
  private var known: [Int64: ContactIdentity] = [:]

  init(_ reader: BookReader) { self.reader = reader }

  mutating func identity(_ id: Int64) throws -> ContactIdentity? {
    if let identity = known[id] { return identity }
    guard let facts = try reader.contactFacts(id) else { return nil }
    if known.count >= Self.room { known.removeAll(keepingCapacity: true) }
    let identity = ContactIdentity(facts)
    known[id] = identity
    return identity
  }
}
