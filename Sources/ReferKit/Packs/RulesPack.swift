import LuaHost
import ReferModel
import ReferPacks
import ReferReports
import ReferRules

/// The pack that rules come from.
public struct RulesPack: Hashable, Sendable {
  public let name: String
  public let version: String
  /// Whether somebody vouches for it.
  public let isSigned: Bool
  let selection: FieldSelection
  let dependencies: [PackManifest.Dependency]
  /// The questions that the user was shown when it was installed; nil of a folder or an archive.
  let questionsShown: Set<String>?
  /// Whether what the user keeps for the name is meant for another pack than this one.
  var isKeptForAnother = false
  /// The packs that it may use.
  var needs: Set<String> { Set(dependencies.map(\.name.description)) }

  /// The only fields of contacts that its rules see, as its manifest names them.
  public var reads: [String] { selection.names }

  init(_ pack: Pack, isSigned: Bool, questionsShown: [String]? = nil) {
    name = pack.name.description
    version = pack.version.description
    self.isSigned = isSigned
    selection = pack.manifest.reads
    dependencies = pack.manifest.dependencies
    self.questionsShown = questionsShown.map(Set.init)
  }

  /// What to know before deciding with a pack that nobody vouches for; nil for one that is signed.
  public var remark: String? {
    if isSigned { return nil }
    let fields = reads.isEmpty ? "nothing of your contacts" : reads.joined(separator: ", ")
    return "\(name) \(version): nobody has signed this pack; it reads \(fields)"
  }
}

extension RulesFile {
  /// The rules that a word means: of a file, of the folder or archive of a pack, else of an installed pack.
  ///
  /// - Parameter workspace: where packs are installed; asked only for a word that needs it.
  /// - Throws: ``ReferError`` for what is not there or can't be read, and for a pack that was changed, or that its keys
  ///   no longer stand for.
  public init(named word: String, in workspace: @autoclosure () throws -> Workspace) throws {
    let form = Self.form(of: word)
    if form == .file {
      // Where nothing says where the book is, no file is the one beside it.
      if let own = try? workspace(), own.isOwnRules(word) {
        self = try own.ownRules()
      } else {
        try self.init(path: word)
        try join(PackShelf(try workspace()))
      }
      return
    }
    let shelf = PackShelf(try workspace())
    if form == .installed {
      self = try Self.installed(word, on: shelf)
      return
    }
    let (pack, about) = try ReferError.packs {
      form == .folder
        ? try Self.folder(DiskFiles.followed(word), shelf.workspace) : try Self.archive(word, shelf.workspace)
    }
    try pack.checkProgram()
    try self.init(about, pack.contents, for: about.isKeptForAnother ? nil : shelf.workspace)
    try join(shelf)
  }

  /// The rules whose settings are kept under a name: an installed pack, or "rules" for the user's own.
  ///
  /// - Throws: ``ReferError`` as ``init(named:in:)``.
  init(settingsOf table: String, on shelf: PackShelf) throws {
    self =
      try table == SettingsFile.ownRules ? shelf.workspace.ownRules(on: shelf) : Self.installed(table, on: shelf)
  }

  private enum Form { case file, folder, archive, installed }

  private static func form(of word: String) -> Form {
    switch DiskFiles.kind(DiskFiles.followed(word)) {
    case nil: PackName(word) == nil ? .file : .installed
    case .folder: DiskFiles.kind("\(word)/\(PackManifest.file)") == nil ? .file : .folder
    case .file: PackArchive.isArchive(DiskFiles.beginning(of: DiskFiles.followed(word))) ? .archive : .file
    case .link, .other: .file
    }
  }

  /// A folder is being worked on: a signature that no longer fits it counts for nothing.
  private static func folder(_ path: String, _ workspace: Workspace) throws -> (pack: Pack, about: RulesPack) {
    let pack = try Pack.building(FolderReader.read(path)).pack
    let trust = try workspace.packStore.snapshot().trust
    var about = RulesPack(
      pack,
      isSigned: try !pack.signatures.list.isEmpty && trust.judge(pack, allowsDowngrade: true).ground != .unsigned)
    // Whoever takes the name of a pack has not its keys.
    if !about.isSigned, trust.pins[about.name] != nil {
      let kept = try SettingsFile.read(in: workspace.folder).tables[about.name] ?? [:]
      about.isKeptForAnother = !kept.isEmpty
    }
    return (pack, about)
  }

  private static func archive(_ path: String, _ workspace: Workspace) throws -> (pack: Pack, about: RulesPack) {
    let pack = try Pack(PackSource(path).read().contents)
    let verdict = try workspace.packStore.snapshot().trust.judge(pack, allowsDowngrade: true)
    return (pack, RulesPack(pack, isSigned: verdict.ground != .unsigned))
  }

  private static func installed(_ name: String, on shelf: PackShelf) throws -> RulesFile {
    guard var rules = try shelf.rules(of: name) else { throw PackPlace.unknown(name, among: try shelf.names()) }
    try rules.join(shelf)
    return rules
  }
}

extension RulesFile {
  /// Finds the packs that are used, and those which they use; what is not installed is told where it is used.
  ///
  /// - Parameter shelf: asked for only where something is used.
  /// - Throws: ``ReferError`` for one that was changed, or that its keys no longer stand for; for packs that need each
  ///   other; and for more than is loaded.
  mutating func join(_ shelf: @autoclosure () throws -> PackShelf) throws {
    let names = usable
    if names.isEmpty { return }
    let shelf = try shelf()
    var found: [RulesFile] = []
    var seen: Set<String> = []
    for name in names { try Self.collect(name, for: pack.map { [$0.name] } ?? [], &found, &seen, shelf) }
    used = found.reversed()
    try checkVersions()
    try checkSize()
    if used.count < seen.count { installed = try shelf.names() }
  }

  /// The most bytes of rules and templates in packs that are loaded together.
  private static let longestTogether = 2 << 20

  private func checkSize() throws {
    let packs = (pack == nil ? [] : [self]) + used
    guard packs.reduce(0, { $0 + $1.byteCount }) > Self.longestTogether,
      let largest = packs.max(by: { $0.byteCount < $1.byteCount })
    else { return }
    throw ReferError(
      "\(shownTitle): the packs behind it are longer than \(Self.longestTogether >> 10) KiB together; the largest is "
        + "\(largest.shownTitle) with \(largest.byteCount >> 10) KiB: use fewer, or ask its author for a shorter one")
  }

  /// A pack may have been changed under those that build on it.
  private func checkVersions() throws {
    for pack in ([self] + used).compactMap(\.pack) {
      for need in pack.dependencies {
        guard let other = used.lazy.compactMap(\.pack).first(where: { $0.name == need.name.description }),
          let version = SemanticVersion(other.version), !need.range.contains(version)
        else { continue }
        throw ReferError(
          "\(pack.name) \(pack.version) needs \(need.name) \(need.range), and \(version) is installed; add one that fits"
        )
      }
    }
  }

  /// The installed packs among those that stand behind `use`; a pack uses its dependencies only.
  private var usable: [String] {
    let names = source.usedPacks
    guard let pack else { return names }
    return names.filter(pack.needs.contains)
  }

  /// Each behind those that it uses.
  private static func collect(
    _ name: String, for path: [String], _ found: inout [RulesFile], _ seen: inout Set<String>, _ shelf: PackShelf
  ) throws {
    if let start = path.firstIndex(of: name) {
      let circle = (path[start...] + [name]).joined(separator: " needs ")
      throw ReferError("\(circle): packs can't need each other; 'refer pack list' says which to remove")
    }
    guard seen.insert(name).inserted, let pack = try shelf.rules(of: name) else { return }
    for next in pack.usable { try collect(next, for: path + [name], &found, &seen, shelf) }
    found.append(pack)
  }

  /// What to know before deciding with packs that nobody vouches for, a line each.
  public var remarks: [String] {
    let kept = pack.flatMap { pack in
      pack.isKeptForAnother
        ? "\(pack.name) \(pack.version): what you set for \(pack.name) is for the pack that its keys stand for; this one, "
          + "which they have not signed, has its defaults" : nil
    }
    return ([self] + used).compactMap { $0.pack?.remark } + (kept.map { [$0] } ?? [])
  }

  /// The questions of a pack and its settings. It sees what the user answered to these questions, and no other answer:
  /// those that its rules ask as they are loaded now, and behind them those that stand in its files for another time.
  ///
  /// - Throws: ``ReferError`` for rules that do not load, and for a pack that declares none.
  func declared(on shelf: PackShelf) throws -> PackSheet.Declared {
    var rules = self
    try rules.join(shelf)
    let loader = try RuleLoader(rules, clock: try RunContext().clock, isAsWritten: true)
    let loaded = try ReferError.wrap { try loader.load(source) }
    try loaded.checkPack(rules)
    var questions = loaded.questions(of: self).map { PackSheet.Question(name: $0.name, ask: $0.ask) }
    for name in source.questionsWritten where !questions.contains(where: { $0.name == name }) {
      questions.append(PackSheet.Question(name: name, ask: nil))
    }
    return PackSheet.Declared(questions: questions, settings: loaded.rules.settings)
  }
}

extension RuleLoader {
  /// A loader for rules, and the packs that they use: a pack's see no more than it declares, and lists of records never.
  ///
  /// - Parameters:
  ///   - typed: the settings that were typed; they come before those that the user keeps.
  ///   - isAsWritten: without what the user keeps, for examples hold for the rules as they were written.
  /// - Throws: ``ReferError`` for settings that can't be read.
  init(_ rules: RulesFile, clock: Clock, typed: [String: String] = [:], isAsWritten: Bool = false) throws {
    self.init(clock: clock)
    reads = rules.reads
    pack = rules.pack.map { ($0.name, $0.needs) }
    settings = try rules.settings(typed, isAsWritten: isAsWritten)
    if rules.pack != nil { data = NoRecords() }
    installed = rules.installed
    packs = try rules.used.map { used in
      UsedPack(
        name: used.pack?.name ?? used.name, source: used.source, reads: used.reads ?? FieldSelection([]),
        uses: used.pack?.needs ?? [], settings: try used.settings([:], isAsWritten: isAsWritten))
    }
  }
}

/// No contact, interaction, referral or event.
final class NoRecords: ScriptData {
  func list(of kind: RecordKind) throws -> LuaList { LuaList(schema: kind.rawValue, items: []) }
}

extension LoadedRules {
  /// - Throws: ``ReferError`` for a pack that declares no rule, as a script that prints has no business in one; and for
  ///   an installed one that asks what the user was not told when it was added.
  func checkPack(_ rules: RulesFile) throws {
    for pack in [rules] + rules.used { try checkQuestions(of: pack) }
    guard let pack = rules.pack, isPlainScript else { return }
    throw ReferError(
      "\(pack.name) \(pack.version): \(rules.shownName) declares no rule, and a pack is there to decide: give it a "
        + "question and a bucket, or run the file alone")
  }

  private func checkQuestions(of rules: RulesFile) throws {
    guard let pack = rules.pack, let shown = pack.questionsShown,
      let other = questions(of: rules).first(where: { !shown.contains($0.name) })
    else { return }
    throw ReferError(
      "\(pack.name) \(pack.version) asks '\(TerminalText.escaped(other.name))', which was not among its questions when "
        + "it was added: it would see what you answered there. 'refer pack remove \(pack.name)', and ask its author")
  }

  /// Those that stand in the files of a pack.
  fileprivate func questions(of pack: RulesFile) -> [Question] {
    let files = pack.fileNames
    return rules.questions.filter { files.contains(source.place(ofLine: $0.line).file) }
  }
}
