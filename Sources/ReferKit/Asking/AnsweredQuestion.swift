import ReferFormats
import ReferModel
import ReferReports
import ReferRules

/// What one answer of the user changed.
public struct AnsweredQuestion: Hashable, Sendable {
  /// Where the rules see somebody.
  public struct Standing: Hashable, Sendable {
    /// The bucket of the first set; nil when none holds, or a rule failed.
    public let bucket: String?
    public let score: Double?
    public let isSettled: Bool
    /// How many questions are open.
    public let openQuestions: Int

    init(_ decision: Decision) {
      bucket = decision.bucket
      score = decision.verdict?.score.double
      isSettled = decision.isSettled
      openQuestions = decision.verdict?.open.count ?? 0
    }
  }

  /// The id in the book.
  public let id: String
  public let name: String?
  public let question: String
  /// As people write it: yes, 4, "often".
  public let answer: String
  public let before: Standing
  public let after: Standing
  /// The number by which `refer undo` takes it back; nil where this answer was known.
  public let deed: Int64?

  /// One line for people.
  public var line: String {
    let who = "\(name ?? "no name") (\(id))"
    let score = before.score == after.score ? "" : ", score \(Self.points(before)) → \(Self.points(after))"
    let move =
      before.bucket == after.bucket
      ? "\(who) stays in \(Self.bucket(after))" : "\(who) moves from \(Self.bucket(before)) to \(Self.bucket(after))"
    let open = after.openQuestions == 1 ? "1 question is open" : "\(after.openQuestions) questions are open"
    let state = after.isSettled ? "settled" : open
    return TerminalText.escaped("Kept: \(question) \(answer). \(move)\(score); \(state). \(Offer.undo)")
  }

  private static func bucket(_ standing: Standing) -> String { standing.bucket ?? "no bucket" }

  private static func points(_ standing: Standing) -> String { standing.score.map { NumberText.string($0) } ?? "–" }

  /// - Throws: what the output throws.
  public func print(as format: OutputFormat, to output: Output) throws {
    switch format {
    case .table: try output.write(line + "\n")
    case .markdown: try output.write("- " + MarkdownText.cell(line) + "\n")
    case .csv:
      try output.write(CSVText.line([id, question, answer, before.bucket ?? "", after.bucket ?? ""].map(output.field)))
    case .json, .ndjson:
      let json = JSONValue.object([
        ("id", .text(id)), ("name", .text(name)), ("question", .text(question)), ("answer", .text(answer)),
        ("before", Self.json(before)), ("after", Self.json(after)), ("deed", .int(deed.map(Int.init))),
      ])
      try output.write(json.line)
    }
  }

  private static func json(_ standing: Standing) -> JSONValue {
    .object([
      ("bucket", .text(standing.bucket)), ("score", standing.score.map { .number($0) } ?? .null),
      ("settled", .yesno(standing.isSettled)), ("open", .int(standing.openQuestions)),
    ])
  }
}
