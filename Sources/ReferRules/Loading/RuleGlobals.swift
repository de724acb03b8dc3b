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
  private let given: [String: GivenSetting]
  private let person: ((String) throws -> GivenSetting.Person?)?
  private(set) var settings: [String: LuaValue] = [:]
  private var settingNames: [String] = []
  private(set) var usedData = false
  private(set) var usedDataLine = 0
  /// While the file runs for the first time; later only its functions run.
  var isLoading = true
  /// The answers of the contact being decided, for functions of buckets.
  var answers: LuaRecord?
  /// The time of the running decision.
  var now: Instant

  /// - Throws: ``HostError`` when memory is out.
  init(
    book: DeclarationBook, clock: Clock, settings: [String: GivenSetting],
    person: ((String) throws -> GivenSetting.Person?)?, data: (any ScriptData)?, profile: Profile = Profile()
  ) throws {
    guard let arena = RowArena(), let me = profile.row(in: arena) else { throw HostError("there is not enough memory") }
    self.arena = arena
    self.me = me
    self.profile = profile
    self.book = book
    self.clock = clock
    self.data = data
    given = settings
    self.person = person
    now = clock.now
  }

  func install(in sandbox: Sandbox) throws {
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
    let settingsObject = objects.add(.settings)
    let unknownObject = objects.add(.unknown)
    sandbox.resolveGlobal = { [unowned self] call in
      guard case .text(let name)? = call.arguments.first else { throw HostError("this has no name") }
      switch name {
      case "settings": return settingsObject
      case "unknown":
        if isLoading { return unknownObject }
        throw HostError("in a function an answer that is not known is nil: write == nil instead of == unknown")
      case "me": return .record(LuaRecord(schema: RecordKind.me.rawValue, cells: me))
      case "answers":
        if let answers { return .record(answers) }
        throw HostError("answers are known once all questions are: in the function of a bucket, a guard or a follow-up")
      default: return try missing(name, line: call.line)
      }
    }
    sandbox.unknownField = { [unowned self] call in try unknownField(call) }
    sandbox.callObject = { [unowned self] call in try callObject(call) }
    sandbox.testObject = { [unowned self] id, schema, cells in test(id, schema, cells) }
  }

  // MARK: Declaring

  private func declare(_ word: Word, _ call: Sandbox.Call) throws -> LuaValue {
    guard isLoading else {
      throw HostError("'\(word.name)' stands at the file's own level, not inside a rule's function")
    }
    guard case .text(let name)? = call.arguments.first else {
      book.report(
        line: call.line, "\(word.name) needs a name in quotes", remedy: "write \(word.name) \"name\" { … }")
      return objects.add(.declared)
    }
    if call.arguments.count > 1 {
      finish(word, name, call.arguments[1], line: call.line)
      return objects.add(.declared)
    }
    let object = objects.add(.pending)
    if case .object(let id) = object { book.wait(id, word, name, line: call.line) }
    return object
  }

  private func finish(_ word: Word, _ name: String, _ value: LuaValue?, line: Int) {
    book.declare(word, name, value, line: line)
    guard word.name == "setting", let entry = book.entries.last, entry.name == name else { return }
    define(setting: entry)
  }

  private func callObject(_ call: Sandbox.Call) throws -> LuaValue {
    guard case .object(let id)? = call.arguments.first else { throw HostError("this can't be called") }
    if let waiting = book.take(id) {
      finish(waiting.word, waiting.name, call.arguments.dropFirst().first, line: waiting.line)
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
    settingNames.append(entry.name)
    settings[entry.name] = reader.value(given: given[entry.name])
  }

  /// Settings that the user gave and no rule declares; what a file keeps may have outlasted its setting.
  func unknownSettings() -> [Diagnostic] {
    given.filter { !$1.isKept && !settingNames.contains($0) }.keys.sorted().map { name in
      let near = Nearest.suggestion(for: name, among: settingNames)
      return Diagnostic(
        file: book.source.name, line: 0,
        message: "no setting is named '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""),
        remedy: near != nil
          ? nil
          : settingNames.isEmpty
            ? "this file declares no setting" : "its settings are: \(settingNames.joined(separator: ", "))")
    }
  }

  // MARK: Unknown names

  /// A misspelt word is reported, and the file goes on: so that all its problems are found at once.
  private func missing(_ name: String, line: Int) throws -> LuaValue {
    let declaring = Vocabulary.words.map(\.name)
    guard isLoading, let near = Nearest.suggestion(for: name, among: declaring),
      missingName(name).hasSuffix("did you mean '\(near)'?")
    else { throw HostError(missingName(name)) }
    let token = Lexer.tokens(of: book.source).first { $0.line == line && $0.kind == .name && $0.text == name }
    book.report(line: line, place: token?.place, missingName(name))
    return objects.add(.misspelt)
  }

  /// What plain Lua has, and a sandbox does not.
  private static let absent: Set<String> = [
    "io", "os", "debug", "package", "require", "load", "loadfile", "loadstring", "dofile", "coroutine", "setmetatable",
    "getmetatable", "collectgarbage", "xpcall", "rawset", "warn", "_G",
  ]

  private func missingName(_ name: String) -> String {
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
    if case .settings? = objects.object(call.arguments[0]) {
      if settingNames.contains(field) { return settings[field] ?? .none }
      let near = Nearest.suggestion(for: field, among: settingNames)
      throw HostError("no setting is named '\(field)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
    }
    if case .person(let person)? = objects.object(call.arguments[0]) {
      switch field {
      case "id": return person.id.map { .text($0) } ?? .none
      case "name": return .text(person.name)
      default: throw HostError("a contact that is a setting has no field '\(field)'; it has id and name")
      }
    }
    guard case .text(let owner) = call.arguments[0] else {
      throw HostError("a condition has no fields: it is used where the language takes a condition")
    }
    if owner == "answers" {
      let names = book.entries.filter { $0.word.name == "question" }.map(\.name)
      let near = Nearest.suggestion(for: field, among: names)
      throw HostError("no question is named '\(field)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
    }
    let names = Schema.all.first { $0.name == owner }?.names(in: book.reads) ?? []
    let near = Nearest.suggestion(for: field, among: names)
    let article = owner == "me" ? "" : "aeiou".contains(owner.first ?? "x") ? "an " : "a "
    throw HostError("\(article)\(owner) has no field '\(field)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
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
        if !usedData { usedDataLine = call.line }
        usedData = true
        guard let data else { throw HostError("there are no \(name) here: give a file with --from") }
        return .list(try data.list(of: kind))
      }
    }
  }

  private var tests: [TestKey: RowCondition?] = [:]
  private struct TestKey: Hashable {
    let object: Int32
    let schema: UInt16
  }

  /// Between two contacts: what functions made of conditions does not pile up.
  func dropTemporary() {
    if objects.dropTemporary() { tests = [:] }
  }

  /// Asks a condition of a record, for count and where.
  private func test(_ id: Int32, _ schema: UInt16, _ cells: Cells) -> Int32 {
    let key = TestKey(object: id, schema: schema)
    if tests[key] == nil {
      guard let condition = objects.condition(.object(id)), Int(schema) < Schema.all.count else { return -1 }
      let compiler = ConditionCompiler(
        book: book, schema: Schema.all[Int(schema)], clock: Clock(now: now, zone: clock.zone))
      tests[key] = .some(compiler.row(condition))
    }
    guard let found = tests[key], let test = found else { return -1 }
    return Int32(test.answer(for: cells).rawValue)
  }
}
