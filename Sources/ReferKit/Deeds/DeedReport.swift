import ReferFormats
import ReferModel
import ReferReports

/// What became of one deed: what was understood, and how to take it back.
///
/// ```swift
/// let report = try LogInteraction(["Ada Park", "coffee", "45m"], in: workspace, run: run).make()
/// print(report.line)  // Logged: coffee (one_to_one) with Ada Park (2), 45 min, today. Undo: refer undo
/// ```
public struct DeedReport: Hashable, Sendable {
  /// One fact of it, by the name that rules have for it.
  public struct Detail: Hashable, Sendable {
    public enum Value: Hashable, Sendable {
      case text(String)
      case number(Double)
      case yesno(Bool)
      case texts([String])
    }

    public let name: String
    /// Nil where nothing was said.
    public let value: Value?
  }

  /// The command, such as "log".
  public let verb: String
  /// What was understood, in words.
  public let understood: String
  public let details: [Detail]
  /// What to do next; nil where nothing is due.
  public internal(set) var advice: String?
  /// What it ticked off of the day besides what it was meant for.
  public internal(set) var tickedOff: [TickedItem] = []
  /// What spoke against it, where it was done anyway.
  public let objections: [String]
  /// What the user should know, though it was done.
  public let warnings: [String]
  /// Only what would be done was asked for; the book is as it was.
  public let isDryRun: Bool
  /// The number by which `refer undo` takes it back; nil where the book is as it was.
  public let deed: Int64?
  private let wording: Wording

  /// How a line begins.
  struct Wording: Hashable {
    let done: String
    let planned: String

    /// - Parameters:
    ///   - done: "Logged".
    ///   - planned: "log", behind "Would".
    init(_ done: String, _ planned: String) {
      self.done = done
      self.planned = "Would \(planned)"
    }
  }

  /// What a deed says of itself while it is written.
  struct Draft {
    let wording: Wording
    private let parts: [String?]
    /// When it was, and when it is due, in seconds since 1970.
    private let at: Double?
    private let due: Double?
    var details: [Detail]
    var advice: String?
    /// Nothing is to be written: it is so already.
    var isNoNews = false

    init(
      _ done: String, _ planned: String, _ parts: String?..., at: Double? = nil, due: Double? = nil,
      details: [Detail] = []
    ) {
      wording = Wording(done, planned)
      self.parts = parts
      self.at = at
      self.due = due
      self.details = details
    }

    /// In one line; `day` says when.
    func text(_ day: (Double) -> String) -> String {
      let parts = parts + [due.map { "due \(day($0))" }, at.map(day)]
      return TerminalText.escaped(parts.compactMap(\.self).joined(separator: ", "))
    }
  }

  init(_ draft: Draft, verb: String, objections: DeedRun.Objections, isDryRun: Bool, deed: Int64?, _ text: DeedText) {
    self.verb = verb
    understood = draft.text(text.day)
    details = draft.details
    advice = draft.advice.map(TerminalText.escaped)
    self.objections = objections.reasons.map(TerminalText.escaped)
    warnings = objections.warnings.map(TerminalText.escaped)
    self.isDryRun = isDryRun
    self.deed = deed
    wording = draft.wording
  }

  /// One line for people.
  public var line: String {
    let anyway = Self.anyway(objections)
    if isDryRun { return "\(wording.planned): \(understood)\(anyway). Nothing was written." }
    if deed == nil { return "Nothing to change: \(understood)." }
    return "\(wording.done): \(understood)\(anyway). " + (advice.map { "\($0) " } ?? "") + Offer.undo
  }

  /// What the list of deeds says; it is read later, when today is another day.
  static func summary(_ draft: Draft, objections: [String], zone: Zone) -> String {
    let values = ValueText(zone: zone)
    return "\(draft.wording.done): \(draft.text(values.moment))\(anyway(objections.map(TerminalText.escaped)))"
  }

  private static func anyway(_ objections: [String]) -> String {
    objections.isEmpty ? "" : " (anyway, though \(objections.joined(separator: "; ")))"
  }

  /// - Throws: what the output throws.
  public func print(as format: OutputFormat, to output: Output) throws {
    switch format {
    case .table: try output.write(line + "\n")
    case .markdown: try output.write(MarkdownText.cell(line) + "\n")
    case .csv:
      var table = TextTable([TextTable.Heading("field"), TextTable.Heading("value")])
      table.append(["verb", verb])
      table.append(["deed", deed.map(String.init) ?? ""])
      for detail in details { table.append([detail.name, detail.text]) }
      for item in tickedOff { table.append(["ticked_off", "\(item.id): \(item.rule ?? item.what)"]) }
      try output.write(table, as: .csv)
    case .json, .ndjson: try output.write(json.line)
    }
  }

  private var json: JSONValue {
    .object([
      ("verb", .text(verb)), ("deed", .int(deed.map(Int.init))), ("dry_run", .yesno(isDryRun)),
      ("understood", .text(understood)), ("anyway", .texts(objections)), ("warnings", .texts(warnings)),
      ("details", .object(details.map { (key: $0.name, value: $0.json) })),
      ("ticked_off", .list(tickedOff.map(\.json))),
    ])
  }
}

extension DeedReport.Detail {
  init(_ name: String, _ text: String?) { self.init(name: name, value: text.map { .text($0) }) }
  init(_ name: String, _ number: Double?) { self.init(name: name, value: number.map { .number($0) }) }
  init(_ name: String, id: Int64?) { self.init(name: name, value: id.map { .text(String($0)) }) }
  init(_ name: String, yes: Bool?) { self.init(name: name, value: yes.map { .yesno($0) }) }
  init(_ name: String, texts: [String]) { self.init(name: name, value: .texts(texts)) }
  /// - Parameter time: seconds since 1970.
  init(_ name: String, time: Double?) {
    self.init(name: name, value: time.map { .text(Instant(seconds: $0).description) })
  }

  fileprivate var text: String {
    switch value {
    case .text(let text): text
    case .number(let number): NumberText.string(number)
    case .yesno(let yes): yes ? "yes" : "no"
    case .texts(let texts): texts.joined(separator: "; ")
    case nil: ""
    }
  }

  fileprivate var json: JSONValue {
    switch value {
    case .text(let text): .text(text)
    case .number(let number): .number(number)
    case .yesno(let yes): .yesno(yes)
    case .texts(let texts): .texts(texts)
    case nil: .null
    }
  }
}
