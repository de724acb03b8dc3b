import LuaHost
import ReferModel

/// What a rules file has declared so far, and what was wrong with it.
final class DeclarationBook {
  /// One declaration as it was called.
  struct Entry {
    let word: Word
    let name: String
    let line: Int
    let table: LuaTable
  }

  let source: ScriptSource
  /// The only fields that exist for these rules; nil is every field.
  let reads: FieldSelection?
  /// The schemas of ``reads``, which must live as long as the sandbox that was given them.
  let schemas: SelectedSchemas?
  /// Where everything stands: worked out when the first message needs it.
  private(set) lazy var index = SourceIndex(tokens: tokens)
  private lazy var tokens = Lexer.tokens(of: source)
  private(set) var entries: [Entry] = []
  private(set) var problems: [Diagnostic] = []
  /// Names that wait for their table: `question "x"` alone.
  private var pending: [Int32: (word: Word, name: String, line: Int)] = [:]

  init(source: ScriptSource, reads: FieldSelection? = nil) {
    self.source = source
    self.reads = reads
    schemas = reads.map { SelectedSchemas($0) }
  }

  func wait(_ id: Int32, _ word: Word, _ name: String, line: Int) { pending[id] = (word, name, line) }

  /// Takes the declaration that waits under this number.
  func take(_ id: Int32) -> (word: Word, name: String, line: Int)? { pending.removeValue(forKey: id) }

  func declare(_ word: Word, _ name: String, _ value: LuaValue?, line: Int) {
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
    entries.append(Entry(word: word, name: name, line: line, table: table))
  }

  private func place(_ word: Word, _ name: String, _ line: Int) -> Declaration? {
    index.declaration(word: word.name, name: name, line: line)
  }

  /// Where a declaration stands; nil for one that a loop or a function made.
  func place(of entry: Entry) -> Declaration? { place(entry.word, entry.name, entry.line) }

  /// What is written at a place.
  func token(at place: Place) -> Token? {
    var (low, high) = (0, tokens.count)
    while low < high {
      let middle = (low + high) / 2
      let found = tokens[middle].place
      if (found.line, found.column) < (place.line, place.column) { low = middle + 1 } else { high = middle }
    }
    guard low < tokens.count, tokens[low].line == place.line, tokens[low].column == place.column else { return nil }
    return tokens[low]
  }

  /// Reports every declaration that never got its table.
  func closePending() {
    for (word, name, line) in pending.values.sorted(by: { $0.line < $1.line }) {
      declare(word, name, nil, line: line)
    }
    pending = [:]
  }

  func report(
    line: Int, place: Place? = nil, severity: Diagnostic.Severity = .error, _ message: String, remedy: String? = nil
  ) {
    problems.append(source.diagnostic(line: line, at: place, severity: severity, message, remedy: remedy))
  }

  /// Reports a problem of a field: at its key, or at its value.
  func report(
    _ entry: Entry, _ path: String?, atValue: Bool = false, severity: Diagnostic.Severity = .error, _ message: String,
    remedy: String? = nil
  ) {
    guard let place = place(of: entry) else {
      report(line: entry.line, severity: severity, message, remedy: remedy)
      return
    }
    let field = path.map { atValue ? index.valuePlace(of: $0, in: place) : index.place(of: $0, in: place) }
    report(line: entry.line, place: field ?? place.namePlace, severity: severity, message, remedy: remedy)
  }

  /// Reports a problem of a text that stands in quotes on or after a line.
  func report(line: Int, text: String, _ message: String, remedy: String? = nil) {
    let token = tokens.first { $0.line >= line && $0.kind == .string && $0.value == text }
    let isNear = token.map { $0.line - line < 12 } ?? false
    report(line: line, place: isNear ? token?.place : nil, message, remedy: remedy)
  }
}
