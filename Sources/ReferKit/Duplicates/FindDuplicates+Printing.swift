import ReferFormats
import ReferModel
import ReferReports

extension FindDuplicates {
  /// - Parameter limit: only the first so many; nil is all.
  /// - Throws: ``ReferError``, and what the output throws.
  public func print(as format: OutputFormat, limit: Int? = nil, to output: Output) throws {
    let all = try pairs()
    let shown = Array(all.prefix(limit ?? .max))
    switch format {
    case .table: try output.write(Self.text(shown, of: all, output))
    case .markdown: try output.write(Self.markdown(shown, of: all))
    case .csv: try output.write(Self.table(shown), as: .csv)
    case .ndjson: for pair in shown { try output.write(Self.json(pair).line) }
    case .json:
      try output.write(
        JSONValue.object([
          ("refer", .text(ReferVersion.current)), ("min", .number(least)), ("pairs", .list(shown.map(Self.json))),
          ("count", .int(all.count)),
        ]).line)
    }
  }

  private static func text(_ pairs: [Pair], of all: [Pair], _ output: Output) -> String {
    var text = ""
    for pair in pairs {
      text += output.bold("\(percent(pair))  \(pair.a.label)  =  \(pair.b.label)") + "\n"
      for line in why(pair) { text += "     \(line)\n" }
      text += "     \(pair.command)\n"
    }
    return text + (pairs.isEmpty ? "" : "\n") + summary(pairs, of: all) + "\n"
  }

  private static func markdown(_ pairs: [Pair], of all: [Pair]) -> String {
    var text = ""
    for pair in pairs {
      text += "- **\(percent(pair))** \(MarkdownText.cell(pair.a.label)) = \(MarkdownText.cell(pair.b.label)): "
      text += MarkdownText.cell(why(pair).joined(separator: "; ")) + " (`\(pair.command)`)\n"
    }
    return text + (pairs.isEmpty ? "" : "\n") + summary(pairs, of: all) + "\n"
  }

  private static func percent(_ pair: Pair) -> String {
    let hundredths = Int((pair.confidence * 100).rounded())
    return hundredths >= 100 ? "1.00" : "0." + (hundredths < 10 ? "0" : "") + "\(hundredths)"
  }

  private static func why(_ pair: Pair) -> [String] {
    [pair.reasons.joined(separator: ", ")]
      + (pair.against.isEmpty ? [] : ["against it: \(pair.against.joined(separator: ", "))"])
  }

  private static func summary(_ pairs: [Pair], of all: [Pair]) -> String {
    let people = Set(all.flatMap { [$0.a.id, $0.b.id] }).count
    let clusters = Set(all.map(\.cluster)).count
    if all.isEmpty { return "Nobody seems to be in the book twice." }
    let more = all.count > pairs.count ? " (and \(all.count - pairs.count) more pairs)" : ""
    let who = clusters == 1 ? "1 person" : "\(clusters) people"
    return "\(people) entries are probably \(who)\(more). Not the same? refer duplicates --not A B"
  }

  private static func table(_ pairs: [Pair]) -> TextTable {
    var table = TextTable(
      ["confidence", "a", "a_name", "b", "b_name", "reasons", "against", "cluster", "merge"].map {
        TextTable.Heading($0)
      })
    for pair in pairs {
      table.append([
        percent(pair), pair.a.id, pair.a.name ?? "", pair.b.id, pair.b.name ?? "", pair.reasons.joined(separator: "; "),
        pair.against.joined(separator: "; "), pair.cluster, pair.command,
      ])
    }
    return table
  }

  private static func json(_ pair: Pair) -> JSONValue {
    func person(_ person: Person) -> JSONValue {
      .object([
        ("id", .text(person.id)), ("name", .text(person.name)), ("organization", .text(person.organization)),
      ])
    }
    return .object([
      ("confidence", .number(pair.confidence)), ("a", person(pair.a)), ("b", person(pair.b)),
      ("reasons", .texts(pair.reasons)), ("against", .texts(pair.against)), ("cluster", .text(pair.cluster)),
      ("merge", .text(pair.command)),
    ])
  }
}
