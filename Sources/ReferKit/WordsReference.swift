import ReferFormats
import ReferModel
import ReferReports
import ReferRules

/// The reference of the rules language, from the same declarations that the checks use.
public struct WordsReference {
  public init() {}

  /// The names that ``print(_:as:to:)`` knows.
  public var names: [String] {
    Vocabulary.words.map(\.name) + Phrase.all.map(\.name) + Schema.all.map(\.name).filter { Vocabulary.word($0) == nil }
  }

  /// Everything, or one word in full.
  ///
  /// - Throws: ``ReferError`` for a word that is none, with the nearest.
  public func print(_ word: String?, as format: OutputFormat, to output: Output) throws {
    if format == .json || format == .ndjson { return try output.write(try json(word).line) }
    guard let word else { return try output.write(overview(output)) }
    if let declared = Vocabulary.word(word) { return try output.write(page(declared, output)) }
    if let phrase = Phrase.all.first(where: { $0.name == word }) {
      return try output.write("\(output.bold(phrase.form))\n  \(phrase.sentence)\n")
    }
    if let schema = Schema.all.first(where: { $0.name == word }) { return try output.write(page(schema, output)) }
    throw unknown(word)
  }

  private func unknown(_ word: String) -> ReferError {
    let near = Nearest.suggestion(for: word, among: names)
    return ReferError(
      "the rules language has no word '\(TerminalText.escaped(word))'"
        + (near.map { "; did you mean '\($0)'?" } ?? "; 'refer words' lists them"))
  }

  private func overview(_ output: Output) -> String {
    var text = output.bold("Words that declare something") + "\n"
    var words = TextTable([TextTable.Heading(""), TextTable.Heading("", canShrink: true, minWidth: 20)])
    for word in Vocabulary.words {
      words.append(["  " + word.name, word.sentence + (word.isAvailable ? "" : " (comes with a later version)")])
    }
    text += Self.body(words, output)
    for family in Phrase.Family.allCases {
      text += "\n" + output.bold(family.rawValue) + "\n"
      var table = TextTable([TextTable.Heading(""), TextTable.Heading("", canShrink: true, minWidth: 20)])
      for phrase in Phrase.all where phrase.family == family { table.append(["  " + phrase.form, phrase.sentence]) }
      text += Self.body(table, output)
    }
    let records = Schema.all.map(\.name).joined(separator: ", ")
    return text + "\n" + output.bold("Records") + "\n  \(records)\n\n'refer words WORD' tells all about one.\n"
  }

  /// A table without its line of headings.
  private static func body(_ table: TextTable, _ output: Output) -> String {
    let lines = table.plain(width: output.width).split(separator: "\n", omittingEmptySubsequences: false)
    return lines.dropFirst().filter { !$0.isEmpty }.map { $0 + "\n" }.joined()
  }

  private func page(_ word: Word, _ output: Output) -> String {
    var text = "\(output.bold(word.name))  \(word.sentence)\n"
    if !word.isAvailable { text += "This version does not carry it out yet.\n" }
    var table = TextTable([
      TextTable.Heading(""), TextTable.Heading("", canShrink: true, minWidth: 20),
      TextTable.Heading("", canShrink: true, minWidth: 20),
    ])
    func add(_ fields: [Word.Field], _ margin: String) {
      for field in fields {
        table.append([
          margin + field.name, field.sentence + (field.isRequired ? " (required)" : ""), field.kind.expectation,
        ])
        add(field.parts, margin + "  ")
      }
    }
    add(word.fields, "  ")
    text += "\n" + Self.body(table, output)
    return text + "\n" + word.example.split(separator: "\n").map { "  \($0)\n" }.joined()
  }

  private func page(_ schema: Schema, _ output: Output) -> String {
    var table = TextTable([
      TextTable.Heading(""), TextTable.Heading(""), TextTable.Heading("", canShrink: true, minWidth: 20),
    ])
    for field in schema.fields where !field.isHidden {
      table.append(["  " + field.name, Self.name(field.kind), field.summary])
    }
    return "\(output.bold(schema.name))  the fields that a rule can read\n\n" + Self.body(table, output)
  }

  private static func name(_ kind: Schema.Kind) -> String {
    switch kind {
    case .text: "text"
    case .number: "number"
    case .yesno: "yes/no"
    case .time: "time"
    case .texts: "list of texts"
    case .map: "names and values"
    case .record(let of): Schema.of(of).name
    case .records(let of): "list of \(Schema.of(of).name)"
    }
  }

  private func json(_ word: String?) throws -> JSONValue {
    if let word, !names.contains(word) { throw unknown(word) }
    func isAsked(_ name: String) -> Bool { word == nil || name == word }
    let phrases = Phrase.all.filter { isAsked($0.name) }.map { phrase in
      JSONValue.object([
        ("name", .text(phrase.name)), ("form", .text(phrase.form)), ("sentence", .text(phrase.sentence)),
      ])
    }
    let records = Schema.all.filter { isAsked($0.name) }.map { (key: $0.name, value: JSONValue.texts($0.visibleNames)) }
    return .object([
      ("words", .list(Vocabulary.words.filter { isAsked($0.name) }.map(json))), ("phrases", .list(phrases)),
      ("records", .object(records)),
    ])
  }

  private func json(_ word: Word) -> JSONValue {
    return .object([
      ("name", .text(word.name)), ("sentence", .text(word.sentence)), ("available", .yesno(word.isAvailable)),
      ("fields", Self.json(word.fields)), ("example", .text(word.example)),
    ])
  }

  private static func json(_ fields: [Word.Field]) -> JSONValue {
    .list(
      fields.map { field in
        JSONValue.object(
          [
            ("name", .text(field.name)), ("takes", .text(field.kind.expectation)),
            ("required", .yesno(field.isRequired)), ("sentence", .text(field.sentence)),
          ] + (field.parts.isEmpty ? [] : [("fields", json(field.parts))]))
      })
  }
}
