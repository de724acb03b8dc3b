import ReferModel
import ReferReports
import ReferRules

/// A row a contact, under a header, as of RFC 4180.
///
/// What contacts share, a verdict's cells and the answers, is written once and kept.
struct CSVDecisions: DecisionPrinter {
  private let context: PrintingContext
  private let answers: [[[UInt8]]]
  /// Rules that declare no duties have no columns for them.
  private let hasDuties: Bool
  private var bytes: [UInt8] = []
  /// The error that is none, and the end of the line.
  private static let lineEnd = Array(",\r\n".utf8)
  private var shared: [ObjectIdentifier: Cells] = [:]

  private struct Cells {
    /// Keeps the verdict alive, so that its identity stays its own.
    let verdict: Verdict
    /// From the bucket to the sets; and what is open and why.
    let head: [UInt8]
    let tail: [UInt8]
  }

  init(_ context: PrintingContext) {
    self.context = context
    hasDuties = !context.rules.followUps.isEmpty || !context.rules.thankYous.isEmpty
    answers = context.rules.questions.map { question in
      switch question.form {
      case .yesno, .choices:
        question.domain.map { Array(CSVText.field(context.output.field(Self.text($0, question))).utf8) }
      case .scale, .measure: []
      }
    }
  }

  mutating func begin() throws {
    var titles = ["id", "name", "bucket", "title", "settled", "possible", "score", "score_min", "score_max"]
    titles += context.rules.sets.map { "buckets.\($0.name)" }
    titles += context.rules.questions.map { "answers.\($0.name)" }
    titles += ["open", "why"]
    if hasDuties { titles += ["follow_ups", "thank_yous"] }
    titles.append("error")
    bytes += CSVText.line(titles.map(context.output.field)).utf8
  }

  mutating func print(_ decision: Decision, explained: Explanation?) throws {
    append(decision.id)
    append(decision.name ?? "")
    guard let verdict = decision.verdict else {
      let empty = 7 + context.rules.sets.count + context.rules.questions.count + (hasDuties ? 4 : 2)
      let error = decision.error.map { context.output.field("\($0.file):\($0.line): \($0.message)") } ?? ""
      bytes += CSVText.line(Array(repeating: "", count: empty) + [error]).utf8
      return try flush()
    }
    let cells = cells(verdict)
    bytes += cells.head
    for answer in decision.answers {
      bytes.append(UInt8(ascii: ","))
      guard let value = answer.value else { continue }
      if answers[answer.question].isEmpty {
        bytes += Self.text(value, context.rules.questions[answer.question]).utf8
      } else {
        bytes += answers[answer.question][Int(value)]
      }
    }
    bytes += cells.tail
    if hasDuties {
      bytes.append(UInt8(ascii: ","))
      append(decision.duties.followUps.filter(\.state.isOpen).map { "\($0.rule) \($0.step): \($0.state.rawValue)" })
      append(decision.duties.thankYous.filter(\.state.isOpen).map { "\($0.rule): \($0.state.rawValue)" })
      bytes.removeLast()
    }
    bytes += Self.lineEnd
    try flush()
  }

  /// A field, and the comma behind it.
  private mutating func append(_ text: String) {
    let text = context.output.field(text)
    let isPlain =
      !text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 < 0x20 } && text.utf8.first != 0x20
      && text.utf8.last != 0x20
    bytes.append(contentsOf: isPlain ? text.utf8 : CSVText.field(text).utf8)
    bytes.append(UInt8(ascii: ","))
  }

  private mutating func append(_ texts: [String]) { append(texts.joined(separator: "; ")) }

  private mutating func cells(_ verdict: Verdict) -> Cells {
    if let known = shared[ObjectIdentifier(verdict)] { return known }
    var head = [verdict.bucket ?? "", verdict.title ?? "", verdict.isSettled ? "yes" : "no"]
    head += [verdict.possible.joined(separator: "; "), verdict.score.description]
    head += [verdict.scoreRange.lowerBound.description, verdict.scoreRange.upperBound.description]
    head += verdict.places.map { $0.bucket ?? "" }
    let tail = [verdict.open.joined(separator: "; "), verdict.why.joined(separator: "; ")].map {
      CSVText.field(context.output.field($0))
    }.joined(separator: ",")
    let fresh = Cells(
      verdict: verdict, head: Array(head.map { CSVText.field(context.output.field($0)) }.joined(separator: ",").utf8),
      tail: Array(",\(tail)".utf8))
    if shared.count < 20_000 { shared[ObjectIdentifier(verdict)] = fresh }
    return fresh
  }

  private static func text(_ value: Question.Value, _ question: Question) -> String {
    if case .choices(let choices) = question.form { return choices[Int(value)].label }
    return question.text(of: value)
  }

  private mutating func flush(always: Bool = false) throws {
    guard always || bytes.count >= 64 << 10 else { return }
    try context.output.write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  mutating func end(_ summary: EvaluationSummary) throws { try flush(always: true) }
}
