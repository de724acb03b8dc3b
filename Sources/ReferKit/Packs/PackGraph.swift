import ReferPacks

/// Which installed packs need which, as their manifests say.
struct PackGraph {
  private struct Node {
    let version: SemanticVersion
    let needs: [PackManifest.Dependency]
  }
  private var nodes: [String: Node] = [:]

  /// A pack that can't be read needs nothing that could be told.
  init(_ store: PackStore, _ seen: PackStore.Snapshot) {
    for entry in seen.lock.entries {
      let needs = (try? store.load(entry, trust: seen.trust))?.manifest.dependencies ?? []
      nodes[entry.name.description] = Node(version: entry.version, needs: needs)
    }
  }

  /// Puts a pack in the place of the version that is there.
  mutating func place(_ pack: Pack) {
    nodes[pack.name.description] = Node(version: pack.version, needs: pack.manifest.dependencies)
  }

  /// The packs that need this one, directly or not, sorted; itself among them where it does.
  func dependents(of name: String) -> [String] {
    reached(from: name) { wanted in nodes.filter { $1.needs.contains { $0.name.description == wanted } }.map(\.key) }
  }

  /// The packs that need this one and that it needs, directly or not: they stand and fall together. Without itself.
  func circle(of name: String) -> [String] {
    let needed = reached(from: name) { nodes[$0]?.needs.map(\.name.description) ?? [] }
    return dependents(of: name).filter { $0 != name && needed.contains($0) }
  }

  /// What is needed of this one by each that names it.
  func demands(on name: String) -> [(by: String, version: SemanticVersion, range: VersionRange)] {
    nodes.sorted { $0.key < $1.key }.flatMap { other, node in
      node.needs.filter { $0.name.description == name }.map { (other, node.version, $0.range) }
    }
  }

  /// Why a pack that is whole can't be used; nil where nothing stands against it.
  func problem(of name: String) -> String? {
    if let own = ownProblem(of: name) { return own }
    let needed = reached(from: name) { nodes[$0]?.needs.map(\.name.description) ?? [] }
    return needed.first { ownProblem(of: $0) != nil }.map { "\(name) builds on \($0), which can't be used" }
  }

  private func ownProblem(of name: String) -> String? {
    let circle = circle(of: name)
    if !circle.isEmpty {
      let all = circle.joined(separator: " and ")
      return "\(name) needs \(all), which in turn needs \(name): 'refer pack remove \(name)' takes all of them away"
    }
    for need in nodes[name]?.needs ?? [] {
      guard let other = nodes[need.name.description] else {
        return "\(name) needs the pack \(need.name) \(need.range), which is not installed; add it"
      }
      if !need.range.contains(other.version) {
        return "\(name) needs \(need.name) \(need.range), and \(other.version) is installed; add one that fits"
      }
    }
    return nil
  }

  private func reached(from name: String, _ next: (String) -> [String]) -> [String] {
    var found: Set<String> = []
    var open = [name]
    while let place = open.popLast() {
      open += next(place).filter { found.insert($0).inserted }
    }
    return found.sorted()
  }
}
