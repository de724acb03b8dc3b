import LuaHost
import ReferModel

/// What a rules file has declared so far, and what was wrong with it.
final class DeclarationBook {
  /// One declaration as it was called.
  struct Entry {
    let word: Word
    let name: String
    let site: Site
    fileprivate(set) var table: LuaTable
    /// Where others than the pack which declared it have set a field anew, by the field.
    fileprivate(set) var overrides: [String: Site] = [:]

    var line: Int { site.line }
    var origin: Int { site.origin }

    /// Who set the field at a path such as "steps[2].after", and where its declaration stands.
    func site(at path: String?) -> Site {
      guard let path, !overrides.isEmpty else { return site }
      return overrides[String(path.prefix { $0 != "." && $0 != "[" })] ?? site
    }

    func line(at path: String?) -> Int { site(at: path).line }
  }

  let source: ScriptSource
  /// The only fields that exist for each origin; nil is every field.
  private let selections: [FieldSelection?]
  /// Of each origin, whose names it knows.
  private let known: [Set<Int>]
  /// The schemas of these fields, which must live as long as the sandbox that was given them.
  let schemas: SelectedSchemas?
  /// Where everything stands: worked out when the first message needs it.
  private(set) lazy var index = SourceIndex(tokens: tokens)
  private lazy var tokens = Lexer.tokens(of: source)
  private(set) var entries: [Entry] = []
  private(set) var problems: [Diagnostic] = []
  private var reported: [Diagnostic.Severity: Int] = [:]
  /// The entries of packs, by what sets one of them anew.
  private var overridable: [[String]: [Int]] = [:]
  /// Names that wait for their table: `question "x"` alone.
  private var pending: [Int32: (word: Word, name: String, site: Site)] = [:]

  /// - Parameter reads: the only fields that exist for the user's own rules; nil is every field.
  init(source: ScriptSource, reads: FieldSelection? = nil, packs: [UsedPack] = []) {
    self.source = source
    selections = [reads] + packs.map(\.reads)
    schemas = selections == [nil] ? nil : SelectedSchemas(selections)
    known =
      [Set(0...packs.count)]
      + packs.enumerated().map { number, pack in
        Set([number + 1] + packs.indices.filter { pack.uses.contains(packs[$0].name) }.map { $0 + 1 })
      }
  }

  /// How many have a part in these rules: the user's own, and each pack.
  var originCount: Int { selections.count }

  /// The only fields that exist for an origin; nil is every field.
  func reads(of origin: Int) -> FieldSelection? { selections[origin] }

  /// Whether one knows what another declares: its own, and what packs declare that it uses.
  func sees(_ origin: Int, _ other: Int) -> Bool { known[origin].contains(other) }

  func wait(_ id: Int32, _ word: Word, _ name: String, at site: Site) { pending[id] = (word, name, site) }

  /// Takes the declaration that waits under this number.
  func take(_ id: Int32) -> (word: Word, name: String, site: Site)? { pending.removeValue(forKey: id) }

  func declare(_ word: Word, _ name: String, _ value: LuaValue?, at site: Site) {
    let line = site.line
    guard word.isAvailable else {
      report(
        line: line, place: place(word, name, line)?.wordPlace, "this version of refer does not know '\(word.name)' yet",
        remedy: "take it out, or put -- before its lines")
      return
    }
    guard case .table(let table)? = value else {
      report(
        line: line, place: place(word, name, line)?.wordPlace, "\(word.name) \"\(name)\" has no table",
        remedy: "write \(word.name) \"\(name)\" { … }")
      return
    }
    let entry = Entry(word: word, name: name, site: site, table: table)
    // A pack proves its examples where it is checked.
    if entry.origin > 0, word.name == "example" { return }
    let before = overridable[entry.key]?.first {
      entry.overrides(entries[$0]) && sees(entry.origin, entries[$0].origin)
    }
    if let place = before {
      entries[place].take(entry)
    } else {
      if entry.origin > 0 { overridable[entry.key, default: []].append(entries.count) }
      entries.append(entry)
    }
  }

  private func place(_ word: Word, _ name: String, _ line: Int) -> Declaration? {
    index.declaration(word: word.name, name: name, line: line)
  }

  /// Where a declaration stands; nil for one that a loop or a function made.
  func place(of entry: Entry, at path: String? = nil) -> Declaration? {
    place(entry.word, entry.name, entry.line(at: path))
  }

  /// The tokens from a place on, in the order of the file.
  private func tokens(fromLine line: Int, column: Int = 0) -> ArraySlice<Token> {
    var (low, high) = (0, tokens.count)
    while low < high {
      let middle = (low + high) / 2
      let found = tokens[middle].place
      if (found.line, found.column) < (line, column) { low = middle + 1 } else { high = middle }
    }
    return tokens[low...]
  }

  /// What is written at a place.
  func token(at place: Place) -> Token? {
    tokens(fromLine: place.line, column: place.column).first.flatMap {
      $0.line == place.line && $0.column == place.column ? $0 : nil
    }
  }

  /// Where a name stands on a line.
  func place(ofName name: String, onLine line: Int) -> Place? {
    tokens(fromLine: line).prefix { $0.line == line }.first { $0.kind == .name && $0.text == name }?.place
  }

  /// Whether a call on a line is given a length of time that is written with its unit: `ago(hours(0.1))`.
  func hasUnit(inCallOf name: String, onLine line: Int) -> Bool {
    let words = Array(tokens(fromLine: line).prefix { $0.line == line })
    return words.indices.contains { index in
      guard words[index].isName, words[index].text == name else { return false }
      let value = index + (name == "ago" ? 2 : 4)
      return value < words.count && BareLength.isUnit(words[value])
    }
  }

  /// Reports every declaration that never got its table.
  func closePending() {
    for (word, name, site) in pending.values.sorted(by: { $0.site.line < $1.site.line }) {
      declare(word, name, nil, at: site)
    }
    pending = [:]
  }

  /// More problems than these help no one, and take long to put in words.
  static let mostProblems = 20
  /// A loop may report one and the same again and again.
  private static let mostReports = 200

  /// Whether so much is wrong that no more of it is told.
  private(set) var isFull = false

  /// What a name may have meant, as long as problems are told.
  func suggestion(for name: String, among candidates: some Sequence<String>) -> String? {
    isFull ? nil : Nearest.suggestion(for: name, among: candidates)
  }

  func report(
    line: Int, place: Place? = nil, severity: Diagnostic.Severity = .error, _ message: String, remedy: String? = nil
  ) {
    reported[severity, default: 0] += 1
    guard problems.count(where: { $0.severity == severity }) < Self.mostProblems,
      reported[severity, default: 0] <= Self.mostReports
    else { return }
    let found = source.diagnostic(line: line, at: place, severity: severity, message, remedy: remedy)
    if !problems.contains(found) { problems.append(found) }
    let told = problems.count { $0.severity == .error }
    isFull = told >= Self.mostProblems || reported[.error, default: 0] >= Self.mostReports
  }

  /// Reports a problem of a field: at its key, or at its value.
  func report(
    _ entry: Entry, _ path: String?, atValue: Bool = false, severity: Diagnostic.Severity = .error, _ message: String,
    remedy: String? = nil
  ) {
    if isFull, severity == .error { return }
    guard let place = place(of: entry, at: path) else {
      report(line: entry.line(at: path), severity: severity, message, remedy: remedy)
      return
    }
    let field = path.map { atValue ? index.valuePlace(of: $0, in: place) : index.place(of: $0, in: place) }
    report(line: entry.line(at: path), place: field ?? place.namePlace, severity: severity, message, remedy: remedy)
  }

  /// Reports a problem of a text that stands in quotes on or after a line.
  func report(line: Int, text: String, _ message: String, remedy: String? = nil) {
    if isFull { return }
    let near = tokens(fromLine: line).prefix { $0.line - line < 12 }
    let token = near.first { $0.kind == .string && $0.value == text }
    report(line: line, place: token?.place, message, remedy: remedy)
  }
}

extension DeclarationBook.Entry {
  /// Buckets of two sets may have one name.
  fileprivate var key: [String] {
    var set = ""
    if word.name == "bucket", case .text(let name)? = table["set"] { set = name }
    return [word.name, name, set]
  }

  /// Whether it sets fields of a pack's declaration anew. A pack's settings have names of their own.
  fileprivate func overrides(_ other: Self) -> Bool {
    origin < other.origin && word.name != "setting"
  }

  /// Sets the fields that another declaration has; the others stay.
  fileprivate mutating func take(_ other: Self) {
    for pair in other.table.pairs {
      table.pairs.removeAll { $0.key == pair.key }
      table.pairs.append(pair)
      if case .text(let field) = pair.key { overrides[field] = other.site }
    }
    if !other.table.items.isEmpty { table.items = other.table.items }
  }
}
