import ArgumentParser
import ReferKit

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write your contacts as a file that other programs read.",
    discussion: """
      vcard4 and vcard3 are for address books: a contact that came from a card keeps all that stood in it. csv is for \
      spreadsheets, and has no columns for interactions and the like. ndjson holds all that is known of a \
      contact, one a line. refer reads each of them back. Who is archived, groups and your profile stay in the book, \
      and that is told: to keep all, copy the book itself. ics is for calendars: what is due and comes up within 90 \
      days, with a reminder, and events; written again, it completes what was done and cancels what was dropped within \
      the last 60.

      Examples:
        refer export --as vcard4 -o contacts.vcf
        refer export --as csv -o contacts.csv
        refer export --as ndjson > contacts.ndjson
        refer export --as ics -o due.ics
        refer export --as vcard3 --contact "Ada Park" -o ada.vcf
        refer export --as ndjson --as-of '3 months ago' -o then.ndjson
      """)

  @Option(name: .customLong("as"), help: ArgumentHelp("The format to write.", valueName: "format"))
  var kind: ExportFormat

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file to write; standard output unless given. It is there whole or not at all."),
    completion: .file())
  var output: String?

  @Option(help: ArgumentHelp("Only the contact with this id, or this in the name; may repeat.", valueName: "name"))
  var contact: [String] = []

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    if shared.format != .table { throw ValidationError("'--format' is for what is shown; give '--as' alone.") }
  }

  func run() throws {
    let workspace = try shared.workspace()
    var export = BookExport(of: workspace, as: kind, run: try shared.run(over: workspace))
    export.contacts = contact
    export.progress = { Terminal.progress($0) }
    let outcome: Outcome
    if let output, output != "-" {
      let book = workspace.book
      let file = try OutputFile(output, sparing: [book, "\(book)-wal", "\(book)-shm"])
      defer { file.discard() }
      outcome = try write(export, to: file.output)
      try file.commit()
    } else {
      outcome = try write(export, to: Terminal.output())
    }
    try tell(outcome)
  }

  private enum Outcome {
    case contacts(BookExport.Report)
    case calendar(CalendarExport.Report)
  }

  private func write(_ export: BookExport, to output: Output) throws -> Outcome {
    guard kind == .ics else { return .contacts(try export.write(to: output)) }
    if !contact.isEmpty { throw ValidationError("'--contact' chooses contacts; a calendar holds all days.") }
    let rules = export.workspace.hasOwnRules ? try export.workspace.ownRules() : RulesFile(code: "")
    var evaluation = Evaluation(rules: rules, over: export.workspace, run: export.run)
    evaluation.report = { Terminal.complain($0) }
    evaluation.progress = { Terminal.progress($0) }
    let watchdog = Watchdog()
    evaluation.working = { watchdog.mark(isWorking: $0) }
    return .calendar(try CalendarExport(evaluation).write(to: output))
  }

  private var place: String { output.map { $0 == "-" ? "" : " to \($0)" } ?? "" }

  private func tell(_ outcome: Outcome) throws {
    switch outcome {
    case .contacts(let report): tell(report)
    case .calendar(let report):
      Terminal.complain("wrote \(report.items) \(report.items == 1 ? "thing" : "things") to do or attend\(place)")
      if report.failed == 0 { return }
      let those = report.failed == 1 ? "a contact" : "\(report.failed) contacts"
      Terminal.complain("the rules failed for \(those): what they ask for there is left out")
      throw ExitCode(ReferError.Status.someFailed.rawValue)
    }
  }

  private func tell(_ report: BookExport.Report) {
    Terminal.complain("wrote \(report.contacts) \(report.contacts == 1 ? "contact" : "contacts")\(place)")
    if !report.beside.isEmpty {
      Terminal.complain("not in it: \(report.beside.joined(separator: ", ")); only the book itself holds them")
    }
    if report.leftOut.isEmpty { return }
    let list = report.leftOut.map { "\($0.count) of \($0.field)" }.joined(separator: ", ")
    Terminal.complain("left out, for a table has no column for them: \(list); ndjson and vcard4 hold them")
  }
}
