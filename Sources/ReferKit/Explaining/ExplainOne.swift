import ReferFormats
import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// One decision in full: what `refer explain NAME` shows.
public struct ExplainOne {
  private let evaluation: Evaluation
  private let name: String

  public init(_ name: String, in evaluation: Evaluation) {
    self.name = name
    self.evaluation = evaluation
  }

  /// Answers whether every line of the files could be read.
  ///
  /// - Throws: ``ReferError`` when nobody, or more than one, is meant.
  public func print(as format: OutputFormat, to output: Output) throws -> Bool {
    let loaded = try evaluation.load(evaluation.loadedContacts())
    if loaded.isPlainScript {
      throw ReferError(
        "\(evaluation.rules.shownName): this script declares no rule, so there is no decision to explain")
    }
    if evaluation.source.isNowhere {
      throw ReferError("there is nobody to explain: give a file of contacts with --from FILE")
    }
    let row = try find()
    // The row's cells are in it: without this it may end with its last use by name.
    defer { withExtendedLifetime(row.arena) {} }
    let decider = try ReferError.wrap { try Decider(loaded, clock: evaluation.run.clock) }
    let (decision, explanation) = try decide(row.cells, decider)
    switch format {
    case .json, .ndjson:
      var json = JSONBytes()
      var writer = DecisionJSON(loaded.rules)
      writer.append(decision, explained: explanation, to: &json)
      json.raw("\n")
      try output.write(json.bytes)
    case .csv:
      var table = TextTable([TextTable.Heading("question"), TextTable.Heading("field"), TextTable.Heading("value")])
      for read in explanation.reads { table.append([read.question, read.field, read.value ?? ""]) }
      try output.write(table, as: .csv)
    case .table, .markdown: try output.write(text(decision, explanation, loaded.rules, output, format))
    }
    if let message = decision.failureMessage { throw ReferError(message, status: .someFailed) }
    return row.isWhole
  }

  private func decide(_ row: Cells, _ decider: Decider) throws -> (Decision, Explanation) {
    func decide() -> (Decision, Explanation) {
      evaluation.working(true)
      defer { evaluation.working(false) }
      let decision = decider.decide(row)
      return (decision, Explanation(decision, row, decider))
    }
    guard let book = evaluation.source.book else { return decide() }
    return try book.read(asOf: evaluation.run.asOf) { reader in try decider.knowing(reader, decide) }
  }

  private func text(
    _ decision: Decision, _ explanation: Explanation, _ rules: RuleSet, _ output: Output, _ format: OutputFormat
  ) -> String {
    let isMarkdown = format == .markdown
    func safe(_ text: String) -> String { isMarkdown ? MarkdownText.cell(text) : TerminalText.escaped(text) }
    func list(_ title: String, _ lines: [String]) -> String {
      guard !lines.isEmpty else { return "" }
      let head = isMarkdown ? "\n### \(title)\n\n" : "\n\(output.bold(title))\n"
      return head + lines.map { (isMarkdown ? "- " : "  ") + safe($0) + "\n" }.joined()
    }
    var text = isMarkdown ? "## " : ""
    text += output.bold(safe(decision.name ?? decision.id)) + " (\(safe(decision.id)))"
    guard let verdict = decision.verdict else {
      return text + ": a rule failed\n" + list("Answers", explanation.answers)
    }
    let bucket = verdict.bucket.map { safe($0) } ?? "in no bucket"
    text += ": \(bucket)" + (verdict.title.map { ", \(safe($0))" } ?? "") + "\n"
    text += isMarkdown ? "\n" : ""
    text += "score \(TableDecisions.score(verdict)), "
    text += safe(TableDecisions.state(verdict, verdict.bucket)) + "\n"
    text += list("Why", verdict.why)
    text += list("Today", explanation.today)
    text += list("Answers", explanation.answers)
    text += list("Why not", verdict.passedOver)
    text += list(
      "Open questions, the most decisive first",
      verdict.open.map { name in
        "\(name): " + (rules.questions.first { $0.name == name }?.ask ?? "")
      })
    if let flip = explanation.flip { text += list("Nearest change", [flip]) }
    text += list("Guards", explanation.guards)
    return text
  }

  /// A contact that fits the name, kept in memory.
  private struct Candidate {
    let cells: Cells
    let fit: PersonQuery.Fit
  }

  private func find() throws -> (cells: Cells, arena: RowArena, isWhole: Bool) {
    guard let arena = RowArena() else { throw ReferError("there is not enough memory") }
    defer { withExtendedLifetime(arena) {} }
    let query = PersonQuery(name)
    if let book = evaluation.source.book { return (try find(in: book, arena), arena, true) }
    var candidates: [Candidate] = []
    var names: [String] = []
    var isWhole = true
    try evaluation.source.forEach { row in
      if names.count < 10_000, let name = row[1].text { names.append(name) }
      guard let fit = query.fit(row) else { return }
      if candidates.contains(where: { $0.fit < fit }) || candidates.count >= 1000 { return }
      candidates.removeAll { $0.fit > fit }
      guard let copy = arena.copy(row, of: .contact) else { throw ReferError("there is not enough memory") }
      candidates.append(Candidate(cells: copy, fit: fit))
    } onProblem: { problem in
      isWhole = false
      evaluation.report(TerminalText.escaped(problem.description))
    }
    guard let first = candidates.first else {
      throw PersonLookup.nobody(
        name, near: PersonLookup.nearest(name, names), otherwise: "check the spelling, and the file")
    }
    if candidates.count == 1 { return (first.cells, arena, isWhole) }
    let labels = candidates.prefix(PersonLookup.shown).map { Self.label($0.cells) }
    throw PersonLookup.several(name, candidates.count, labels)
  }

  /// The book knows where its people are.
  private func find(in book: Workspace, _ arena: RowArena) throws -> Cells {
    try book.read(asOf: evaluation.run.asOf) { reader in
      let person = try reader.person(named: name)
      guard let row = try reader.contact(person.id, { arena.copy($0, of: .contact) }), let row else {
        throw ReferError("there is not enough memory")
      }
      return row
    }
  }

  /// What tells two people of one name apart.
  private static func label(_ row: Cells) -> String {
    let index = Schema.contact.index
    let parts = ["organization", "profession", "city"].compactMap { index[$0].flatMap { row[$0].text } }
    let about = parts.isEmpty ? "" : ", " + parts.joined(separator: ", ")
    return TerminalText.escaped("\(row[0].text ?? ""): \(row[1].text ?? "no name")\(about)")
  }
}
