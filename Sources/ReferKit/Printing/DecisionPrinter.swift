import ReferFormats
import ReferModel
import ReferReports
import ReferRules

/// How results are written.
public enum OutputFormat: String, CaseIterable, Sendable {
  case table, json, ndjson, csv, markdown
}

/// Where results go, and what they may look like there.
public struct Output {
  /// Takes bytes in order; throws when they can't be written.
  public let write: ([UInt8]) throws -> Void
  /// The width of the terminal; nil when it is none: nothing is cut then.
  public let width: Int?
  public let hasColour: Bool

  public init(width: Int? = nil, hasColour: Bool = false, write: @escaping ([UInt8]) throws -> Void) {
    self.width = width
    self.hasColour = hasColour
    self.write = write
  }

  func write(_ text: String) throws { try write(Array(text.utf8)) }

  func bold(_ text: String) -> String { hasColour ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
}

/// Prints decisions one after the other, and what is known only at the end.
protocol DecisionPrinter {
  mutating func begin() throws
  mutating func print(_ decision: Decision, explained: Explanation?) throws
  mutating func end(_ summary: EvaluationSummary) throws
}

/// What the printers know of the run.
struct PrintingContext {
  let rules: RuleSet
  let file: String
  let run: RunContext
  let output: Output
  /// How many decisions of a bucket a table shows.
  let shown: Int
}

extension OutputFormat {
  func printer(_ context: PrintingContext) -> any DecisionPrinter {
    switch self {
    case .ndjson, .json: JSONDecisions(context, isWrapped: self == .json)
    case .csv: CSVDecisions(context)
    case .table, .markdown: TableDecisions(context, isMarkdown: self == .markdown)
    }
  }
}

/// A block of output that is written when it is full.
struct OutputBlock {
  private let output: Output
  private static let size = 64 << 10

  init(_ output: Output) { self.output = output }

  func flush(_ json: inout JSONBytes, always: Bool = false) throws {
    guard always || json.bytes.count >= Self.size else { return }
    try output.write(json.bytes)
    json.clear()
  }
}

/// One object a contact: a line each, or wrapped in one document.
struct JSONDecisions: DecisionPrinter {
  private let context: PrintingContext
  private let isWrapped: Bool
  private let block: OutputBlock
  private var writer: DecisionJSON
  private var json = JSONBytes()
  private var isFirst = true

  init(_ context: PrintingContext, isWrapped: Bool) {
    self.context = context
    self.isWrapped = isWrapped
    block = OutputBlock(context.output)
    writer = DecisionJSON(context.rules, file: context.file)
  }

  mutating func begin() throws {
    guard isWrapped else { return }
    json.raw("{\"refer\":")
    json.text(ReferVersion.current)
    json.raw(",\"now\":")
    json.text(context.run.now)
    json.raw(",\"tz\":")
    json.text(context.run.zone)
    json.raw(",\"rules\":")
    json.text(context.file)
    json.raw(",\"decisions\":[")
  }

  mutating func print(_ decision: Decision, explained: Explanation?) throws {
    if isWrapped { isFirst ? json.raw("\n") : json.raw(",\n") }
    isFirst = false
    writer.append(decision, explained: explained, to: &json)
    if !isWrapped { json.raw("\n") }
    try block.flush(&json)
  }

  mutating func end(_ summary: EvaluationSummary) throws {
    if isWrapped {
      json.raw("],\"counts\":{")
      for (place, count) in summary.counts.enumerated() {
        if place > 0 { json.raw(",") }
        json.text(count.bucket)
        json.raw(":")
        json.raw(number: "\(count.contacts)")
      }
      json.raw("},\"failed\":")
      json.raw(number: "\(summary.failed)")
      json.raw(",\"shortlists\":{")
      for (place, shortlist) in summary.shortlists.enumerated() {
        if place > 0 { json.raw(",") }
        json.text(shortlist.name)
        json.raw(":")
        json.texts(shortlist.entries.map(\.id))
      }
      json.raw("}}\n")
    }
    try block.flush(&json, always: true)
  }
}

/// A row a contact, under a header, as of RFC 4180.
struct CSVDecisions: DecisionPrinter {
  private let context: PrintingContext
  private var bytes: [UInt8] = []
  /// The cells that contacts of one verdict share.
  private var shared: [ObjectIdentifier: (verdict: Verdict, cells: [UInt8])] = [:]

  init(_ context: PrintingContext) { self.context = context }

  mutating func begin() throws {
    var titles = ["id", "name", "bucket", "title", "settled", "possible", "score", "score_min", "score_max"]
    titles += context.rules.sets.map { "buckets.\($0.name)" }
    titles += context.rules.questions.map { "answers.\($0.name)" }
    titles += ["open", "why", "error"]
    bytes += CSVText.line(titles).utf8
  }

  mutating func print(_ decision: Decision, explained: Explanation?) throws {
    bytes += CSVText.field(decision.id).utf8
    bytes.append(UInt8(ascii: ","))
    bytes += CSVText.field(decision.name ?? "").utf8
    bytes.append(UInt8(ascii: ","))
    guard let verdict = decision.verdict else {
      let empty = 7 + context.rules.sets.count + context.rules.questions.count + 2
      let error = decision.error.map { "\($0.file):\($0.line): \($0.message)" } ?? ""
      bytes += CSVText.line(Array(repeating: "", count: empty) + [error]).utf8
      return try flush()
    }
    bytes += head(verdict)
    for answer in decision.answers {
      bytes.append(UInt8(ascii: ","))
      guard let value = answer.value else { continue }
      bytes += CSVText.field(Self.text(value, context.rules.questions[answer.question])).utf8
    }
    bytes.append(UInt8(ascii: ","))
    bytes += CSVText.line([verdict.open.joined(separator: "; "), verdict.why.joined(separator: "; "), ""]).utf8
    try flush()
  }

  private mutating func head(_ verdict: Verdict) -> [UInt8] {
    if let known = shared[ObjectIdentifier(verdict)] { return known.cells }
    var cells = [verdict.bucket ?? "", verdict.title ?? "", verdict.isSettled ? "yes" : "no"]
    cells += [verdict.possible.joined(separator: "; "), verdict.score.description]
    cells += [verdict.scoreRange.lowerBound.description, verdict.scoreRange.upperBound.description]
    cells += verdict.places.map { $0.bucket ?? "" }
    let line = Array(cells.map(CSVText.field).joined(separator: ",").utf8)
    if shared.count < 20_000 { shared[ObjectIdentifier(verdict)] = (verdict, line) }
    return line
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
