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

  public func write(_ text: String) throws { try write(Array(text.utf8)) }

  /// A table as CSV, as Markdown, or as people read it in a terminal.
  func write(_ table: TextTable, as format: OutputFormat) throws {
    switch format {
    case .csv: try write(table.csv(field))
    case .markdown: try write(table.markdown())
    case .table, .json, .ndjson: try write(table.plain(width: width))
    }
  }

  /// Lines of text in which nothing steers a terminal; what would is made visible.
  public static func safe(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { TerminalText.escaped(String($0)) }
      .joined(separator: "\n")
  }

  /// The lines of a message to be copied, safe as those of ``safe(_:)``. However they end in the data, they are lines;
  /// a tabulator is a space.
  static func lines(ofMessage text: String) -> [String] {
    text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
      .map { TerminalText.escaped(String($0).replacing("\t", with: " ")) }
  }

  /// A field of CSV: as it is for programs, and made safe where a terminal shows it.
  func field(_ text: String) -> String { width == nil ? text : TerminalText.escaped(text) }

  func bold(_ text: String) -> String { painted(text, 1) }

  /// A colour of ECMA-48: 31 red, 32 green, 33 yellow.
  func painted(_ text: String, _ colour: Int) -> String { hasColour ? "\u{1B}[\(colour)m\(text)\u{1B}[0m" : text }
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
  /// What the rules are called: a file, or a pack and its version.
  let title: String
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
    writer = DecisionJSON(context.rules)
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
    json.text(context.title)
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
