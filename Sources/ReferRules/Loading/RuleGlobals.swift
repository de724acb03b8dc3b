import LuaHost
import ReferModel

/// The names that a rules file finds: the words, the conditions, lengths and lists.
final class RuleGlobals {
  let book: DeclarationBook
  let objects = HostObjects()
  let clock: Clock
  let data: (any ScriptData)?
  let profile: Profile
  /// The profile as a record, for `me`; it lives in ``arena``.
  let me: Cells
  private let arena: RowArena
  private let pack: (name: String, uses: Set<String>)?
  private let packs: [UsedPack]
  private let installed: [String]
  /// What the user set of each origin.
  private let given: [[String: GivenSetting]]
  private let person: ((String) throws -> GivenSetting.Person?)?
  /// The values of settings, of each origin.
  private(set) var settings: [[String: LuaValue]]
  private var settingNames: [[String]]
  private(set) var usedData = false
  private(set) var usedDataLine = 0
  /// How often something was declared.
  private var declared = 0
  /// While the file runs for the first time; later only its functions run.
  var isLoading = true
  /// The answers of the contact being decided, for functions of buckets.
  var answers: AnswersRow.Filled?
  private weak var sandbox: Sandbox?
  /// What the conditions cost that scripts ask of records.
  private let work = ConditionWork()
  /// Whose answers a schema shows, by its number.
  var originsOfAnswers: [Int: Int] = [:]
  /// The time of the running decision.
  var now: Instant

  /// - Throws: ``HostError`` when memory is out.
  init(
    book: DeclarationBook, clock: Clock, settings: [String: GivenSetting],
    person: ((String) throws -> GivenSetting.Person?)? = nil, pack: (name: String, uses: Set<String>)? = nil,
    packs: [UsedPack] = [], installed: [String] = [], data: (any ScriptData)?,
    profile: Profile = Profile()
  ) throws {
    guard let arena = RowArena(), let me = profile.row(in: arena) else { throw HostError("there is not enough memory") }
    self.arena = arena
    self.me = me
    self.profile = profile
    self.book = book
    self.clock = clock
    self.data = data
    self.pack = pack
    self.packs = packs
    self.installed = installed
    given = [settings] + packs.map(\.settings)
    self.settings = given.map { _ in [:] }
    settingNames = given.map { _ in [] }
    self.person = person
    now = clock.now
  }

  /// Whether the rules themselves hold a text, so that a message may quote it.
  private(set) var isOwn: (String) -> Bool = { _ in true }

  /// "'city'", or "of that name" for a text that the data may hold.
  private func quoted(_ name: String) -> String { isOwn(name) ? "'\(name)'" : "of that name" }

  /// What a word of the rules may have meant.
  private func suggestion(for name: String, among names: [String]) -> String {
    guard isOwn(name), let near = Nearest.suggestion(for: name, among: names) else { return "" }
    return "; did you mean '\(near)'?"
  }

  func install(in sandbox: Sandbox) throws {
    objects.sandbox = sandbox
    self.sandbox = sandbox
    isOwn = { [unowned sandbox] in sandbox.isOwnWord($0) }
    for word in Vocabulary.words {
      try sandbox.define(word.name) { [unowned self] call in try declare(word, call) }
    }
    try installConditions(in: sandbox)
    try installTime(in: sandbox)
    try installLists(in: sandbox)
    try installMoney(in: sandbox)
    try sandbox.set("yes", to: .yesno(true))
    try sandbox.set("no", to: .yesno(false))
    try sandbox.set("now", to: .number(clock.now.seconds))
    try sandbox.define(bundleLoader: "use")
    sandbox.findBundle = { [unowned self] call in try pack(call) }
    let settingsObjects = given.indices.map { objects.add(.settings(origin: $0)) }
    let unknownObject = objects.add(.unknown)
    sandbox.resolveGlobal = { [unowned self] call in
      guard case .text(let name)? = call.arguments.first else { throw HostError("this has no name") }
      let site = try site(call)
      switch name {
      case "settings": return settingsObjects[site.origin]
      case "unknown":
        if isLoading { return unknownObject }
        throw HostError("in a function an answer that is not known is nil: write == nil instead of == unknown")
      case "me": return .record(LuaRecord(schema: SelectedSchemas.number(.me, for: site.origin), cells: me))
      case "answers":
        if let answers { return .record(answers.record(for: site.origin)) }
        throw HostError("answers are known once all questions are: in the function of a bucket, a guard or a follow-up")
      default: return try missing(name, line: site.line)
      }
    }
    sandbox.unknownModule = { [unowned self] call in throw HostError(missingModule(call, of: try site(call).origin)) }
    sandbox.unknownField = { [unowned self] call in try unknownField(call) }
    sandbox.callObject = { [unowned self] call in try callObject(call) }
    sandbox.testObject = { [unowned self] id, schema, cells in test(id, schema, cells) }
  }

  /// Who calls, and where.
  ///
  /// - Throws: ``HostError`` for what belongs to nobody, such as an operator.
  func site(_ call: Sandbox.Call) throws -> Site {
    guard let origin = call.bundle, origin < book.originCount else { throw HostError("this can't be called here") }
    return book.source.site(call.line, of: origin)
  }

  // MARK: Declaring

  /// How much a declaration takes when it is kept, for each byte that it is handed over as.
  private static let bytesPerByte = 4
  /// Looking through more of them is work that nobody counts.
  private static let mostDeclarations = 10_000

  private func stopIfFull() throws {
    if book.isFull { throw HostError("there are more problems than these: the rest of the file is not looked at") }
  }

  private func declare(_ word: Word, _ call: Sandbox.Call) throws -> LuaValue {
    let site = try site(call)
    guard isLoading else {
      throw HostError("'\(word.name)' stands at the file's own level, not inside a rule's function")
    }
    sandbox?.charge(work: 0, bytes: call.byteCount * Self.bytesPerByte)
    try stopIfFull()
    declared += 1
    guard declared <= Self.mostDeclarations else {
      throw HostError("rules declare at most \(Self.mostDeclarations) things: do they come of a loop?")
    }
    guard case .text(let name)? = call.arguments.first else {
      book.report(
        line: site.line, "\(word.name) needs a name in quotes", remedy: "write \(word.name) \"name\" { … }")
      return objects.add(.declared)
    }
    if call.arguments.count > 1 {
      finish(word, name, call.arguments[1], at: site)
      return objects.add(.declared)
    }
    let object = objects.add(.pending)
    if case .object(let id) = object { book.wait(id, word, name, at: site) }
    return object
  }

  private func finish(_ word: Word, _ name: String, _ value: LuaValue?, at site: Site) {
    book.declare(word, name, value, at: site)
    guard word.name == "setting", let entry = book.entries.last, entry.name == name else { return }
    define(setting: entry)
  }

  private func callObject(_ call: Sandbox.Call) throws -> LuaValue {
    guard case .object(let id)? = call.arguments.first else { throw HostError("this can't be called") }
    if let waiting = book.take(id) {
      sandbox?.charge(work: 0, bytes: call.byteCount * Self.bytesPerByte)
      finish(waiting.word, waiting.name, call.arguments.dropFirst().first, at: waiting.site)
      return objects.add(.declared)
    }
    switch objects.object(call.arguments[0]) {
    case .misspelt?: return call.arguments[0]
    case .condition?: throw HostError("a condition is a value: it can't be called")
    case .declared?:
      throw HostError("a declaration is finished with its table; a comma or a second table stands behind it")
    default: throw HostError("this can't be called")
    }
  }

  // MARK: Settings

  private func define(setting entry: DeclarationBook.Entry) {
    let fields = FieldReader(entry: entry, book: book, objects: objects)
    let reader = SettingReader(fields: fields, clock: clock, person: person)
    settingNames[entry.origin].append(entry.name)
    settings[entry.origin][entry.name] = reader.value(given: given[entry.origin][entry.name])
  }

  /// Settings that the user gave and no rule declares; what a file keeps may have outlasted its setting.
  func unknownSettings() -> [Diagnostic] {
    given[0].filter { !$1.isKept && !settingNames[0].contains($0) }.keys.sorted().map { name in
      let near = Nearest.suggestion(for: name, among: settingNames[0])
      return Diagnostic(
        file: book.source.name, line: 0,
        message: "no setting is named '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""),
        remedy: near != nil
          ? nil
          : settingNames[0].isEmpty
            ? "this file declares no setting" : "its settings are: \(settingNames[0].joined(separator: ", "))")
    }
  }

  // MARK: Unknown names

  /// A misspelt word is reported, and the file goes on: so that all its problems are found at once.
  private func missing(_ name: String, line: Int) throws -> LuaValue {
    let declaring = Vocabulary.words.map(\.name)
    guard isLoading, let near = Nearest.suggestion(for: name, among: declaring),
      missingName(name).hasSuffix("did you mean '\(near)'?")
    else { throw HostError(missingName(name)) }
    try stopIfFull()
    book.report(line: line, place: book.place(ofName: name, onLine: line), missingName(name))
    return objects.add(.misspelt)
  }

  /// What plain Lua has, and a sandbox does not.
  private static let absent: Set<String> = [
    "io", "os", "debug", "package", "require", "load", "loadfile", "loadstring", "dofile", "coroutine", "setmetatable",
    "getmetatable", "collectgarbage", "xpcall", "rawset", "warn", "_G",
  ]

  /// Finds the pack that `use` names.
  private func pack(_ call: Sandbox.Call) throws -> LuaValue {
    guard case .text(let name)? = call.arguments.first else {
      throw HostError("use needs the name of a pack in quotes")
    }
    guard isLoading else { throw HostError("'use' stands at the file's own level, not inside a rule's function") }
    let origin = try site(call).origin
    if let user = origin == 0 ? pack : (packs[origin - 1].name, packs[origin - 1].uses), !user.uses.contains(name) {
      throw HostError("\(user.name) can't use '\(name)': it is not among the dependencies in its pack.toml")
    }
    guard let place = packs.firstIndex(where: { $0.name == name }) else {
      let near = Nearest.suggestion(for: name, among: installed).map { "did you mean '\($0)'?" }
      throw HostError("no pack '\(name)' is installed; \(near ?? "'refer pack list' shows those that are")")
    }
    return .integer(place + 1)
  }

  private func missingModule(_ call: Sandbox.Call, of origin: Int) -> String {
    let names = book.source.modules.filter { $0.origin == origin }.compactMap(\.name)
    guard case .text(let name)? = call.arguments.first else { return "require needs the name of a file of this pack" }
    guard isOwn(name) else { return "this pack has no file of that name" }
    let path = name.hasSuffix(".lua") ? String(name.dropLast(4)) : name
    let meant = path.replacing("/", with: ".")
    if names.contains(meant) { return "write require \"\(meant)\"" }
    if let near = Nearest.suggestion(for: meant, among: names) {
      return "this pack has no file '\(name)'; did you mean require \"\(near)\"?"
    }
    return "this pack has no file '\(name)'; it can require: \(names.joined(separator: ", "))"
  }

  private func missingName(_ name: String) -> String {
    guard isOwn(name) else { return "nothing has that name: a name must be set before it is used" }
    if name == "require" {
      return
        "'require' is not here: it joins the files of a pack; if this is one of them, name the pack's folder instead"
    }
    if Self.absent.contains(name) {
      return "'\(name)' is not here: rules reach no files, programs, network or clock, and can't load or change code"
    }
    let known = Vocabulary.words.map(\.name) + Phrase.all.map(\.name) + ["string", "table", "math", "utf8"]
    guard let near = Nearest.suggestion(for: name, among: known) else {
      return "nothing is named '\(name)': text stands in \"quotes\", and a name must be set before it is used"
    }
    return "nothing is named '\(name)'; did you mean '\(near)'?"
  }

  private func unknownField(_ call: Sandbox.Call) throws -> LuaValue {
    guard case .text(let field)? = call.arguments.dropFirst().first else { throw HostError("a field's name is text") }
    if case .settings(let origin)? = objects.object(call.arguments[0]) {
      if settingNames[origin].contains(field) { return settings[origin][field] ?? .none }
      let told = isOwn(field) ? "no setting is named '\(field)'" : "there is no setting of that name"
      throw HostError(told + suggestion(for: field, among: settingNames[origin]))
    }
    if case .person(let person, let reads)? = objects.object(call.arguments[0]) {
      // For a pack it has only what the pack declares, as any contact.
      if let remedy = reads?.remedy(for: field, of: .contact), ["id", "name"].contains(field) {
        throw HostError("a contact has no field '\(field)'; \(remedy)")
      }
      switch field {
      case "id": return person.id.map { .text($0) } ?? .none
      case "name": return .text(person.name)
      default: throw HostError("a contact that is a setting has no field \(quoted(field)); it has id and name")
      }
    }
    guard case .text(let owner) = call.arguments[0], call.arguments.count > 2,
      case .integer(let number) = call.arguments[2]
    else { throw HostError("a condition has no fields: it is used where the language takes a condition") }
    if let origin = originsOfAnswers[number] {
      let names = book.entries.filter { $0.word.name == "question" && book.sees(origin, $0.origin) }.map(\.name)
      let told = isOwn(field) ? "no question is named '\(field)'" : "there is no question of that name"
      throw HostError(told + suggestion(for: field, among: names))
    }
    let reads = book.reads(of: SelectedSchemas.origin(of: number))
    let schema = Schema.all.first { $0.name == owner }
    let article = owner == "me" ? "" : "aeiou".contains(owner.first ?? "x") ? "an " : "a "
    let told = "\(article)\(owner) has no field \(quoted(field))"
    if let schema, let remedy = reads?.remedy(for: field, of: schema.kind) { throw HostError("\(told); \(remedy)") }
    throw HostError(told + suggestion(for: field, among: schema?.names(in: reads) ?? []))
  }

  // MARK: Lists

  private func installLists(in sandbox: Sandbox) throws {
    let kinds: [(String, RecordKind)] = [
      ("contacts", .contact), ("interactions", .interaction), ("referrals", .referral), ("events", .event),
    ]
    for (name, kind) in kinds {
      try sandbox.define(name) { [unowned self] call in
        guard isLoading else {
          throw HostError("a rule sees one contact at a time: \(name)() is for scripts that declare no rule")
        }
        let site = try site(call)
        if site.origin > 0 {
          throw HostError("a pack sees one contact at a time: \(name)() is for scripts of one's own")
        }
        if !usedData { usedDataLine = site.line }
        usedData = true
        guard let data else {
          throw HostError(
            "there are no \(name) here: \(name)() is for scripts that 'refer eval' runs over a book or a file")
        }
        let all = try data.list(of: kind)
        return .list(LuaList(schema: SelectedSchemas.number(kind, for: site.origin), items: all.items))
      }
    }
  }

  private var tests: [TestKey: AskedTest] = [:]
  private struct TestKey: Hashable {
    let object: Int32
    let schema: UInt16
  }
  private struct AskedTest {
    /// Nil where it is no condition for these records.
    let condition: RowCondition?
    let bytes: Int
    /// The run that was charged with it last.
    var run: Int
  }
  /// What a test takes that is ready to be asked.
  private static let bytesPerPart = 512

  /// Between two contacts: what functions made of conditions does not pile up.
  func dropTemporary() {
    work.forgetTexts()
    if objects.dropTemporary() { tests = [:] }
  }

  /// Asks a condition of a record, for count and where.
  private func test(_ id: Int32, _ schema: UInt16, _ cells: Cells) -> Int32 {
    guard let sandbox, let condition = asked(TestKey(object: id, schema: schema), sandbox) else { return -1 }
    if work.run != sandbox.runs { work.forgetTexts() }
    work.run = sandbox.runs
    work.begin(limit: sandbox.instructionsLeft)
    let answer = condition.answer(for: cells, work)
    sandbox.charge(work: work.used)
    return Int32(answer.rawValue)
  }

  private func asked(_ key: TestKey, _ sandbox: Sandbox) -> RowCondition? {
    if let known = tests[key] {
      if known.run == sandbox.runs { return known.condition }
      tests[key]?.run = sandbox.runs
      sandbox.charge(work: 0, bytes: known.bytes)
      return known.condition
    }
    let kind = Int(key.schema) % Schema.all.count
    guard let condition = objects.condition(.object(key.object)),
      Int(key.schema) < book.schemas?.count ?? Schema.all.count
    else { return nil }
    let compiler = ConditionCompiler(
      book: book, schema: Schema.all[kind], clock: Clock(now: now, zone: clock.zone))
    let size = objects.size(.object(key.object))
    let bytes = size.parts * Self.bytesPerPart + size.bytes * 2
    sandbox.charge(work: 0, bytes: bytes)
    objects.keep(bytes: bytes)
    tests[key] = AskedTest(condition: compiler.row(condition), bytes: bytes, run: sandbox.runs)
    return tests[key]?.condition
  }
}
