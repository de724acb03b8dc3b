/// Which keys a user trusts, and which keys stand for which pack: the file `keys/trust.toml`.
///
/// A pack's keys are pinned when it is first added. From then on only packs signed by them are taken: by as many as
/// the pack's own `signers` named, else by the one that signed it first. A newer list of signers counts once the pinned
/// keys have signed it. What is not known is refused, and a signature that nobody announced counts for nothing.
package struct TrustBook: Hashable, Sendable {
  /// The keys that stand for a pack.
  package struct Pin: Hashable, Sendable {
    package let need: Int
    package let keys: [PublicKey]
    /// The newest version that was ever added: nothing older comes after it unasked.
    package let newest: SemanticVersion
  }

  /// What ``judge(_:allowsDowngrade:)`` found.
  package struct Verdict: Hashable, Sendable {
    package enum Ground: String, Hashable, Sendable {
      /// Nobody vouches for it.
      case unsigned
      /// Signed; its keys are seen for the first time with this pack.
      case firstUse = "first use"
      /// Signed by the keys that are pinned to it.
      case pinned
    }
    package let ground: Ground
    /// Who signed and counts.
    package let signers: [PublicKey]
    /// Who signed and does not.
    package let others: [PublicKey]
    /// What is to be pinned; nil for an unsigned pack.
    package let pin: Pin?
    /// Whether this pack brings another list of signers, which its old keys have signed.
    package let changesSigners: Bool
  }

  package static let file = "trust.toml"

  package private(set) var trusted: [PublicKey] = []
  package private(set) var distrusted: [PublicKey] = []
  package private(set) var pins: [String: Pin] = [:]
  /// The newest version that was ever added of a pack that nobody signed, by its name.
  package private(set) var unsigned: [String: SemanticVersion] = [:]

  package init() {}

  // MARK: Judging

  /// - Throws: ``PackError/untrusted(_:_:)`` where the pack must not be used.
  package func judge(_ pack: Pack, allowsDowngrade: Bool = false) throws -> Verdict {
    func refuse(_ problem: PackError.Distrust) -> PackError { .untrusted(pack.name.description, problem) }
    let good = pack.signatures.keys.filter { !distrusted.contains($0) }.map(known)
    let signers = pack.manifest.signers
    if let pin = pins[pack.name.description] {
      if pack.signatures.list.isEmpty { throw refuse(.unsigned) }
      let count = good.count { pin.keys.contains($0) }
      guard count >= pin.need else {
        if pack.signatures.keys.contains(where: { distrusted.contains($0) && pin.keys.contains($0) }) {
          throw refuse(.distrusted)
        }
        throw refuse(.pinned(have: count, need: pin.need, of: pin.keys.count))
      }
      if pack.version.order(to: pin.newest) < 0, !allowsDowngrade { throw refuse(.older(than: pin.newest)) }
      let newest = pack.version.order(to: pin.newest) > 0 ? pack.version : pin.newest
      var next = Pin(need: pin.need, keys: pin.keys, newest: newest)
      if let signers, pack.version.order(to: pin.newest) >= 0 {
        try meets(signers, good, refuse)
        next = Pin(need: signers.need, keys: signers.keys, newest: newest)
      }
      let isChanged = next.need != pin.need || Set(next.keys) != Set(pin.keys)
      return verdict(.pinned, pack, counting: pin.keys + next.keys, next, changesSigners: isChanged)
    }
    if let newest = unsigned[pack.name.description], pack.version.order(to: newest) < 0, !allowsDowngrade {
      throw refuse(.older(than: newest))
    }
    if let signers {
      if pack.signatures.list.isEmpty { throw refuse(.unsigned) }
      try meets(signers, good, refuse)
      let pin = Pin(need: signers.need, keys: signers.keys, newest: pack.version)
      return verdict(.firstUse, pack, counting: pin.keys, pin)
    }
    guard let first = pack.announced.first else { return verdict(.unsigned, pack, counting: [], nil) }
    if distrusted.contains(first) { throw refuse(.distrusted) }
    return verdict(.firstUse, pack, counting: [first], Pin(need: 1, keys: [known(first)], newest: pack.version))
  }

  private func verdict(
    _ ground: Verdict.Ground, _ pack: Pack, counting keys: [PublicKey], _ pin: Pin?, changesSigners: Bool = false
  ) -> Verdict {
    let counts = { (key: PublicKey) in keys.contains(key) && !distrusted.contains(key) }
    let all = pack.signatures.keys.map(known)
    return Verdict(
      ground: ground, signers: all.filter(counts), others: all.filter { !counts($0) }, pin: pin,
      changesSigners: changesSigners)
  }

  private func meets(
    _ signers: PackManifest.Signers, _ good: [PublicKey], _ refuse: (PackError.Distrust) -> PackError
  ) throws {
    let count = good.count { signers.keys.contains($0) }
    guard count >= signers.need else {
      throw refuse(.group(have: count, need: signers.need, of: signers.keys.count))
    }
  }

  /// The key under the name that the user knows it by.
  package func known(_ key: PublicKey) -> PublicKey { trusted.first { $0 == key } ?? key.labelled(nil) }

  // MARK: Changing

  package mutating func pin(_ pin: Pin, to name: PackName) {
    pins[name.description] = pin
    unsigned[name.description] = nil
  }

  /// Notes a version that nobody signed.
  package mutating func note(_ version: SemanticVersion, of name: PackName) {
    if let known = unsigned[name.description], version.order(to: known) <= 0 { return }
    unsigned[name.description] = version
  }

  /// What is forgotten is seen for the first time when it comes again.
  package mutating func unpin(_ name: PackName) {
    pins[name.description] = nil
    unsigned[name.description] = nil
  }

  /// - Throws: ``PackError/nameTaken(_:)`` where another key has this name.
  package mutating func trust(_ key: PublicKey) throws {
    if let label = key.label, trusted.contains(where: { $0.label == label && $0 != key }) {
      throw PackError.nameTaken(label)
    }
    distrusted.removeAll { $0 == key }
    trusted.removeAll { $0 == key }
    trusted.append(key)
  }

  package mutating func distrust(_ key: PublicKey) {
    trusted.removeAll { $0 == key }
    distrusted.removeAll { $0 == key }
    distrusted.append(key)
  }
}

extension PackLock.Entry {
  /// What was signed once stays signed, and by the keys that were pinned then.
  ///
  /// - Throws: ``PackError/untrusted(_:_:)``.
  package func check(_ verdict: TrustBook.Verdict) throws {
    guard isSigned else { return }
    switch verdict.ground {
    case .unsigned: throw PackError.untrusted(name.description, .unsigned)
    case .firstUse: throw PackError.untrusted(name.description, .unpinned)
    case .pinned: break
    }
  }
}
