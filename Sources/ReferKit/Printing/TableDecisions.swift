import ReferModel
import ReferReports
import ReferRules

/// Decisions as people read them: by bucket, the first of each with its reasons, and how many more.
struct TableDecisions: DecisionPrinter {
  private let context: PrintingContext
  private let isMarkdown: Bool
  private var groups: [Group]
  private var failed = Group(name: nil, title: nil)

  private struct Group {
    let name: String?
    let title: String?
    var rows: [[String]] = []
    var notes: [[String]] = []
    var count = 0
  }

  init(_ context: PrintingContext, isMarkdown: Bool) {
    self.context = context
    self.isMarkdown = isMarkdown
    let buckets = context.rules.sets.first?.buckets ?? []
    groups = buckets.map { Group(name: $0.name, title: $0.title) } + [Group(name: nil, title: nil)]
  }

  mutating func begin() throws {}

  mutating func print(_ decision: Decision, explained: Explanation?) throws {
    guard let verdict = decision.verdict else {
      failed.count += 1
      if failed.rows.count < context.shown {
        let error = decision.error.map { "\($0.file):\($0.line): \($0.message)" } ?? ""
        failed.rows.append([decision.name ?? decision.id, "", "", "failed", error])
        failed.notes.append([])
      }
      return
    }
    let place = groups.firstIndex { $0.name == decision.bucket } ?? groups.count - 1
    groups[place].count += 1
    guard groups[place].rows.count < context.shown else { return }
    groups[place].rows.append([
      decision.name ?? decision.id, decision.bucket ?? "–", Self.score(verdict), Self.state(verdict, decision.bucket),
      verdict.why.joined(separator: "; "),
    ])
    groups[place].notes.append(explained?.lines ?? [])
  }

  /// The score, and what it may still become.
  static func score(_ verdict: Verdict) -> String {
    let range = verdict.scoreRange
    if range.lowerBound == range.upperBound { return "\(verdict.score)" }
    return "\(verdict.score) (\(range.lowerBound)–\(range.upperBound))"
  }

  static func state(_ verdict: Verdict, _ bucket: String?) -> String {
    if verdict.isSettled { return "settled" }
    let others = verdict.possible.filter { $0 != bucket }
    return others.isEmpty ? "open" : "open: \(others.joined(separator: ", "))?"
  }

  mutating func end(_ summary: EvaluationSummary) throws {
    if isMarkdown { return try markdown(summary) }
    var table = TextTable(Self.headings)
    var lines: [String?] = []
    for group in groups + [failed] {
      for (row, notes) in zip(group.rows, group.notes) {
        table.append(row)
        lines.append(nil)
        lines += notes.map { "    " + TerminalText.escaped($0) }
      }
      let more = group.count - group.rows.count
      if more > 0 { lines.append("  and \(more) more\(group.name.map { " in \(TerminalText.escaped($0))" } ?? "")") }
    }
    if !table.rows.isEmpty {
      // The table is laid out as one, so that columns agree; the other lines go between its rows.
      var rendered = table.plain(width: context.output.width).split(separator: "\n", omittingEmptySubsequences: false)[
        ...]
      try context.output.write(context.output.bold(String(rendered.removeFirst())) + "\n")
      for line in lines { try context.output.write((line ?? String(rendered.removeFirst())) + "\n") }
      try context.output.write("\n")
    }
    try context.output.write(Self.counts(summary, context.rules, bold: context.output.bold))
  }

  private static let headings = [
    TextTable.Heading("NAME", canShrink: true, minWidth: 12), TextTable.Heading("BUCKET", canShrink: true, minWidth: 6),
    TextTable.Heading("SCORE", .left), TextTable.Heading("STATE", canShrink: true, minWidth: 8),
    TextTable.Heading("WHY", canShrink: true, minWidth: 16),
  ]

  /// "A  21  Get to know better", the other sets, and the shortlists.
  private static func counts(_ summary: EvaluationSummary, _ rules: RuleSet, bold: (String) -> String) -> String {
    var table = TextTable([
      TextTable.Heading("BUCKET"), TextTable.Heading("CONTACTS", .right), TextTable.Heading("TITLE"),
    ])
    for (count, bucket) in zip(summary.counts, rules.sets.first?.buckets ?? []) {
      table.append([count.bucket, "\(count.contacts)", bucket.title ?? ""])
    }
    if summary.inNone > 0 { table.append(["–", "\(summary.inNone)", "in no bucket"]) }
    for set in summary.otherSets {
      for count in set.counts { table.append(["\(set.name): \(count.bucket)", "\(count.contacts)", ""]) }
    }
    var text = ""
    if !table.rows.isEmpty {
      let lines = table.plain().split(separator: "\n")
      text = ([bold(String(lines[0]))] + lines.dropFirst().map(String.init)).joined(separator: "\n") + "\n"
    }
    for shortlist in summary.shortlists {
      text += "\n" + bold("\(TerminalText.escaped(shortlist.name)), the first \(shortlist.entries.count)") + "\n"
      for (place, entry) in shortlist.entries.enumerated() {
        text += "\(String(repeating: " ", count: place < 9 ? 1 : 0))\(place + 1). "
        text += "\(TerminalText.escaped(entry.name ?? entry.id)) (\(NumberText.string(entry.rank)))\n"
      }
    }
    let failed = summary.failed > 0 ? ", \(summary.failed) failed" : ""
    let settled = summary.decided > 0 ? ", \(summary.settled) settled" : ""
    return text + (text.isEmpty ? "" : "\n") + "\(decided(summary))\(settled)\(failed).\n"
  }

  /// "13 of 200 contacts", where a bucket was asked for.
  private static func decided(_ summary: EvaluationSummary) -> String {
    let part = summary.all > summary.decided ? "\(summary.decided) of " : ""
    return "\(part)\(summary.all) contact\(summary.all == 1 ? "" : "s")"
  }

  private func markdown(_ summary: EvaluationSummary) throws {
    for group in groups + [failed] where group.count > 0 {
      let name = group.rows.first?[3] == "failed" ? "Failed" : group.name ?? "In no bucket"
      let title = group.title.map { ": \(MarkdownText.cell($0))" } ?? ""
      try context.output.write("## \(MarkdownText.cell(name))\(title) (\(group.count))\n\n")
      let table = TextTable(
        ["Name", "Bucket", "Score", "State", "Why"].map { TextTable.Heading($0) }, rows: group.rows)
      try context.output.write(table.markdown())
      for (row, notes) in zip(group.rows, group.notes) where !notes.isEmpty {
        try context.output.write("\n\(MarkdownText.cell(row[0])):\n\n")
        for note in notes { try context.output.write("- \(MarkdownText.cell(note))\n") }
      }
      let more = group.count - group.rows.count
      try context.output.write(more > 0 ? "\nand \(more) more\n\n" : "\n")
    }
    for shortlist in summary.shortlists {
      try context.output.write("## \(MarkdownText.cell(shortlist.name))\n\n")
      for (place, entry) in shortlist.entries.enumerated() {
        let name = MarkdownText.cell(entry.name ?? entry.id)
        try context.output.write("\(place + 1). \(name) (\(NumberText.string(entry.rank)))\n")
      }
      try context.output.write("\n")
    }
    let failed = summary.failed > 0 ? ", \(summary.failed) failed" : ""
    try context.output.write("\(Self.decided(summary)), \(summary.settled) settled\(failed).\n")
  }
}
