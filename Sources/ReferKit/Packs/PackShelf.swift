import ReferPacks

/// The installed packs that rules may use, each read once. One that is about to be installed may stand in the place of
/// the version that is.
final class PackShelf {
  let workspace: Workspace
  private let new: (name: String, rules: RulesFile)?
  private var seen: PackStore.Snapshot?
  private var known: [String: RulesFile] = [:]

  init(_ workspace: Workspace) {
    self.workspace = workspace
    new = nil
  }

  /// - Throws: ``ReferError`` for rules that are no readable text.
  init(_ workspace: Workspace, placing pack: Pack, isSigned: Bool) throws {
    self.workspace = workspace
    let about = RulesPack(pack, isSigned: isSigned)
    new = (about.name, try RulesFile(about, pack.contents, for: workspace))
  }

  private func snapshot() throws -> PackStore.Snapshot {
    if let seen { return seen }
    let now = try ReferError.packs { try workspace.packStore.snapshot() }
    seen = now
    return now
  }

  /// The names of all.
  ///
  /// - Throws: ``ReferError`` where they can't be told.
  func names() throws -> [String] {
    let installed = try snapshot().lock.names
    return Set(installed + (new.map { [$0.name] } ?? [])).sorted()
  }

  /// The rules of an installed pack, without those that it uses; nil where none has that name.
  ///
  /// - Throws: ``ReferError`` for one that was changed, or that its keys no longer stand for.
  func rules(of name: String) throws -> RulesFile? {
    if let new, new.name == name { return new.rules }
    if let rules = known[name] { return rules }
    let seen = try snapshot()
    guard let entry = seen.lock[name] else { return nil }
    let pack = try ReferError.packs { try workspace.packStore.load(entry, trust: seen.trust) }
    try pack.checkProgram()
    let about = RulesPack(pack, isSigned: entry.isSigned, questionsShown: entry.questions)
    let rules = try RulesFile(about, pack.contents, for: workspace)
    known[name] = rules
    return rules
  }
}
