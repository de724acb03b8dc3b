import ReferFormats
import ReferModel
import ReferPacks
import ReferReports
import ReferRules

/// What there is to know of a pack before it is added, in words a person understands: what `refer pack info` shows.
public struct PackSheet: Sendable {
  let pack: Pack
  let verdict: TrustBook.Verdict
  /// Where it was found.
  let source: String?
  let tag: String?
  let commit: String?
  /// The version that is installed now.
  let installed: String?
  /// Fields that the installed version does not read.
  let newReads: [String]?
  /// Nil where the rules do not load.
  let declared: Declared?

  /// What concerns the user, of what its rules declare.
  struct Declared: Sendable {
    /// Whose answers it sees.
    let questions: [Question]
    let settings: [Setting]
  }

  /// A question that a pack asks, or answers unless the user has.
  struct Question: Sendable {
    let name: String
    /// Nil of one that the rules as they are now do not ask.
    let ask: String?
  }

  public var name: String { pack.name.description }
  public var version: String { pack.version.description }
  public var isSigned: Bool { verdict.ground != .unsigned }

  func print(as format: OutputFormat, to output: Output) throws {
    switch format {
    case .json, .ndjson: try output.write(json(nil).line)
    case .csv:
      var table = TextTable([TextTable.Heading("field"), TextTable.Heading("meaning")])
      for (name, meaning) in pack.manifest.reads.inWords { table.append([name, meaning]) }
      try output.write(table, as: .csv)
    case .table, .markdown: try output.write(text(isMarkdown: format == .markdown))
    }
  }

  // MARK: Text

  func text(isMarkdown: Bool) -> String {
    let manifest = pack.manifest
    func safe(_ text: String) -> String { isMarkdown ? MarkdownText.cell(text) : TerminalText.escaped(text) }
    var lines = [(isMarkdown ? "## " : "") + safe("\(name) \(version): \(manifest.summary)")]
    if isMarkdown { lines.append("") }
    func tell(_ what: String, _ text: String) {
      let head = isMarkdown ? "- \(what): " : "  " + TerminalText.padded(what, to: 9)
      lines.append(head + safe(text))
    }
    tell("by", manifest.authors.joined(separator: ", "))
    tell("licence", manifest.licence)
    if let source { tell("from", source + (tag.map { ", tag \($0)" } ?? "")) }
    if let commit { tell("commit", commit) }
    tell("for", "refer \(manifest.refer)")
    for dependency in manifest.dependencies { tell("needs", "\(dependency.name) \(dependency.range)") }
    tell("sha256", pack.digest)
    if let installed, installed != version { tell("replaces", "\(name) \(installed)") }
    for line in signed { tell("signed", line) }
    let reads = manifest.reads.inWords
    if reads.isEmpty { tell("reads", "nothing of your contacts") }
    for (field, meaning) in reads {
      let mark = newReads.map { $0.contains(field) ? " (new)" : "" } ?? ""
      tell("reads", "\(field): \(meaning)\(mark)")
    }
    for setting in declared?.settings ?? [] {
      tell("setting", "\(setting.name), \(setting.kind.words)" + (setting.help.map { ": \($0)" } ?? ""))
    }
    let questions = declared?.questions ?? []
    for question in questions { tell("asks", "\(question.name): \(question.ask ?? "at another time")") }
    if declared == nil { tell("asks", "not known: 'refer check' says why its rules do not load") }
    if !questions.isEmpty { tell("sees", "your answers to what it asks, and to questions of the same names") }
    return lines.joined(separator: "\n") + "\n"
  }

  private var signed: [String] {
    var lines = verdict.signers.map { key in
      "by \(key.label ?? "a key that you have no name for"), \(key.fingerprint)"
    }
    lines += verdict.others.map { key in
      "also by \(key.label ?? "a key that you have no name for"), \(key.fingerprint), which does not count"
    }
    switch verdict.ground {
    case .unsigned: lines.append("by nobody: whoever hands it on may have changed it")
    case .firstUse:
      let need = verdict.pin.map { "\($0.need) of \($0.keys.count)" } ?? ""
      lines.append("for the first time: from now on \(need) of these keys stand for this pack")
    case .pinned:
      lines.append(
        verdict.changesSigners ? "as before, and names other keys for the future" : "by the keys that stand for it")
    }
    return lines
  }

  // MARK: JSON

  func json(_ isAdded: Bool?) -> JSONValue {
    let manifest = pack.manifest
    func json(_ keys: [PublicKey]) -> JSONValue {
      .list(keys.map { .object([("name", .text($0.label)), ("key", .text($0.fingerprint))]) })
    }
    let settings =
      declared.map { declared in
        JSONValue.list(
          declared.settings.map { setting in
            .object([
              ("setting", .text(setting.name)), ("kind", .text(setting.kind.rawValue)), ("help", .text(setting.help)),
            ])
          })
      } ?? .null
    let reads = manifest.reads.inWords.map { field in
      JSONValue.object([("field", .text(field.name)), ("meaning", .text(field.meaning))])
    }
    let asks =
      declared.map { declared in
        JSONValue.list(declared.questions.map { .object([("question", .text($0.name)), ("ask", .text($0.ask))]) })
      } ?? .null
    let needs = manifest.dependencies.map { need in
      (key: need.name.description, value: JSONValue.text(need.range.description))
    }
    let files = pack.contents.files.map { file in
      JSONValue.object([
        ("path", .text(file.path.description)), ("bytes", .int(file.bytes.count)),
        ("sha256", .text(PackSums.digest(file.bytes))),
      ])
    }
    var fields: [(key: String, value: JSONValue)] = [
      ("name", .text(name)), ("version", .text(version)), ("summary", .text(manifest.summary)),
      ("authors", .texts(manifest.authors)), ("licence", .text(manifest.licence)),
      ("refer", .text(manifest.refer.description)), ("needs", .object(needs)), ("sha256", .text(pack.digest)),
      ("source", .text(source)), ("tag", .text(tag)), ("commit", .text(commit)), ("installed", .text(installed)),
      ("trust", .text(verdict.ground.rawValue)), ("signed_by", json(verdict.signers)),
      ("also_signed_by", json(verdict.others)), ("reads", .list(reads)),
      ("new_reads", newReads.map { .texts($0) } ?? .null), ("settings", settings), ("asks", asks),
      ("files", .list(files)),
    ]
    if let isAdded { fields.append(("added", .yesno(isAdded))) }
    return .object(fields)
  }
}
