import ReferFormats
import ReferModel
import ReferReports
import ReferRules

/// One decision in full: what `refer explain NAME` shows.
public struct ExplainOne {
  private let evaluation: Evaluation
  private let name: String

  public init(_ name: String, in evaluation: Evaluation) {
    self.name = name
    self.evaluation = evaluation
  }

  /// - Throws: ``ReferError`` when nobody, or more than one, is meant.
  public func print(as format: OutputFormat, to output: Output) throws {
    var loader = RuleLoader(clock: evaluation.run.clock)
    loader.settings = evaluation.settings
    loader.print = evaluation.printed
    let loaded = try ReferError.wrap { try loader.load(evaluation.rules.source) }
    if loaded.isPlainScript {
      throw ReferError("\(evaluation.rules.name): this script declares no rule, so there is no decision to explain")
    }
    if evaluation.files.isEmpty { throw ReferError("there is nobody to explain: give a file of contacts with --from FILE") }
    let row = try find()
    let decider = try ReferError.wrap { try Decider(loaded, clock: evaluation.run.clock) }
    let decision = decider.decide(row.cells)
    let explanation = Explanation(decision, row.cells, decider)
    switch format {
    case .json, .ndjson:
      var json = JSONBytes()
      var writer = DecisionJSON(loaded.rules, file: evaluation.rules.name)
      writer.append(decision, explained: explanation, to: &json)
      json.raw("\n")
      try output.write(json.bytes)
    case .csv:
      var table = TextTable([TextTable.Heading("question"), TextTable.Heading("field"), TextTable.Heading("value")])
      for read in explanation.reads { table.append([read.question, read.field, read.value ?? ""]) }
      try output.write(table.csv())
    case .table, .markdown: try output.write(text(decision, explanation, loaded.rules, output, format))
    }
    if let error = decision.error {
      throw ReferError("\(error.file):\(error.line): \(error.message) (contact \(decision.id))", status: .someFailed)
    }
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
    text += list("Answers", explanation.answers)
    text += list("Why not", verdict.passedOver)
    text += list("Open questions, the most decisive first", verdict.open.map { name in
      "\(name): " + (rules.questions.first { $0.name == name }?.ask ?? "")
    })
    if let flip = explanation.flip { text += list("Nearest change", [flip]) }
    return text
  }

  /// A contact that fits the name, kept in memory.
  private struct Candidate {
    let cells: Cells
    let fit: NameQuery.Fit
  }

  private func find() throws -> (cells: Cells, arena: RowArena) {
    guard let arena = RowArena() else { throw ReferError("there is not enough memory") }
    let query = NameQuery(name)
    var candidates: [Candidate] = []
    var names: [String] = []
    try ContactSource(files: evaluation.files, clock: evaluation.run.clock).forEach { row in
      if names.count < 10_000, let name = row[1].text { names.append(name) }
      guard let fit = query.fit(row) else { return }
      if candidates.contains(where: { $0.fit < fit }) || candidates.count >= 1000 { return }
      candidates.removeAll { $0.fit > fit }
      guard let copy = arena.copy(row, of: .contact) else { throw ReferError("there is not enough memory") }
      candidates.append(Candidate(cells: copy, fit: fit))
    } onProblem: { evaluation.report($0.description) }
    guard let first = candidates.first else {
      let near = Nearest.suggestion(for: name, among: names)
      throw ReferError("nobody is named '\(TerminalText.escaped(name))'" + (near.map { "; did you mean '\(TerminalText.escaped($0))'?" } ?? ""))
    }
    if candidates.count == 1 { return (first.cells, arena) }
    let shown = candidates.prefix(10).map { "  " + Self.label($0.cells) }
    let more = candidates.count > shown.count ? "\n  and \(candidates.count - shown.count) more" : ""
    throw ReferError(
      "\(candidates.count) people fit '\(TerminalText.escaped(name))'; give the id, or more of the name:\n"
        + shown.joined(separator: "\n") + more)
  }

  /// What tells two people of one name apart.
  private static func label(_ row: Cells) -> String {
    let index = Schema.contact.index
    let parts = ["organization", "profession", "city"].compactMap { index[$0].flatMap { row[$0].text } }
    let about = parts.isEmpty ? "" : ", " + parts.joined(separator: ", ")
    return TerminalText.escaped("\(row[0].text ?? ""): \(row[1].text ?? "no name")\(about)")
  }
}
